"""Behind the recommenders: how the models learned, how far apart pairs lie, and whether the collapse meter tells."""

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
from ui.links import say_wrong_link
from ui.two_models import distances, training
from ui.wording import literal

TITLES = {
    "gap": "Gap of distances",
    "alignment": "Alignment",
    "uniformity": "Uniformity",
    "effective_rank": "Effective rank",
}
TARGETS = {"auc": "AUC of held-out pairs", "recall_at_12": "Recall at 12 of held-out pairs"}
_HOW = (
    "Each trained model was measured after every epoch: the meter, and how well held-out pairs are told from random "
    "ones or found among all articles. A meter that tells moves with them. **Same step** is the rank correlation of "
    "the changes from one epoch to the next, its sign turned so that 1 is what the meter promises, 0 nothing and −1 "
    "the opposite; p is by shuffling, corrected for all rows. **Level** is that of the readings themselves, which "
    "drift together while a model learns and prove nothing. Gap and alignment are taken on the same held-out pairs as "
    "the AUC and so are partly the same thing; uniformity and effective rank see no pair."
)


def spaces(hub: Hub) -> None:
    """Learning curves and distances of two models, and the calibration of the meter over all."""
    if not hub.ready:
        st.caption("No model is ready yet.")
        return
    st.subheader("Models", anchor=False)
    chosen = _two(hub)
    if chosen is None:
        st.caption("Curves and distances of two models stand side by side here, and only one is ready so far.")
    else:
        first, second, pair = chosen
        st.subheader("Learning curves", anchor=False)
        training(hub, first, second, pair)
        st.subheader("Separation", anchor=False)
        distances(hub, first, second, pair)
    st.subheader("Does the collapse meter tell?", anchor=False)
    _calibration(hub)


def calibration_table(found: Sequence[Calibration], titles: dict[str, str]) -> pd.DataFrame:
    """A row a model, meter and target that has enough epochs."""
    rows = [
        {
            "Model": titles.get(one.model, one.model),
            "Meter": TITLES[one.meter],
            "Same step": None if math.isnan(one.change) else one.change,
            "p": None if math.isnan(one.p) else one.p,
            "Against": TARGETS[one.target],
            "Level": None if math.isnan(one.level) else one.level,
            "Epochs": one.epochs,
        }
        for one in found
        if one.epochs >= FEWEST_EPOCHS
    ]
    columns = ["Model", "Meter", "Same step", "p", "Against", "Level", "Epochs"]
    return pd.DataFrame(rows, columns=columns)


def too_few(found: Sequence[Calibration], titles: dict[str, str]) -> str:
    """Which models were trained for too few epochs to say anything; ''."""
    short = {one.model: one.epochs for one in found if one.epochs < FEWEST_EPOCHS}
    if not short:
        return ""
    named = ", ".join(f"{titles.get(name, name)} ({epochs})" for name, epochs in short.items())
    return f"Too few epochs, fewer than {FEWEST_EPOCHS}, to say anything: {named}."


def _two(hub: Hub) -> tuple[str, str, Pair] | None:
    titles = {model_title(name): name for name in hub.ready}
    if len(titles) < 2:
        return None
    for key, label in (("one", "model A"), ("other", "model B")):
        say_wrong_link(key, titles, label)
    trained = [title for title, name in titles.items() if hub.model(name).history]
    start = [*trained, *(title for title in titles if title not in trained)]
    with st.grid(2, min_column_width=150, gap="small", key="space_models"):
        first = st.selectbox(":orange-badge[A] Model", start, key="one", bind="query-params")
        rest = [title for title in start if title != first]
        second = st.selectbox(":blue-badge[B] Model", rest, key="other", bind="query-params")
    drawn = colours()
    pair = Pair(str(first), str(second), (drawn.first[0], drawn.first[1]), drawn.ink)
    return titles[str(first)], titles[str(second)], pair


def _calibration(hub: Hub) -> None:
    titles = {name: model_title(name) for name in hub.ready}
    found = calibrations(hub)
    table = calibration_table(found, titles)
    few = too_few(found, titles)
    if table.empty:
        st.info(
            literal(few or "No model is trained yet, so there are no readings to judge the meter by."),
            icon=":material/hourglass_top:",
        )
        return
    st.caption("Same step: 1 where a change of the meter always goes with the change of what was measured, 0 for none.")
    st.dataframe(
        table.sort_values("Same step", ascending=False, na_position="last"), hide_index=True, width="stretch",
        key="calibration", height=360, placeholder="–",
        column_config={
            "Same step": st.column_config.NumberColumn(format="%+.2f", help="1: the meter tells; 0: it says nothing."),
            "Level": st.column_config.NumberColumn(format="%+.2f", help="Drifts together while learning: no proof."),
            "p": st.column_config.NumberColumn(format="%.3f", help="By shuffling, with Holm’s correction."),
        },
    )  # fmt: skip
    with st.expander("How the meter is judged", icon=":material/info:"):
        st.markdown(_HOW)
    if few:
        st.caption(literal(few))
    _readings(hub, titles)
    st.caption(literal(_across(hub)))


def _readings(hub: Hub, titles: dict[str, str]) -> None:
    meters = {title: name for name, title in TITLES.items()}
    targets = {title: name for name, title in TARGETS.items()}
    for key, known, label in (("meter", meters, "the meter"), ("measured", targets, "what was measured")):
        say_wrong_link(key, known, label)
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
    """model, epoch, x, y of every epoch of every trained model that has both."""
    rows = [
        (titles[name], int(epoch.get("epoch", place)), epoch[meter], epoch[target])
        for name in hub.ready
        for place, epoch in enumerate(hub.model(name).history, 1)
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
    found: list[AcrossModels] = across_models(readings, measured)
    count = max((one.models for one in found), default=0)
    if count < FEWEST_MODELS:
        return (
            f"Over finished models, meter against the AUC on later purchases: {count} are trained and measured, and "
            f"{FEWEST_MODELS} are the fewest that a rank correlation says anything of."
        )
    said = ", ".join(
        f"{TITLES[one.meter]} {figure_text(one.correlation, '+.2f')}" for one in found if one.meter in METERS
    )
    return (
        f"Over {count} finished models, rank correlation of the meter with the AUC on later purchases, 1 being what it "
        f"promises: {said}. So few models say little."
    )
