"""Behind the recommenders: learning curves, distances of pairs, and whether the collapse meter works."""

import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from stylehub_core.evaluation.meter_calibration import (
    FEWEST_EPOCHS,
    FEWEST_MODELS,
    METERS,
    AcrossModels,
    Calibration,
    across_models,
)
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.comparison import space_figures
from stylehub_core.number_text import figure_text
from ui.charts import Pair
from ui.choices import model_title
from ui.drawing import drawn
from ui.evaluation.charts import readings_chart
from ui.evaluation.data import calibrations
from ui.evaluation.trade_offs import colours
from ui.links import warn_of_wrong_link
from ui.two_models import distances, training
from ui.wording import literal

TITLES = {
    "gap": "Gap of distances",
    "alignment": "Alignment",
    "uniformity": "Uniformity",
    "effective_rank": "Effective rank",
}
TARGETS = {"auc": "AUC of held-out pairs", "recall_at_12": "Recall at 12 of held-out pairs"}
_METHOD = (
    "Each trained model was measured after every epoch: the meter, and how well held-out pairs can be told from random "
    "ones or found among all articles. A meter that works moves with them. **Same step** is the rank correlation of "
    "the changes from one epoch to the next, signed so that 1 is what the meter promises, 0 is no relation and −1 is "
    "the opposite; p comes from shuffling, corrected for all rows. **Level** is the correlation of the readings "
    "themselves, which drift together while a model learns and prove nothing. Gap and alignment use the same held-out "
    "pairs as the AUC, so they partly measure the same thing; uniformity and effective rank use no pairs."
)


def spaces(hub: Hub) -> None:
    """Learning curves and distances of two models, and the collapse meter's calibration on all of them."""
    if not hub.ready:
        st.caption("No model is ready yet.")
        return
    st.subheader("Models", anchor=False)
    chosen = _two(hub)
    if chosen is None:
        st.caption("Curves and distances of two models appear side by side here, but only one is ready so far.")
    else:
        first, second, pair = chosen
        st.subheader("Learning curves", anchor=False)
        training(hub, first, second, pair)
        st.subheader("Separation", anchor=False)
        distances(hub, first, second, pair)
    st.subheader("Does the collapse meter work?", anchor=False)
    _calibration(hub)


def calibration_table(readings: Sequence[Calibration], titles: dict[str, str]) -> pd.DataFrame:
    """A row for each model, meter and target with enough epochs."""
    rows = [
        {
            "Model": titles.get(reading.model, reading.model),
            "Meter": TITLES[reading.meter],
            "Same step": None if math.isnan(reading.change) else reading.change,
            "p": None if math.isnan(reading.p) else reading.p,
            "Against": TARGETS[reading.target],
            "Level": None if math.isnan(reading.level) else reading.level,
            "Epochs": reading.epochs,
        }
        for reading in readings
        if reading.epochs >= FEWEST_EPOCHS
    ]
    columns = ["Model", "Meter", "Same step", "p", "Against", "Level", "Epochs"]
    return pd.DataFrame(rows, columns=columns)


def too_few(readings: Sequence[Calibration], titles: dict[str, str]) -> str:
    """A sentence naming the models with too few epochs to say anything; '' if there are none."""
    short = {reading.model: reading.epochs for reading in readings if reading.epochs < FEWEST_EPOCHS}
    if not short:
        return ""
    named = ", ".join(f"{titles.get(name, name)} ({epochs})" for name, epochs in short.items())
    return f"Too few epochs to say anything (fewer than {FEWEST_EPOCHS}): {named}."


def _two(hub: Hub) -> tuple[str, str, Pair] | None:
    titles = {model_title(name): name for name in hub.ready}
    if len(titles) < 2:
        return None
    for key, label in (("one", "model A"), ("other", "model B")):
        warn_of_wrong_link(key, titles, label)
    trained = [title for title, name in titles.items() if hub.model(name).history]
    start = [*trained, *(title for title in titles if title not in trained)]
    with st.grid(2, min_column_width=150, gap="small", key="space_models"):
        first = st.selectbox(":orange-badge[A] Model", start, key="one", bind="query-params")
        rest = [title for title in start if title != first]
        second = st.selectbox(":blue-badge[B] Model", rest, key="other", bind="query-params")
    theme = colours()
    pair = Pair(str(first), str(second), (theme.first[0], theme.first[1]), theme.ink)
    return titles[str(first)], titles[str(second)], pair


def _calibration(hub: Hub) -> None:
    titles = {name: model_title(name) for name in hub.ready}
    readings = calibrations(hub)
    table = calibration_table(readings, titles)
    few = too_few(readings, titles)
    if table.empty:
        st.info(
            literal(few or "No model is trained yet, so there are no readings to judge the meter by."),
            icon=":material/hourglass_top:",
        )
        return
    st.caption("Same step: 1 if the meter always changes together with what was measured, 0 if they are unrelated.")
    st.dataframe(
        table.sort_values("Same step", ascending=False, na_position="last"), hide_index=True, width="stretch",
        key="calibration", height=360, placeholder="–",
        column_config={
            "Same step": st.column_config.NumberColumn(format="%+.2f", help="1: the meter works; 0: it says nothing."),
            "Level": st.column_config.NumberColumn(format="%+.2f", help="Both drift while learning: no proof."),
            "p": st.column_config.NumberColumn(format="%.3f", help="By shuffling, with Holm’s correction."),
        },
    )  # fmt: skip
    with st.expander("How the meter is judged", icon=":material/info:"):
        st.markdown(_METHOD)
    if few:
        st.caption(literal(few))
    _readings(hub, titles)
    st.caption(literal(_across(hub)))


def _readings(hub: Hub, titles: dict[str, str]) -> None:
    meters = {title: name for name, title in TITLES.items()}
    targets = {title: name for name, title in TARGETS.items()}
    for key, allowed, label in (("meter", meters, "the meter"), ("measured", targets, "what was measured")):
        warn_of_wrong_link(key, allowed, label)
    across = st.segmented_control(
        "Meter", list(meters), default=TITLES["gap"], required=True, key="meter", bind="query-params"
    )
    up = st.segmented_control(
        "Measured in the same epoch", list(targets), default=TARGETS["auc"], required=True, key="measured",
        bind="query-params",
    )  # fmt: skip
    table = readings_table(hub, titles, meters[across or TITLES["gap"]], targets[up or TARGETS["auc"]])
    st.vega_lite_chart(
        spec=drawn(readings_chart, table, str(across), str(up), colours()), key="readings",
        alt=f"{up} against {across}: {len(table)} epochs of {table['model'].nunique()} models",
    )  # fmt: skip


def readings_table(hub: Hub, titles: dict[str, str], meter: str, target: str) -> pd.DataFrame:
    """model, epoch, x (meter), y (target) of every epoch of every trained model that has both."""
    rows = [
        (titles[name], int(epoch.get("epoch", number)), epoch[meter], epoch[target])
        for name in hub.ready
        for number, epoch in enumerate(hub.model(name).history, 1)
        if all(isinstance(epoch.get(key), int | float) and math.isfinite(epoch[key]) for key in (meter, target))
    ]
    return pd.DataFrame(rows, columns=["model", "epoch", "x", "y"])


def _across(hub: Hub) -> str:
    readings, measured = {}, {}
    for name in hub.ready:
        history = hub.model(name).history
        best = int(hub.facts(name).get("best_epoch") or len(history))
        figure = space_figures(hub, name).get("auc")
        if history and figure:
            readings[name] = dict(history[min(best, len(history)) - 1])
            measured[name] = figure.value
    correlations: list[AcrossModels] = across_models(readings, measured)
    count = max((correlation.models for correlation in correlations), default=0)
    if count < FEWEST_MODELS:
        return (
            f"Across finished models, meter against the AUC on later purchases: {count} are trained and measured, but "
            f"a rank correlation needs at least {FEWEST_MODELS}."
        )
    figures = ", ".join(
        f"{TITLES[correlation.meter]} {figure_text(correlation.correlation, '+.2f')}"
        for correlation in correlations
        if correlation.meter in METERS
    )
    return (
        f"Across {count} finished models, rank correlation of the meter with the AUC on later purchases, where 1 is "
        f"what it promises: {figures}. So few models say little."
    )
