"""The nearest articles where some lie where their pictures do and others, without a picture, where their texts do.

The kinds lie apart by about the same step for all articles (Liang et al., Mind the Gap, NeurIPS 2022).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector
from stylehub_core.search.hits import best_first
from stylehub_core.search.index import DECIMALS, VectorIndex

_FEW = 300
"""Articles of a kind from which their mean is that of the kind, whatever these articles are."""
_PRIOR = 30
"""A kind's spread counts as much as the other's from so many articles."""
_SAMPLE = 1_000  # articles that tell how articles of one kind differ


@dataclass(frozen=True, eq=False)
class TwoKinds:
    """The articles of a model's space, of which some lie where their pictures do and others where their texts do.

    What does not depend on a request is computed once.

    vectors: (articles, d) unit rows. pictured: (articles,) which articles lie where their pictures do.
    """

    vectors: FloatMatrix
    pictured: BoolVector

    @classmethod
    def of(cls, vectors: FloatMatrix, pictured: BoolVector) -> "TwoKinds | None":
        """The two kinds; None if all articles are of one."""
        return None if pictured.all() or not pictured.any() else cls(vectors, pictured)

    def scores(self, vector: FloatVector) -> FloatVector:
        """(articles,) the cosines; for an article without a picture, the one that a picture standing out as much has.

        Words are nearer to all texts than to any picture, and pictures the other way round. So a cosine is compared
        with those of its own kind, and given as what it would be for a picture: neither kind crowds out the other.
        """
        cosines = np.asarray(self.vectors @ vector, dtype=np.float32)
        few, count = self._few, np.count_nonzero(self._few)
        many_std = float(cosines[~few].std())
        mean = float(cosines[few].mean()) - float(vector @ self.own_share)
        variance = (count * float(cosines[few].var()) + _PRIOR * many_std**2) / (count + _PRIOR)
        of_few, of_many = (mean, variance**0.5), (float(cosines[~few].mean()), many_std)
        (mean, std), (other_mean, other_std) = (of_few, of_many) if few is self.pictured else (of_many, of_few)
        scores = cosines.copy()
        scores[~self.pictured] = mean + std / max(other_std, 1e-6) * (cosines[~self.pictured] - other_mean)
        return scores

    @cached_property
    def _few(self) -> BoolVector:
        """(articles,) which articles are of the rarer kind; `pictured` itself if it is those with a picture."""
        return self.pictured if np.count_nonzero(self.pictured) * 2 <= len(self.pictured) else ~self.pictured

    @cached_property
    def own_share(self) -> FloatVector:
        """(d,) by how much the mean of the rarer kind's articles differs from their kind's, because of what they are.

        The mean of n articles lies away from the other kind's by the step between the kinds, taken for N(0, t² I), and
        by what these articles are, N(0, C / n); C is the covariance within the other kind. The mean of the latter,
        given the sum, is C/n (C/n + t² I)⁻¹ sum, and t² what the length of the sum leaves for it.
        Zeros from _FEW articles on.
        """
        vectors, few, count = self.vectors, self._few, np.count_nonzero(self._few)
        if count >= _FEW:
            return np.zeros(vectors.shape[1], np.float32)
        many = np.flatnonzero(~few)
        sample = vectors[many[:: max(1, len(many) // _SAMPLE)]]
        centre = sample.mean(axis=0)
        apart = vectors[few].mean(axis=0) - centre
        covariance = np.cov(sample, rowvar=False, bias=True).reshape(len(apart), -1) / count
        own, dimensions = float(np.trace(covariance)), len(apart)
        step = max(float(apart @ apart) - own, 1e-6 * own + 1e-12) / dimensions
        solved = np.linalg.solve(covariance + step * np.eye(dimensions), apart)
        return np.asarray(covariance @ solved, dtype=np.float32)


def nearest(
    index: VectorIndex, vector: FloatVector, depth: int, allowed: BoolVector | None, kinds: TwoKinds | None
) -> tuple[IntVector, FloatVector]:
    """(rows, scores) of the articles nearest to the vector of words or a picture, best first.

    kinds: None if all articles are of one kind.
    """
    if kinds is None:
        return index.search(vector[None], depth, allowed=allowed).of()
    scores = kinds.scores(vector)
    rows = np.arange(len(scores), dtype=np.int32) if allowed is None else np.flatnonzero(allowed).astype(np.int32)
    best, shown = best_first(np.round(scores[rows], DECIMALS), rows, depth)
    return best, np.minimum(shown, 1)


def nearness(index: VectorIndex, vector: FloatVector, kinds: TwoKinds | None) -> FloatVector:
    """(articles,) the scores of all articles, by which `nearest` ranks."""
    return np.array(index.vectors @ vector, dtype=np.float32) if kinds is None else kinds.scores(vector)
