"""Where each recommender is good: recall by kinds of article and of customer."""

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
from ui.links import say_wrong_link
from ui.resources import made_once
from ui.wording import literal

MOST = 3
FEW = 20
WAYS = {
    "purchases seen": ("Purchases seen", "how often the article was bought in what may be seen"),
    "days since first sold": ("New arrivals", "days since the article was first sold, on the day of asking"),
    "product group": ("Product group", "the article's product group"),
    "lines of history": ("History", "how many lines the customer's history has"),
    "age": ("Age", "the customer's age in years"),
}


def slices(found: View, comparison: Comparison) -> None:
    """Bars with ranges of up to three recommenders, and the same as a table."""
    sliced = found.sliced()
    by = {WAYS[way][0]: way for way in sliced.ways}
    titles = {line.title: line.name for line in comparison.lines}
    for key, known, label in (("by", by, "the slices"), ("of", titles, "the recommender")):
        say_wrong_link(key, known, label)
    first = next(iter(by))
    way = by[
        st.segmented_control("Slices", list(by), default=first, required=True, key="by", bind="query-params") or first
    ]
    best = list(titles)[:2]
    chosen = st.multiselect(
        f"Recommenders, up to {MOST}", list(titles), default=best, max_selections=MOST, key="of", bind="query-params"
    )
    if not chosen:
        st.caption("Choose a recommender above.")
        return
    names = [titles[title] for title in chosen]
    cached = ("lab sliced", found.protocol.name, found.key, str(found.k), str(found.blended), *names)
    recall = made_once(cached, lambda: sliced.recall([_ranking(found, name) for name in names], found.k))
    table = slices_table(chosen, [one[way] for one in recall])
    if table.empty:
        st.caption("None of the held-out purchases fall into these slices.")
        return
    spec = drawn(slices_chart, table, chosen, colours(), f"Recall at {found.k}")
    st.vega_lite_chart(spec=spec, alt=_said(table, way), key="slices")
    st.caption(
        literal(
            f"Slices are {WAYS[way][1]}; n is the number of customers with such a purchase; lines are 95 % ranges. "
            f"Faint: fewer "
            f"than {FEW} customers, which says little. Rankings stay whole: a slice is judged on its own purchases."
        )
    )
    st.dataframe(_written(table), hide_index=True, width="stretch", key="slices_table")


def slices_table(titles: Sequence[str], ranges: Sequence[Mapping[str, Range]]) -> pd.DataFrame:
    """slice, name, value, low, high, n, few: a row a slice and recommender; slices that nobody is in are left out."""
    rows = [
        (f"{name} · n {one.n:,}", title, one.value, one.low, one.high, one.n, one.n < FEW)
        for name in (ranges[0] if ranges else {})
        for title, found in zip(titles, ranges, strict=True)
        if (one := found[name]).n and math.isfinite(one.value)
    ]
    return pd.DataFrame(rows, columns=["slice", "name", "value", "low", "high", "n", "few"])


def _ranking(found: View, name: str) -> IntMatrix:
    one = next(one for one in found.standing.outcomes if one.name == name)
    return one.blended if found.blended else one.plain


def _written(table: pd.DataFrame) -> pd.DataFrame:
    cells = table.assign(
        cell=[
            f"{value:.4f} ({low:.4f} to {high:.4f})"
            for value, low, high in zip(table["value"], table["low"], table["high"], strict=True)
        ],
        Slice=table["slice"].str.rsplit(" · n ", n=1).str[0],
    )
    wide = cells.pivot_table(index=["Slice", "n"], columns="name", values="cell", aggfunc="first", sort=False)
    return wide.reset_index()[["Slice", "n", *dict.fromkeys(table["name"])]]


def _said(table: pd.DataFrame, way: str) -> str:
    rows = "; ".join(f"{row.slice}, {row.name}: {row.value:.3f}" for row in table.itertuples(index=False))
    return f"Recall by {way}: {rows}"
