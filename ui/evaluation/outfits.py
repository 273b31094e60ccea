"""The outfit protocols: every set scorer on the same held-out outfits, as a table, a chart and files."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.outfit_report import html_report
from stylehub_core.lab.outfit_table import TESTED, OutfitOutcome, OutfitProtocolName, OutfitTable
from stylehub_core.lab.outfits import OutfitStanding, outfit_round, outfit_standing, scorers
from stylehub_core.lab.report_words import (
    OUTFIT_CHART,
    OUTFIT_COSTS,
    OUTFIT_GAINS,
    OUTFIT_KIND,
    OUTFIT_MEASURES,
    OUTFIT_RANGES,
    OUTFIT_SETTINGS,
    PROTOCOL_QUESTIONS,
    Words,
    outfit_gain_title,
)
from stylehub_core.number_text import counted
from ui import resources
from ui.drawing import drawn
from ui.evaluation.charts import scorers_chart
from ui.evaluation.data import measured_stamp
from ui.evaluation.measure import ToMeasure, offer, reasons
from ui.evaluation.table import name_width, range_cell
from ui.evaluation.trade_offs import colours
from ui.export import share
from ui.links import warn_of_wrong_link
from ui.shell import show_error
from ui.wording import literal

_NAME = "Set scorer"


def outfits(hub: Hub, protocol: OutfitProtocolName) -> None:
    """Everything below the choice of the protocol."""
    key = measured_stamp(hub, protocol)
    try:
        with st.spinner("Loading held-out outfits and what is measured"):
            standing = _standing(hub, protocol, key)
    except StyleHubError as error:
        show_error(error)
        return
    table = standing.table
    st.markdown(f"**{literal(PROTOCOL_QUESTIONS[protocol])}**")
    st.caption(literal(f"{table.note} {counted(table.questions, 'outfit')}, one question each."))
    _offer(hub, standing, key)
    if not table.outcomes:
        return
    _table(table)
    _chart(table)
    _take_away(table)


def outfits_frame(table: OutfitTable, *, ranges: bool) -> pd.DataFrame:
    """A row for each set scorer, the best fill in the blank first. ranges: show them beside all means."""
    rows = [_row(table, outcome, ranges=ranges) for outcome in table.best_first]
    frame = pd.DataFrame(rows)
    unknown = frame.columns[frame.isna().all()]
    return frame.drop(columns=unknown)  # without ours or without floors, there is no gain


def chart_table(table: OutfitTable, measure: str) -> pd.DataFrame:
    """name, kind, value, low, high of one of OUTFIT_MEASURES, best first."""
    rows = [
        (outcome.title, outcome.kind, mean.value, mean.low, mean.high)
        for outcome in table.outcomes
        for mean in [outcome.ranges[measure]]
    ]
    frame = pd.DataFrame(rows, columns=["name", "kind", "value", "low", "high"])
    return frame.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def _standing(hub: Hub, protocol: OutfitProtocolName, key: str) -> OutfitStanding:
    catalog = hub.workspace.get("catalog").fingerprint
    round_ = resources.made_once(
        ("outfit round", catalog, hub.encoder.identity, protocol), lambda: outfit_round(hub, protocol)
    )
    return resources.made_once(
        ("outfit standing", catalog, protocol, key), lambda: outfit_standing(hub, protocol, round_)
    )


def _offer(hub: Hub, standing: OutfitStanding, key: str) -> None:
    if not standing.to_measure:
        return
    known, table = scorers(hub), standing.table
    titles = {known[name].title: name for name in standing.to_measure}
    chosen = [title for title, name in titles.items() if name in standing.usual]
    why = reasons(len(standing.missing), len(standing.changed))
    offer(ToMeasure(table.protocol, key, "set scorer", len(table.outcomes), why, titles, chosen), hub)


def _table(table: OutfitTable) -> None:
    all_ranges = st.toggle(
        "All ranges",
        key="ranges",
        bind="query-params",
        help="95 % ranges beside every mean, not only fill in the blank",
    )
    shown = outfits_frame(table, ranges=all_ranges)
    best = shown.iloc[0]
    st.dataframe(
        shown, hide_index=True, width="stretch", key="outfits_table", column_config=_columns(shown), placeholder="–",
        alt=f"Set scorers by fill in the blank; best is {best[_NAME]} with {best['Fill in the blank']:.3f}",
    )  # fmt: skip
    over = f"× floor, p and Holm compare ours with the best floor, {table.best_floor_title}. " if table.gains else ""
    st.caption(literal(f"{over}Click a heading to sort; hover for its definition."))
    for why, titles in table.cautions.items():
        st.caption(literal(f"{' · '.join(titles)}: {why}"))
    with st.expander("How this was measured", icon=":material/info:"):
        st.markdown(literal(OUTFIT_SETTINGS))
        st.markdown(literal(OUTFIT_RANGES))
        words = [*OUTFIT_MEASURES.values(), *OUTFIT_GAINS.values(), *OUTFIT_COSTS.values()]
        st.markdown("\n".join(f"- **{literal(each.title)}**: {literal(each.about)}" for each in words))


def _chart(table: OutfitTable) -> None:
    titles = {words.title: measure for measure, words in OUTFIT_MEASURES.items()}
    warn_of_wrong_link("measure", titles, "the measure")
    first = OUTFIT_MEASURES["blank"].title
    chosen = st.segmented_control(
        "Chart", list(titles), default=first, required=True, key="measure", bind="query-params"
    )
    title = str(chosen or first)
    points = chart_table(table, titles[title])
    listed = ", ".join(f"{name} {value:.3f}" for name, value in zip(points["name"], points["value"], strict=True))
    st.vega_lite_chart(
        spec=drawn(scorers_chart, points, title, colours()), alt=f"{title}: {listed}", key="outfits_chart"
    )
    st.caption(literal(f"{OUTFIT_MEASURES[titles[title]].about} {OUTFIT_CHART}"))


def _take_away(table: OutfitTable) -> None:
    name = f"stylehub-{table.protocol}"
    with st.container(horizontal=True, gap="small", key="outfits_take_away"):
        st.download_button(
            "CSV", lambda: table.to_csv().encode("utf-8-sig"), f"{name}.csv", "text/csv", key="outfits_csv",
            icon=":material/download:", type="tertiary", on_click="ignore", help="The table, with every range",
        )  # fmt: skip
        st.download_button(
            "JSON", table.to_json, f"{name}.json", "application/json", key="outfits_json", icon=":material/download:",
            type="tertiary", on_click="ignore", help="All figures with settings and costs, for programs",
        )  # fmt: skip
        st.download_button(
            "Report", lambda: html_report(table), f"{name}.html", "text/html", key="outfits_html",
            icon=":material/article:", type="tertiary", on_click="ignore",
            help="One HTML file that opens offline: chart, tables, method, settings, machine and versions",
        )  # fmt: skip
        share(key="outfits")


def _row(table: OutfitTable, outcome: OutfitOutcome, *, ranges: bool) -> dict[str, Any]:
    row: dict[str, Any] = {_NAME: outcome.title, OUTFIT_KIND.title: outcome.kind}
    for measure, words in OUTFIT_MEASURES.items():
        row |= range_cell(words, outcome.ranges[measure], ranges or measure == "blank")
    for measure in TESTED:
        gain = table.gains.get(outcome.name, {}).get(measure)
        row |= {outfit_gain_title(measure, name): getattr(gain, name, None) for name in OUTFIT_GAINS}
    return row | {words.title: outcome.report.get(cost) for cost, words in OUTFIT_COSTS.items()}


def _headings() -> Mapping[str, Words]:
    """The words of each column of figures, by its title."""
    plain = [*OUTFIT_MEASURES.values(), *OUTFIT_COSTS.values()]
    gains = {outfit_gain_title(measure, name): gain for measure in TESTED for name, gain in OUTFIT_GAINS.items()}
    return {words.title: words for words in plain} | gains


def _columns(shown: pd.DataFrame) -> dict[str, Any]:
    columns: dict[str, Any] = {_NAME: st.column_config.TextColumn(pinned=True, width=name_width(shown[_NAME].tolist()))}
    columns[OUTFIT_KIND.title] = st.column_config.TextColumn(help=OUTFIT_KIND.about)
    for title, words in _headings().items():
        better = {"higher": " Higher is better.", "lower": " Lower is better."}.get(words.better, "")
        columns[title] = st.column_config.NumberColumn(help=words.about + better, format=f"%.{words.digits}f")
        columns[f"{title}, 95 %"] = st.column_config.TextColumn(
            help="The mean lies here in 95 % of bootstrap resamples of the outfits."
        )
    return {title: column for title, column in columns.items() if title in shown}
