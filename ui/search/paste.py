"""Takes a picture from the clipboard, wherever on the page it is pasted; Streamlit's uploader cannot."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

import streamlit as st

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


def pasted(key: str) -> bytes:
    """For callbacks: the bytes of the picture file; b'' if it was too large or is not there."""
    state: Any = st.session_state.get(key)
    value = str(getattr(state, "picture", None) or "")
    try:
        return base64.b64decode(value.partition(",")[2], validate=True)
    except binascii.Error:
        return b""
