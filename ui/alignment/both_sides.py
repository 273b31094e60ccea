"""One article on the Alignment screen: its picture beside what its text says, and the flag."""

import streamlit as st

from stylehub_core.alignment.disagreements import Disagreement
from stylehub_core.alignment.flags import flag, unflag
from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from ui import resources
from ui.grid import alt_text, picture_url
from ui.links import ARTICLE, article_address
from ui.wording import literal, shortened

_PICTURE = 116  # pixels
_DESCRIPTION = 150  # characters
_FACTS = ("product_type_name", "colour_group_name", "graphical_appearance_name")


def both_sides(hub: Hub, found: Disagreement, *, is_flagged: bool) -> None:
    """The picture left; right the sentence, the text, and the button that flags the article or takes the flag back."""
    article_id = str(hub.catalog.ids[found.row])
    with st.container(horizontal=True, wrap=False, gap="small", key=f"aligned_{article_id}"):
        with st.container(width=_PICTURE):
            st.image(
                picture_url(hub, found.row), alt=alt_text(hub, found.row), link=article_address(article_id),
                width="stretch",
            )  # fmt: skip
        with st.container(gap="xxsmall", width="stretch"):
            st.markdown(f"**{literal(found.sentence)}**")
            _text(hub, found.row, article_id)
            st.caption(f"Alignment {found.alignment:.2f}")
            _flag_button(article_id, found.sentence, is_flagged=is_flagged)


def _text(hub: Hub, row: int, article_id: str) -> None:
    st.page_link(
        ARTICLE, label=literal(shortened(str(hub.values("prod_name")[row]), 40)), query_params={"id": article_id}
    )
    facts = [str(hub.values(column)[row]) for column in _FACTS if column in hub.articles]
    description = hub.values("detail_desc")[row] if "detail_desc" in hub.articles else ""
    story = description if isinstance(description, str) else ""
    st.caption(f"{literal(' · '.join(facts))}  \n{literal(shortened(story, _DESCRIPTION))}")


def _flag_button(article_id: str, sentence: str, *, is_flagged: bool) -> None:
    key = f"flag_{article_id}"
    if is_flagged:
        st.button(
            "Flagged · Undo", icon=":material/flag:", key=key, on_click=_unflag, args=(article_id,),
            help="Take the flag back",
        )  # fmt: skip
    else:
        st.button(
            "Flag", icon=":material/outlined_flag:", key=key, type="tertiary", on_click=_flag,
            args=(article_id, sentence), help="Keep this article in the list of flagged ones, for everyone",
        )  # fmt: skip


def _flag(article_id: str, sentence: str) -> None:
    try:
        flag(resources.workspace(), article_id, sentence)
    except StyleHubError as error:
        st.toast(literal(str(error)), icon=":material/error:", duration="long")


def _unflag(article_id: str) -> None:
    try:
        unflag(resources.workspace(), article_id)
    except StyleHubError as error:
        st.toast(literal(str(error)), icon=":material/error:", duration="long")
