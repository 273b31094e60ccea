"""The choice of a recommender's blend: the best of one grid on validation, if it is worth taking."""

import itertools
from dataclasses import asdict

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.evaluation.ranking import Relevant, recall_at_k
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.request import Requests

_TIE = 1e-6

GRID = tuple(
    Blend(own, variant, popular)
    for own, variant, popular in itertools.product((0.0, 1.0, 3.0, 10.0), (0.0, 0.3, 1.0, 3.0), (0.0, 0.03, 0.1, 0.3))
)
"""The same trials for every recommender; the first adds nothing."""
CHOICE = ("gains more than one standard error", *(asdict(blend) for blend in GRID))
"""Everything that a choice depends on, for the keys of results."""


def chosen_blend(blender: Blender, requests: Requests, relevant: Relevant, k: int) -> tuple[Blend, float]:
    """(the blend of GRID that is worth taking for these requests, its recall@k)."""
    recall = np.stack([recall_at_k(rows, relevant, k=k) for rows in blender.rankings(requests, k, GRID)])
    recall = recall[:, ~np.isnan(recall[0])]
    best = worth_taking(recall)
    return GRID[best], float(recall[best].mean())


def worth_taking(recall: FloatMatrix) -> int:
    """The number of the best blend; 0, no blend, if its gain over that is not above one standard error.

    The best of many is often best by chance. A gain by one customer alone never exceeds one standard error.
    recall: (blends, customers), the first without a blend.
    """
    best = int(recall.mean(axis=1).argmax())
    gain = np.asarray(recall[best] - recall[0], np.float64)
    if len(gain) < 2:
        return 0
    error = gain.std(ddof=1) / np.sqrt(len(gain))
    return best if gain.mean() > error * (1 + _TIE) else 0
