"""What every screen starts with: its title, the way to the others, the workspace, and the last line against errors."""

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
    """The workspace for this screen, inside its error boundary; before the first build, the way to one, and no more.

    heading: whether the title is shown as the page's heading; a screen without it writes its own `st.title`.
    Use it as `with open_page("Map") as hub:` around all of a page.
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
    """Shows what goes wrong inside as one message; use it around the body of a fragment as well."""
    try:
        yield
    except StyleHubError as error:
        say_error(error)
    except Exception:
        _LOG.exception("A screen failed")
        st.error(UNEXPECTED, icon=":material/error:")


def say_error(error: StyleHubError) -> None:
    """The error's own text, as it is."""
    st.error(literal(str(error)), icon=":material/error:")


def show_script_error(error: BaseException) -> bool:
    """For st.App: what escapes a screen, such as from a callback, becomes one message. True: nothing else is shown."""
    if isinstance(error, StyleHubError):
        say_error(error)
    else:
        _LOG.error("A screen failed", exc_info=error)
        st.error(UNEXPECTED, icon=":material/error:")
    return True


def _navigation(title: str) -> None:
    """The screens in a row; each link brings back what its screen showed last in this session."""
    here = next((screen.page for screen in screens() if screen.title == title), "")
    last = history.arrive(here)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=True, key="navigation"):
        for screen in screens():
            kept = {} if screen.page == here else last.get(screen.page, {})
            st.page_link(screen.page, label=screen.title, icon=screen.icon, query_params=kept)


def _opened(title: str) -> Hub | None:
    """The workspace; None, after saying why, where no model can be asked yet."""
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
