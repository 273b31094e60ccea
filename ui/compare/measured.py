"""What was measured of the models: one measure as dots with ranges, and the table of all."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from stylehub_core.hub.hub import Hub
from ui.charts import Pair, ranges_chart
from ui.choices import model_title
from ui.drawing import drawn
from ui.links import say_wrong_link
from ui.model_tables import MEASURES, at, measure_table, metrics_table
from ui.two_models import NOT_YET, table_to_take
from ui.wording import counted, literal


def measured(hub: Hub, pair: Pair) -> None:
    """All models and the baselines of the same run: one measure as dots with ranges, then the table of all."""
    found = {name: metrics for name in hub.ready if (metrics := hub.metrics(name))}
    titles = {name: model_title(name) for name in hub.ready}
    missing = [title for name, title in titles.items() if name not in found]
    if not found:
        st.info(f"No model {NOT_YET.replace('is not', 'is')}", icon=":material/hourglass_top:")
        return
    _one_measure(measure_table(titles, found, short := _measure()), short, pair)
    st.caption(
        "Dots are models, diamonds baselines of the same run; lines are 95 % bootstrap ranges. "
        + ran_on(next(iter(found.values())))
    )
    for caution in dict.fromkeys(hub.models[name].caution for name in found):
        of = ", ".join(titles[name] for name in found if hub.models[name].caution == caution)
        if caution:
            st.caption(literal(f"{of}: {caution}"))
    table_to_take(metrics_table(titles, found), "metrics")
    if missing:
        st.caption(literal(f"{', '.join(missing)}: not measured yet."))


def _measure() -> str:
    say_wrong_link("measure", MEASURES, "the measure")
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
    """What the figures were measured on."""
    split = at(metrics, ["split"])
    if not split:
        return str(at(metrics, ["split_note"]) or "There are too few days of purchases to hold any out.")
    counts = (
        (at(metrics, ["co_purchase", "anchors"]), "article"),
        (at(metrics, ["recommend", "customers"]), "customer"),
    )
    on = " and ".join(counted(int(count), noun) for count, noun in counts if count)
    days = f"Learned until {split['train_until']}, tested from {split['test_from']} to {split['test_until']}"
    return f"{days}{f' on {on}' if on else ''}; models that learn from purchases were trained again up to that day."
