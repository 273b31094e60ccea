"""A button to choose, take or paste a picture. It stays in the memory of the session, and never is in an address."""

import base64
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import DeletedFile

from stylehub_core.catalog.thumbnails import jpeg
from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import MOST_BYTES, photograph
from stylehub_core.hub.hub import Hub
from ui.paste import paste_catcher, pasted
from ui.wording import literal

_FAULT, _ROUND = "picture_fault", "picture_round"
_PREVIEW = 480  # pixels, of the longer side
_EXTENSIONS = [
    "jpg", "jpeg", "png", "webp", "avif", "heic", "heif", "gif", "bmp", "tif", "tiff",
]  # fmt: skip


@dataclass(frozen=True)
class Upload:
    """content: a JPEG without any metadata. preview: the data URL of a small one."""

    content: bytes
    preview: str


Take = Callable[[Upload], None]
"""What a screen does with a picture, as a callback."""


def picture_button(hub: Hub, label: str, about: str, on_take: Take) -> None:
    """A button to choose a picture file, or to take a photo. Says so if this catalogue has no pictures.

    about: what the picture should show.
    """
    # Everything here is new after each picture, so the popover is closed and the answer seen.
    number = st.session_state.setdefault(_ROUND, 0)
    row = st.container(horizontal=True, gap=None, width="content")
    with row, st.popover(label, icon=":material/photo_camera:", type="tertiary", key=f"by_{number}"):
        if not hub.articles["has_picture"].any():
            st.write("This catalogue has no pictures, so it can’t be searched by a picture.")
            return
        file = f"picture_file_{number}"
        st.file_uploader(
            about, _EXTENSIONS, key=file, on_change=_take_file, args=(file, on_take),
            max_upload_size=MOST_BYTES // 1024**2,
            help="Drop it here or choose a file. It isn’t kept, and isn’t part of any link.",
        )  # fmt: skip
        st.caption("Or paste a picture anywhere on this page.")
        if st.toggle("Use the camera", key=f"camera_{number}"):
            photo = f"picture_photo_{number}"
            st.camera_input(
                "A photo", key=photo, on_change=_take_file, args=(photo, on_take), label_visibility="collapsed"
            )
    with row:
        paste_catcher(MOST_BYTES, key=f"picture_paste_{number}", on_change=lambda: _take_pasted(on_take))
    if fault := st.session_state.pop(_FAULT, ""):
        st.error(literal(fault), icon=":material/broken_image:")


def _take_file(key: str, on_take: Take) -> None:
    file = st.session_state.get(key)
    # Words sent before the answer to a picture is drawn call this again, when the file is let go already.
    if file is not None and not isinstance(file, DeletedFile):
        _take(file.getvalue(), on_take)
        _let_go(file.file_id)


def _let_go(file_id: str) -> None:
    """Free the file's bytes now; Streamlit would keep them until the session ends."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file_id)


def _take_pasted(on_take: Take) -> None:
    try:
        content = pasted(MOST_BYTES, key=f"picture_paste_{st.session_state[_ROUND]}")
    except QueryError as error:
        st.session_state[_FAULT] = str(error)
    else:
        _take(content, on_take)


def _take(content: bytes, on_take: Take) -> None:
    """Hand the picture on, checked and encoded again."""
    try:
        picture = photograph(content)
    except QueryError as error:
        st.session_state[_FAULT] = str(error)
    else:
        kept = jpeg(picture)
        picture.thumbnail((_PREVIEW, _PREVIEW))
        preview = "data:image/jpeg;base64," + base64.b64encode(jpeg(picture)).decode()
        on_take(Upload(kept, preview))
    st.session_state[_ROUND] += 1
