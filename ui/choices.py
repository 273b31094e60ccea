"""Choices that several screens offer: a model, and how a text is searched."""

from collections.abc import Callable
from typing import get_args

import streamlit as st

from stylehub_core.hub import Hub, Mode
from stylehub_core.models.registry import model
from ui.links import asked_wrongly

MODE_TITLES: dict[Mode, str] = {"fused": "Model + words", "model": "Model only", "words": "Words only"}


def model_title(name: str) -> str:
    """What people call the model; also its value in an address."""
    return model(name).title


def model_choice(hub: Hub, *, key: str = "model", on_change: Callable[[], None] | None = None) -> str:
    """The chosen model among those that are ready, kept in the address; says so where a link asks for another."""
    titles = {model_title(name): name for name in hub.ready}
    if note := asked_wrongly(key, titles, "the model"):
        st.toast(note, icon=":material/info:", duration="long")
    chosen = st.segmented_control(
        "Model",
        list(titles),
        default=next(iter(titles)),
        required=True,
        key=key,
        bind="query-params",
        on_change=on_change,
        help="\n".join(f"- **{title}**: {model(name).about}" for title, name in titles.items()),
    )
    return titles.get(chosen or "", hub.ready[0])


def mode_choice(*, key: str = "mode", on_change: Callable[[], None] | None = None) -> Mode:
    """How a text is searched, kept in the address."""
    titles = {MODE_TITLES[mode]: mode for mode in get_args(Mode)}
    if note := asked_wrongly(key, titles, "the way to search"):
        st.toast(note, icon=":material/info:", duration="long")
    chosen = st.segmented_control(
        "Search by",
        list(titles),
        default=MODE_TITLES["fused"],
        required=True,
        key=key,
        bind="query-params",
        on_change=on_change,
        help="The model knows what is meant, the words know what is said; together they find both.",
    )
    found: Mode = titles.get(str(chosen), "fused")
    return found
