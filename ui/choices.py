"""Choices that several screens offer: a model, and a search mode."""

from collections.abc import Callable, Mapping
from typing import get_args

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.models.placed import Placed
from stylehub_core.search.recipe import Mode, is_free_text
from ui import resources
from ui.links import query_value, warn_of_wrong_link
from ui.wording import literal

_AT_ONCE = 6
"""Up to this many models are shown side by side; more open from a list."""
MODE_TITLES: dict[Mode, str] = {"fused": "Model + words", "model": "Model only", "words": "Words only"}


def model_title(name: str) -> str:
    """The model's title on screen; also its value in an address."""
    return resources.hub().models[name].title


def words_refusal(hub: Hub, name: str, text: str) -> str:
    """A note if the model can't search by words and the text is not an article id; '' if it can answer."""
    if "text" in hub.opened(name).uses or not is_free_text(hub.searched, text):
        return ""
    return (
        f"{model_title(name)} can’t search by words. Choose another model or “{MODE_TITLES['words']}”, or start from "
        "an article with “More like this”."
    )


def model_choice(hub: Hub, *, key: str = "model", on_change: Callable[[], None] | None = None) -> str:
    """The chosen model, one that is ready, kept in the address. Warns if a link has another one."""
    titles = {hub.models[name].title: name for name in hub.ready}
    if (named := query_value(key)) in hub.ready:  # a link with the name that commands take
        st.query_params[key] = hub.models[named].title
    warn_of_wrong_link(key, titles, "the model")
    about, usual = about_models(hub, titles), usual_title(hub)
    if len(titles) > _AT_ONCE:
        chosen = st.selectbox(
            "Model", list(titles), index=list(titles).index(usual), key=key, bind="query-params", on_change=on_change,
            help=about, width=320,
        )  # fmt: skip
    else:
        chosen = st.segmented_control(
            "Model", list(titles), default=usual, required=True, key=key, bind="query-params",
            on_change=on_change, help=about,
        )  # fmt: skip
    return titles[chosen if chosen in titles else usual]


def usual_title(hub: Hub) -> str:
    """The title of the model that answers words if none is chosen; of the first ready one if that is not built."""
    name = hub.words_model()
    return hub.models[name if name in hub.ready else hub.ready[0]].title


def about_models(hub: Hub, titles: Mapping[str, str]) -> str:
    """A line of Markdown for each model. titles: the models' names by title."""
    models = hub.models
    return "\n".join(f"- **{literal(title)}**: {literal(models[name].about)}" for title, name in titles.items())


def placed_caption(hub: Hub, name: str, before: str = "") -> None:
    """How the model places articles and texts that it has no vector of; nothing if it has a vector of each."""
    facts = hub.facts(name).get("placed")
    if facts:
        placed = Placed(**facts)
        st.caption(literal(f"{before}{placed.brief}"), help=literal(placed.note))


def mode_choice(*, key: str = "mode", on_change: Callable[[], None] | None = None) -> Mode:
    """The search mode, kept in the address."""
    titles = {MODE_TITLES[mode]: mode for mode in get_args(Mode)}
    warn_of_wrong_link(key, titles, "the search mode")
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
    mode: Mode = titles.get(str(chosen), "fused")
    return mode
