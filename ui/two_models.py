"""Two models side by side: distances of their pairs compared with the study's, and their training curves."""

import pandas as pd
import streamlit as st

from stylehub_core.hub.hub import Hub
from ui.charts import Pair, distances_chart, training_chart
from ui.choices import model_title
from ui.drawing import drawn
from ui.model_tables import (
    PAIRS,
    at,
    distances_table,
    figures,
    histogram_table,
    means_table,
    training_table,
    written,
)
from ui.wording import literal

COLLAPSE = (
    "A collapse looks like this: training pairs keep moving closer while test pairs drift back to the distance of "
    "random pairs, or the effective rank falls towards 1, where all articles share a single point."
)
NOT_YET = "is not measured yet: its figures appear here when the build gets to them."


def distances(hub: Hub, first: str, second: str, pair: Pair) -> None:
    """Histograms of the two models, and the distances of all models compared with the study's."""
    for column, letter, name, colour in zip(
        st.columns(2, gap="large"), "AB", (first, second), pair.colours, strict=True
    ):
        with column:
            badge = "orange" if letter == "A" else "blue"
            st.subheader(f":{badge}-badge[{letter}] {literal(model_title(name))}", anchor=False)
            _histogram(hub, name, colour, pair.ink)
    st.caption(
        f"Filled: {PAIRS['positive'].lower()}. Vertical lines are means: solid for ours, dashed for the study’s."
    )
    titles = {name: model_title(name) for name in hub.ready}
    table = distances_table(titles, {name: hub.metrics(name) for name in hub.ready})
    st.subheader("Compared with the study", anchor=False)
    st.caption(
        "Mean cosine distance of positive / negative pairs. Means alone can mislead, so the AUC is shown with them."
    )
    downloadable_table(table, "distances")


def training(hub: Hub, first: str, second: str, pair: Pair) -> None:
    """Loss, distances, AUC and effective rank over the epochs."""
    histories = {model_title(name): hub.model(name).history for name in (first, second)}
    for title, history in histories.items():
        if not history:
            st.caption(f"{literal(title)} is not trained, so it has no curve.")
    if not any(histories.values()):
        return
    st.markdown(f":orange-badge[A] {literal(pair.first)} :blue-badge[B] {literal(pair.second)}")
    st.caption(COLLAPSE)
    best = _best(hub, first, second)
    columns = st.columns(2, gap="large") * 2
    for column, figure in zip(columns, figures(), strict=True):
        table = training_table(histories, figure)
        if len(table):
            with column:
                last = table.groupby(["model", "line"])["value"].last()
                ends = ", ".join(f"{model} {line} {value:.3f}" for (model, line), value in last.items())
                st.vega_lite_chart(
                    spec=drawn(training_chart, table, pair, figure, best), key=f"training_{figure}",
                    alt=f"{figure} by epoch; at the end: {ends}",
                )  # fmt: skip
    st.caption("Vertical lines mark the epoch that was kept.")
    rows = [{"model": title, **epoch} for title, history in histories.items() for epoch in history]
    _download(pd.DataFrame(rows), "training")


def downloadable_table(table: pd.DataFrame, name: str) -> None:
    """The table with a download button. name: used for the file and the widgets' keys."""
    st.dataframe(table, hide_index=True, width="stretch", key=f"table_{name}")
    _download(table, name)


def _download(table: pd.DataFrame, name: str) -> None:
    st.download_button(
        "Download the table", lambda: table.to_csv(index=False).encode("utf-8-sig"), f"stylehub-{name}.csv", "text/csv",
        icon=":material/download:", type="tertiary", on_click="ignore", key=f"csv_{name}",
    )  # fmt: skip


def _histogram(hub: Hub, name: str, colour: str, ink: str) -> None:
    metrics = hub.metrics(name)
    table = histogram_table(metrics)
    if table is None:
        st.caption(f"{literal(model_title(name))} {NOT_YET}")
        return
    separation = at(metrics, ["separation"])
    near, far = written(separation.get("test_positive"), 4), written(separation.get("negative"), 4)
    st.vega_lite_chart(
        spec=drawn(distances_chart, table, means_table(name, metrics), colour, ink),
        alt=f"Cosine distances under {model_title(name)}: {near} for articles bought together, {far} for random ones",
        key=f"distances_{name}",
    )
    auc, train_auc = written(at(separation, ["auc", "value"])), written(separation.get("train_auc"))
    st.caption(f"Mean distance: bought together {near}, random {far} · AUC {auc}, in training {train_auc}")


def _best(hub: Hub, first: str, second: str) -> pd.DataFrame:
    rows = [(hub.facts(name).get("best_epoch"), model_title(name)) for name in (first, second)]
    return pd.DataFrame([row for row in rows if row[0]], columns=["epoch", "model"])
