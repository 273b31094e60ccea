"""The map as a Streamlit component: plain ES modules, joined here, without a build step or a library."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

_FOLDER = Path(__file__).parent
_SHARED = ("blobs",)
_MODULES = (
    *_SHARED, "colours", "pictures", "polygon", "cells", "raster", "viewport", "overlay",
    "panel", "card", "legend", "toolbar", "gestures", "figure",
)  # fmt: skip
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js"$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)

Event = Literal["selected", "moved", "picked", "opened"]


@dataclass(frozen=True)
class Name:
    """A name on the map.

    x, y: grid position of what it names.
    code: the colour that it stands for, or None.
    row: an article whose picture goes with it, or None.
    """

    text: str
    x: int
    y: int
    code: int | None = None
    row: int | None = None


@dataclass(frozen=True)
class Key:
    """A colour of the legend."""

    code: int
    text: str


@dataclass(frozen=True)
class Ramp:
    """A legend for numbers: from `low` to `high` over the colours `codes`."""

    low: str
    high: str
    codes: tuple[int, ...]


@dataclass(frozen=True)
class Layer:
    """How points are coloured.

    codes: id of a packed part with the colour code of each point.
    light, dark: a hex colour for each code, on light and on dark paper.
    values: a text for each code.
    """

    title: str
    codes: str
    light: tuple[str, ...]
    dark: tuple[str, ...]
    values: tuple[str, ...]
    names: tuple[Name, ...]
    legend: tuple[Key, ...] = ()
    ramp: Ramp | None = None


@dataclass(frozen=True)
class MapPanel:
    """One model's map. points: id of a packed part; label: for screen readers."""

    title: str
    label: str
    points: str
    layer: Layer


@dataclass(frozen=True)
class MapScene:
    """Everything but the packed parts.

    base: id of the packed part with the facts about the articles.
    selection, view: as in the link.
    marks: rows of search results.
    current: the row of the marked article, or -1.
    file: name of the saved picture.
    """

    base: str
    panels: tuple[MapPanel, ...]
    selection: str
    view: str
    marks: tuple[int, ...]
    current: int
    pictures: str
    """URL of a thumbnail with {folder} and {id}."""
    article: str
    """URL of an article's page, to which the id is added."""
    file: str
    height: int = 560


def script(entry: str, modules: Sequence[str]) -> str:
    """One ES module made of several: each in its own scope, then `entry`, whose default export is kept."""
    scopes = [_scope(name) for name in modules]
    return "\n".join([*scopes, _linked((_FOLDER / f"{entry}.js").read_text(encoding="utf-8"))])


def show_map(scene: MapScene, parts: Sequence[bytes], *, key: str, on: dict[Event, Callable[[], None]]) -> None:
    """Draw the map. on: callbacks by event; they read the event's value with `happened`."""
    with st.container(gap=None):
        _MAP(
            key=key,
            data=asdict(scene),
            **{f"on_{event}_change": act for event, act in on.items()},  # type: ignore[arg-type]
        )
        for part in parts:
            _PART(key=f"{key}-{part[:36].decode()}", data=part)


def happened(key: str, event: Event) -> str:
    """The value of an event: a selection, a view or an article id; '' if it has not happened."""
    state: Any = st.session_state.get(key)
    return str(getattr(state, event, None) or "")


def _scope(name: str) -> str:
    text = (_FOLDER / f"{name}.js").read_text(encoding="utf-8")
    public = ", ".join(_EXPORT.findall(text))
    plain = re.sub(r"^export ", "", _linked(text), flags=re.MULTILINE)
    return f"const $_{name} = (() => {{\n{plain}\nreturn {{ {public} }}\n}})()"


def _linked(text: str) -> str:
    return _IMPORT.sub(r"const \1 = $_\2", text)


_MAP = st.components.v2.component(
    "stylehub_map",
    html='<div class="stylehub-map">\n</div>',
    css=(_FOLDER / "map.css").read_text(encoding="utf-8"),
    js=script("map", _MODULES),
)
_PART = st.components.v2.component("stylehub_map_part", js=script("blob_mount", _SHARED))
