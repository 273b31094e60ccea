"""What each screen showed last in this session, so that links and the browser's Back bring it back."""

from urllib.parse import parse_qs

import streamlit as st

from ui import links

Query = dict[str, list[str]]

_LAST = "stylehub_last_address"
_PHANTOMS = "stylehub_phantom_addresses"
_MOST_PHANTOMS = 50
_OURS = "stylehub_"
"""What the keys of the app's own session state begin with."""


def arrive(page: str) -> dict[str, Query]:
    """The query that each screen showed last, this one included, after noting that `page` is open.

    Streamlit 1.67 leaves an address behind that nobody asked for when a screen with bound widgets is left: the old
    path with the new screen's query. Where Back leads to one, the old screen is shown as it was left, in its place.
    """
    before = links.opened(page)
    # On arrival only st.query_params is rid of the old screen's values; afterwards only the address is up to date.
    now = _arrived() if before != page else parse_qs(links.query_now())
    if before != page:
        _forget_the_others()
    last: dict[str, Query] = st.session_state.setdefault(_LAST, {})
    phantoms: list[tuple[str, Query]] = st.session_state.setdefault(_PHANTOMS, [])
    if before and before != page:
        if (page, now) in phantoms and last.get(page):
            st.switch_page(page, query_params=last[page])
        if last.get(before):
            phantoms[:] = [*phantoms, (before, now)][-_MOST_PHANTOMS:]
    last[page] = now
    return last


def _forget_the_others() -> None:
    """Drop the values that Streamlit carries from one screen's bound widgets to another's of the same key.

    A key may hold a text on one screen and a number on another (`k`); what a screen shows is in its address alone.
    """
    for key in list(st.session_state):
        if not str(key).startswith(_OURS):
            del st.session_state[key]


def _arrived() -> Query:
    return {key: st.query_params.get_all(key) for key in st.query_params}
