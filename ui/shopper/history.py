"""The history that the recommenders are asked about: what was bought, and what is left out of it."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.shopper.wardrobe import Change, Piece, changed, read_changes, wardrobe, written
from ui.grid import sideways
from ui.shell import say_error
from ui.shopper.tiles import TILE_WIDTH, in_rows, tile
from ui.wording import counted, literal

_PARAMETER = "edit"
_FOLDED = 24  # pieces in the row before the history is unfolded
_PAGE = 48


@dataclass(frozen=True)
class Edited:
    """asked: the one history after the changes; pieces: of it, newest first."""

    asked: Histories
    pieces: list[Piece]
    changes: list[Change]


def edited(hub: Hub, before: Histories) -> Edited:
    """The history with the changes that the address names; what names no article is said and left out."""
    try:
        changes, unknown = read_changes(hub.catalog, st.query_params.get_all(_PARAMETER))
    except QueryError as error:
        say_error(error)
        changes, unknown = [], []
    if unknown:
        shown = ", ".join(f"“{one[:20]}”" for one in unknown[:5])
        st.warning(
            literal(
                f"The link names {counted(len(unknown), 'article')} that this catalogue of {len(hub.catalog):,} does "
                f"not have: {shown}{' and more' if len(unknown) > 5 else ''}. The rest is used."
            ),
            icon=":material/info:",
        )
    asked = changed(before, changes)
    return Edited(asked, wardrobe(asked), changes)


def has_changes() -> bool:
    """Whether the address changes a history."""
    return bool(st.query_params.get_all(_PARAMETER))


def history_tools(hub: Hub, found: Edited, *, adding: bool) -> bool:
    """In one line: unfold the history, add to it, undo, reset. Whether articles are to be offered; adding: always."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="history_tools"):
        if len(found.pieces) > _FOLDED:
            st.toggle(f"Show all {len(found.pieces)}", key="older", bind="query-params")
        wanted = adding or st.toggle("Add articles", key="adding", bind="query-params")
        if found.changes:
            last = found.changes[-1]
            name = literal(str(hub.articles["prod_name"].iat[last.row]))
            st.button(
                "Undo", icon=":material/undo:", type="tertiary", key="edit_undo", on_click=_undo,
                help=f"{'Takes away' if last.added else 'Brings back'} {name}",
            )  # fmt: skip
            st.button("Reset", icon=":material/restart_alt:", type="tertiary", key="edit_reset", on_click=_reset)
            st.caption(f"{counted(len(found.changes), 'change')} of this history")
    return wanted


def history_row(hub: Hub, found: Edited) -> None:
    """The pieces, newest first: one row that scrolls, or all of them, page by page."""
    added = {change.row for change in found.changes if change.added}
    pieces = found.pieces
    if len(pieces) > _FOLDED and st.session_state.get("older"):
        pages = -(-len(pieces) // _PAGE)
        start = (st.pagination(pages, key="older_page") - 1) * _PAGE if pages > 1 else 0
        shown = pieces[start : start + _PAGE]
        cells = in_rows("wardrobe_all", len(shown), TILE_WIDTH, columns=12)
    else:
        shown = pieces[:_FOLDED]
        cells = sideways("wardrobe", len(shown), TILE_WIDTH)
    for place, (cell, piece) in enumerate(zip(cells, shown, strict=True)):
        with cell:
            _piece(hub, piece, f"wardrobe_{place}", fresh=piece.row in added)


def change_history(hub: Hub, change: Change) -> None:
    """For callbacks: one more change in the address."""
    before = st.query_params.get_all(_PARAMETER)
    text = written(hub.catalog, change)
    opposite = written(hub.catalog, Change(change.row, not change.added))
    # Taking back the very last change leaves no trace of it.
    st.query_params[_PARAMETER] = before[:-1] if before[-1:] == [opposite] and not change.added else [*before, text]


def _piece(hub: Hub, piece: Piece, key: str, *, fresh: bool) -> None:
    when = "added" if fresh else f"{piece.day.day} {piece.day:%b %Y}"
    tile(hub, piece.row, when + (f" · ×{piece.pieces}" if piece.pieces > 1 else ""))
    name = str(hub.articles["prod_name"].iat[piece.row])
    st.button(
        "Leave out", key=f"{key}_out", type="tertiary", icon=":material/close:", on_click=change_history,
        args=(hub, Change(piece.row, added=False)), help=f"{literal(name)}: see what the lists are without it",
    )  # fmt: skip


def _undo() -> None:
    st.query_params[_PARAMETER] = st.query_params.get_all(_PARAMETER)[:-1]


def _reset() -> None:
    st.query_params.pop(_PARAMETER, None)
