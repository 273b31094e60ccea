"""The picture that a person searches by. It stays in the memory of this session, and never is in an address."""

import io
from dataclasses import dataclass

import streamlit as st
from PIL import Image

from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import MOST_BYTES, photograph
from stylehub_core.hub.hub import Hub
from stylehub_core.models.contract import PICTURE_MODEL
from stylehub_core.request import Region
from ui.choices import model_title
from ui.wording import literal

_PICTURE, _FAULT, _ROUND = "asked_picture", "picture_fault", "picture_round"
_QUALITY = 95
_EXTENSIONS = [
    "jpg", "jpeg", "png", "webp", "avif", "heic", "heif", "gif", "bmp", "tif", "tiff",
]  # fmt: skip
_SIDES = ("Left", "Right"), ("Top", "Bottom")


@dataclass(frozen=True)
class AskedPicture:
    """content: a JPEG without any metadata. region: the part that counts; None for all of it.

    share: how much the picture counts beside words, from 0 to 1.
    """

    content: bytes
    region: Region | None
    share: float


def picture_button(hub: Hub) -> None:
    """A button to choose a picture file, or to take a photo. Says so if this catalogue has no pictures."""
    with st.popover("Search by picture", icon=":material/photo_camera:", type="tertiary", key="by_picture"):
        if not hub.articles["has_picture"].any():
            st.write("This catalogue has no pictures, so it can’t be searched by a picture.")
            return
        number = st.session_state.setdefault(_ROUND, 0)
        st.file_uploader(
            "A picture of what you are looking for", _EXTENSIONS, key=f"picture_file_{number}", on_change=_take,
            args=(f"picture_file_{number}",), max_upload_size=MOST_BYTES // 1024**2,
            help="Drop it here, choose a file, or paste it. It isn’t kept, and isn’t part of any link.",
        )  # fmt: skip
        if st.toggle("Use the camera", key=f"camera_{number}"):
            st.camera_input(
                "A photo", key=f"picture_photo_{number}", on_change=_take, args=(f"picture_photo_{number}",),
                label_visibility="collapsed",
            )  # fmt: skip
    if fault := st.session_state.pop(_FAULT, ""):
        st.error(literal(fault), icon=":material/broken_image:")


def asked_picture() -> bytes | None:
    """The picture of this session, or None."""
    content: bytes | None = st.session_state.get(_PICTURE)
    return content


def picture_head(content: bytes, *, words: bool) -> AskedPicture:
    """The picture, its part that counts, its weight beside words if there are any, and a button to remove it."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="top", key="picture_head"):
        preview = st.container(width=120)
        with st.container(gap="small"):
            st.subheader("Like your picture", anchor=False)
            share = _share() if words else 0.5
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                part = st.popover("Only a part of it", icon=":material/crop:", type="tertiary")
                st.button("Remove the picture", icon=":material/close:", type="tertiary", on_click=forget_picture)
            with part:
                region = _region()
    with preview:
        st.image(_cut(content, region), alt="The picture that you search by", width="stretch")
    return AskedPicture(content, region, share)


def answering_model(hub: Hub, chosen: str) -> str:
    """The model that answers a picture: the chosen one if it can, or else the usual one for pictures.

    Raises QueryError if neither is there.
    """
    if "picture" in hub.opened(chosen).uses:
        return chosen
    able = [name for name in hub.ready if "picture" in hub.opened(name).uses]
    if not able:
        raise QueryError(
            f"{model_title(chosen)} can’t search by a picture, and no model that can is built yet: build the model "
            f"“{model_title(PICTURE_MODEL)}”."
        )
    best = PICTURE_MODEL if PICTURE_MODEL in able else able[0]
    st.caption(f"{literal(model_title(chosen))} can’t search by a picture, so {literal(model_title(best))} answers.")
    return best


def forget_picture() -> None:
    """For callbacks: search without the picture again."""
    st.session_state.pop(_PICTURE, None)
    for name in ("picture_across", "picture_down"):
        st.session_state.pop(name, None)


def _take(key: str) -> None:
    """Keep the uploaded picture, checked and encoded again, and let go of the file."""
    file = st.session_state.get(key)
    if file is None:
        return
    try:
        picture = photograph(file.getvalue())
    except QueryError as error:
        st.session_state[_FAULT] = str(error)
    else:
        forget_picture()
        st.session_state[_PICTURE] = _jpeg(picture)
        st.session_state["page"] = 1
    st.session_state[_ROUND] += 1  # a new widget, so that Streamlit forgets the bytes of the old one


def _share() -> float:
    share = st.slider(
        "Words or picture", 0, 100, 50, 5, key="picture_share", format="%d %%", width=320,
        help="0 %: only the words count. 100 %: only the picture counts.",
    )  # fmt: skip
    return int(share) / 100


def _region() -> Region | None:
    """The part between four lines; None for the whole picture."""
    spans = [
        st.slider(f"{first} to {second.lower()}", 0, 100, (0, 100), 5, key=key, format="%d %%", width=280)
        for (first, second), key in zip(_SIDES, ("picture_across", "picture_down"), strict=True)
    ]
    (left, right), (top, bottom) = spans
    if (left, right, top, bottom) == (0, 100, 0, 100) or left == right or top == bottom:
        return None
    return Region(left / 100, top / 100, (right - left) / 100, (bottom - top) / 100)


def _cut(content: bytes, region: Region | None) -> bytes:
    """The part of the picture, as a JPEG."""
    return content if region is None else _jpeg(photograph(content, region))


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
