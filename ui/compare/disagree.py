"""Where two models disagree, over all articles and in the full space: by depth, by group, by article."""

import numpy as np
import pandas as pd
import streamlit as st

from stylehub_core.arrays import FloatVector
from stylehub_core.hub.hub import Hub
from stylehub_core.number_text import counted
from stylehub_core.search.agreement import GroupChange, most_changed, popularity_bands
from ui import resources
from ui.charts import Pair, agreement_chart, bars_chart
from ui.drawing import drawn
from ui.grid import cards_of_rows, product_card
from ui.links import warn_of_wrong_link
from ui.model_tables import curve_table

GROUPS, BANDS = "All product groups", "Any popularity"
SHOWN = 12
MOST_GROUPS = 16


def disagreement(hub: Hub, first: str, second: str, pair: Pair) -> None:
    """Everything in the tab."""
    agreement = resources.agreement_of(hub, first, second)
    table = curve_table(agreement.curve)
    depth = min((k for k in agreement.curve.k if k >= SHOWN), default=agreement.curve.k[-1])
    overlap = agreement.curve.overlap[agreement.curve.k.index(depth)]
    st.markdown(
        f"By article, the two models share **{100 * overlap:.0f} %** of the {depth} nearest on average, over all "
        f"{counted(len(hub.catalog), 'article')}. Neighbours are found in the full space, not on the map."
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("By depth", anchor=False)
        st.vega_lite_chart(
            spec=drawn(agreement_chart, table, pair.ink),
            alt=f"{pair.first} and {pair.second} share {100 * overlap:.0f} percent of {depth} neighbours on average",
            key="agreement_curve",
        )
        _groups("By popularity", agreement.by_popularity, pair, key="by_band", ordered=True)
    with right:
        _groups("By product group", agreement.by_group[:MOST_GROUPS], pair, key="by_group")
    st.download_button(
        "Download the curve", lambda: table.to_csv(index=False).encode("utf-8-sig"), "stylehub-agreement.csv",
        "text/csv", icon=":material/download:", type="tertiary", on_click="ignore", key="agreement_csv",
    )  # fmt: skip
    _articles(hub, agreement.change)


def changed_rows(
    changes: FloatVector, articles: pd.DataFrame, group: str, band: str, most: int
) -> tuple[list[int], list[float]]:
    """(rows, changes) of the articles that change most, at most `most`.

    group, band: a product group and a popularity band to keep to; GROUPS and BANDS stand for all.
    """
    kept = np.ones(len(changes), dtype=np.bool_)
    if group != GROUPS:
        kept &= (articles["product_group_name"].astype(str) == group).to_numpy()
    if band != BANDS:
        kept &= (popularity_bands(articles).astype(str) == band).to_numpy()
    rows, values = most_changed(np.where(kept, changes, np.nan).astype(np.float32), most)
    return [int(row) for row in rows], [float(value) for value in values]


def _groups(title: str, groups: list[GroupChange], pair: Pair, *, key: str, ordered: bool = False) -> None:
    st.subheader(title, anchor=False)
    table = pd.DataFrame(
        [(group.name, group.articles, group.change) for group in groups], columns=["name", "articles", "change"]
    )
    if table.empty:
        st.caption("No article has neighbours in both models.")
        return
    top = table.loc[table["change"].idxmax()]
    st.vega_lite_chart(
        spec=drawn(bars_chart, table, "Mean change, 1 − RBO", pair.ink, ordered=ordered),
        alt=f"{title}: {top['name']} changes most, {top['change']:.2f} on average",
        key=key,
    )


def _articles(hub: Hub, changes: FloatVector) -> None:
    st.subheader("Articles whose neighbours differ most", anchor=False)
    groups = [GROUPS, *sorted(hub.articles["product_group_name"].astype(str).unique())]
    bands = [BANDS, *popularity_bands(hub.articles).cat.categories.astype(str)]
    for key, allowed, label in (("group", groups, "the product group"), ("band", bands, "the popularity")):
        warn_of_wrong_link(key, allowed, label)
    with st.grid(2, min_column_width=150, gap="small", key="changed_filters"):
        group = st.selectbox("Product group", groups, key="group", bind="query-params")
        band = st.selectbox("Popularity", bands, key="band", bind="query-params")
    rows, values = changed_rows(changes, hub.articles, group, band, SHOWN)
    if not rows:
        st.caption("No article in this group and popularity band has neighbours in both models.")
        return
    st.caption("Change is 1 − RBO over the 50 nearest: 1 means no shared neighbours. “Compare” shows both lists.")
    grid = st.grid("auto", min_column_width=150, gap=("medium", "small"), key="changed")
    for card, value in zip(cards_of_rows(hub, rows, [f"change {value:.3f}" for value in values]), values, strict=True):
        with grid, st.container(gap="xxsmall", height="stretch"):
            product_card(hub, card, key=f"changed_{card.article_id}", more=False)
            st.button(
                "Compare", icon=":material/compare:", type="tertiary", key=f"compare_{card.article_id}",
                on_click=_compare, args=(card.article_id,), help=f"Change {value:.4f}",
            )  # fmt: skip


def _compare(article_id: str) -> None:
    st.session_state["q"] = article_id
    st.session_state["part"] = "Side by side"
