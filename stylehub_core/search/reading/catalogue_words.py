"""The words of a catalogue as they are written, and how much each weighs."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stylehub_core.files import write_json
from stylehub_core.search.vocabulary import FIELD_WEIGHTS
from stylehub_core.search.words import words

_FILE = "words.json"
_COLUMNS = {"prod_name": 1, "detail_desc": 1, **dict.fromkeys(FIELD_WEIGHTS, 2)}
"""How much a word counts, by the column that has it."""
_COMPOUND = re.compile(r"[a-z]+-[a-z]+(?:-[a-z]+)*")


_BETWEEN = " | "


@dataclass(frozen=True)
class CatalogueWords:
    """weights: by word in the index's spelling: how often the articles have it; in an attribute value it counts twice.
    compounds: words that are written with hyphens, by the same without, such as vneck: v-neck.
    """

    weights: Mapping[str, int]
    compounds: Mapping[str, str]

    @classmethod
    def of(cls, articles: pd.DataFrame) -> CatalogueWords:
        """The words of the articles' names, descriptions and attribute values."""
        weights: Counter[str] = Counter()
        compounds: Counter[str] = Counter()
        for column, weight in _COLUMNS.items():
            for times, text in _texts(articles[column]):
                for word, count in Counter(words(text)).items():
                    weights[word] += weight * times * count
                for compound, count in Counter(_COMPOUND.findall(text.lower())).items():
                    compounds[compound] += weight * times * count
        rarest_first = sorted(compounds, key=lambda compound: (compounds[compound], compound))
        return cls(
            {word: weights[word] for word in sorted(weights)},
            {compound.replace("-", ""): compound for compound in rarest_first},
        )

    @classmethod
    def opened(cls, folder: Path, articles: pd.DataFrame) -> CatalogueWords:
        """What `save` wrote to `folder`; made anew from the articles if it is not there or damaged."""
        try:
            kept = json.loads((folder / _FILE).read_text())
            weights = {str(word): int(weight) for word, weight in kept["weights"].items()}
            return cls(weights, {str(key): str(compound) for key, compound in kept["compounds"].items()})
        except (OSError, ValueError, AttributeError, TypeError, KeyError):
            return cls.of(articles)

    def save(self, folder: Path) -> None:
        write_json(folder / _FILE, {"weights": dict(self.weights), "compounds": dict(self.compounds)})


def _texts(column: pd.Series) -> Iterator[tuple[int, str]]:
    """(how many articles have each of these values, the values in one text): few long texts are read fastest."""
    together: defaultdict[tuple[int, bool], list[str]] = defaultdict(list)  # by ASCII too, which needs no folding
    for value, times in column.value_counts().items():
        if times:
            together[int(times), str(value).isascii()].append(str(value))
    for (times, _), values in together.items():
        yield times, _BETWEEN.join(values)
