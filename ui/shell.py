"""What every screen starts with: title, navigation, the workspace, and a final guard against errors."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from stylehub_core.errors import NotBuiltError, StyleHubError
from stylehub_core.hub.hub import Hub
from ui import history, resources
from ui.first_build import first_build
from ui.places import APP
from ui.progress_strip import progress_strip
from ui.screens import screens
from ui.scroll import scroll_to_top
from ui.wording import literal

_LOG = logging.getLogger("stylehub")
_ICON = APP / "assets" / "icon.png"
_WAITING = ":material/hourglass_top:"
UNEXPECTED = "Something went wrong here. The details are in the server’s log. Reload the page or try another one."


@contextmanager
def open_page(title: str, *, heading: bool = True) -> Iterator[Hub]:
    """The workspace for this screen, inside an error boundary; before the first build, only a way to start one.

    heading: whether to show the title as the page's heading; otherwise the screen writes its own `st.title`.
    Use it as `with open_page("Map") as hub:` around the whole page.
    """
    st.set_page_config(
        page_title=f"{title} · StyleHub", page_icon=_ICON, layout="wide", initial_sidebar_state="collapsed"
    )
    hub = None
    with error_boundary():
        _navigation(title)
        hub = _opened(title)
    if hub is None:
        st.stop()
    with error_boundary():
        if heading:
            st.title(title, anchor=False)
        yield hub


@contextmanager
def error_boundary() -> Iterator[None]:
    """Show any error inside as one message. Use it around the body of a fragment as well."""
    try:
        yield
    except StyleHubError as error:
        show_error(error)
    except Exception:
        _LOG.exception("A screen failed")
        st.error(UNEXPECTED, icon=":material/error:")


def show_error(error: StyleHubError) -> None:
    """Show the error's own text unchanged."""
    st.error(literal(str(error)), icon=":material/error:")


def show_script_error(error: BaseException) -> bool:
    """For st.App: show errors that escape a screen, such as from a callback, as one message. True: handled."""
    if isinstance(error, StyleHubError):
        show_error(error)
    else:
        _LOG.error("A screen failed", exc_info=error)
        st.error(UNEXPECTED, icon=":material/error:")
    return True


def _navigation(title: str) -> None:
    """Links to all screens in a row; each restores what its screen last showed in this session."""
    here = next((screen.page for screen in screens() if screen.title == title), "")
    last = history.arrive(here)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=True, key="navigation"):
        for screen in screens():
            kept = {} if screen.page == here else last.get(screen.page, {})
            st.page_link(screen.page, label=screen.title, icon=screen.icon, query_params=kept)


def _opened(title: str) -> Hub | None:
    """The workspace; None, after saying why, if no model is ready yet."""
    try:
        hub = resources.hub()
    except NotBuiltError:
        first_build(compact=title != "Home")
        return None
    scroll_to_top()
    progress_strip()
    if hub.ready:
        return hub
    st.title(title, anchor=False)
    st.info("No model is ready yet. The first one appears here within a minute of starting a build.", icon=_WAITING)
    return None
