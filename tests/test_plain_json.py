"""NaN and infinity become null in JSON at any depth, and are NaN again when read."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.number_text import figure_text
from stylehub_core.plain_json import json_text, plain, readings
from stylehub_core.workspace import write_json


@dataclass(frozen=True)
class Reading:
    name: str
    values: tuple[float, ...]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.float32("nan"), np.float64("inf")])
def test_what_is_no_number_is_null_at_any_depth(value: float) -> None:
    nested = {"one": [Reading("auc", (0.5, value))], 2: (value,), "array": np.array([[1.0, value]])}
    expected = {"one": [{"name": "auc", "values": [0.5, None]}], "2": [None], "array": [[1.0, None]]}
    assert plain(nested) == expected
    assert json.loads(json_text(nested), parse_constant=pytest.fail) == expected


def test_all_else_stays() -> None:
    value = {"flag": np.bool_(True), "count": np.int32(3), "path": Path("a/b"), "none": None, "text": "NaN"}
    assert plain(value) == {"flag": True, "count": 3, "path": "a/b", "none": None, "text": "NaN"}


def test_a_file_holds_null_and_is_read_as_nan(tmp_path: Path) -> None:
    write_json(tmp_path / "history.json", [{"epoch": 1, "auc": math.nan}])
    text = (tmp_path / "history.json").read_text()
    assert "NaN" not in text
    epoch = readings(json.loads(text)[0])
    assert epoch["epoch"] == 1
    assert math.isnan(epoch["auc"])


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_an_undefined_figure_is_a_dash(value: float | None) -> None:
    assert figure_text(value) == "–"
    assert figure_text(0.5, "+.2f") == "+0.50"
