"""Which blend a recommender gets: the best of one grid on validation, where it is worth taking."""

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
"""The same trials for every recommender; the first is none."""
CHOICE = ("gains more than one standard error", *(asdict(blend) for blend in GRID))
"""What a choice depends on, for the keys of what was chosen."""


def chosen_blend(blender: Blender, requests: Requests, relevant: Relevant, k: int) -> tuple[Blend, float]:
    """The blend of GRID that is worth taking for these requests, and its recall@k."""
    recall = np.stack([recall_at_k(rows, relevant, k=k) for rows in blender.rankings(requests, k, GRID)])
    recall = recall[:, ~np.isnan(recall[0])]
    best = worth_taking(recall)
    return GRID[best], float(recall[best].mean())


def worth_taking(recall: FloatMatrix) -> int:
    """The best of several blends, of which the first is none; the first where the best gains no more over it than one
    standard error, as the best of many is often best by chance. One customer who gains alone is no more than that.

    recall: (blends, customers).
    """
    best = int(recall.mean(axis=1).argmax())
    gain = np.asarray(recall[best] - recall[0], np.float64)
    if len(gain) < 2:
        return 0
    error = gain.std(ddof=1) / np.sqrt(len(gain))
    return best if gain.mean() > error * (1 + _TIE) else 0
