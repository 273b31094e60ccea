"""What a person searches by beside words: a picture of their own, or an article, or a part of its picture."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.catalog.pictures import thumbnail_name
from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import picture_file as bytes_of
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Region
from ui import links
from ui.choices import model_title
from ui.grid import TEXT_BEFORE, alt_text, large_picture_url, picture_url
from ui.pictures import picture_file
from ui.search.customer import Asker
from ui.search.part import drawn_part, part_box
from ui.search.picture import UPLOAD_PART, forget_upload, tell_of_lost_upload, uploaded
from ui.wording import literal, shortened

_BACK = 40  # letters of the text on the button back to it
_WIDTH = 168  # pixels of the picture
_SIDES = ("Left", "Right", "across"), ("Top", "Bottom", "down")
_HINT = "Drag a box on the picture to search by that part alone. Click the picture to remove the box."


@dataclass(frozen=True)
class Question:
    """content: the bytes of the picture; None if a whole article is the question, or if it has no picture.

    article: its row; None for a picture of the person's own.
    region: the part of the picture that counts; None for all of it.
    share: how much all this counts beside words, from 0 to 1.
    """

    content: bytes | None
    article: int | None = None
    region: Region | None = None
    share: float = 0.5


def asked(hub: Hub, text: str) -> Question | None:
    """The question beside words, after drawing what it is; None if there is none."""
    row, upload = _article(hub), uploaded()
    if row is not None:
        return _article_head(hub, row, text)
    if upload is None:
        tell_of_lost_upload()
        return None
    st.query_params[links.OWN_PICTURE] = "own"
    region = _read(st.session_state.get(UPLOAD_PART, ""))
    with st.container(horizontal=True, gap="medium", vertical_alignment="top", key="question"):
        with st.container(width=_WIDTH):
            part_box(upload.preview, "The picture that you search by", region, key="part_box", on_change=_drawn)
        with st.container(gap="small"):
            st.subheader("Similar to your picture", anchor=False)
            share = _share() if text.strip() else 0.5
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                _part_button(region)
                st.button("Remove the picture", icon=":material/close:", type="tertiary", on_click=forget_upload)
            st.caption(_HINT)
    return Question(upload.content, region=region, share=share)


def is_asked() -> bool:
    """Whether there is a question beside words."""
    return bool(links.query_value("article")) or uploaded() is not None


def usual_model(hub: Hub, text: str, asker: Asker | None) -> str:
    """The model that usually answers such a question: for a picture one that sees, for a customer that of the order.

    An article's picture counts if only a part of it is asked for, if words change it, or if the question before was a
    picture. '' if any model answers.
    """
    words, article_id = text.strip(), links.query_value("article")
    by_picture = uploaded() is not None
    if article_id and not by_picture:
        by_picture = bool(links.query_value("region") or words) and _has_picture(hub, article_id)
    if by_picture and (best := hub.picture_model()) in hub.ready and (not words or "text" in hub.opened(best).uses):
        return best
    return "" if asker is None else asker.personal.model


def forget_article() -> None:
    """For callbacks: search without the article again, by the words from before."""
    for name in ("article", "region"):
        st.query_params.pop(name, None)
    if not st.session_state.get("q"):
        st.session_state["q"] = st.session_state.pop(TEXT_BEFORE, "")
    st.session_state["page"] = 1


def answering_model(hub: Hub, chosen: str) -> str:
    """The model that answers a picture: the chosen one if it can, or else the usual one for pictures.

    Raises QueryError if neither is there.
    """
    if "picture" in hub.opened(chosen).uses:
        return chosen
    best = hub.picture_model()
    if best not in hub.ready:
        raise QueryError(
            f"{model_title(chosen)} can’t search by a picture, and no model that can is built yet: build the model "
            f"“{model_title(best)}”."
        )
    st.caption(f"{literal(model_title(chosen))} can’t search by a picture, so {literal(model_title(best))} answers.")
    return best


def _has_picture(hub: Hub, article_id: str) -> bool:
    try:
        return bool(hub.values("has_picture")[hub.catalog.row_of(article_id)])
    except QueryError:
        return False


def _article(hub: Hub) -> int | None:
    """The row of the article in the address, or None. Shows an error if it does not exist."""
    wanted = links.query_value("article")
    if not wanted:
        return None
    try:
        return hub.catalog.row_of(wanted)
    except QueryError as error:
        st.error(literal(str(error)), icon=":material/error:")
        return None


def _article_head(hub: Hub, row: int, text: str) -> Question:
    article_id = str(hub.catalog.ids[row])
    file = picture_file(f"large/{thumbnail_name(article_id)}") if hub.values("has_picture")[row] else None
    region = _read(links.query_value("region")) if file else None
    before = str(st.session_state.get(TEXT_BEFORE, "")).strip()
    back = f"Back to “{literal(shortened(before, _BACK))}”" if before and not text.strip() else "Back to text search"
    with st.container(horizontal=True, gap="medium", vertical_alignment="top", key="question"):
        with st.container(width=_WIDTH):
            if file:
                address = links.base_path() + large_picture_url(hub, row)
                part_box(address, alt_text(hub, row), region, key="part_box", on_change=_drawn)
            else:
                st.image(picture_url(hub, row), alt=alt_text(hub, row), width="stretch")
        with st.container(gap="small"):
            st.subheader(f"More like {literal(str(hub.values('prod_name')[row]))}", anchor=False)
            share = _share() if text.strip() else 0.5
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                if region is None:
                    st.toggle("Leave out its other colours", key="other_colours_out", bind="query-params")
                if file:
                    _part_button(region)
                st.button(back, icon=":material/close:", type="tertiary", on_click=forget_article)
            if file:
                st.caption(_HINT)
    return Question(bytes_of(file) if file and region else None, row, region, share)


def _share() -> float:
    share = st.slider(
        "Words or picture", 0, 100, 50, 5, key="weight", bind="query-params", format="%d %%", width=320,
        help="0 %: only the words count. 100 %: only the picture counts.",
    )  # fmt: skip
    return int(share) / 100


def _part_button(region: Region | None) -> None:
    """Sliders for the part, for those who cannot draw it, and a button that takes it away."""
    shares = (region.x, region.width, region.y, region.height) if region else (0, 1, 0, 1)
    label = "A part of it" if region else "Only a part of it"
    with st.popover(label, icon=":material/crop:", type="tertiary", key="part_button"):
        for number, (first, last, key) in enumerate(_SIDES):
            start, size = shares[2 * number : 2 * number + 2]
            st.session_state[f"part_{key}"] = (round(100 * start), round(100 * (start + size)))
            st.slider(
                f"{first} to {last.lower()}", 0, 100, key=f"part_{key}", format="%d %%", width=280, on_change=_slid
            )
        st.button("All of it", icon=":material/close:", disabled=region is None, on_click=_set_part, args=(None,))


def _drawn() -> None:
    _set_part(drawn_part("part_box"))


def _slid() -> None:
    (left, right), (top, bottom) = (st.session_state[f"part_{key}"] for _, _, key in _SIDES)
    whole = (left, right, top, bottom) == (0, 100, 0, 100) or left == right or top == bottom
    part = None if whole else Region(left / 100, top / 100, (right - left) / 100, (bottom - top) / 100)
    _set_part(part)


def _set_part(part: Region | None) -> None:
    """For callbacks: keep the part, of an article in the address, of an upload in the session."""
    text = "" if part is None else ",".join(f"{share:g}" for share in (part.x, part.y, part.width, part.height))
    st.session_state["page"] = 1
    if not links.query_value("article"):
        st.session_state[UPLOAD_PART] = text
    elif text:
        st.query_params["region"] = text
    else:
        st.query_params.pop("region", None)


def _read(text: str) -> Region | None:
    """The part in an address. None if there is none; says so if it is malformed."""
    if not text:
        return None
    try:
        return Region.read(text)
    except QueryError as error:
        links.toast_note(str(error))
        return None
