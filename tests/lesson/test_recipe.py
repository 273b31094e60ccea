"""Recipes of a lesson: one setting changes, and all others are the study's or ours."""

import pytest

from stylehub_core.errors import QueryError
from stylehub_core.lesson.recipe import PRESETS, SUBJECTS, changed, difference, other, preset, subject_of, written

CHANGES = [
    (name, field) for subject in SUBJECTS.values() for name in subject.presets for field in subject.choices
]  # fmt: skip


@pytest.mark.parametrize(("name", "field"), CHANGES)
def test_every_change_changes_one_thing_and_leads_back(name: str, field: str) -> None:
    base = PRESETS[preset(name)]
    for value in subject_of(base).choices[field]:
        setting = f"{field}={written(value)}"
        if value == getattr(base, field):
            with pytest.raises(QueryError, match="already"):
                changed(base, setting)
            continue
        recipe = changed(base, setting)
        assert getattr(recipe, field) == value
        assert difference(recipe) == (name, setting)


@pytest.mark.parametrize("name", list(PRESETS))
def test_a_preset_leads_back_to_itself(name: str) -> None:
    assert difference(PRESETS[preset(name)]) == (name, "")


def test_the_two_presets_of_a_subject_are_compared_with_each_other() -> None:
    assert {name: other(name) for name in PRESETS} == {"failure": "cure", "cure": "failure", "pictures": ""}


def test_a_setting_of_another_subject_cannot_be_changed() -> None:
    with pytest.raises(QueryError, match="choose one of augmentation, as in augmentation=strong jitter and grey"):
        changed(PRESETS["pictures"], "temperature=0.5")
    with pytest.raises(QueryError, match="cannot be changed"):
        changed(PRESETS["failure"], "augmentation=no crops")


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
    assert changed(PRESETS["failure"], "temperature=0.50") == changed(PRESETS["failure"], "temperature=0.5")
    assert changed(PRESETS["failure"], "log_q=1") == changed(PRESETS["failure"], "log_q=1.0")


def test_an_unknown_preset_is_said() -> None:
    with pytest.raises(QueryError, match="failure, cure or pictures"):
        preset("x")


def test_a_recipe_of_several_changes_belongs_to_no_lesson() -> None:
    several = changed(changed(PRESETS["failure"], "temperature=0.5"), "batch=32")
    with pytest.raises(QueryError, match="more than one setting"):
        difference(several)
