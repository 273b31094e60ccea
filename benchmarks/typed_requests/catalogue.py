"""A catalogue as rules read it: the values of its columns, and each article's name and description as one text."""

import re
from collections.abc import Sequence
from fnmatch import translate

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import IntVector

BoolVector = NDArray[np.bool_]

COLUMNS = {
    "type": "product_type_name",
    "group": "product_group_name",
    "pattern": "graphical_appearance_name",
    "colour": "colour_group_name",
    "shade": "perceived_colour_master_name",
    "index": "index_name",
    "audience": "index_group_name",
    "section": "section_name",
    "department": "department_name",
}
"""The columns of articles.csv, by the names that rules use."""


class Catalogue:
    """Answers which articles have a value or a word, as (articles,) of True and False.

    articles: as in articles.csv, one row per article. A column that is missing has no values.
    """

    def __init__(self, articles: pd.DataFrame) -> None:
        self._articles = articles
        texts = articles["prod_name"].astype(str) + ". " + articles["detail_desc"].fillna("").astype(str)
        self._codes, distinct = pd.factorize(texts.str.lower())
        self._texts = [str(text) for text in distinct]  # many colours of a product share theirs
        self._coded: dict[str, tuple[IntVector, list[str]]] = {}

    def __len__(self) -> int:
        return len(self._articles)

    def values(self, name: str) -> list[str]:
        """(articles,) the values of the column that rules call `name`; empty texts if it is missing."""
        column = COLUMNS[name]
        if column not in self._articles:
            return [""] * len(self)
        return [str(value) for value in self._articles[column].astype(object).fillna("")]

    def texts(self) -> list[str]:
        """(articles,) name and description, in small letters."""
        return [self._texts[code] for code in self._codes]

    def descriptions(self) -> list[str]:
        """(articles,) descriptions without names, in small letters."""
        return [str(text).lower() for text in self._articles["detail_desc"].fillna("")]

    def has_value(self, name: str, wanted: Sequence[str]) -> BoolVector:
        """wanted: values of the column `name`; * stands for anything, and capitals do not matter."""
        patterns = [re.compile(translate(value.lower())) for value in wanted]
        if name not in self._coded:
            codes, distinct = pd.factorize(np.array(self.values(name), dtype=object))
            self._coded[name] = codes.astype(np.int32), [str(value).lower() for value in distinct]
        codes, values = self._coded[name]
        fits = np.array([any(pattern.match(value) for pattern in patterns) for value in values], dtype=bool)
        return fits[codes]  # type: ignore[no-any-return]

    def says(self, words: str, unless: str = "") -> BoolVector:
        """words: a regular expression of whole words. unless: one that is taken out of the texts first."""
        wanted, spared = whole_words(words), whole_words(unless) if unless else None
        part = re.compile(words)  # is in any text that has the words, and is found ten times faster

        def fits(text: str) -> bool:
            return bool(part.search(text) and wanted.search(spared.sub(" ", text) if spared else text))

        return np.array([fits(text) for text in self._texts], dtype=bool)[self._codes]  # type: ignore[no-any-return]


def whole_words(expression: str) -> re.Pattern[str]:
    """The expression where no letter or digit stands right before or after it: 'collar' is not in 'collarless'."""
    return re.compile(rf"(?<!\w)(?:{expression})(?!\w)")
