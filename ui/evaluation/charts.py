"""The charts of Evaluation: tables in, Altair charts out."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from stylehub_core.lab.plot_labels import SCREENS, labels
from ui.charts import Chart

TALL = 400
_PLOT = 320  # pixels of the height between the axes, at least
_ROOM = 0.06  # free space at either end, as a share of the values' range


@dataclass(frozen=True)
class Colours:
    """As in .streamlit/config.toml.

    first: of up to three recommenders.
    ink: of text.
    quiet: of what is in the background.
    """

    first: tuple[str, str, str]
    ink: str
    quiet: str


LIGHT = Colours(("#a8481f", "#2b6a8c", "#c99a2e"), "#1b1a18", "#7d766b")
DARK = Colours(("#e08a5f", "#6fb0d2", "#e3bd5c"), "#f1eee8", "#a39b8f")


def trade_off_chart(table: pd.DataFrame, across: str, up: str, colours: Colours, *, log: bool) -> Chart:
    """Points on the Pareto front are filled and joined. Points have their numbers if there is room.

    table: number, name, x, y, front (bool), named (bool: the name is shown as well).
    """
    wide, tall = _domain(table["x"], log), _domain(table["y"], log=False)
    scale = alt.Scale(type="log" if log else "linear", domain=wide, nice=False)
    x = alt.X("x:Q", title=across, scale=scale, axis=alt.Axis(tickCount=5, grid=False))
    y = alt.Y("y:Q", title=up, scale=alt.Scale(domain=tall, nice=False), axis=alt.Axis(tickCount=5))
    tips = [
        alt.Tooltip("name:N", title="Recommender"),
        alt.Tooltip("x:Q", title=across, format=".4g"),
        alt.Tooltip("y:Q", title=up, format=".4f"),
    ]
    filled = alt.condition(alt.datum.front, alt.value(colours.first[0]), alt.value("transparent"))
    edge = alt.condition(alt.datum.front, alt.value(colours.first[0]), alt.value(colours.quiet))
    line = alt.Chart(table[table["front"]]).mark_line(color=colours.first[0], strokeDash=[5, 4], opacity=0.45)
    points = alt.Chart(table).mark_point(size=90, strokeWidth=1.5, opacity=1).encode(
        x=x, y=y, fill=filled, stroke=edge, tooltip=tips
    )  # fmt: skip
    texts = [layer.encode(x=x, y=y, text="label:N") for layer in _texts(table, wide, tall, colours, log=log)]
    return alt.layer(line.encode(x=x, y=y), points, *texts).properties(height=TALL)


def slices_chart(table: pd.DataFrame, names: Sequence[str], colours: Colours, title: str) -> Chart:
    """Bars with ranges, grouped by slice. table: slice (with its n), name, value, low, high, n, few (bool)."""
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
    # The wide ranges of small slices must not stretch the axis.
    reliable = table.loc[~table["few"], "high"]
    scale = alt.Scale(domain=[0, max(float(reliable.max()), 1e-3) * 1.05], nice=False) if len(reliable) else alt.Scale()
    x = alt.X("value:Q", title=title, axis=alt.Axis(tickCount=5), scale=scale)
    bars = base.mark_bar(clip=True).encode(x=x, color=colour, opacity=faint)
    rules = base.mark_rule(strokeWidth=1.5, color=colours.ink, clip=True).encode(x="low:Q", x2="high:Q", opacity=faint)
    return alt.layer(bars, rules).properties(height=alt.Step(15 if len(names) > 1 else 22))


def scorers_chart(table: pd.DataFrame, title: str, colours: Colours) -> Chart:
    """A dot with its range for each set scorer; floors are hollow and quiet. table: name, kind, value, low, high."""
    ours = alt.datum.kind == "ours"
    tips = [
        alt.Tooltip("name:N", title="Set scorer"),
        alt.Tooltip("kind:N", title="Kind"),
        alt.Tooltip("value:Q", title=title, format=".3f"),
        alt.Tooltip("low:Q", title="From", format=".3f"),
        alt.Tooltip("high:Q", title="To", format=".3f"),
    ]
    names = alt.Axis(labelLimit=170, domain=False, ticks=False, grid=True, labelBound=False, labelFlush=False)
    base = alt.Chart(table).encode(y=alt.Y("name:N", sort=table["name"].tolist(), title=None, axis=names), tooltip=tips)
    edge = alt.condition(ours, alt.value(colours.first[0]), alt.value(colours.quiet))
    filled = alt.condition(ours, alt.value(colours.first[0]), alt.value("transparent"))
    scale = alt.Scale(domain=[0, min(float(table["high"].max()) * 1.05, 1.0)], nice=False)
    rules = base.mark_rule(strokeWidth=2, opacity=0.6).encode(
        x=alt.X("low:Q", title=title, scale=scale, axis=alt.Axis(tickCount=5)), x2="high:Q", color=edge
    )
    dots = base.mark_point(size=80, strokeWidth=1.5, opacity=1).encode(x="value:Q", stroke=edge, fill=filled)
    return alt.layer(rules, dots).properties(height=alt.Step(24))


def differences_chart(table: pd.DataFrame, colours: Colours, title: str) -> Chart:
    """A bar for each customer, the largest gain first. table: rank, difference, side."""
    sides = list(dict.fromkeys(table["side"]))
    palette = dict(zip(("first", "tie", "second"), (colours.first[0], colours.quiet, colours.first[1]), strict=True))
    bars = (
        alt.Chart(table)
        .mark_bar(width=2 if len(table) > 150 else 4)
        .encode(
            x=alt.X(
                "rank:Q",
                title="Customers, largest gain first",
                axis=alt.Axis(tickCount=5, grid=False),
                scale=alt.Scale(domain=[0, len(table) + 1], nice=False),
            ),
            y=alt.Y("difference:Q", title=title, axis=alt.Axis(tickCount=5)),
            color=alt.Color(
                "side:N", legend=None, scale=alt.Scale(domain=sides, range=[palette[side] for side in sides])
            ),
            tooltip=[alt.Tooltip("rank:Q", title="Rank"), alt.Tooltip("difference:Q", format="+.3f")],
        )
    )
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=colours.ink, opacity=0.5).encode(y="at:Q")
    return alt.layer(bars, zero).properties(height=240)


def readings_chart(table: pd.DataFrame, across: str, up: str, colours: Colours) -> Chart:
    """The meter's readings against a figure measured in the same epochs. table: model, epoch, x, y."""
    names = list(dict.fromkeys(table["model"]))
    shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "wedge"]
    # Shape and colour of the same field share one legend; if either had none, there would be none.
    legend = alt.Legend(title=None, orient="bottom", columns=2, labelLimit=140, symbolOpacity=1)
    room = alt.Scale(zero=False, padding=12)
    points = (
        alt.Chart(table)
        .mark_point(filled=True, size=45, opacity=0.75)
        .encode(
            x=alt.X("x:Q", title=across, scale=room, axis=alt.Axis(tickCount=5)),
            y=alt.Y("y:Q", title=up, scale=room, axis=alt.Axis(tickCount=5)),
            shape=alt.Shape("model:N", scale=alt.Scale(domain=names, range=_cycled(shapes, len(names))), legend=legend),
            color=alt.Color(
                "model:N", scale=alt.Scale(domain=names, range=_cycled([*colours.first, colours.quiet], len(names))),
                legend=legend,
            ),
            tooltip=["model:N", "epoch:Q", alt.Tooltip("x:Q", title=across, format=".4g"),
                     alt.Tooltip("y:Q", title=up, format=".4f")],
        )
    )  # fmt: skip
    return alt.layer(points).properties(height=380)


def _cycled(values: Sequence[str], count: int) -> list[str]:
    return [values[index % len(values)] for index in range(count)]


def _domain(values: pd.Series, log: bool) -> list[float]:
    """[low, high] of the values, with a little room at either end."""
    ends = np.log10([values.min(), values.max()]) if log else np.array([values.min(), values.max()], float)
    room = ((ends[1] - ends[0]) or abs(ends[1]) * 0.1 or 1.0) * _ROOM
    domain = [float(ends[0] - room), float(ends[1] + room)]
    return [10**end for end in domain] if log else domain


def _texts(
    table: pd.DataFrame, wide: list[float], tall: list[float], colours: Colours, *, log: bool
) -> list[alt.Chart]:
    """The labels: a layer for each position relative to a point. Named points choose their position first."""
    ordered = table.sort_values(["named", "number"], ascending=[False, True])
    reach, across = (np.log10(wide), np.log10(ordered["x"])) if log else (np.array(wide), ordered["x"])
    placed = labels(
        ((across - reach[0]) / (reach[1] - reach[0])).tolist(),
        ((ordered["y"] - tall[0]) / (tall[1] - tall[0])).tolist(),
        [
            [f"{number} {name}", str(number)] if named else [str(number)]
            for number, name, named in zip(ordered["number"], ordered["name"], ordered["named"], strict=True)
        ],
        widths=SCREENS,
        height=_PLOT,
    )
    drawn = ordered.assign(label=[label.text if label else "" for label in placed])
    offsets = [(label.dx, label.dy, label.align) if label else None for label in placed]
    return [
        alt.Chart(drawn[[other == offset for other in offsets]]).mark_text(
            dx=offset[0], dy=offset[1], align=offset[2], baseline="middle", color=colours.ink
        )
        for offset in dict.fromkeys(offsets)
        if offset
    ]
