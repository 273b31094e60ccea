"""Takes a picture from the clipboard, wherever on the page it is pasted; Streamlit's uploader cannot."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

import streamlit as st

from stylehub_core.errors import QueryError

_LARGE = "large"
_PASTE = st.components.v2.component(
    "stylehub_paste",
    js="""
    const listeners = new WeakMap()

    export default function ({ data, parentElement, setTriggerValue }) {
      document.removeEventListener("paste", listeners.get(parentElement))
      const listen = (event) => {
        const file = [...(event.clipboardData?.files ?? [])].find((each) => each.type.startsWith("image/"))
        if (!file) return
        event.preventDefault()
        if (file.size > data.most) return setTriggerValue("picture", "large")
        const reader = new FileReader()
        reader.onload = () => setTriggerValue("picture", reader.result)
        reader.onerror = () => setTriggerValue("picture", "unreadable")
        reader.readAsDataURL(file)
      }
      listeners.set(parentElement, listen)
      document.addEventListener("paste", listen)
      return () => document.removeEventListener("paste", listen)
    }
    """,
)


def paste_catcher(most_bytes: int, *, key: str, on_change: Callable[[], None]) -> None:
    """Waits, unseen, for a picture to be pasted. on_change: reads it with `pasted`."""
    _PASTE(key=key, data={"most": most_bytes}, on_picture_change=on_change, height=1)


def pasted(most_bytes: int, *, key: str) -> bytes:
    """For callbacks: the bytes of the picture file. Raises QueryError if it was too large or did not arrive."""
    state: Any = st.session_state.get(key)
    value = str(getattr(state, "picture", None) or "")
    if value == _LARGE:
        raise QueryError(f"A pasted picture may have at most {most_bytes // 1024**2} MB: paste a smaller one.")
    _, comma, encoded = value.partition(",")
    try:
        content = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        comma = ""
    if not comma:
        raise QueryError("The pasted picture could not be read from the clipboard: copy it again, or choose its file.")
    return content
