"""Check my outfit: articles by id or name in, a verdict and the swap that helps most out."""

import numpy as np
import streamlit as st

from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.named_articles import articles_named
from stylehub_core.hub.outfitting import FEWEST_CHECKED, MOST_CHECKED, Checked
from ui import resources
from ui.grid import cards_of_rows, product_card, product_row, sideways
from ui.links import query_value
from ui.outfit.look import verdict
from ui.outfit.start import Asked
from ui.outfit.worn import Worn, change
from ui.shell import show_error
from ui.wording import literal

TEXT = "check"
_CARD = 160  # pixels


def check_outfit(hub: Hub, asked: Asked, outfit: Worn) -> None:
    """Everything in the tab."""
    if TEXT not in st.session_state and not query_value(TEXT):
        st.session_state[TEXT] = _lines(hub, outfit.rows.tolist())
    text = st.text_area(
        f"{FEWEST_CHECKED} to {MOST_CHECKED} articles, one a line: ids or names", key=TEXT, bind="query-params",
        height=140, max_chars=1000, placeholder="0706016001\nStrap top",
    )  # fmt: skip
    st.button(
        "Take the look from “Put together”", icon=":material/content_copy:", type="tertiary", key="check_look",
        on_click=_take_look, args=(hub, outfit), disabled=not len(outfit.rows),
    )  # fmt: skip
    named = [line.strip() for line in (text or "").replace(",", "\n").splitlines() if line.strip()]
    if not named:
        st.caption("Put in what you would wear together. The current look is a good start.")
        return
    try:
        checked = _checked(hub, asked, named)
    except QueryError as error:
        show_error(error)
        return
    product_row(hub, cards_of_rows(hub, checked.outfit.tolist()), key="checked", columns=MOST_CHECKED)
    verdict(hub, checked)
    st.button(
        "Wear it in “Put together”", icon=":material/checkroom:", type="tertiary", key="wear_checked", on_click=_wear,
        args=(hub, checked),
    )  # fmt: skip
    _best_swap(hub, checked)


def _checked(hub: Hub, asked: Asked, named: list[str]) -> Checked:
    """Raises QueryError for unknown articles, repeats, or too few or many of them."""
    if not FEWEST_CHECKED <= len(named) <= MOST_CHECKED:
        given = "This is one" if len(named) == 1 else f"These are {len(named)}"
        raise QueryError(f"{given}: give {FEWEST_CHECKED} to {MOST_CHECKED} articles to check.")
    rows, notes = articles_named(hub, named)
    for note in notes:
        st.caption(literal(note))
    key = ("outfit_checked", *asked.key, str(rows.tolist()))
    return resources.remembered(key, lambda: asked.outfitting.checked(rows, asked.scorer, asked.wearer))


def _best_swap(hub: Hub, checked: Checked) -> None:
    st.subheader("The swap that helps most", anchor=False)
    swap = checked.swap
    if swap is None:
        st.markdown("No single swap makes this outfit better.")
        return
    out, into = (literal(str(hub.values("prod_name")[row])) for row in (swap.out, swap.into))
    st.markdown(f"**{out}** for **{into}**")
    for cell, card in zip(sideways("best_swap", 2, _CARD), cards_of_rows(hub, [swap.out, swap.into]), strict=True):
        with cell:
            product_card(hub, card, key=f"best_{card.article_id}", more=False)
    swapped = [swap.into if row == swap.out else row for row in checked.outfit.tolist()]
    st.button(
        "Make this swap", icon=":material/swap_horiz:", type="primary", key="make_swap", on_click=_write,
        args=(hub, swapped),
    )  # fmt: skip


def _lines(hub: Hub, rows: list[int]) -> str:
    return "\n".join(str(hub.catalog.ids[row]) for row in rows[:MOST_CHECKED])


def _take_look(hub: Hub, outfit: Worn) -> None:
    _write(hub, outfit.rows.tolist())


def _write(hub: Hub, rows: list[int]) -> None:
    st.session_state[TEXT] = _lines(hub, rows)


def _wear(hub: Hub, checked: Checked) -> None:
    change(hub, checked.outfit.tolist(), np.zeros(0, np.int32).tolist())
