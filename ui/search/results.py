"""What frames the cards of an answer: the count above, page size and page number below."""

from collections.abc import Callable, Sequence

import streamlit as st

from stylehub_core.number_text import counted
from ui.grid import Card
from ui.links import warn_of_wrong_link

SIZES = ("24", "48", "96")
_MOST_PAGES = 20


def page_size(*, key: str = "show", on_change: Callable[[], None] | None = None) -> int:
    """The number of cards per page, kept in the address."""
    warn_of_wrong_link(key, SIZES, "the page size")
    chosen = st.segmented_control(
        "Cards per page", SIZES, default=SIZES[0], required=True, key=key, bind="query-params", on_change=on_change,
        label_visibility="collapsed",
    )  # fmt: skip
    return int(chosen or SIZES[0])


def page_choice(total: int, size: int, *, key: str = "page") -> int:
    """The chosen page, from 1, kept in the address."""
    pages = max(1, min(_MOST_PAGES, -(-total // size)))
    warn_of_wrong_link(key, [str(page) for page in range(1, pages + 1)], "page")
    return st.pagination(pages, key=key, bind="query-params")


def answer_head(
    cards: Sequence[Card], *, first: int, total: int, noun: str, order: str, about: int | None = None
) -> None:
    """Such as '1–24 of 18,083 articles, nearest in Raw text first'.

    noun: what a card stands for.
    about: how many articles have all that the words ask for; None if that is unknown.
    """
    shown = f"{first + 1:,}–{first + len(cards):,}"
    if about is None:
        st.caption(f"{shown} of {counted(total, noun)}{order}")
    elif about >= first + len(cards):
        st.caption(f"{shown} of about {counted(_rounded(about), 'article')} that fit{order}")
    elif about > first:
        fitting = "1 article fits" if about == 1 else f"{about} articles fit"
        st.caption(f"{shown} · {fitting}, the others are near{order}")
    else:
        st.caption(f"{shown} · near to what you asked for{order}")


def _rounded(count: int) -> int:
    """Two digits of a number of three or more."""
    return count if count < 100 else round(count, 1 - len(str(count)) + 1)
