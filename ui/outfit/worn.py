"""The outfit on screen: all of it is in the address, and earlier ones of this session can be brought back."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from stylehub_core.arrays import IntVector
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfitting import MOST
from stylehub_core.number_text import counted
from ui.links import values_in_address
from ui.wording import literal

WEAR, LOCK = "wear", "lock"
ARTICLE, TEXT, CUSTOMER, OPEN = "article", "q", "customer", "open"
PICTURE = "stylehub_outfit_picture"
"""The session's key for the picture that the looks started from."""
_BEFORE = "stylehub_outfit_before"
_MOST_BEFORE = 50
_SHOWN = 5


@dataclass(frozen=True, eq=False)
class Worn:
    """rows: the articles of the outfit. locked: those of them that stay."""

    rows: IntVector
    locked: IntVector

    @property
    def free(self) -> IntVector:
        return self.rows[~np.isin(self.rows, self.locked)]


def worn(hub: Hub) -> Worn:
    """The outfit in the address. Warns of unknown articles and of too many, and leaves them out."""
    ids = values_in_address(WEAR)
    rows = hub.catalog.find(ids)
    unknown = [article_id for article_id, row in zip(ids, rows.tolist(), strict=True) if row < 0]
    if unknown:
        shown = ", ".join(f"“{article_id[:20]}”" for article_id in unknown[:_SHOWN])
        more = " and more" if len(unknown) > _SHOWN else ""
        _warn(
            f"The link names {counted(len(unknown), 'article')} that this catalogue of {len(hub.catalog):,} does not "
            f"have: {shown}{more}. The rest is used."
        )
    known = np.array(list(dict.fromkeys(rows[rows >= 0].tolist())), np.int32)
    if len(known) > MOST:
        _warn(
            f"The link has an outfit of {len(known)} articles. An outfit has at most {MOST}: the first {MOST} are used."
        )
        known = known[:MOST]
    locked = hub.catalog.find(values_in_address(LOCK))
    return Worn(known, known[np.isin(known, locked)])


def is_worn() -> bool:
    """Whether the address has an outfit."""
    return bool(values_in_address(WEAR))


def wear(hub: Hub, rows: Iterable[int], locked: Iterable[int]) -> None:
    """Put this outfit into the address."""
    for name, chosen in ((WEAR, rows), (LOCK, locked)):
        ids = [str(hub.catalog.ids[row]) for row in chosen]
        if ids:
            st.query_params[name] = ids
        else:
            st.query_params.pop(name, None)


def change(hub: Hub, rows: Iterable[int], locked: Iterable[int], *, keep_open: bool = False) -> None:
    """For callbacks: wear this instead, so that it can be undone. keep_open: of the row of other articles."""
    before = st.session_state.setdefault(_BEFORE, [])
    before[:] = [*before, (values_in_address(WEAR), values_in_address(LOCK))][-_MOST_BEFORE:]
    wear(hub, rows, locked)
    if not keep_open:
        st.query_params.pop(OPEN, None)


def can_undo() -> bool:
    return bool(st.session_state.get(_BEFORE))


def undo() -> None:
    """For callbacks: the outfit from before the last change."""
    st.query_params.pop(OPEN, None)
    if before := st.session_state.get(_BEFORE):
        for name, ids in zip((WEAR, LOCK), before.pop(), strict=True):
            if ids:
                st.query_params[name] = ids
            else:
                st.query_params.pop(name, None)


def start_anew() -> None:
    """For callbacks: looks from the text and the customer, or from nothing, in place of the outfit."""
    for name in (WEAR, LOCK, ARTICLE, OPEN):
        st.query_params.pop(name, None)
    st.session_state.pop(_BEFORE, None)


def start_from_nothing() -> None:
    """For callbacks: forget what the looks started from, too."""
    start_anew()
    st.session_state[TEXT] = st.session_state[CUSTOMER] = ""
    st.session_state.pop(PICTURE, None)


def _warn(text: str) -> None:
    st.warning(literal(text), icon=":material/info:")
