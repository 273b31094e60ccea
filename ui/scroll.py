"""Scroll back to the top when a click replaces the page's content; Streamlit keeps the scroll position otherwise."""

import streamlit as st

_REQUESTED = "stylehub_scroll_to_top"
_COUNT = "stylehub_scrolls"
_TO_TOP = st.components.v2.component(
    "stylehub_to_top",
    js="""
    export default function ({ parentElement }) {
      const host = parentElement.host ?? parentElement;
      host.closest('[data-testid="stMain"]')?.scrollTo({ top: 0 });
    }
    """,
)


def go_to_top() -> None:
    """For callbacks: start the next run of the page at its top."""
    st.session_state[_REQUESTED] = True


def scroll_to_top() -> None:
    """Scroll to the top if a callback requested it."""
    if st.session_state.pop(_REQUESTED, False):
        st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
        _TO_TOP(key=f"to_top_{st.session_state[_COUNT]}", height=1)
