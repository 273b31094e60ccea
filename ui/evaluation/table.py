"""The table: a row for each recommender, sortable numbers with ranges, and a definition of each column."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from stylehub_core.evaluation.bootstrap import Range
from stylehub_core.lab.comparison import Comparison, Line
from stylehub_core.lab.report_words import COSTS, MEASURES, RANGES, SETTINGS, SPACES, Words
from ui.wording import literal

_NAME = "Recommender"
_GAIN = Words("Gain", "How much higher the recall is than the baseline’s, customer by customer.")
_P = Words("p", "How likely a gain this large is by chance (two-sided randomisation test, Holm-corrected).", "lower")
_CHANCE = Words("Chance", "The recall of the same number of random articles, sold before or not.", "")
_NAME_WIDTHS = (150, 208)  # pixels; on a phone, a pinned column scrolls away if it takes more than 60 % of the width
_LETTER, _AROUND = 5.9, 18  # pixels: an average letter of a name, and the padding
_HIGHEST = 1_000  # pixels
_BLEND = "What the blend adds: own purchases / their other colours / bestsellers."


def table(comparison: Comparison) -> None:
    """The table, and how to read it."""
    all_ranges = st.toggle(
        "All ranges", key="ranges", bind="query-params", help="95 % ranges beside every mean, not only recall and gain"
    )
    shown = frame(comparison, ranges=all_ranges)
    best = comparison.lines[0]
    st.dataframe(
        shown, hide_index=True, width="stretch", key="evaluation_table", column_config=_columns(shown, comparison),
        placeholder="–", height=min(35 * (len(shown) + 1) + 3, _HIGHEST),
        alt=f"Recommenders by recall at {comparison.k}; best is {best.title} with {best.ranges['recall'].value:.4f}",
    )  # fmt: skip
    st.caption(
        literal(
            f"At {comparison.k}, {'with' if comparison.blended else 'without'} the blend; gains over "
            f"{comparison.line(comparison.baseline).title}. A random list has a recall of {comparison.chance:.5f}, "
            "also on articles never sold. Click a heading to sort; hover for its definition."
        )
    )
    for title, why in comparison.cautions.items():
        st.caption(literal(f"{title}: {why}"))
    with st.expander("How this was measured", icon=":material/info:"):
        st.markdown(literal(SETTINGS))
        st.markdown(literal(RANGES))
        st.markdown("\n".join(f"- **{literal(words.title)}**: {literal(words.about)}" for words in _all_words()))


def frame(comparison: Comparison, *, ranges: bool) -> pd.DataFrame:
    """A row for each line of the comparison. ranges: show them for all means, not only recall and gain."""
    rows = [_row(line, comparison, ranges) for line in comparison.lines]
    table = pd.DataFrame(rows)
    unknown = table.columns[table.isna().all()]
    empty = [words.title for words in SPACES.values() if words.title in unknown]
    # Without a single figure, pandas would take a column for texts.
    return table.astype(dict.fromkeys(unknown, float)).drop(columns=empty)


def _row(line: Line, comparison: Comparison, ranges: bool) -> dict[str, Any]:
    row: dict[str, Any] = {_NAME: line.title}
    for name, words in MEASURES.items():
        if name in line.ranges:
            row |= range_cell(words, line.ranges[name], ranges or name == "recall")
        else:
            row[words.title] = line.totals.get(name)
        if name == "recall":
            row |= _gain(line)
        if name == "recall_never_sold":
            row[_CHANCE.title] = comparison.chance
    for name, words in SPACES.items():
        row |= range_cell(words, line.space[name], ranges) if name in line.space else {words.title: None}
    blend = line.notes.get("blend", {})
    row |= {words.title: line.notes.get(name) for name, words in COSTS.items()}
    row["Blend"] = " / ".join(f"{blend.get(part, 0):g}" for part in ("own", "variant", "popular"))
    return row


def _gain(line: Line) -> dict[str, Any]:
    if line.gain is None:
        return {_GAIN.title: None, f"{_GAIN.title}, 95 %": "the baseline", _P.title: None}
    return range_cell(_GAIN, line.gain.over, True, sign="+") | {_P.title: line.gain.p}


def range_cell(words: Words, mean: Range, with_range: bool, sign: str = "") -> dict[str, Any]:
    """The cells of a mean, and of its range in a column beside it."""
    known = math.isfinite(mean.value)
    cell: dict[str, Any] = {words.title: mean.value if known else None}
    if with_range:
        low, high = (f"{value:{sign}.{words.digits}f}" for value in (mean.low, mean.high))
        cell[f"{words.title}, 95 %"] = f"{low} to {high}" if known else "–"
    return cell


def _columns(shown: pd.DataFrame, comparison: Comparison) -> dict[str, Any]:
    columns: dict[str, Any] = {_NAME: st.column_config.TextColumn(pinned=True, width=name_width(shown[_NAME].tolist()))}
    for words in _all_words():
        if words.title in shown:
            sign = "+" if words is _GAIN else ""
            columns[words.title] = st.column_config.NumberColumn(
                f"{words.title}@{comparison.k}" if words.title in ("Recall", "MAP", "NDCG") else words.title,
                help=words.about + {"higher": " Higher is better.", "lower": " Lower is better."}.get(words.better, ""),
                format=f"%{sign}.{words.digits}f",
            )
        title = f"{words.title}, 95 %"
        if title in shown:
            columns[title] = st.column_config.TextColumn(
                help="The mean lies here in 95 % of bootstrap resamples of the customers."
            )
    columns["Blend"] = st.column_config.TextColumn(help=_BLEND)
    return columns


def name_width(names: Sequence[str]) -> int:
    """Width of the column of names in pixels: enough for the longest, within limits."""
    narrow, wide = _NAME_WIDTHS
    return min(max(round(max(map(len, names), default=0) * _LETTER) + _AROUND, narrow), wide)


def _all_words() -> list[Words]:
    measures = list(MEASURES.values())
    return [measures[0], _GAIN, _P, *measures[1:], _CHANCE, *SPACES.values(), *COSTS.values()]
