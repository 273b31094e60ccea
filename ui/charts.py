"""The figures of Compare: tables in, Altair charts out. Model A and model B have one colour each, everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import altair as alt
import pandas as pd
import streamlit as st

Chart = alt.LayerChart | alt.FacetChart
HEIGHT = 300

_LIGHT = (("#a8481f", "#2b6a8c"), "#1b1a18")
_DARK = (("#e08a5f", "#6fb0d2"), "#f1eee8")
"""As in .streamlit/config.toml: the first two chart colours and the ink of each theme."""


@dataclass(frozen=True)
class Pair:
    """The titles of models A and B; colours: the theme's for A and B; ink: the theme's text colour."""

    first: str
    second: str
    colours: tuple[str, str]
    ink: str

    @property
    def titles(self) -> list[str]:
        return [self.first, self.second]


def pair_of(first: str, second: str) -> Pair:
    """The two titles in the colours of the user's current theme."""
    colours, ink = _DARK if st.context.theme.type == "dark" else _LIGHT
    return Pair(first, second, colours, ink)


def agreement_chart(table: pd.DataFrame, ink: str) -> Chart:
    """Overlap, Jaccard and RBO over k. table: k, measure, value."""
    hover = alt.selection_point(fields=["k"], nearest=True, on="pointerover", empty=False)
    base = alt.Chart(table).encode(
        x=alt.X("k:Q", title="k (nearest articles compared)", scale=alt.Scale(nice=False), axis=alt.Axis(tickCount=6)),
        y=alt.Y("value:Q", title="Mean over all articles", scale=alt.Scale(domain=[0, _ceiling(table)], nice=False)),
    )
    lines = base.mark_line(color=ink, strokeWidth=2).encode(strokeDash=_dashes("measure", table["measure"]))
    points = base.mark_point(color=ink, filled=True, size=60).encode(
        opacity=alt.condition(hover, alt.value(1), alt.value(0)),
        tooltip=[alt.Tooltip("measure:N", title="Measure"), "k:Q", alt.Tooltip("value:Q", title="Mean", format=".3f")],
    )
    return alt.layer(lines, points.add_params(hover)).properties(height=HEIGHT)


def bars_chart(table: pd.DataFrame, title: str, ink: str, *, ordered: bool = False) -> Chart:
    """Mean change of each group, as bars with their values. table: name, articles, change."""
    sort = None if ordered else "-x"
    base = alt.Chart(table).encode(
        y=alt.Y("name:N", sort=sort, title=None, axis=alt.Axis(labelLimit=200, domain=False, ticks=False)),
        x=alt.X("change:Q", title=title, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(tickCount=5)),
        tooltip=[
            alt.Tooltip("name:N", title="Group"),
            alt.Tooltip("articles:Q", title="Articles", format=","),
            alt.Tooltip("change:Q", title="Mean change", format=".3f"),
        ],
    )
    bars = base.mark_bar(color=ink, opacity=0.3, height={"band": 0.62})
    texts = base.mark_text(align="left", dx=5, color=ink).encode(text=alt.Text("change:Q", format=".2f"))
    return alt.layer(bars, texts).properties(height=alt.Step(26))


def distances_chart(table: pd.DataFrame, marks: pd.DataFrame, colour: str, ink: str) -> Chart:
    """Histograms of one model.

    table: distance, end, share, pairs.
    marks: distance, name, study (bool).
    """
    first, *others = dict.fromkeys(table["pairs"])
    across = alt.X("distance:Q", title="Cosine distance", scale=alt.Scale(domain=[0, float(table["end"].max())]))
    up = alt.Y("share:Q", title="Share of pairs", axis=alt.Axis(format="%", tickCount=4), stack=None)
    tips = [
        alt.Tooltip("pairs:N", title="Pairs"),
        alt.Tooltip("distance:Q", title="From", format=".3f"),
        alt.Tooltip("end:Q", title="To", format=".3f"),
        alt.Tooltip("share:Q", title="Share", format=".1%"),
    ]
    bars = alt.Chart(table[table["pairs"] == first]).mark_bar(color=colour, opacity=0.55)
    lines = alt.Chart(table[table["pairs"] != first]).mark_line(interpolate="step-after", strokeWidth=1.5, color=ink)
    rules = alt.Chart(marks).mark_rule(strokeWidth=2, color=ink)
    return alt.layer(
        bars.encode(x=across, x2="end:Q", y=up, y2=alt.datum(0), tooltip=tips),
        lines.encode(x=across, y=up, strokeDash=_dashes("pairs", others), tooltip=tips),
        rules.encode(
            x="distance:Q",
            strokeDash=alt.condition(alt.datum.study, alt.value([4, 3]), alt.value([1, 0])),
            tooltip=[alt.Tooltip("name:N", title="Mean"), alt.Tooltip("distance:Q", title="Distance", format=".4f")],
        ),
    ).properties(height=HEIGHT)


def training_chart(
    table: pd.DataFrame,
    pair: Pair,
    title: str,
    best: pd.DataFrame,
    *,
    highest: float | None = None,
    last: int | None = None,
) -> Chart:
    """One figure over the epochs.

    table: epoch, model, value, line.
    best: epoch, model; the epoch of each model that was kept.
    highest, last: ends of the axes, which start at 0, so that charts can be compared; by default they fit the data.
    """
    scale = alt.Scale(zero=False) if highest is None else alt.Scale(domain=[0, highest])
    colour = alt.Color("model:N", scale=alt.Scale(domain=pair.titles, range=list(pair.colours)), legend=None)
    lines = (
        alt.Chart(table)
        .mark_line(strokeWidth=2)
        .encode(
            x=alt.X(
                "epoch:Q", title="Epoch", axis=alt.Axis(tickMinStep=1),
                scale=alt.Undefined if last is None else alt.Scale(domain=[0, last]),
            ),
            y=alt.Y("value:Q", title=title, scale=scale),
            color=colour,
            strokeDash=_dashes("line", table["line"]),
            tooltip=["model:N", "line:N", "epoch:Q", alt.Tooltip("value:Q", format=".4f")],
        )
    )  # fmt: skip
    kept = alt.Chart(best).mark_rule(strokeDash=[2, 4], opacity=0.8).encode(x="epoch:Q", color=colour)
    return alt.layer(kept, lines).properties(height=HEIGHT)


def flat_map_chart(table: pd.DataFrame, groups: list[str], ink: str) -> Chart:
    """Dots coloured by group, with a ring around those marked `here`. table: x, y, group, here (bool)."""
    base = alt.Chart(table).encode(
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-11, 11])),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-11, 11])),
    )
    legend = alt.Legend(title=None, orient="bottom", columns=3, symbolOpacity=1, labelLimit=110)
    colour = alt.Color("group:N", scale=alt.Scale(domain=groups), legend=legend)
    dots = base.mark_circle(size=16, opacity=0.55).encode(color=colour, tooltip=[alt.Tooltip("group:N", title="Group")])
    ring = base.transform_filter("datum.here").mark_point(size=160, strokeWidth=2.5, color=ink, filled=False)
    return alt.layer(dots, ring).properties(height=300)


def ranges_chart(table: pd.DataFrame, pair: Pair, title: str) -> Chart:
    """A dot with its range for each model and baseline. table: name, value, low, high, baseline (bool)."""
    names = table["name"].tolist()
    own = dict(zip(pair.titles, pair.colours, strict=True))
    base = alt.Chart(table).encode(
        y=alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=220, domain=False, ticks=False, grid=True)),
        color=alt.Color(
            "name:N", scale=alt.Scale(domain=names, range=[own.get(name, pair.ink) for name in names]), legend=None
        ),
        tooltip=["name:N", *(alt.Tooltip(f"{part}:Q", format=".4f") for part in ("value", "low", "high"))],
    )
    rules = base.mark_rule(strokeWidth=3, opacity=0.5)
    dots = base.mark_point(filled=True, size=90, opacity=1)
    shape = alt.Shape("baseline:N", scale=alt.Scale(domain=[False, True], range=["circle", "diamond"]), legend=None)
    return alt.layer(
        rules.encode(x=alt.X("low:Q", title=title, axis=alt.Axis(tickCount=6)), x2="high:Q"),
        dots.encode(x="value:Q", shape=shape),
    ).properties(height=alt.Step(30))


def _dashes(field: str, values: Iterable[str]) -> alt.StrokeDash:
    """A dash pattern for each value, with a legend if there are several; vertical if a phone would cut it off."""
    names = list(dict.fromkeys(values))
    direction: Literal["vertical", "horizontal"] = "vertical" if sum(map(len, names)) > 30 else "horizontal"
    several = alt.Legend(title=None, orient="bottom", direction=direction, symbolStrokeWidth=2, labelLimit=240)
    legend = several if len(names) > 1 else None
    patterns = [[1, 0], [6, 3], [2, 2]][: len(names)]
    return alt.StrokeDash(f"{field}:N", scale=alt.Scale(domain=names, range=patterns), legend=legend)


def _ceiling(table: pd.DataFrame) -> float:
    return min(1.0, max(0.1, float(table["value"].max()) * 1.1))
