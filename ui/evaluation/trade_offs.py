"""What accuracy costs: recall against novelty, coverage, or training time."""

import numpy as np
import pandas as pd
import streamlit as st

from stylehub_core.evaluation.pareto import pareto
from stylehub_core.lab.comparison import Comparison, Line
from ui.drawing import drawn
from ui.evaluation.charts import DARK, LIGHT, Colours, trade_off_chart
from ui.links import warn_of_wrong_link
from ui.wording import literal

ACROSS = {
    "Novelty": "Novelty in bits: how little known the articles are",
    "Coverage": "Coverage: share of all articles that are recommended",
    "Training time": "Seconds to train and choose the blend",
}
_LEAST_SECONDS = 0.1
_TOGETHER = "\u00a0"  # keeps a number and its name on one line


def trade_offs(comparison: Comparison) -> None:
    """One plot, with a choice of the axis."""
    warn_of_wrong_link("against", ACROSS, "the axis")
    first = next(iter(ACROSS))
    chosen = st.segmented_control(
        "Recall against", list(ACROSS), default=first, required=True, key="against", bind="query-params"
    )
    title = chosen or first
    table = trade_off_table(comparison, title)
    if table.empty:
        st.caption("This was not measured.")
        return
    front = table.loc[table["front"], "name"].tolist()
    log, up = title == "Training time", f"Recall at {comparison.k}"
    st.vega_lite_chart(
        spec=drawn(trade_off_chart, table, ACROSS[title], up, colours(), log=log),
        alt=f"Recall against {title.lower()}; on the Pareto front: {', '.join(front)}", key="trade_off",
    )  # fmt: skip
    st.caption(
        " · ".join(f"{row.number}{_TOGETHER}{literal(row.name)}" for row in table.sort_values("number").itertuples())
    )
    better = "shorter" if title == "Training time" else "higher"
    st.caption(
        literal(
            f"Filled and joined, the Pareto front: no other has both a higher recall and a {better} {title.lower()}. "
            "Numbers are ranks by recall, left out where points crowd; hover over or tap a point for its name."
        )
    )


def trade_off_table(comparison: Comparison, title: str) -> pd.DataFrame:
    """number, name, x, y, front, named of each recommender with both figures. number: its rank by recall."""
    rows = [
        (number, line.title, _across(line, title), line.ranges["recall"].value, line.name == comparison.baseline)
        for number, line in enumerate(comparison.lines, 1)
    ]
    table = pd.DataFrame(rows, columns=["number", "name", "x", "y", "named"]).dropna()
    better = -table["x"] if title == "Training time" else table["x"]
    front = pareto(better.to_numpy(np.float32), table["y"].to_numpy(np.float32))
    return table.assign(front=front, named=front | table["named"]).sort_values("x", ignore_index=True)


def colours() -> Colours:
    """The colours of the user's current theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def _across(line: Line, title: str) -> float:
    if title == "Training time":
        seconds = line.notes.get("seconds")
        return float("nan") if seconds is None else max(float(seconds), _LEAST_SECONDS)
    return line.totals["coverage"] if title == "Coverage" else line.ranges["novelty"].value
