"""Validation of a model after each epoch, on pairs that it does not learn from."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntMatrix
from stylehub_core.training.collapse import collapse_meter, separation
from stylehub_core.training.configs import Validation


@dataclass(frozen=True, eq=False)
class PairValidation:
    """Recall@12 of held-out pairs: given one article of a pair, rank all articles.

    test: (t, 2) held-out pairs.
    train: (m, 2) some training pairs.
    negatives: (t or fewer, 2) pairs that do not belong together.
    """

    train: IntMatrix
    test: IntMatrix
    negatives: IntMatrix

    def __call__(self, vectors: FloatMatrix) -> Validation:
        test, train = (separation(vectors, pairs, self.negatives) for pairs in (self.test, self.train))
        meter = collapse_meter(vectors, self.test)
        score = recall_of_pairs(vectors, self.test)
        return Validation(
            score=score,
            meters={
                "train_positive": train.positive,
                "test_positive": test.positive,
                "test_negative": test.negative,
                "auc": test.auc,
                "recall_at_12": score,
                "alignment": meter.alignment,
                "uniformity": meter.uniformity,
                "effective_rank": meter.effective_rank,
                "gap": meter.gap,
            },
        )


def recall_of_pairs(vectors: FloatMatrix, pairs: IntMatrix, *, anchors: int = 2000, k: int = 12) -> float:
    """Mean share of an anchor's partners that are among its k nearest of all articles; NaN if there are no pairs.

    anchors: how many articles in `pairs` are used at most.
    """
    both = np.unique(np.concatenate([pairs, pairs[:, ::-1]]), axis=0)
    if not len(both):
        return float("nan")
    rows, starts, counts = np.unique(both[:, 0], return_index=True, return_counts=True)
    chosen = np.random.default_rng(0).permutation(len(rows))[:anchors]
    shares = []
    for batch in np.array_split(chosen, max(len(chosen) // 256, 1)):
        scores = vectors[rows[batch]] @ vectors.T
        scores[np.arange(len(batch)), rows[batch]] = -np.inf
        near = np.zeros(scores.shape, np.bool_)
        best = np.argpartition(-scores, min(k, scores.shape[1]) - 1, axis=1)[:, :k]
        np.put_along_axis(near, best, True, axis=1)
        anchor = np.repeat(np.arange(len(batch)), counts[batch])
        partner = np.concatenate(
            [both[start : start + count, 1] for start, count in zip(starts[batch], counts[batch], strict=True)]
        )
        shares.append(np.bincount(anchor, near[anchor, partner]) / counts[batch])
    return float(np.concatenate(shares).mean())
