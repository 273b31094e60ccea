"""The articles that a person names as an outfit."""

from collections.abc import Sequence

from stylehub_core.arrays import IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError

MOST = 50
"""Articles of one outfit."""


def members(catalog: Catalog, article_ids: Sequence[str], *, fewest: int = 1) -> IntVector:
    """(n,) the rows of the articles of one outfit.

    Raises QueryError for fewer than `fewest` or more than MOST, for an unknown id, and for an article named twice.
    """
    if not fewest <= len(article_ids) <= MOST:
        given = "no article" if not article_ids else f"{len(article_ids)} articles"
        raise QueryError(f"The outfit has {given}: name {fewest} to {MOST}.")
    rows = catalog.rows_of(article_ids)
    seen: set[int] = set()
    for article_id, row in zip(article_ids, rows.tolist(), strict=True):
        if row in seen:
            raise QueryError(f"The outfit has the article {article_id} twice: name each article once.")
        seen.add(row)
    return rows
