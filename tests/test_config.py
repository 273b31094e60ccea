"""Settings by name: read as a person writes them, converted to the type in the dataclass, or refused by name."""

from dataclasses import dataclass, field
from typing import Any, Literal

import pytest

from stylehub_core.config import changed, settings_of, shown, value_of
from stylehub_core.errors import ModelError
from stylehub_core.hub.known_models import built_in_models
from stylehub_core.models.contract import ConfiguredModel
from stylehub_core.models.transactional import Transactional
from stylehub_core.recommenders.registry import recommenders


@dataclass(frozen=True)
class Inner:
    rate: float = 0.5
    on: bool = False


@dataclass(frozen=True)
class Whole:
    epochs: int = 3
    patience: int | None = 2
    precision: Literal["auto", "float32"] = "auto"
    layers: tuple[int, ...] = (64, 32)
    pair: tuple[int, float] = (1, 0.5)
    columns: tuple[str, ...] = ("a",)
    title: str = "x"
    inner: Inner = field(default_factory=Inner)
    views: Inner | None = None


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("epochs", "12", 12),
        ("epochs", 12, 12),
        ("patience", "none", None),
        ("patience", "None", None),
        ("patience", "5", 5),
        ("precision", "float32", "float32"),
        ("layers", "8, 4", (8, 4)),
        ("layers", "[8,4]", (8, 4)),
        ("layers", "", ()),
        ("layers", [8, 4], (8, 4)),
        ("pair", "3,1", (3, 1.0)),
        ("columns", "a,b", ("a", "b")),
        ("title", "none", "none"),
        ("inner.rate", "1e-3", 0.001),
        ("inner.rate", 1, 1.0),
        ("inner.on", "true", True),
        ("inner.on", "False", False),
        ("inner.on", True, True),
        ("views.rate", "0.1", 0.1),
        ("views", "none", None),
    ],
)
def test_a_value_gets_the_type_of_its_setting(name: str, given: object, value: object) -> None:
    typed = value_of(changed(Whole(), {name: given}), name)
    assert typed == value
    assert type(typed) is type(value)
    if isinstance(value, tuple):
        assert [type(part) for part in typed] == [type(part) for part in value]  # type: ignore[union-attr]


def test_nothing_else_changes() -> None:
    config = changed(Whole(), {"inner.on": "true", "epochs": "4"})
    assert config == Whole(epochs=4, inner=Inner(on=True))
    assert changed(Whole(), {"views.rate": 0.1}).views == Inner(rate=0.1)


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("epochs", "1.5", "'m.epochs' cannot be '1.5': it takes a whole number."),
        ("epochs", 1.5, "cannot be '1.5'"),
        ("epochs", True, "cannot be 'true'"),
        ("epochs", "none", "cannot be 'none'"),
        ("patience", "soon", "it takes a whole number or none."),
        ("precision", "bf16", "it takes one of auto, float32."),
        ("layers", "8,x", "it takes values separated by commas, each a whole number."),
        ("pair", "1", "cannot be '1'"),
        ("columns", 3, "cannot be '3'"),
        ("inner.rate", "nan", "'m.inner.rate' cannot be 'nan': it takes a number."),
        ("inner.rate", float("inf"), "cannot be 'inf'"),
        ("inner.on", "yes", "it takes true or false."),
        ("inner.on", 1, "cannot be '1'"),
        ("inner", "1", "'m.inner' is a group of settings: set one of its settings (rate, on)."),
        ("epochs.x", "1", "'m.epochs' is a single setting, not a group."),
        ("epoch", "1", "There is no setting 'm.epoch'. Did you mean 'epochs'? The settings of 'm' are: epochs,"),
        ("inner.rte", "1", "Did you mean 'rate'? The settings of 'm.inner' are: rate, on."),
        ("zzz", "1", "There is no setting 'm.zzz'. The settings of 'm' are: epochs,"),
    ],
)
def test_what_cannot_be_set_is_named(name: str, given: object, message: str) -> None:
    with pytest.raises(ModelError) as caught:
        changed(Whole(), {name: given}, "m")
    assert message in str(caught.value)


def _all() -> list[Any]:
    fitting = [model for model in built_in_models().values() if isinstance(model, ConfiguredModel)]
    return [*fitting, *(kind() for kind in recommenders().values())]


@pytest.mark.parametrize("configured", _all(), ids=lambda configured: configured.name)
def test_every_setting_of_the_code_can_be_written_and_read_back(configured: Any) -> None:
    known = settings_of(configured.config)
    written = {name: shown(value) for name, value in known.items()}
    assert configured.changed(written).config == configured.config
    assert {name: configured.setting(name) for name in known} == known


@pytest.mark.parametrize(
    ("setting", "value", "reason"),
    [
        ("training.epochs", -3, "must be at least 1"),
        ("training.epochs", "0", "must be at least 1"),
        ("training.temperature", 0, "must be above 0"),
        ("training.temperature", "-1", "must be above 0"),
        ("training.log_q", -0.5, "must be at least 0"),
    ],
)
def test_a_number_that_cannot_work_is_refused(setting: str, value: object, reason: str) -> None:
    with pytest.raises(ModelError, match=f"'transactional.{setting}' cannot be .*: it {reason}"):
        Transactional().changed({setting: value})
