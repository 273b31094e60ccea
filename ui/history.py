"""What each screen last showed in this session, so that links and the browser's Back button restore it."""

from urllib.parse import parse_qs

import streamlit as st

from ui import links

Query = dict[str, list[str]]

_LAST = "stylehub_last_address"
_PHANTOMS = "stylehub_phantom_addresses"
_MOST_PHANTOMS = 50
_OURS = "stylehub_"
"""Prefix of the app's own keys in the session state."""


def arrive(page: str) -> dict[str, Query]:
    """The last query of each screen, this one included; notes that `page` is open.

    Streamlit 1.67 adds a false history entry when the user leaves a screen with bound widgets: the old path with the
    new screen's query. If Back leads to such an entry, the old screen is shown as the user left it.
    """
    before = links.opened(page)
    # On arrival, only st.query_params is free of the old screen's values; later, only the address is up to date.
    query = _arrival_query() if before != page else parse_qs(links.query_now())
    if before != page:
        _forget_other_screens()
    last: dict[str, Query] = st.session_state.setdefault(_LAST, {})
    phantoms: list[tuple[str, Query]] = st.session_state.setdefault(_PHANTOMS, [])
    if before and before != page:
        if (page, query) in phantoms and last.get(page):
            st.switch_page(page, query_params=last[page])
        if last.get(before):
            phantoms[:] = [*phantoms, (before, query)][-_MOST_PHANTOMS:]
    last[page] = query
    return last


def _forget_other_screens() -> None:
    """Drop the widget values that Streamlit carries over to a widget with the same key on another screen.

    A key may hold a text on one screen and a number on another (`k`); only the address says what a screen shows.
    """
    for key in list(st.session_state):
        if not str(key).startswith(_OURS):
            del st.session_state[key]


def _arrival_query() -> Query:
    return {key: st.query_params.get_all(key) for key in st.query_params}
