"""The curves of a lesson: live while it trains, and afterwards."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from stylehub_core.lesson.run import History
from ui.charts import Pair, training_chart
from ui.drawing import drawn
from ui.model_tables import training_table
from ui.wording import literal

METERS = (
    "AUC: how often a held-out pair is closer than a random one. Uniformity and effective rank are the collapse meter: "
    "uniformity rises to 0 and the rank falls to 1 where all articles share a single point."
)

_DISTANCE = "Cosine distance"
_FIGURES: dict[str, dict[str, str]] = {
    _DISTANCE: {
        "test_positive": "Held-out pairs", "train_positive": "Learned pairs", "test_negative": "Random pairs",
    },
    "AUC": {"auc": "AUC"},
    "Uniformity": {"uniformity": "Uniformity"},
    "Loss": {"loss": "Loss"},
    "Effective rank": {"effective_rank": "Effective rank"},
}  # fmt: skip
_NO_EPOCH = pd.DataFrame({"epoch": [], "model": []})  # lessons keep the last epoch, so none is marked


def curves(histories: Mapping[str, History], pair: Pair, *, key: str) -> None:
    """Every figure by epoch. histories: by the titles of `pair`, as far as training has got."""
    tables = {figure: training_table(histories, figure, _FIGURES) for figure in _FIGURES}
    badges = " ".join(
        f":{colour}-badge[{literal(title)}]" for colour, title in zip(("orange", "blue"), pair.titles, strict=True)
    )
    st.markdown(badges)
    distances = tables.pop(_DISTANCE)
    highest = float(distances["value"].max()) * 1.05 if len(distances) else None
    last = max((int(table["epoch"].max()) for table in (distances, *tables.values()) if len(table)), default=1)
    grid = st.grid(2, min_column_width=300, gap="medium", key=key)
    for title in pair.titles:
        own = distances[distances["model"] == title]
        if len(own):
            with grid.cell():
                _curve(own, pair, _DISTANCE, f"{key}_{title}", last, highest)
    for figure, table in tables.items():
        if len(table):
            with grid.cell():
                _curve(table, pair, figure, f"{key}_{figure}", last)


def _curve(table: pd.DataFrame, pair: Pair, figure: str, key: str, last: int, highest: float | None = None) -> None:
    ends = table.groupby(["model", "line"], sort=False)["value"].last()
    summary = ", ".join(f"{model} {line} {value:.3f}" for (model, line), value in ends.items())
    st.vega_lite_chart(
        spec=drawn(training_chart, table, pair, figure, _NO_EPOCH, highest=highest, last=last),
        alt=f"{figure} by epoch; at the end: {summary}", key=key,
    )  # fmt: skip
