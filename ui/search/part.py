"""A picture on which people draw the part that counts: a box, dragged with the mouse, a pen or a finger."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from stylehub_core.errors import QueryError
from stylehub_core.request import Region

_FOLDER = Path(__file__).parent
_BOX = st.components.v2.component(
    "stylehub_part",
    html='<div class="part">\n<img draggable="false"><div class="box"></div></div>',
    css=(_FOLDER / "part.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "part.js").read_text(encoding="utf-8"),
)


def part_box(address: str, alt: str, region: Region | None, *, key: str, on_change: Callable[[], None]) -> None:
    """Draw the picture with the box around its part.

    address: of the picture, for the browser; may be a data URL.
    on_change: reads the new part with `drawn_part`.
    """
    box = None if region is None else [region.x, region.y, region.width, region.height]
    _BOX(key=key, data={"address": address, "alt": alt, "box": box}, on_box_change=on_change)


def drawn_part(key: str) -> Region | None:
    """For callbacks: the part that was drawn; None for the whole picture."""
    state: Any = st.session_state.get(key)
    try:
        return Region.read(str(getattr(state, "box", None) or ""))
    except QueryError:
        return None
