"""What every screen starts with: its title, the way to the others, the workspace, and the last line against errors."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from stylehub_core.errors import NotBuiltError, StyleHubError
from stylehub_core.hub import Hub
from ui import links, resources
from ui.progress_strip import progress_strip
from ui.wording import literal

_LOG = logging.getLogger("stylehub")
_APP = Path(__file__).resolve().parent.parent
_LAST = "stylehub_last_address"
UNEXPECTED = "Something went wrong here, and it is noted in the server’s log. Reload the page, or go on with another one."


class Screen(NamedTuple):
    page: str
    title: str
    icon: str


SCREENS = (
    Screen(links.HOME, "Home", ":material/home:"),
    Screen(links.SEARCH, "Search", ":material/search:"),
    Screen(links.ARTICLE, "Article", ":material/checkroom:"),
    Screen(links.COMPARE, "Compare", ":material/compare:"),
    Screen(links.MAP, "Map", ":material/scatter_plot:"),
    Screen("pages/5_Evaluation.py", "Evaluation", ":material/monitoring:"),
)


@contextmanager
def open_page(title: str, *, icon: str = ":material/checkroom:", heading: bool = True) -> Iterator[Hub]:
    """The workspace for this screen, inside its error boundary; before the first build, the way to one, and no more.

    heading: whether the title is shown as the page's heading; a screen without it writes its own `st.title`.
    Use it as `with open_page("Map") as hub:` around all of a page.
    """
    st.set_page_config(page_title=f"{title} · StyleHub", page_icon=icon, layout="wide", initial_sidebar_state="collapsed")
    _navigation(title)
    with error_boundary():
        try:
            hub = resources.hub()
        except NotBuiltError:
            _not_built(title)
            st.stop()
        progress_strip()
        if heading:
            st.title(title, anchor=False)
        if not hub.ready:
            st.info("No model is ready yet: the first one appears here within a minute of a build.", icon=":material/hourglass_top:")
            st.stop()
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
    last: dict[str, dict[str, list[str]]] = st.session_state.setdefault(_LAST, {})
    here = next((screen.page for screen in SCREENS if screen.title == title), "")
    last[here] = {key: st.query_params.get_all(key) for key in st.query_params}
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False, key="navigation"):
        for screen in SCREENS:
            if (_APP / screen.page).is_file():
                kept = {} if screen.page == here else last.get(screen.page, {})
                st.page_link(screen.page, label=screen.title, icon=screen.icon, query_params=kept)


def _not_built(title: str) -> None:
    from ui.first_build import first_build

    first_build(compact=title != "Home")
