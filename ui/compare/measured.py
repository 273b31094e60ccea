"""The models' measures: one as dots with ranges, and all of them in a table."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.number_text import counted
from ui.charts import Pair, ranges_chart
from ui.choices import model_title
from ui.drawing import drawn
from ui.links import warn_of_wrong_link
from ui.model_tables import MEASURES, at, measure_table, metrics_table
from ui.two_models import downloadable_table
from ui.wording import literal


def measured(hub: Hub, pair: Pair) -> None:
    """One measure of all models and baselines as dots with ranges, then a table of all measures."""
    reports = {name: metrics for name in hub.ready if (metrics := hub.metrics(name))}
    titles = {name: model_title(name) for name in hub.ready}
    missing = [title for name, title in titles.items() if name not in reports]
    if not reports:
        st.info(
            "No model is measured yet: figures appear here when the build gets to them.",
            icon=":material/hourglass_top:",
        )
        return
    _one_measure(measure_table(titles, reports, short := _measure()), short, pair)
    st.caption(
        "Dots are models, diamonds are baselines from the same run, lines are 95 % bootstrap ranges. "
        + ran_on(next(iter(reports.values())))
    )
    for caution in dict.fromkeys(hub.models[name].caution for name in reports):
        models = ", ".join(titles[name] for name in reports if hub.models[name].caution == caution)
        if caution:
            st.caption(literal(f"{models}: {caution}"))
    downloadable_table(metrics_table(titles, reports), "metrics")
    if missing:
        st.caption(literal(f"{', '.join(missing)}: not measured yet."))


def _measure() -> str:
    warn_of_wrong_link("measure", MEASURES, "the measure")
    first = next(iter(MEASURES))
    chosen = st.segmented_control(
        "Measure", list(MEASURES), default=first, required=True, key="measure", bind="query-params"
    )
    return chosen or first


def _one_measure(table: pd.DataFrame, short: str, pair: Pair) -> None:
    title = MEASURES[short][0]
    if table.empty:
        st.caption("Not measured: this data does not allow it.")
        return
    best = table.iloc[0]
    st.vega_lite_chart(
        spec=drawn(ranges_chart, table, pair, title),
        alt=f"{title}: best is {best['name']} with {best['value']:.3f}",
        key="measured",
    )


def ran_on(metrics: Mapping[str, Any]) -> str:
    """A sentence about the purchases that the figures were measured on."""
    split = at(metrics, ["split"])
    if not split:
        return str(at(metrics, ["split_note"]) or "There are too few days of purchases to hold any out.")
    counts = (
        (at(metrics, ["co_purchase", "anchors"]), "article"),
        (at(metrics, ["recommend", "customers"]), "customer"),
    )
    tested_on = " and ".join(counted(int(count), noun) for count, noun in counts if count)
    days = f"Learned until {split['train_until']}, tested from {split['test_from']} to {split['test_until']}"
    return f"{days}{f' on {tested_on}' if tested_on else ''}; models that learn from purchases were retrained for this."
