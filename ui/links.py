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
ALIGNMENT = "pages/8_Alignment.py"
OUTFIT = "pages/9_Outfit.py"

PICTURES = "/app/static/pictures"
"""Path of the pictures below the server's base path; Streamlit takes it for its own static files."""

NOT_YET = "none"
"""The version in the addresses of pictures before there are thumbnails."""

OWN_PICTURE = "upload"
"""In an address: that the search began with a picture of the person's own, which itself never is there."""

Parameters = Mapping[str, str | Iterable[str]]

_LONGEST_SHOWN = 40
_OPEN = "stylehub_open_screen"


def address(page: str, parameters: Parameters | None = None) -> str:
    """The path of a screen with its query string, such as '/Article?id=0108775015', for links that open a tab."""
    name = "" if page == HOME else page.rsplit("/", 1)[-1].removesuffix(".py").partition("_")[2]
    query = urlencode({key: value for key, value in (parameters or {}).items() if value}, doseq=True, quote_via=quote)
    return f"{base_path()}/{name}" + (f"?{query}" if query else "")


def article_address(article_id: str) -> str:
    return address(ARTICLE, {"id": article_id})


def picture_address(name: str, version: str) -> str:
    """The address of a workspace picture for `st.image`; a new version has a new address, so browsers may cache it.

    Streamlit adds the server's base path in the browser.
    """
    return f"{PICTURES}/{quote(name)}?v={version}"


def whole_picture_address(name: str, version: str) -> str:
    """The same with the server's base path, for code that fetches pictures itself."""
    return base_path() + picture_address(name, version)


def base_path() -> str:
    """The path below which the server answers, such as '/shop'; '' for the root."""
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
    """The screen that was open before, or ''; from now on `page` is the open one."""
    before = str(st.session_state.get(_OPEN, ""))
    st.session_state[_OPEN] = page
    return before


def query_value(name: str) -> str:
    """The value of a query parameter in the address; '' if it is missing."""
    return str(st.query_params.get(name, ""))


def values_in_address(name: str) -> list[str]:
    """The values of a query parameter that may be there several times, each once."""
    return list(dict.fromkeys(st.query_params.get_all(name)))


def wrong_link_note(name: str, allowed: Iterable[str], label: str) -> str:
    """A note for the user if the address has a value that is not among `allowed`, else ''. Call before the widget."""
    known = set(allowed)
    wrong = [value for value in st.query_params.get_all(name) if value not in known]
    if not wrong:
        return ""
    shown = wrong[0] if len(wrong[0]) <= _LONGEST_SHOWN else wrong[0][:_LONGEST_SHOWN] + "…"
    return f"The link asks for {label} “{shown}”, which is not available here."


def warn_of_wrong_link(name: str, allowed: Iterable[str], label: str) -> None:
    """Show `wrong_link_note` as a toast. Call before the widget."""
    toast_note(wrong_link_note(name, allowed, label))


def renamed_in_link(name: str, new_values: Mapping[str, str]) -> None:
    """Replace a former wording of a value in the address by its new one, and run the page again.

    Call before the widget, which takes its value from the address that the run began with.
    """
    if (new := new_values.get(query_value(name))) is not None:
        st.query_params[name] = new
        st.rerun()


def toast_note(text: str) -> None:
    """Show a long toast; nothing if the text is empty."""
    if text:
        st.toast(literal(text), icon=":material/info:", duration="long")
