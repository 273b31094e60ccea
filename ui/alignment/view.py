"""The Alignment screen: the articles whose text and picture disagree, the worst first, with both sides shown."""

import streamlit as st

from stylehub_core.alignment.alignment import Alignment
from stylehub_core.alignment.disagreements import ANY, Disagreement, disagreements
from stylehub_core.alignment.flags import flagged
from stylehub_core.arrays import IntVector
from stylehub_core.errors import NotBuiltError, QueryError
from stylehub_core.hub.disagreeing import table_at
from stylehub_core.hub.hub import Hub
from stylehub_core.number_text import counted
from ui.alignment.both_sides import both_sides
from ui.alignment.data import ALL, FLAGS, alignment_of, chosen_positions, expected_wrong
from ui.export import share
from ui.links import warn_of_wrong_link
from ui.wording import literal

SHOWN = 24
_EXPLAINED = (
    "Classifiers that have never seen this article’s text, nor its product’s, judge its picture. The alignment is the "
    "probability that the text is right, if {wrong:.4g} % of all texts are wrong."
)


def alignment_screen(hub: Hub) -> None:
    """Everything below the title."""
    try:
        alignment = alignment_of(hub)
    except QueryError as error:
        st.info(literal(str(error)), icon=":material/hide_image:")
        return
    except NotBuiltError as error:
        st.info(literal(str(error)), icon=":material/hourglass_top:")
        return
    st.markdown(
        "Where an article’s text says one thing and its picture shows another.",
        help=_EXPLAINED.format(wrong=100 * expected_wrong(hub)),
    )
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom", key="alignment_choices")
    with row:
        attribute, flags = _choices(alignment)
    flagged_ids = flagged(hub.workspace)
    positions = chosen_positions(hub, alignment, attribute, flags, flagged_ids)
    with row:
        _take_away(hub, alignment, positions, attribute)
    if not len(positions):
        st.caption(_NOTHING[flags])
        return
    pages = -(-len(positions) // SHOWN)
    warn_of_wrong_link("page", [str(page) for page in range(1, pages + 1)], "page")
    st.caption(f"{counted(len(positions), 'article')} with a picture, the worst first")
    grid = st.container(key="alignment_list")
    page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    with grid:
        _cards(hub, disagreements(alignment, positions[(page - 1) * SHOWN : page * SHOWN]), flagged_ids)


_NOTHING = {
    ALL: "No article here disagrees about this.",
    "Flagged": "Nothing is flagged here yet. “Flag” keeps an article in this list.",
    "Not flagged": "Every article here is flagged.",
}


def _choices(alignment: Alignment) -> tuple[str, str]:
    """(the aspect or ANY, a title in FLAGS), both kept in the address."""
    titles = {ALL: ANY, **{aspect.name.capitalize(): aspect.name for aspect in alignment.aspects}}
    warn_of_wrong_link("attribute", titles, "the attribute")
    warn_of_wrong_link("flags", FLAGS, "the flags")
    attribute = st.segmented_control(
        "Attribute", list(titles), default=ALL, required=True, key="attribute", bind="query-params",
        on_change=_first_page, help="What text and picture disagree about most",
    )  # fmt: skip
    flags = st.segmented_control(
        "Flags", list(FLAGS), default=ALL, required=True, key="flags", bind="query-params", on_change=_first_page
    )
    return titles.get(attribute or ALL, ANY), flags or ALL


def _first_page() -> None:
    st.session_state["page"] = 1


def _take_away(hub: Hub, alignment: Alignment, positions: IntVector, attribute: str) -> None:
    name = f"stylehub-alignment{f'-{attribute}' if attribute else ''}.csv"
    st.download_button(
        "Download", lambda: table_at(hub, alignment, positions).to_csv(index=False).encode("utf-8-sig"), name,
        "text/csv", key="alignment_csv", icon=":material/download:", type="tertiary", on_click="ignore",
        disabled=not len(positions), help="The whole list as a CSV file, with what disagrees and the flags",
    )  # fmt: skip
    share(key="alignment")


def _cards(hub: Hub, found: list[Disagreement], flagged_ids: set[str]) -> None:
    grid = st.grid(3, min_column_width=320, gap=("medium", "medium"), key="alignment_cards")
    for one in found:
        with grid.cell():
            both_sides(hub, one, is_flagged=str(hub.catalog.ids[one.row]) in flagged_ids)
