"""What the Map screen asks: which models, coloured by what, and a search to mark; and what a link asks in vain."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.hub.hub import Hub
from ui.links import asked, say_wrong_link, toast_note
from ui.map.layers import COLOURINGS
from ui.map.selection import is_view

NOTHING = "One map"


@dataclass(frozen=True)
class Choice:
    """What the controls say. other: the second map's model, or ''; against: the model that disagreement is with."""

    model: str
    other: str
    colouring: str
    against: str
    query: str


def map_controls(hub: Hub, mapped: list[str]) -> Choice:
    """The row of choices; mapped: the models that have a map."""
    titles = {name: hub.models[name].title for name in hub.ready}
    _notes(mapped, titles)
    grid = st.grid(4, min_column_width=150, gap="small", vertical_alignment="bottom", key="map_controls")
    with grid:
        model = st.selectbox(
            "Model", mapped, format_func=titles.__getitem__, key="model", bind="query-params", on_change=_forget_shape
        )
        rest = [NOTHING, *(name for name in mapped if name != model)]
        other = st.selectbox(
            "Beside it",
            rest,
            format_func=lambda name: titles.get(name, name),
            key="beside",
            bind="query-params",
            disabled=len(rest) == 1,
            help="A second model’s map: a selection on one is marked on both."
            if len(rest) > 1
            else "Only one model has a map so far. A second can be shown beside it once it is built.",
            on_change=_forget_shape,
        )
        other = "" if other == NOTHING else other
        colouring = st.selectbox(
            "Colour by",
            list(COLOURINGS) if len(hub.ready) > 1 else [key for key in COLOURINGS if key != "disagreement"],
            format_func=lambda key: COLOURINGS[key].label,
            key="colour",
            bind="query-params",
        )
        query = st.text_input(
            "Mark search results", key="q", bind="query-params", placeholder="navy wool coat", max_chars=200
        ).strip()
        against = _against(hub, model, other, titles) if colouring == "disagreement" else ""
    return Choice(model, other, colouring, against, query)


def _against(hub: Hub, model: str, other: str, titles: dict[str, str]) -> str:
    if other:
        return other
    rest = [name for name in hub.ready if name != model]
    return st.selectbox("Disagreement with", rest, format_func=titles.__getitem__, key="against", bind="query-params")


def _notes(mapped: list[str], titles: dict[str, str]) -> None:
    """What the link asks for in vain; before the widgets, which drop it from the address."""
    known = {titles[name] for name in mapped}
    say_wrong_link("model", known, "the map of")
    say_wrong_link("beside", known | {NOTHING}, "the map of")
    say_wrong_link("against", set(titles.values()), "the model")
    say_wrong_link("colour", {colouring.label for colouring in COLOURINGS.values()}, "the colouring")
    if not is_view(asked("view")):
        drop("view", "The link’s view cannot be read: the whole map is shown.")


def drop(name: str, why: str) -> None:
    """Takes what cannot be read out of the link, and says so."""
    toast_note(why)
    say(name, "")


def say(name: str, value: str) -> None:
    """Puts a value into the link; an empty one takes it out."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _forget_shape() -> None:
    """Another model's map is another map: the shape and the view on it mean nothing there."""
    for name in ("sel", "view", "n"):
        say(name, "")
