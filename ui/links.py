"""Addresses inside the app: where a screen is, with its state in the query string."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.wording import literal

HOME = "home.py"
SEARCH = "pages/1_Search.py"
ARTICLE = "pages/2_Article.py"
COMPARE = "pages/3_Compare.py"
MAP = "pages/4_Map.py"
SHOPPER = "pages/5_Shopper.py"
EVALUATION = "pages/6_Evaluation.py"
LESSON = "pages/7_Lesson.py"

PICTURES = "/app/static/pictures"
"""Where pictures are below the server's base path: a path that Streamlit takes for its own static files."""

NOT_YET = "none"
"""The version in the addresses of pictures before there are thumbnails."""

Parameters = Mapping[str, str | Iterable[str]]

_LARGEST_SHOWN = 40
_OPEN = "stylehub_open_screen"


def address(page: str, parameters: Parameters | None = None) -> str:
    """The path of a screen with its query string, such as '/Article?id=0108775015', for links that open a tab."""
    name = "" if page == HOME else page.rsplit("/", 1)[-1].removesuffix(".py").partition("_")[2]
    query = urlencode({key: value for key, value in (parameters or {}).items() if value}, doseq=True, quote_via=quote)
    return f"{base_path()}/{name}" + (f"?{query}" if query else "")


def article_address(article_id: str) -> str:
    return address(ARTICLE, {"id": article_id})


def picture_address(name: str, version: str) -> str:
    """What `st.image` is given for a picture of the workspace; another version is another address, so it may be kept.

    Streamlit's browser side puts the server's base path before it.
    """
    return f"{PICTURES}/{quote(name)}?v={version}"


def whole_picture_address(name: str, version: str) -> str:
    """The same from the server's root, for those who fetch a picture themselves."""
    return base_path() + picture_address(name, version)


def base_path() -> str:
    """The path below which the server answers, such as '/shop'; '' where that is its root."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def query_now() -> str:
    """The query string that the browser shows now, bound widgets included."""
    context = get_script_run_ctx()
    return context.query_string if context else ""


def here() -> str:
    """The whole address of this view."""
    base, query = str(st.context.url or "").partition("?")[0], query_now()
    return f"{base}?{query}" if query else base


def on_screen(page: str) -> bool:
    """Whether this screen is the open one."""
    return bool(st.session_state.get(_OPEN) == page)


def opened(page: str) -> str:
    """Note which screen is open; the one that was before, or ''."""
    before = str(st.session_state.get(_OPEN, ""))
    st.session_state[_OPEN] = page
    return before


def asked(name: str) -> str:
    """What the address says of a parameter; '' where it says nothing."""
    return str(st.query_params.get(name, ""))


def asked_wrongly(name: str, allowed: Iterable[str], label: str) -> str:
    """A note for the person where the address asks for what there is not; '' otherwise. Call before the widget."""
    known = set(allowed)
    wrong = [value for value in st.query_params.get_all(name) if value not in known]
    if not wrong:
        return ""
    shown = wrong[0] if len(wrong[0]) <= _LARGEST_SHOWN else wrong[0][:_LARGEST_SHOWN] + "…"
    return f"The link asks for {label} “{shown}”, which is not available here."


def say_wrong_link(name: str, allowed: Iterable[str], label: str) -> None:
    """A toast for the person where the address asks for what there is not. Call before the widget."""
    toast_note(asked_wrongly(name, allowed, label))


def renamed_in_link(name: str, new_values: Mapping[str, str]) -> None:
    """Puts a value's new wording into an address that has its former one. Call before the widget."""
    if (new := new_values.get(asked(name))) is not None:
        st.query_params[name] = new


def toast_note(text: str) -> None:
    """A toast that stays for a while; none where the text is empty."""
    if text:
        st.toast(literal(text), icon=":material/info:", duration="long")
