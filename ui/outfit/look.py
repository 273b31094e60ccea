"""The outfit on screen: its articles with what can be done to each, what may be added, and how good it is."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfit_words import standing_sentence, weakest_sentence
from stylehub_core.hub.outfitting import Checked
from stylehub_core.outfits.compose import Composer
from stylehub_core.outfits.roles import ROLES, Role
from stylehub_core.outfits.swaps import alternatives, next_best
from ui.grid import Card, Marker, cards_of_rows, product_card, sideways
from ui.links import query_value
from ui.outfit.worn import OPEN, Worn, can_undo, change, start_from_nothing, undo
from ui.wording import literal

TITLES: dict[Role, str] = {
    Role.UPPER: "top", Role.LAYER: "jacket or cardigan", Role.FULL: "dress or one-piece",
    Role.LOWER: "trousers or skirt", Role.SHOES: "shoes", Role.BAG: "bag", Role.ACCESSORY: "accessory",
    Role.NONE: "article",
}  # fmt: skip
_PLURAL = (Role.SHOES,)
_OTHERS = 12
_CARD = 160  # pixels


def verdict(hub: Hub, checked: Checked) -> None:
    """How good the outfit is, its weakest link, and what it costs."""
    standing, weakest = standing_sentence(checked.better_than), weakest_sentence(hub, checked.outfit, checked.weakest)
    st.markdown(f"**{literal(standing)}** {literal(weakest)}")
    st.caption(literal(hub.prices.total(checked.outfit)), help=literal(hub.prices.unit_note))


def articles(hub: Hub, composer: Composer, outfit: Worn, weakest: int | None) -> None:
    """A card for each article by role, with buttons to lock, swap and remove it and to see others in its place."""
    grid = st.grid("auto", min_column_width=_CARD, gap=("medium", "small"), key="outfit")
    for card in cards_of_rows(hub, composer.in_order(outfit.rows).tolist()):
        with grid, st.container(gap="xxsmall", height="stretch"):
            marked = Card(card.article_id, card.row, marker=Marker("fits least") if card.row == weakest else None)
            product_card(hub, marked, key=f"worn_{card.article_id}", more=False)
            _buttons(hub, composer, outfit, card)


def _buttons(hub: Hub, composer: Composer, outfit: Worn, card: Card) -> None:
    row, locked = card.row, card.row in outfit.locked
    fixed = locked or not composer.taste.is_played(row)
    lock_help = "Locked: it stays in every look. Press to unlock it" if locked else "Lock it: it stays in every look"
    swap, others = partial(_swap, hub, composer, outfit, row), partial(_open, card.article_id)
    for_all: tuple[tuple[str, str, str, Callable[[], None], bool], ...] = (
        ("swap", "swap_horiz", "Swap it for the next best that fits the rest", swap, fixed),
        ("lock", "lock" if locked else "lock_open", lock_help, partial(_lock, hub, outfit, row), False),
        ("others", "view_carousel", "See others in its place", others, fixed),
        ("remove", "close", "Remove it", partial(_remove, hub, outfit, row), False),
    )
    with st.container(horizontal=True, gap="small", key=f"change_{card.article_id}"):
        for name, icon, about, act, disabled in for_all:
            st.button(
                "", icon=f":material/{icon}:", key=f"{name}_{card.article_id}", type="tertiary", help=about,
                disabled=disabled, on_click=act,
            )  # fmt: skip


def tools(hub: Hub, composer: Composer, outfit: Worn) -> None:
    """Buttons that add what the outfit has not, and that take the last change back."""
    missing = composer.missing(outfit.rows)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="outfit_add"):
        if len(missing) and not composer.dresses(outfit.rows):
            st.button(
                "Complete the look", icon=":material/auto_awesome:", type="primary", key="complete",
                on_click=_complete, args=(hub, composer, outfit),
            )  # fmt: skip
        for role in missing:
            st.button(
                f"Add {_a(role)}", icon=":material/add:", type="tertiary", key=f"add_{role}", on_click=_add,
                args=(hub, composer, outfit, role),
            )  # fmt: skip
        if _may_be_replaced(composer, outfit):
            st.button(
                "A dress instead", icon=":material/swap_horiz:", type="tertiary", key="add_instead",
                help="A full-body piece in place of what is above and below", on_click=_dress,
                args=(hub, composer, outfit),
            )  # fmt: skip
        if can_undo():
            st.button("Undo", icon=":material/undo:", type="tertiary", key="outfit_undo", on_click=undo)
        st.button(
            "Start over", icon=":material/restart_alt:", type="tertiary", key="outfit_reset",
            on_click=start_from_nothing,
        )  # fmt: skip


def others(hub: Hub, composer: Composer, outfit: Worn) -> None:
    """The row of other articles in the place of the one that is open, or for the open role; nothing if none is."""
    opened = query_value(OPEN)
    at = hub.catalog.find([opened])[0] if opened else -1
    row = int(at) if at in outfit.rows else None
    if row is None or row in outfit.locked or not composer.taste.is_played(row):
        return
    found = alternatives(composer, outfit.rows, row)
    found = found[found != row][:_OTHERS]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"In place of {literal(str(hub.values('prod_name')[row]))}", anchor=False, width="stretch")
        st.button("Close", icon=":material/close:", type="tertiary", key="close_others", on_click=_open, args=("",))
    if not len(found):
        st.caption("The catalogue has no other article for this place.")
    cells = sideways("others", len(found), _CARD)
    for cell, card in zip(cells, cards_of_rows(hub, found.tolist()), strict=True):
        with cell:
            product_card(hub, card, key=f"other_{card.article_id}", more=False)
            st.button(
                "Put it in", icon=":material/check:", key=f"put_{card.article_id}", width="stretch",
                on_click=_put, args=(hub, outfit, row, card.row),
            )  # fmt: skip


def _a(role: Role) -> str:
    title = TITLES[role]
    if role in _PLURAL or role is Role.LOWER:
        return title
    return f"an {title}" if title[0] in "aeiou" else f"a {title}"


def _may_be_replaced(composer: Composer, outfit: Worn) -> bool:
    """Whether a full-body piece may take the place of an upper or a lower one, none of which is locked."""
    taste = composer.taste
    halves = [ROLES.index(role) for role in (Role.UPPER, Role.LOWER)]
    worn = np.isin(taste.roles[outfit.rows], halves).any() and not np.isin(taste.roles[outfit.locked], halves).any()
    return bool(worn) and len(taste.offered((Role.FULL,))) > 0


# Callbacks ---------------------------------------------------------------------------------------------------


def _swap(hub: Hub, composer: Composer, outfit: Worn, row: int) -> None:
    into = next_best(composer, outfit.rows, row)
    if into is None:
        st.toast(
            f"The catalogue has no other {TITLES[ROLES[composer.taste.roles[row]]]} that may be worn with the rest."
        )
        return
    _put(hub, outfit, row, into)


def _put(hub: Hub, outfit: Worn, row: int, into: int) -> None:
    rows = [into if each == row else each for each in outfit.rows.tolist()]
    if query_value(OPEN):
        st.query_params[OPEN] = str(hub.catalog.ids[into])
    change(hub, dict.fromkeys(rows), outfit.locked.tolist(), keep_open=True)


def _lock(hub: Hub, outfit: Worn, row: int) -> None:
    locked = outfit.locked.tolist()
    change(hub, outfit.rows.tolist(), [each for each in locked if each != row] if row in locked else [*locked, row])


def _remove(hub: Hub, outfit: Worn, row: int) -> None:
    change(hub, outfit.rows[outfit.rows != row].tolist(), outfit.locked[outfit.locked != row].tolist())


def _add(hub: Hub, composer: Composer, outfit: Worn, role: Role) -> None:
    best = composer.ranking(outfit.rows, (role,))[:1]
    if not len(best):
        st.toast(f"The catalogue has no {TITLES[role]} that may be worn with the rest.", icon=":material/info:")
        return
    rows = composer.with_article(outfit.rows, int(best[0]), outfit.locked)
    change(hub, rows.tolist(), outfit.locked.tolist())


def _dress(hub: Hub, composer: Composer, outfit: Worn) -> None:
    halves = [ROLES.index(role) for role in (Role.UPPER, Role.LOWER)]
    rest = outfit.rows[~np.isin(composer.taste.roles[outfit.rows], halves)]
    best = composer.ranking(rest, (Role.FULL,), outfit.rows)[:1]
    if not len(best):
        st.toast("The catalogue has no dress or one-piece that may be worn with the rest.", icon=":material/info:")
        return
    change(hub, composer.with_article(outfit.rows, int(best[0])).tolist(), outfit.locked.tolist())


def _complete(hub: Hub, composer: Composer, outfit: Worn) -> None:
    change(hub, composer.look(outfit.rows).tolist(), outfit.locked.tolist())


def _open(article_id: str) -> None:
    if article_id:
        st.query_params[OPEN] = article_id
    else:
        st.query_params.pop(OPEN, None)
