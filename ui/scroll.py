"""Back to the top of the page when a press on it shows something else: Streamlit keeps the place otherwise."""

import streamlit as st

_WANTED = "stylehub_scroll_to_top"
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
    """For callbacks: the next run of the page begins at its top."""
    st.session_state[_WANTED] = True


def scroll_to_top() -> None:
    """Does it, where it was asked for."""
    if st.session_state.pop(_WANTED, False):
        st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
        _TO_TOP(key=f"to_top_{st.session_state[_COUNT]}", height=1)
