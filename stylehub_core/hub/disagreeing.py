"""The articles whose text and picture disagree, as the table that every face of the program gives."""

from collections.abc import Collection, Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd

from stylehub_core.alignment.alignment import Alignment
from stylehub_core.alignment.disagreements import ANY, disagreements, worst_first
from stylehub_core.alignment.flags import flagged
from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub

Flags = Literal["all", "flagged", "not-flagged"]
"""Which articles are listed: all, those with a flag, or those without."""
COLUMNS = ("rank", "article_id", "name", "alignment", "attribute", "text_says", "picture_looks", "sentence", "flagged")


def disagreement_table(hub: Hub, k: int | None = None, attribute: str = ANY, flags: Flags = "all") -> pd.DataFrame:
    """The k articles whose text is most likely wrong, or all, with COLUMNS.

    attribute: as the aspect of `worst_first`. Raises as it, `with_flags` and `Hub.alignment` do.
    """
    alignment = hub.alignment()
    positions = with_flags(hub, alignment, worst_first(alignment, attribute), flags, flagged(hub.workspace))
    return table_at(hub, alignment, positions[:k])


def with_flags(
    hub: Hub, alignment: Alignment, positions: IntVector, flags: Flags, flagged_ids: Collection[str]
) -> IntVector:
    """Those of these positions in the alignment that `flags` lists, in their order. Raises QueryError for another one.

    flagged_ids: the ids of the flagged articles.
    """
    if flags not in get_args(Flags):
        raise QueryError(f"There is no choice of flags '{str(flags)[:60]}'. The choices: {', '.join(get_args(Flags))}.")
    if flags == "all":
        return positions
    is_flagged = np.isin(hub.catalog.ids[alignment.rows[positions]], sorted(flagged_ids))
    return np.asarray(positions[is_flagged == (flags == "flagged")], np.int32)


def table_at(hub: Hub, alignment: Alignment, positions: Sequence[int] | IntVector) -> pd.DataFrame:
    """The same table of the articles at these positions in the alignment, ranked in their order."""
    flagged_ids, names = flagged(hub.workspace), hub.values("prod_name")
    rows = []
    for rank, found in enumerate(disagreements(alignment, positions), 1):
        article_id = str(hub.catalog.ids[found.row])
        what = (found.aspect, found.says, found.looks, found.sentence)
        rows.append((rank, article_id, str(names[found.row]), found.alignment, *what, article_id in flagged_ids))
    return pd.DataFrame(rows, columns=list(COLUMNS))
