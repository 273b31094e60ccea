"""How screens show cards: two switches, kept in the link."""

from collections.abc import Callable

import streamlit as st

_ON = "true"
_COLOURS, _SCORES = "every_colour", "scores"


def by_product(*, on_change: Callable[[], None] | None = None) -> bool:
    """Whether one card stands for a product, from a switch for every colour on its own."""
    return not st.toggle(
        "Every colour on its own", key=_COLOURS, bind="query-params", on_change=on_change or "rerun",
        help="Otherwise one card stands for a product, with the colour that fits best in front.",
    )  # fmt: skip


def scores_shown() -> bool:
    """Whether cards show their scores, from a switch."""
    return st.toggle("Show scores", key=_SCORES, bind="query-params", help="How the models rate each card")


def kept_in_links() -> dict[str, str]:
    """The switches that are on, for a link to another screen with cards."""
    return {key: _ON for key in (_COLOURS, _SCORES) if st.session_state.get(key)}
