"""Charts that are made once: equal to the chart that Streamlit draws, and cached by the content of their inputs."""

from collections.abc import Callable
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd
import pytest
import streamlit as st

from ui import charts
from ui.drawing import Spec, drawn
from ui.evaluation import charts as evaluation_charts

PAIR = charts.Pair("One", "Other", ("#a00000", "#0000a0"), "#000000")
TABLE = pd.DataFrame({"name": ["x", "y"], "articles": [1, 2], "change": [0.1, 0.9]})


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    st.cache_resource.clear()


def histogram() -> pd.DataFrame:
    return pd.DataFrame({"distance": [0.0, 0.5], "end": [0.5, 1.0], "share": [0.2, 0.8], "pairs": ["near", "far"]})


def marks() -> pd.DataFrame:
    return pd.DataFrame({"distance": [0.1], "name": ["near"], "study": [True]})


def rows(spec: Spec) -> list[list[dict[str, object]]]:
    """The tables of a spec, of either kind."""
    tables = spec["datasets"].values()
    return sorted((table if isinstance(table, list) else table.to_pylist() for table in tables), key=str)


@pytest.mark.parametrize(
    "inputs",
    [
        (charts.bars_chart, TABLE, "Change", "#000000"),
        (charts.distances_chart, histogram(), marks(), "#a00000", "#000000"),  # three tables in one chart
        (
            evaluation_charts.differences_chart,
            pd.DataFrame({"rank": [1, 2], "difference": [0.5, -0.5], "side": ["first", "second"]}),
            evaluation_charts.LIGHT,
            "Recall",
        ),
    ],
)
def test_it_is_the_chart_that_was_made(inputs: tuple[object, ...]) -> None:
    make, *rest = inputs
    spec = drawn(make, *rest)  # type: ignore[arg-type]
    expected = make(*rest).to_dict()  # type: ignore[operator]
    assert rows(spec) == rows(expected)
    names = {name: f"table {place}" for chart in (spec, expected) for place, name in enumerate(chart["datasets"])}

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items() if key not in ("datasets", "config", "format")}
        return [plain(part) for part in value] if isinstance(value, list) else names.get(str(value), value)

    assert plain(spec) == plain(expected)


def counting() -> tuple[Callable[..., alt.Chart], list[object]]:
    calls: list[object] = []

    def make(table: pd.DataFrame, *options: object, **more: object) -> alt.Chart:
        calls.append(options)
        chart: alt.Chart = alt.Chart(table).mark_bar().encode(x="change:Q")
        return chart

    return make, calls


def test_equal_inputs_make_it_once_and_others_anew() -> None:
    make, calls = counting()
    first = drawn(make, TABLE, "title", log=True)
    assert drawn(make, TABLE.copy(), "title", log=True) is first
    assert len(calls) == 1
    changed = TABLE.assign(change=[0.1, 0.8])
    redrawn = [
        drawn(make, changed, "title", log=True),
        drawn(make, TABLE.rename(columns={"articles": "customers"}), "title", log=True),
        drawn(make, TABLE.iloc[::-1], "title", log=True),
        drawn(make, TABLE, "title", log=False),
        drawn(make, TABLE, ["title"], log=True),
        drawn(make, TABLE, PAIR, log=True),
    ]
    assert len(calls) == 1 + len(redrawn)
    assert rows(redrawn[0])[0][1]["change"] == 0.8


@dataclass(frozen=True)
class Holder:
    values: object


@pytest.mark.parametrize("unknown", [np.arange(3), object(), [np.arange(3)], {"a": 1}, Holder(np.arange(2000))])
def test_an_input_of_unknown_content_is_an_error(unknown: object) -> None:
    make, _ = counting()
    with pytest.raises(TypeError, match="content"):
        drawn(make, TABLE, unknown)
