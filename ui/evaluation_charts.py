"""The figures of Evaluation: tables in, Altair charts out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from ui.charts import Chart

TALL = 400
_LABEL = 15  # pixels of a label's line
_LETTER = 0.02  # share of the points' span that a letter takes


@dataclass(frozen=True)
class Colours:
    """Of up to three recommenders, of the ink, and of what stands back; as in .streamlit/config.toml."""

    first: tuple[str, str, str]
    ink: str
    quiet: str


LIGHT = Colours(("#a8481f", "#2b6a8c", "#c99a2e"), "#1b1a18", "#7d766b")
DARK = Colours(("#e08a5f", "#6fb0d2", "#e3bd5c"), "#f1eee8", "#a39b8f")


def trade_off_chart(table: pd.DataFrame, across: str, up: str, colours: Colours, *, log: bool) -> Chart:
    """table: name, x, y, front (bool), kind; those on the front are filled and joined."""
    placed = _with_labels(table, log)
    low, high = (math.log10(table["x"].min()), math.log10(table["x"].max())) if log else (
        float(table["x"].min()), float(table["x"].max())
    )  # fmt: skip
    room = (high - low) or abs(high) * 0.1 or 1.0
    ends = [low - room * 0.05, high + room * 0.4]
    domain = [10**end for end in ends] if log else ends
    scale = alt.Scale(type="log" if log else "linear", domain=domain, nice=False)
    x = alt.X("x:Q", title=across, scale=scale, axis=alt.Axis(tickCount=5, grid=False))
    y = alt.Y("y:Q", title=up, scale=alt.Scale(zero=False, padding=16), axis=alt.Axis(tickCount=5))
    tips = [
        alt.Tooltip("name:N", title="Recommender"),
        alt.Tooltip("x:Q", title=across, format=".4g"),
        alt.Tooltip("y:Q", title=up, format=".4f"),
    ]
    base = alt.Chart(placed)
    filled = alt.condition(alt.datum.front, alt.value(colours.first[0]), alt.value("transparent"))
    edge = alt.condition(alt.datum.front, alt.value(colours.first[0]), alt.value(colours.quiet))
    line = alt.Chart(placed[placed["front"]]).mark_line(color=colours.first[0], strokeDash=[5, 4], opacity=0.7)
    points = base.mark_point(size=90, strokeWidth=1.5, opacity=1).encode(
        x=x, y=y, fill=filled, stroke=edge, tooltip=tips
    )
    texts = base.mark_text(align="left", dx=9, baseline="middle", color=colours.ink).encode(
        x=x, y=alt.Y("label:Q"), text="name:N", opacity=alt.condition(alt.datum.front, alt.value(1), alt.value(0.75))
    )
    return alt.layer(line.encode(x=x, y=y), points, texts).properties(height=TALL)


def slices_chart(table: pd.DataFrame, names: Sequence[str], colours: Colours, title: str) -> Chart:
    """Bars with ranges, a panel a slice. table: slice (with its n), name, value, low, high, n, few (bool)."""
    order = list(dict.fromkeys(table["slice"]))
    colour = alt.Color(
        "name:N", scale=alt.Scale(domain=list(names), range=list(colours.first[: len(names)])),
        legend=alt.Legend(title=None, orient="top", direction="vertical", labelLimit=240) if len(names) > 1 else None,
    )  # fmt: skip
    faint = alt.condition(alt.datum.few, alt.value(0.3), alt.value(0.85))
    y = alt.Y("slice:N", sort=order, title=None, axis=alt.Axis(labelLimit=170, domain=False, ticks=False))
    offset = alt.YOffset("name:N", sort=list(names))
    tips = [
        alt.Tooltip("slice:N", title="Slice"),
        alt.Tooltip("name:N", title="Recommender"),
        alt.Tooltip("value:Q", title="Recall", format=".4f"),
        alt.Tooltip("low:Q", title="From", format=".4f"),
        alt.Tooltip("high:Q", title="To", format=".4f"),
        alt.Tooltip("n:Q", title="Customers", format=","),
    ]
    base = alt.Chart(table).encode(y=y, yOffset=offset, tooltip=tips)
    # The wide ranges of small slices do not decide the axis.
    told = table.loc[~table["few"], "high"]
    scale = alt.Scale(domain=[0, max(float(told.max()), 1e-3) * 1.05], nice=False) if len(told) else alt.Scale()
    x = alt.X("value:Q", title=title, axis=alt.Axis(tickCount=5), scale=scale)
    bars = base.mark_bar(clip=True).encode(x=x, color=colour, opacity=faint)
    rules = base.mark_rule(strokeWidth=1.5, color=colours.ink, clip=True).encode(x="low:Q", x2="high:Q", opacity=faint)
    return alt.layer(bars, rules).properties(height=alt.Step(15 if len(names) > 1 else 22))


def differences_chart(table: pd.DataFrame, colours: Colours, title: str) -> Chart:
    """Customers in a row, the largest gain first. table: place, difference, side."""
    sides = list(dict.fromkeys(table["side"]))
    palette = dict(zip(("first", "tie", "second"), (colours.first[0], colours.quiet, colours.first[1]), strict=True))
    bars = (
        alt.Chart(table)
        .mark_bar(width=2 if len(table) > 150 else 4)
        .encode(
            x=alt.X(
                "place:Q",
                title="Customers, largest gain first",
                axis=alt.Axis(tickCount=5, grid=False),
                scale=alt.Scale(domain=[0, len(table) + 1], nice=False),
            ),
            y=alt.Y("difference:Q", title=title, axis=alt.Axis(tickCount=5)),
            color=alt.Color(
                "side:N", legend=None, scale=alt.Scale(domain=sides, range=[palette[side] for side in sides])
            ),
            tooltip=[alt.Tooltip("place:Q", title="Place"), alt.Tooltip("difference:Q", format="+.3f")],
        )
    )
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=colours.ink, opacity=0.5).encode(y="at:Q")
    return alt.layer(bars, zero).properties(height=240)


def readings_chart(table: pd.DataFrame, across: str, up: str, colours: Colours) -> Chart:
    """The meter's readings against what was measured in the same epochs. table: model, epoch, x, y."""
    names = list(dict.fromkeys(table["model"]))
    shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "wedge"]
    points = (
        alt.Chart(table)
        .mark_point(filled=True, size=45, opacity=0.75)
        .encode(
            x=alt.X("x:Q", title=across, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5)),
            y=alt.Y("y:Q", title=up, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5)),
            shape=alt.Shape(
                "model:N", scale=alt.Scale(domain=names, range=[shapes[at % len(shapes)] for at in range(len(names))]),
                legend=alt.Legend(title=None, orient="top", direction="vertical", labelLimit=240),
            ),
            color=alt.Color("model:N", legend=None, scale=alt.Scale(domain=names, range=_cycled(colours, len(names)))),
            tooltip=["model:N", "epoch:Q", alt.Tooltip("x:Q", title=across, format=".4g"),
                     alt.Tooltip("y:Q", title=up, format=".4f")],
        )
    )  # fmt: skip
    return alt.layer(points).properties(height=300)


def _cycled(colours: Colours, count: int) -> list[str]:
    known = [*colours.first, colours.quiet]
    return [known[at % len(known)] for at in range(count)]


def _with_labels(table: pd.DataFrame, log: bool) -> pd.DataFrame:
    """With `label`, where a name stands: beside its point, or lower where another name is in the way."""
    xs = np.log10(table["x"].to_numpy(float)) if log else table["x"].to_numpy(float)
    ys = table["y"].to_numpy(float)
    letter, line = (np.ptp(xs) or 1.0) * _LETTER, (np.ptp(ys) or 1.0) * _LABEL / TALL * 1.15
    ends = xs + letter * table["name"].str.len().to_numpy()
    labels, placed = ys.copy(), list[int]()
    for at in np.argsort(-ys, kind="stable"):
        while any(
            xs[at] < ends[other] and xs[other] < ends[at] and abs(labels[at] - labels[other]) < line for other in placed
        ):
            labels[at] -= line / 4
        placed.append(int(at))
    return table.assign(label=labels)
