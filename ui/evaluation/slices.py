"""Where each recommender is good: recall by kind of article and of customer."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from stylehub_core.arrays import IntMatrix
from stylehub_core.evaluation.bootstrap import Range
from stylehub_core.lab.comparison import Comparison
from ui.drawing import drawn
from ui.evaluation.charts import slices_chart
from ui.evaluation.data import View
from ui.evaluation.trade_offs import colours
from ui.links import warn_of_wrong_link
from ui.resources import made_once
from ui.wording import literal

MOST = 3
FEW = 20
WAYS = {
    "purchases seen": ("Purchases seen", "how often the article was bought in the training data"),
    "days since first sold": ("New arrivals", "days since the article was first sold, when recommended"),
    "product group": ("Product group", "the article's product group"),
    "lines of history": ("History", "how many lines of history the customer has"),
    "age": ("Age", "the customer's age in years"),
}


def slices(view: View, comparison: Comparison) -> None:
    """Bars with ranges of up to three recommenders, and the same as a table."""
    sliced = view.sliced()
    by = {WAYS[way][0]: way for way in sliced.ways}
    titles = {line.title: line.name for line in comparison.lines}
    for key, allowed, label in (("by", by, "the slices"), ("of", titles, "the recommender")):
        warn_of_wrong_link(key, allowed, label)
    first = next(iter(by))
    way = by[
        st.segmented_control("Slices", list(by), default=first, required=True, key="by", bind="query-params") or first
    ]
    best = list(titles)[:2]
    chosen = st.multiselect(
        f"Recommenders (up to {MOST})", list(titles), default=best, max_selections=MOST, key="of", bind="query-params"
    )
    if not chosen:
        st.caption("Choose a recommender above.")
        return
    names = [titles[title] for title in chosen]
    cached = ("lab sliced", view.protocol.name, view.key, str(view.k), str(view.blended), *names)
    recall = made_once(cached, lambda: sliced.recall([_ranking(view, name) for name in names], view.k))
    table = slices_table(chosen, [ranges[way] for ranges in recall])
    if table.empty:
        st.caption("None of the held-out purchases fall into these slices.")
        return
    spec = drawn(slices_chart, table, chosen, colours(), f"Recall at {view.k}")
    st.vega_lite_chart(spec=spec, alt=_summary(table, way), key="slices")
    st.caption(
        literal(
            f"Slices: {WAYS[way][1]}; n: customers with such a purchase; lines: 95 % ranges. Faint bars have fewer "
            f"than {FEW} customers and say little. Rankings are not filtered: each slice counts its own purchases."
        )
    )
    st.dataframe(_wide(table), hide_index=True, width="stretch", key="slices_table")


def slices_table(titles: Sequence[str], ranges: Sequence[Mapping[str, Range]]) -> pd.DataFrame:
    """A row for each slice and recommender: slice, name, value, low, high, n, few. Empty slices are left out."""
    rows = [
        (f"{name} · n {mean.n:,}", title, mean.value, mean.low, mean.high, mean.n, mean.n < FEW)
        for name in (ranges[0] if ranges else {})
        for title, means in zip(titles, ranges, strict=True)
        if (mean := means[name]).n and math.isfinite(mean.value)
    ]
    return pd.DataFrame(rows, columns=["slice", "name", "value", "low", "high", "n", "few"])


def _ranking(view: View, name: str) -> IntMatrix:
    outcome = next(outcome for outcome in view.standing.outcomes if outcome.name == name)
    return outcome.blended if view.blended else outcome.plain


def _wide(table: pd.DataFrame) -> pd.DataFrame:
    cells = table.assign(
        cell=[
            f"{value:.4f} ({low:.4f} to {high:.4f})"
            for value, low, high in zip(table["value"], table["low"], table["high"], strict=True)
        ],
        Slice=table["slice"].str.rsplit(" · n ", n=1).str[0],
    )
    wide = cells.pivot_table(index=["Slice", "n"], columns="name", values="cell", aggfunc="first", sort=False)
    return wide.reset_index()[["Slice", "n", *dict.fromkeys(table["name"])]]


def _summary(table: pd.DataFrame, way: str) -> str:
    rows = "; ".join(f"{row.slice}, {row.name}: {row.value:.3f}" for row in table.itertuples(index=False))
    return f"Recall by {way}: {rows}"
