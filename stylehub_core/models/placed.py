"""A space that knows only some articles, made whole: the others, and any text, are placed by what the text says."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.errors import TooLittleDataError
from stylehub_core.models.bridge import BridgeConfig, fit_bridge
from stylehub_core.models.contract import Fitted
from stylehub_core.models.given_vectors import FEWEST
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent


@dataclass(frozen=True)
class Placed:
    """How a space was made whole. own: articles with a vector; by_text: those placed by their text alone;
    cosine, without_text: as in BridgeFit.
    """

    own: int
    by_text: int
    cosine: float
    without_text: float
    strength: float

    @property
    def brief(self) -> str:
        """A line for people."""
        total = self.own + self.by_text
        what = f"{self.by_text:,} of {total:,} articles and all texts" if self.by_text else "All texts"
        return f"{what} are placed by what is written; held-out cosine {self.cosine:.2f}"

    @property
    def note(self) -> str:
        """For people: what is placed by its text, and how well that works."""
        total = self.own + self.by_text
        what = f"{self.by_text:,} of {total:,} articles have no vector of their own: they, and texts, are"
        start = f"{what} placed" if self.by_text else "All articles have a vector of their own; texts are placed"
        return (
            f"{start} by a linear map from what is written. For articles that the map was not fitted on, "
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
    """The whole space. rows: (n,) articles with a vector; vectors: (n, d) their unit vectors.

    facts["placed"] holds a Placed as JSON. Raises TooLittleDataError where fewer than FEWEST articles have a vector.
    """
    articles = len(world.catalog)
    if len(rows) < FEWEST:
        raise TooLittleDataError(
            f"{len(rows)} of {articles:,} articles have a vector, and {FEWEST} are the least: "
            "give vectors of articles that this catalogue has."
        )
    texts = world.sentences
    found = fit_bridge(texts[rows], vectors, world.articles["product_code"].iloc[rows], config, progress)
    everything = np.empty((articles, vectors.shape[1]), np.float32)
    everything[rows] = vectors
    others = np.setdiff1d(np.arange(articles), rows)
    everything[others] = found.bridge(texts[others])
    whole = Placed(len(rows), len(others), found.cosine, found.without_text, found.strength)
    notes = {**(facts or {}), "dimensions": vectors.shape[1], "placed": asdict(whole), "note": whole.note}
    return Fitted(everything, {"text": found.bridge}, facts=notes)
