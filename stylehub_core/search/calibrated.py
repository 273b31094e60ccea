"""How often an answer to words was right, in a model that knows articles by their pictures.

A cosine is no probability: what it is worth is measured on pictures that the model has not learned from.
"""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector, unit
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


FITTED = Logistic(15.992, -12.879)
"""From a cosine to how often it was right, by benchmarks.score_calibration."""
CALIBRATED = frozenset({"picture-text", "photo"})
"""The models that this was measured for. Words have the same place in both, beside what `photo` adds for pictures."""


def often_right(name: str, model: OpenedModel, request: Request, rows: IntVector) -> FloatVector | None:
    """(n,) how often such answers were right; None where that is not known.

    name: of the model. It is known for words alone, in the models that are CALIBRATED.
    rows: (n,) the articles that are answers.
    """
    if request.fields != {"text"} or name not in CALIBRATED:
        return None
    return FITTED(word_cosines(model.vector(request), model.vectors[rows]))


def word_cosines(asked: FloatVector, answers: FloatMatrix) -> FloatVector:
    """(n,) the cosines in the dimensions that words reach. asked: (d,) of words. answers: (n, d)."""
    reached = asked != 0
    return np.asarray(unit(np.asarray(answers[:, reached])) @ unit(asked[reached]), np.float32)
