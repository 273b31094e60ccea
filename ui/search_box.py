"""A search box that opens Search, and example queries."""

import streamlit as st

from ui import links
from ui.resources import examples

UPLOAD = "stylehub_upload"
"""The session's key for the picture that Search searches by. It outlives other screens; a new search drops it."""

_EXAMPLE = "example_query"


def search_box(key: str) -> None:
    """A text field; submitting it opens Search."""
    with (
        st.form(f"{key}_search", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        text = st.text_input(
            "Search the catalogue",
            placeholder="Describe it or enter an article id",
            key=f"{key}_text",
            label_visibility="collapsed",
            icon=":material/search:",
            max_chars=300,
        )
        sent = st.form_submit_button("Search", type="primary")
    if sent and text.strip():
        _search(text.strip())


def example_chips(count: int = 5) -> None:
    """Example queries for this catalogue; clicking one opens Search."""
    st.pills("Try", examples(count), key=_EXAMPLE, label_visibility="collapsed", on_change=_try_example)


def _try_example() -> None:
    if chosen := st.session_state.get(_EXAMPLE):
        _search(chosen)


def _search(text: str) -> None:
    st.session_state.pop(UPLOAD, None)
    st.switch_page(links.SEARCH, query_params={"q": text})
