"""Choices that several screens offer: a model, and how a text is searched."""

from collections.abc import Callable, Mapping
from typing import get_args

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.models.placed import Placed
from stylehub_core.search.recipe import Mode, is_free_text
from ui import resources
from ui.links import say_wrong_link
from ui.wording import literal

_AT_ONCE = 6
"""So many models are shown side by side; more open from a list."""
MODE_TITLES: dict[Mode, str] = {"fused": "Model + words", "model": "Model only", "words": "Words only"}


def model_title(name: str) -> str:
    """What people call the model; also its value in an address."""
    return resources.hub().models[name].title


def takes_no_words(hub: Hub, name: str, text: str) -> str:
    """What is said where the model takes no words and the text is no article's id; '' where the model can answer."""
    if "text" in hub.opened(name).uses or not is_free_text(hub.searched, text):
        return ""
    return (
        f"{model_title(name)} takes no words. Choose another model, search by words only, or start from an article "
        "with “More like this”."
    )


def model_choice(hub: Hub, *, key: str = "model", on_change: Callable[[], None] | None = None) -> str:
    """The chosen model among those that are ready, kept in the address; says so where a link asks for another."""
    titles = {hub.models[name].title: name for name in hub.ready}
    say_wrong_link(key, titles, "the model")
    about = about_models(hub, titles)
    if len(titles) > _AT_ONCE:
        chosen = st.selectbox(
            "Model", list(titles), key=key, bind="query-params", on_change=on_change, help=about, width=320
        )
    else:
        chosen = st.segmented_control(
            "Model", list(titles), default=next(iter(titles)), required=True, key=key, bind="query-params",
            on_change=on_change, help=about,
        )  # fmt: skip
    return titles.get(chosen or "", hub.ready[0])


def about_models(hub: Hub, titles: Mapping[str, str]) -> str:
    """A line of Markdown for each model; titles: names by title."""
    known = hub.models
    return "\n".join(f"- **{literal(title)}**: {literal(known[name].about)}" for title, name in titles.items())


def placed_caption(hub: Hub, name: str, before: str = "") -> None:
    """How articles and texts were placed that have no vector of their own in this model; nothing where all have."""
    found = hub.facts(name).get("placed")
    if found:
        placed = Placed(**found)
        st.caption(literal(f"{before}{placed.brief}"), help=literal(placed.note))


def mode_choice(*, key: str = "mode", on_change: Callable[[], None] | None = None) -> Mode:
    """How a text is searched, kept in the address."""
    titles = {MODE_TITLES[mode]: mode for mode in get_args(Mode)}
    say_wrong_link(key, titles, "the way to search")
    chosen = st.segmented_control(
        "Search by",
        list(titles),
        default=MODE_TITLES["fused"],
        required=True,
        key=key,
        bind="query-params",
        on_change=on_change,
        help="The model matches meaning; the word index matches the exact words. Together they find both.",
    )
    found: Mode = titles.get(str(chosen), "fused")
    return found
