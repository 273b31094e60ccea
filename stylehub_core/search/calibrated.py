"""How often an answer to words was right, in a model that knows articles by their pictures.

A right pair of words and picture has a cosine of .2 to .4, and how much that is depends on the request and the model.
How far it stands out among the cosines of the whole catalogue does not.
"""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatVector
from stylehub_core.request import Request
from stylehub_core.search.opened_model import OpenedModel


@dataclass(frozen=True)
class Logistic:
    """The probability 1 / (1 + exp(-(slope * score + offset)))."""

    slope: float
    offset: float

    def __call__(self, scores: FloatVector) -> FloatVector:
        """(n,) probabilities."""
        return np.asarray(1 / (1 + np.exp(-(self.slope * scores + self.offset))), dtype=np.float32)


FITTED = Logistic(1.198, -5.326)
"""From how far a cosine stands out to how often it was right, by benchmarks.score_calibration."""
CALIBRATED = frozenset({"picture-text", "photo"})
"""The models that this was measured for. Words have the same place in both, beside what `photo` adds for pictures."""


def standing_out(cosines: FloatVector, all_cosines: FloatVector) -> FloatVector:
    """(n,) how many standard deviations the cosines lie above the mean of all.

    all_cosines: (articles,) of the same request.
    """
    spread = max(float(np.std(all_cosines)), 1e-6)
    return np.asarray((cosines - float(np.mean(all_cosines))) / spread, dtype=np.float32)


def often_right(name: str, model: OpenedModel, request: Request, cosines: FloatVector) -> FloatVector | None:
    """(n,) how often answers with these cosines were right; None where that is not known.

    name: of the model. It is known for words alone, in the models that are CALIBRATED.
    """
    if request.fields != {"text"} or name not in CALIBRATED:
        return None
    return FITTED(standing_out(cosines, model.vectors @ model.vector(request)))
