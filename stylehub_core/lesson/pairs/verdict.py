"""The result of a lesson about pairs in plain words: how a run went, and how it differs from its base."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stylehub_core.arrays import FloatVector
from stylehub_core.evaluation.bootstrap import Range, difference
from stylehub_core.lesson.pairs.run import PairRun
from stylehub_core.training.collapse import pair_distances

Apart = Literal["better", "same", "worse"]
Collapse = Literal["less", "same", "more"]

LEAST_AUC = 0.01
"""A smaller difference of AUC counts as none, even if it is significant."""
LEAST_SPREAD = 0.2
"""Likewise for uniformity. It is a logarithm, so 0.2 is about a fifth."""

_COLLAPSED = 0.1  # mean distance of random pairs; below it, all articles lie close together
_SEPARATES = 0.6  # AUC
_TELLING = 0.05  # a smaller difference between mean distances counts as none
_MEMORISED = 0.4  # of the way from the training pairs' distance to the random pairs'


@dataclass(frozen=True)
class PairVerdict:
    """How the chosen run differs from the base.

    auc: the difference, with its 95 % range over the held-out pairs.
    spread: how much lower the chosen run's uniformity is (Wang & Isola 2020, eq. 6). Unlike the effective rank,
    uniformity can be compared between spaces of different dimensions.
    collapse: 'more' means closer to collapse, which need not be worse.
    """

    auc: Range
    spread: float
    apart: Apart
    collapse: Collapse

    @property
    def answers(self) -> tuple[Apart, Collapse]:
        return self.apart, self.collapse

    @property
    def sentences(self) -> tuple[str, str]:
        """One sentence about the held-out pairs, and one about the space."""
        apart = {
            "better": "told apart better than in",
            "same": "told apart about as well as in",
            "worse": "told apart less well than in",
        }
        spaces = {
            "less": "more spread out than",
            "same": "about as spread out as",
            "more": "less spread out, and so closer to collapse, than",
        }
        uniformity = f"uniformity {-self.spread:+.2f}, lower is more spread out"
        auc = f"AUC {self.auc.value:+.3f}, 95 % range {self.auc.low:+.3f} to {self.auc.high:+.3f}"
        return (
            f"Held-out and random pairs are {apart[self.apart]} the base ({auc}).",
            f"The space is {spaces[self.collapse]} the base’s ({uniformity}).",
        )


def verdict(chosen: PairRun, base: PairRun) -> PairVerdict:
    """Compare the two runs on the same held-out and random pairs."""
    auc = difference(nearer_than_random(chosen), nearer_than_random(base))
    spread = base.last["uniformity"] - chosen.last["uniformity"]
    sure = abs(auc.value) >= LEAST_AUC and (auc.low > 0 or auc.high < 0)
    apart: Apart = "same" if not sure else "better" if auc.value > 0 else "worse"
    collapse: Collapse = "more" if spread < -LEAST_SPREAD else "less" if spread > LEAST_SPREAD else "same"
    return PairVerdict(auc, spread, apart, collapse)


def nearer_than_random(run: PairRun) -> FloatVector:
    """(t,) the share of random pairs that lie farther apart than each held-out pair; ties count half.

    The mean is the AUC.
    """
    near, far = pair_distances(run.vectors, run.test), np.sort(pair_distances(run.vectors, run.against))
    nearer = np.searchsorted(far, near, side="left"), np.searchsorted(far, near, side="right")
    return np.asarray(1 - (nearer[0] + nearer[1]) / (2 * len(far)), dtype=np.float32)


def reading(run: PairRun) -> str:
    """How the run went, in one sentence."""
    learned, test, random = (run.last[key] for key in ("train_positive", "test_positive", "test_negative"))
    means = f"mean distances: training pairs {learned:.2f}, held-out pairs {test:.2f}, random pairs {random:.2f}"
    if random < _COLLAPSED:
        return f"It is close to collapse: all articles lie at nearly the same point ({means})."
    if run.recipe.source == "text neighbours" and run.last["auc"] < _SEPARATES:
        return f"It learned which articles read alike, which says little about which are bought together ({means})."
    if test - learned > _TELLING and (test - learned) > _MEMORISED * (random - learned):
        return f"It learned its own pairs by heart: held-out pairs are almost as far apart as random ones ({means})."
    if run.last["auc"] < _SEPARATES:
        return f"It hardly tells which articles belong together: held-out pairs look like random ones ({means})."
    return f"It learned something that holds for other customers too ({means})."
