"""The articles whose text and picture disagree, as the table that every face of the program gives."""

from collections.abc import Sequence

import pandas as pd

from stylehub_core.alignment.alignment import Alignment
from stylehub_core.alignment.disagreements import ANY, disagreements, worst_first
from stylehub_core.alignment.flags import flagged
from stylehub_core.arrays import IntVector
from stylehub_core.hub.hub import Hub

COLUMNS = ("rank", "article_id", "name", "alignment", "attribute", "text_says", "picture_looks", "sentence", "flagged")


def disagreement_table(hub: Hub, k: int | None = None, attribute: str = ANY) -> pd.DataFrame:
    """The k articles whose text is most likely wrong, or all, with COLUMNS.

    attribute: as the aspect of `worst_first`. Raises as it and `Hub.alignment` do.
    """
    alignment = hub.alignment()
    return table_at(hub, alignment, worst_first(alignment, attribute)[:k])


def table_at(hub: Hub, alignment: Alignment, positions: Sequence[int] | IntVector) -> pd.DataFrame:
    """The same table of the articles at these positions in the alignment, ranked in their order."""
    flags, names = flagged(hub.workspace), hub.values("prod_name")
    rows = []
    for rank, found in enumerate(disagreements(alignment, positions), 1):
        article_id = str(hub.catalog.ids[found.row])
        what = (found.aspect, found.says, found.looks, found.sentence)
        rows.append((rank, article_id, str(names[found.row]), found.alignment, *what, article_id in flags))
    return pd.DataFrame(rows, columns=list(COLUMNS))
