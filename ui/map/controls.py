"""The controls of the Map screen: models, colouring and a search to mark; and notes on wrong links."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.hub.hub import Hub
from ui.links import query_value, toast_note, warn_of_wrong_link
from ui.map.layers import COLOURINGS
from ui.map.selection import is_view

NOTHING = "One map"


@dataclass(frozen=True)
class Choice:
    """The values of the controls.

    other: the model of the second map, or ''.
    against: the model to show the disagreement with, or ''.
    """

    model: str
    other: str
    colouring: str
    against: str
    query: str


def map_controls(hub: Hub, mapped: list[str]) -> Choice:
    """The row of controls. mapped: the models that have a map."""
    titles = {name: hub.models[name].title for name in hub.ready}
    _warn_of_wrong_links(mapped, titles)
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


def _warn_of_wrong_links(mapped: list[str], titles: dict[str, str]) -> None:
    """Show notes about wrong values in the link. Call before the widgets, which drop them from the address."""
    map_titles = {titles[name] for name in mapped}
    warn_of_wrong_link("model", map_titles, "the map of")
    warn_of_wrong_link("beside", map_titles | {NOTHING}, "the map of")
    warn_of_wrong_link("against", set(titles.values()), "the model")
    warn_of_wrong_link("colour", {colouring.label for colouring in COLOURINGS.values()}, "the colouring")
    if not is_view(query_value("view")):
        drop("view", "The link’s view cannot be read: the whole map is shown.")


def drop(name: str, why: str) -> None:
    """Remove a parameter that cannot be read from the link, and say why."""
    toast_note(why)
    set_in_link(name, "")


def set_in_link(name: str, value: str) -> None:
    """Put a value into the link; an empty one removes the parameter."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _forget_shape() -> None:
    """For callbacks: forget the selection and the view, which mean nothing on another model's map."""
    for name in ("sel", "view", "n"):
        set_in_link(name, "")
