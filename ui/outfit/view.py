"""The Outfit screen: an outfit to change article by article, other looks beside it, and a check of one's own."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from stylehub_core.errors import NotBuiltError, QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfitting import Checked
from stylehub_core.outfits.compose import NOTHING
from stylehub_core.outfits.registry import set_scorers
from ui import resources
from ui.links import warn_of_wrong_link
from ui.outfit import look
from ui.outfit.check import check_outfit
from ui.outfit.more_looks import COUNT, more_looks
from ui.outfit.start import Asked, article_in_address, asked
from ui.outfit.take_away import take_outfit_away
from ui.outfit.worn import Worn, is_worn, wear, worn
from ui.shell import show_error
from ui.wording import literal

TOGETHER, CHECK = "Put together", "Check my outfit"
PARTS = (TOGETHER, CHECK)


def outfit_screen(hub: Hub) -> None:
    """Everything below the title."""
    outfitting = resources.outfitting(hub)
    try:
        outfitting.usual  # noqa: B018 - raises if nothing is built
    except NotBuiltError as error:
        st.info(literal(str(error)), icon=":material/hourglass_top:")
        return
    question = asked(hub, outfitting)
    outfit = _outfit(hub, question)
    warn_of_wrong_link("part", PARTS, "the tab")
    bodies: list[Callable[[], None]] = [
        lambda: _together(hub, question, outfit),
        lambda: check_outfit(hub, question, outfit),
    ]
    for tab, body in zip(st.tabs(PARTS, key="part", bind="query-params", on_change="rerun"), bodies, strict=True):
        if tab.open:
            with tab:
                body()


def _caution(question: Asked, note: str) -> None:
    """What the looks start from, and what to know of the set scorer that judges."""
    kind = set_scorers()[question.scorer]
    parts = [part for part in (note, f"Judged by {kind.title}.", kind.caution) if part]
    if question.customer is not None and not kind.uses_customers:
        parts.append("It knows no customers, so it judges an outfit alike for everybody.")
    st.caption(literal(" ".join(parts)), help=literal(kind.about))


def _outfit(hub: Hub, question: Asked) -> Worn:
    """The outfit in the address, or else the first look of the start, which is then put there."""
    if is_worn():
        _caution(question, "")
        return worn(hub)
    fixed = article_in_address(hub)
    try:
        start = question.start(fixed)
        looks = question.looks(start, COUNT)
    except QueryError as error:
        show_error(error)
        return Worn(NOTHING, NOTHING)
    _caution(question, start.note)
    if not looks:
        return Worn(start.common, start.common)
    found = Worn(looks[0], looks[0][np.isin(looks[0], start.common)])
    wear(hub, found.rows.tolist(), found.locked.tolist())
    return found


def _together(hub: Hub, question: Asked, outfit: Worn) -> None:
    composer = question.composer(question.start(outfit.rows) if question.text and len(outfit.rows) else None)
    checked = _checked(question, outfit)
    if checked is not None:
        look.verdict(hub, checked)
    elif len(outfit.rows):
        st.caption("One article is no outfit yet: complete it, or add something.")
    else:
        st.info("Nothing is worn yet: add something, or start over.", icon=":material/apparel:")
    look.articles(hub, composer, outfit, None if checked is None else checked.weakest)
    look.tools(hub, composer, outfit)
    look.others(hub, composer, outfit)
    take_outfit_away(hub, outfit)
    more_looks(hub, question, outfit)


def _checked(question: Asked, outfit: Worn) -> Checked | None:
    """How good the outfit is; None for a single article, which cannot be judged."""
    if len(outfit.rows) < 2:
        return None
    key = ("outfit_verdict", *question.key, str(outfit.rows.tolist()))
    return resources.remembered(
        key, lambda: question.outfitting.checked(outfit.rows, question.scorer, question.wearer, swaps=False)
    )
