"""The purchase history that the recommenders get: what was bought, with the user's changes."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.number_text import counted
from stylehub_core.shopper.wardrobe import Change, Piece, changed, read_changes, wardrobe, written
from ui.grid import sideways
from ui.shell import show_error
from ui.shopper.tiles import TILE_WIDTH, in_rows, tile
from ui.wording import literal

_PARAMETER = "edit"
_FOLDED = 24  # pieces shown before the history is unfolded
_PAGE = 48


@dataclass(frozen=True)
class EditedHistory:
    """histories: the customer's history after the changes.

    pieces: its purchases, newest first.
    changes: from first to last.
    """

    histories: Histories
    pieces: list[Piece]
    changes: list[Change]


def edited_history(hub: Hub, before: Histories) -> EditedHistory:
    """The history with the changes in the address. Warns of unknown articles and leaves them out."""
    try:
        changes, unknown = read_changes(hub.catalog, st.query_params.get_all(_PARAMETER))
    except QueryError as error:
        show_error(error)
        changes, unknown = [], []
    if unknown:
        shown = ", ".join(f"“{article_id[:20]}”" for article_id in unknown[:5])
        st.warning(
            literal(
                f"The link names {counted(len(unknown), 'article')} that this catalogue of {len(hub.catalog):,} does "
                f"not have: {shown}{' and more' if len(unknown) > 5 else ''}. The rest is used."
            ),
            icon=":material/info:",
        )
    histories = changed(before, changes)
    return EditedHistory(histories, wardrobe(histories), changes)


def has_changes() -> bool:
    """Whether the address has changes to the history."""
    return bool(st.query_params.get_all(_PARAMETER))


def history_tools(hub: Hub, history: EditedHistory, *, adding: bool) -> bool:
    """Whether to offer articles to add; draws one line of controls: unfold, add, undo, reset.

    adding: always offer articles, without a toggle.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="history_tools"):
        if len(history.pieces) > _FOLDED:
            st.toggle(f"Show all {len(history.pieces)}", key="older", bind="query-params")
        offer_articles = adding or st.toggle("Add articles", key="adding", bind="query-params")
        if history.changes:
            last = history.changes[-1]
            name = literal(str(hub.values("prod_name")[last.row]))
            st.button(
                "Undo", icon=":material/undo:", type="tertiary", key="edit_undo", on_click=_undo,
                help=f"{'Removes' if last.added else 'Brings back'} {name}",
            )  # fmt: skip
            st.button("Reset", icon=":material/restart_alt:", type="tertiary", key="edit_reset", on_click=_reset)
            st.caption(f"{counted(len(history.changes), 'change')} to this history")
    return offer_articles


def history_row(hub: Hub, history: EditedHistory) -> None:
    """The pieces, newest first: one scrolling row, or all of them page by page."""
    added = {change.row for change in history.changes if change.added}
    pieces = history.pieces
    if len(pieces) > _FOLDED and st.session_state.get("older"):
        pages = -(-len(pieces) // _PAGE)
        start = (st.pagination(pages, key="older_page") - 1) * _PAGE if pages > 1 else 0
        shown = pieces[start : start + _PAGE]
        cells = in_rows("wardrobe_all", len(shown), TILE_WIDTH, columns=12)
    else:
        shown = pieces[:_FOLDED]
        cells = sideways("wardrobe", len(shown), TILE_WIDTH)
    for position, (cell, piece) in enumerate(zip(cells, shown, strict=True)):
        with cell:
            _piece(hub, piece, f"wardrobe_{position}", is_new=piece.row in added)


def change_history(hub: Hub, change: Change) -> None:
    """For callbacks: add one change to the address."""
    before = st.query_params.get_all(_PARAMETER)
    text = written(hub.catalog, change)
    opposite = written(hub.catalog, Change(change.row, not change.added))
    # Removing the article that was added last just drops that change.
    st.query_params[_PARAMETER] = before[:-1] if before[-1:] == [opposite] and not change.added else [*before, text]


def _piece(hub: Hub, piece: Piece, key: str, *, is_new: bool) -> None:
    when = "added" if is_new else f"{piece.day.day} {piece.day:%b %Y}"
    tile(hub, piece.row, when + (f" · ×{piece.pieces}" if piece.pieces > 1 else ""))
    name = str(hub.values("prod_name")[piece.row])
    st.space("stretch")
    st.button(
        "Leave out", key=f"{key}_out", type="tertiary", icon=":material/close:", on_click=change_history,
        args=(hub, Change(piece.row, added=False)), help=f"See the lists without {literal(name)}",
    )  # fmt: skip


def _undo() -> None:
    st.query_params[_PARAMETER] = st.query_params.get_all(_PARAMETER)[:-1]


def _reset() -> None:
    st.query_params.pop(_PARAMETER, None)
