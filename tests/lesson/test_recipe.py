"""Recipes of a lesson: one setting changes, and all others are the study's or ours."""

import pytest

from stylehub_core.errors import QueryError
from stylehub_core.lesson.recipe import CHOICES, EPOCHS, PRESETS, changed, difference, other, preset, written
from stylehub_core.models.transactional import TransactionalConfig
from stylehub_core.training.loop import TrainingConfig
from stylehub_core.training.network import NetworkConfig


def test_the_failure_is_the_studys_training() -> None:
    recipe, study = PRESETS["failure"], TrainingConfig()
    assert recipe.pairs == "stored"
    assert recipe.network() == NetworkConfig()
    own = recipe.training()
    assert own.epochs == EPOCHS
    assert (own.temperature, own.batch, own.mask_duplicates, own.log_q, own.item_residual) == (
        study.temperature, study.batch, study.mask_duplicates, study.log_q, study.item_residual,
    )  # fmt: skip


def test_the_cure_is_ours_but_for_its_size() -> None:
    recipe, ours = PRESETS["cure"], TransactionalConfig()
    assert recipe.pairs == "fresh"
    assert recipe.network() == ours.network
    own = recipe.training()
    assert (own.temperature, own.mask_duplicates, own.log_q, own.item_residual, own.own_dropout) == (
        ours.training.temperature, ours.training.mask_duplicates, ours.training.log_q, ours.training.item_residual,
        ours.training.own_dropout,
    )  # fmt: skip
    assert own.patience is None


@pytest.mark.parametrize("name", ["failure", "cure"])
@pytest.mark.parametrize("field", list(CHOICES))
def test_every_change_changes_one_thing_and_leads_back(name: str, field: str) -> None:
    base = PRESETS[preset(name)]
    for value in CHOICES[field]:
        setting = f"{field}={written(value)}"
        if value == getattr(base, field):
            with pytest.raises(QueryError, match="already"):
                changed(base, setting)
            continue
        recipe = changed(base, setting)
        assert getattr(recipe, field) == value
        assert difference(recipe) == (name, setting)


@pytest.mark.parametrize("name", ["failure", "cure"])
def test_a_preset_leads_back_to_itself(name: str) -> None:
    assert difference(PRESETS[preset(name)]) == (name, "")
    assert other(other(preset(name))) == name


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("temperature=9", "choose one of 0.02, 0.04"),
        ("temperature=", "choose one of"),
        ("temperature=nan", "choose one of"),
        ("colour=red", "cannot be changed"),
        ("", "cannot be changed"),
        ("mask=maybe", "choose one of off, on"),
        ("seed=3", "cannot be changed"),
    ],
)
def test_nonsense_is_said_with_what_there_is(setting: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        changed(PRESETS["failure"], setting)


def test_numbers_are_read_as_numbers() -> None:
    assert changed(PRESETS["failure"], "temperature=0.50").temperature == 0.5
    assert changed(PRESETS["failure"], "log_q=1").log_q == 1.0


def test_an_unknown_preset_is_said() -> None:
    with pytest.raises(QueryError, match="failure or cure"):
        preset("x")


def test_a_recipe_of_several_changes_belongs_to_no_lesson() -> None:
    several = changed(changed(PRESETS["failure"], "temperature=0.5"), "batch=32")
    with pytest.raises(QueryError, match="more than one setting"):
        difference(several)
