"""Flags by article ids, for the command line and Python: the ones that the Alignment screen shows and sets."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stylehub_core.alignment.disagreements import disagreements
from stylehub_core.alignment.flags import flag, flagged, flags, unflag
from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub

COLUMNS = ("article_id", "name", "why", "when")


def flag_table(hub: Hub) -> pd.DataFrame:
    """All flags with COLUMNS, the latest first; no name for an article that the catalogue no longer has."""
    found, names = flags(hub.workspace), hub.values("prod_name")
    rows = hub.catalog.find([one.article_id for one in found])
    named = [str(names[row]) if row >= 0 else "" for row in rows.tolist()]
    cells = [(one.article_id, name, one.why, one.when) for one, name in zip(found, named, strict=True)]
    return pd.DataFrame(cells, columns=list(COLUMNS))


def flag_articles(hub: Hub, article_ids: Sequence[str], why: str = "") -> None:
    """Flag these articles; an article that is flagged already keeps its flag, unless a reason is given.

    why: by default the sentence that the Alignment screen shows.
    Raises QueryError for an article that is unknown or has no picture, before any is flagged; and as `Hub.alignment`.
    """
    rows, alignment = hub.catalog.rows_of(article_ids), hub.alignment()
    without = np.flatnonzero(~np.isin(rows, alignment.rows))
    if len(without):
        raise QueryError(
            f"The article {hub.catalog.ids[rows[without[0]]]} cannot be flagged: it has no picture that its text is "
            "compared with."
        )
    before, reason = flagged(hub.workspace), " ".join(why.split())
    for found in disagreements(alignment, np.searchsorted(alignment.rows, rows).astype(np.int32)):
        article_id = str(hub.catalog.ids[found.row])
        if reason or article_id not in before:
            flag(hub.workspace, article_id, reason or (found.sentence if found.differs else ""))


def unflag_articles(hub: Hub, article_ids: Sequence[str]) -> None:
    """Take the flags of these articles back. Raises QueryError that names an article that is not flagged."""
    current = flagged(hub.workspace)
    ids = [each if each in current else hub.catalog.canonical_id(each) for each in article_ids]
    for given, article_id in zip(article_ids, ids, strict=True):
        if article_id not in current:
            raise QueryError(f"The article '{given[:40]}' is not flagged: 'flags' lists those that are.")
    for article_id in ids:
        unflag(hub.workspace, article_id)
