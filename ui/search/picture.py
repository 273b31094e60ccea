"""The picture that a person searches by. It stays in the memory of this session, and never is in an address."""

import streamlit as st

from stylehub_core.hub.hub import Hub
from ui import links
from ui.own_picture import Upload, picture_button
from ui.search_box import UPLOAD

UPLOAD_PART = "stylehub_upload_part"
"""The session's key for the part of the picture that counts."""


def search_by_picture(hub: Hub) -> None:
    """A button to search by a picture."""
    picture_button(hub, "Search by picture", "A picture of what you are looking for", _search_by)


def uploaded() -> Upload | None:
    """The picture of this session, or None."""
    upload: Upload | None = st.session_state.get(UPLOAD)
    return upload


def forget_upload() -> None:
    """For callbacks: search without the picture again."""
    st.session_state.pop(UPLOAD, None)
    st.session_state.pop(UPLOAD_PART, None)
    st.query_params.pop(links.OWN_PICTURE, None)
    st.session_state["page"] = 1


def tell_of_lost_upload() -> None:
    """After a reload, or in somebody else's browser, the picture that a link speaks of is not there."""
    if links.query_value(links.OWN_PICTURE):
        links.toast_note("This search began with a person’s own picture. A link never holds it: add the picture again.")
        st.query_params.pop(links.OWN_PICTURE, None)


def _search_by(upload: Upload) -> None:
    """For callbacks: search by this picture instead of an article."""
    forget_upload()
    st.session_state[UPLOAD] = upload
    for name in ("article", "region"):
        st.query_params.pop(name, None)
