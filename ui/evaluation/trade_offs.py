"""What accuracy costs: recall against novelty, coverage, or the time of learning."""

import numpy as np
import pandas as pd
import streamlit as st

from stylehub_core.evaluation.pareto import pareto
from stylehub_core.lab.comparison import Comparison, Line
from ui.drawing import drawn
from ui.evaluation.charts import DARK, LIGHT, Colours, trade_off_chart
from ui.links import say_wrong_link
from ui.wording import literal

ACROSS = {
    "Novelty": "Novelty in bits: how little known the articles are",
    "Coverage": "Coverage: share of all articles that are recommended",
    "Training time": "Seconds to learn and to choose the blend",
}
_LEAST_SECONDS = 0.1
_TOGETHER = "\u00a0"  # no line ends between a number and its name


def trade_offs(comparison: Comparison) -> None:
    """One plot, its axis chosen."""
    say_wrong_link("against", ACROSS, "the axis")
    first = next(iter(ACROSS))
    chosen = st.segmented_control(
        "Recall against", list(ACROSS), default=first, required=True, key="against", bind="query-params"
    )
    title = chosen or first
    found = trade_off_table(comparison, title)
    if found.empty:
        st.caption("This was not measured.")
        return
    front = found.loc[found["front"], "name"].tolist()
    log, up = title == "Training time", f"Recall at {comparison.k}"
    st.vega_lite_chart(
        spec=drawn(trade_off_chart, found, ACROSS[title], up, colours(), log=log),
        alt=f"Recall against {title.lower()}; nothing beats in both: {', '.join(front)}", key="trade_off",
    )  # fmt: skip
    st.caption(
        " · ".join(f"{one.number}{_TOGETHER}{literal(one.name)}" for one in found.sort_values("number").itertuples())
    )
    less = "shorter" if title == "Training time" else "higher"
    st.caption(
        literal(
            f"Filled and joined, the Pareto front: no other has a higher recall and a {less} {title.lower()}. Numbers "
            "are places by recall, left out where points crowd; a press on a point, or the pointer on it, names it."
        )
    )


def trade_off_table(comparison: Comparison, title: str) -> pd.DataFrame:
    """number, name, x, y, front, named of each that has both figures; the number is the place in the table."""
    rows = [
        (number, one.title, _across(one, title), one.ranges["recall"].value, one.name == comparison.baseline)
        for number, one in enumerate(comparison.lines, 1)
    ]
    table = pd.DataFrame(rows, columns=["number", "name", "x", "y", "named"]).dropna()
    better = -table["x"] if title == "Training time" else table["x"]
    front = pareto(better.to_numpy(np.float32), table["y"].to_numpy(np.float32))
    return table.assign(front=front, named=front | table["named"]).sort_values("x", ignore_index=True)


def colours() -> Colours:
    """Of the theme that is on."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def _across(line: Line, title: str) -> float:
    if title == "Training time":
        seconds = line.notes.get("seconds")
        return float("nan") if seconds is None else max(float(seconds), _LEAST_SECONDS)
    return line.totals["coverage"] if title == "Coverage" else line.ranges["novelty"].value
