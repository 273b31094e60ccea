"""What a text claims of an article that a picture can show: its type, its colour, its pattern."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import IntVector
from stylehub_core.catalog.schema import UNKNOWN


@dataclass(frozen=True)
class Aspect:
    """One thing that text and picture can disagree about.

    columns: the columns that say it, the finest first; the first is the one that people read.
    """

    name: str
    columns: tuple[str, ...]


ASPECTS = (
    Aspect("type", ("product_type_name", "product_group_name")),
    Aspect("colour", ("colour_group_name", "perceived_colour_master_name")),
    Aspect("pattern", ("graphical_appearance_name",)),
)


@dataclass(frozen=True, eq=False)
class Claims:
    """What one column says of n articles.

    column: its name. aspect: the name of the aspect that it belongs to.
    values: the v distinct values.
    codes: (n,) the value of each article; -1 if the column says nothing of it.
    """

    column: str
    aspect: str
    values: NDArray[np.str_]
    codes: IntVector


def claims_of(articles: pd.DataFrame, aspects: Sequence[Aspect] = ASPECTS) -> list[Claims]:
    """The claims of each column of the aspects that these articles have, if they differ in it."""
    found = []
    for aspect in aspects:
        for column in aspect.columns:
            if column not in articles:
                continue
            texts = articles[column].astype("object").where(articles[column].notna(), UNKNOWN).astype(str)
            values = np.unique(texts[texts != UNKNOWN].to_numpy(np.str_))
            if len(values) > 1:
                codes = pd.Index(values).get_indexer(pd.Index(texts)).astype(np.int32)
                found.append(Claims(column, aspect.name, values, codes))
    return found
