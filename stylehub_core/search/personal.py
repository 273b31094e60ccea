"""A customer's order of the articles for a text: a learned weighing of words, look, history and sales."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.errors import QueryError, WorkspaceError
from stylehub_core.files import write_json
from stylehub_core.search.personal_figures import SOURCES, Figure, standard

LEARNED = 0.5
"""The weight of the customer at which the order is the learned one."""
BESIDE = 0.5
"""The share of the plain search in the score at LEARNED, where the request holds more than words.

The order was learned from words alone, and knows of a picture or of liked articles only what the cosines say.
"""
_FILE = "order.json"
_WORDS, _LOOK = SOURCES.index("words"), SOURCES.index("look")


@dataclass(frozen=True, eq=False)
class PlainScores:
    """The scores of the search that does not know the customer.

    scores: (articles,) higher is better.
    look: the share of the request that is not words, from 0 for words alone to 1 for a request without words.
    """

    scores: FloatVector
    look: float = 0.0


@dataclass(frozen=True, eq=False)
class PersonalScores:
    """All articles, scored for one request of one customer.

    parts: (4, articles) what each of SOURCES adds to the score of an article.
    """

    parts: FloatMatrix

    @property
    def total(self) -> FloatVector:
        """(articles,) higher is better."""
        return np.asarray(self.parts.sum(axis=0))

    def shares(self, rows: Iterable[int]) -> Iterator[dict[str, float]]:
        """For each of the rows, the share of each of SOURCES in what lifts it above the average article.

        They sum to 1. A source that speaks against the article has no share.
        """
        lifts = np.maximum(self.parts - self.parts.mean(axis=1, keepdims=True), 0)
        for row in rows:
            lift = lifts[:, row]
            total = float(lift.sum())
            shares = lift / total if total > 0 else np.full(len(lift), 1 / len(lift))
            yield dict(zip(SOURCES, shares.tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class PersonalOrder:
    """weights: of the figures, by name, as in `personal_figures.figures`; a figure without one does not count."""

    weights: dict[str, float]

    def scores(self, figures: Iterable[Figure], plain: PlainScores | None, weight: float) -> PersonalScores:
        """The scores between the plain search (weight 0), the learned order (LEARNED) and the customer alone (1).

        plain: None if the request holds nothing but the customer. If it holds more than words, BESIDE of the score at
        LEARNED is plain.
        Between two of the three, the score is their weighted mean, so that a small step changes little.
        Raises QueryError if `weight` is not between 0 and 1.
        """
        check_weight(weight)
        learned = self._learned(figures)
        if plain is None:
            learned[_WORDS] = 0
            return PersonalScores(learned)
        kept = BESIDE if plain.look else 0.0
        alone = standard(plain.scores) * float(learned.sum(axis=0).std())
        if weight > LEARNED:
            fade = (1 - weight) / (1 - LEARNED)
            share = 1 - kept * fade
            learned[_WORDS] *= fade
        else:
            share = (1 - kept) * weight / LEARNED
        learned *= share
        if plain.look == 1:  # then the cosines, which count as words, are those of a picture or of liked articles
            learned[_LOOK] += learned[_WORDS]
            learned[_WORDS] = 0
        learned[_WORDS] += (1 - plain.look) * (1 - share) * alone
        learned[_LOOK] += plain.look * (1 - share) * alone
        return PersonalScores(learned)

    def _learned(self, figures: Iterable[Figure]) -> FloatMatrix:
        parts: dict[str, FloatVector] = {}
        for source, name, values in figures:
            weighed = values * np.float32(self.weights.get(name, 0.0))
            parts[source] = parts[source] + weighed if source in parts else weighed
        size = len(next(iter(parts.values())))
        return np.stack([parts.get(source, np.zeros(size, np.float32)) for source in SOURCES])

    def save(self, folder: Path) -> None:
        write_json(folder / _FILE, {"weights": self.weights})

    @classmethod
    def load(cls, folder: Path) -> "PersonalOrder":
        """Raises WorkspaceError if it is missing or damaged."""
        try:
            weights = json.loads((folder / _FILE).read_text())["weights"]
            return cls({str(name): float(weight) for name, weight in weights.items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise WorkspaceError(
                f"{folder / _FILE} is damaged ({error}): delete {folder}, and prepare again."
            ) from error


def shares_text(shares: Mapping[str, float]) -> str:
    """Such as 'words 62 %, history 30 %, look 8 %': the largest first, without those that round to nothing."""
    percent = {name: round(100 * share) for name, share in shares.items()}
    largest = sorted(percent, key=lambda name: -percent[name])
    return ", ".join(f"{name} {percent[name]} %" for name in largest if percent[name])


def check_weight(weight: float) -> None:
    """Raises QueryError if the customer's weight is not between 0 and 1."""
    if not 0 <= weight <= 1:
        raise QueryError(
            f"The customer's weight is {weight:g}: give a number from 0 (just the words) to 1 (just the customer)."
        )
