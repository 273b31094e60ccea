"""The curves of a lesson: live while it trains, and afterwards."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from stylehub_core.lesson.subject import History
from ui.charts import Pair, training_chart
from ui.drawing import drawn
from ui.lesson.words import Figures
from ui.model_tables import training_table
from ui.wording import literal

_NO_EPOCH = pd.DataFrame({"epoch": [], "model": []})  # lessons keep the last epoch, so none is marked


def curves(histories: Mapping[str, History], pair: Pair, figures: Figures, *, key: str) -> None:
    """Every figure by epoch; a figure of several lines has a chart for each run.

    histories: by the titles of `pair`, as far as training has got.
    """
    tables = {figure: training_table(histories, figure, figures) for figure in figures}
    badges = " ".join(
        f":{colour}-badge[{literal(title)}]" for colour, title in zip(("orange", "blue"), pair.titles, strict=True)
    )
    st.markdown(badges)
    last = max((int(table["epoch"].max()) for table in tables.values() if len(table)), default=1)
    grid = st.grid(2, min_column_width=300, gap="medium", key=key)
    for figure, table in tables.items():
        if not len(table):
            continue
        if len(figures[figure]) == 1:
            with grid.cell():
                _curve(table, pair, figure, f"{key}_{figure}", last)
            continue
        highest = float(table["value"].max()) * 1.05
        for title in pair.titles:
            own = table[table["model"] == title]
            if len(own):
                with grid.cell():
                    _curve(own, pair, figure, f"{key}_{title}", last, highest)


def _curve(table: pd.DataFrame, pair: Pair, figure: str, key: str, last: int, highest: float | None = None) -> None:
    ends = table.groupby(["model", "line"], sort=False)["value"].last()
    summary = ", ".join(f"{model} {line} {value:.3f}" for (model, line), value in ends.items())
    st.vega_lite_chart(
        spec=drawn(training_chart, table, pair, figure, _NO_EPOCH, highest=highest, last=last),
        alt=f"{figure} by epoch; at the end: {summary}", key=key,
    )  # fmt: skip
