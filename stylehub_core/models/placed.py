"""Completes a space that has vectors for only some articles: other articles, and any text, are placed by their text."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.catalog.product_numbers import product_numbers
from stylehub_core.errors import TooLittleDataError
from stylehub_core.models.bridge import BridgeConfig, fit_bridge
from stylehub_core.models.contract import Fitted
from stylehub_core.models.given_vectors import FEWEST
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent


@dataclass(frozen=True)
class Placed:
    """How a space was completed.

    own: the number of articles with a vector of their own.
    by_text: the number of articles placed by their text alone.
    cosine, without_text, strength: as in BridgeFit.
    """

    own: int
    by_text: int
    cosine: float
    without_text: float
    strength: float

    @property
    def brief(self) -> str:
        """The same in one short line, for people."""
        total = self.own + self.by_text
        inputs = f"{self.by_text:,} of {total:,} articles and all texts" if self.by_text else "All texts"
        return f"{inputs} are placed by their words; held-out cosine {self.cosine:.2f}"

    @property
    def note(self) -> str:
        """Which articles are placed by their text, and how well that works, in two sentences for people."""
        total = self.own + self.by_text
        some = f"{self.by_text:,} of {total:,} articles have no vector of their own: they and all texts are placed"
        start = some if self.by_text else "All articles have a vector of their own; texts are placed"
        return (
            f"{start} by a linear map from the text. For articles that the map was not fitted on, "
            f"its cosine with their vector is {self.cosine:.2f} ({self.without_text:.2f} without reading the text)."
        )


def placed(
    world: World,
    rows: IntVector,
    vectors: FloatMatrix,
    config: BridgeConfig,
    progress: Progress = silent,
    facts: dict[str, Any] | None = None,
) -> Fitted:
    """The completed space.

    rows: (n,) the articles with a vector.
    vectors: (n, d) their unit vectors.
    In the result, facts["placed"] holds a Placed as JSON.
    Raises TooLittleDataError if fewer than FEWEST articles have a vector.
    """
    articles = len(world.catalog)
    if len(rows) < FEWEST:
        raise TooLittleDataError(
            f"{len(rows)} of {articles:,} articles have a vector, but at least {FEWEST} must: "
            "give vectors of articles in this catalogue."
        )
    texts = world.sentences
    products = product_numbers(world.articles.iloc[rows])
    fitted = fit_bridge(texts[rows], vectors, products, config, progress)
    everything = np.empty((articles, vectors.shape[1]), np.float32)
    everything[rows] = vectors
    others = np.setdiff1d(np.arange(articles), rows)
    everything[others] = fitted.bridge(texts[others])
    summary = Placed(len(rows), len(others), fitted.cosine, fitted.without_text, fitted.strength)
    notes = {**(facts or {}), "dimensions": vectors.shape[1], "placed": asdict(summary), "note": summary.note}
    return Fitted(everything, {"text": fitted.bridge}, facts=notes)
