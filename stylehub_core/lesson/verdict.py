"""What a lesson showed, in plain words: what became of a run, and how it differs from its base."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stylehub_core.arrays import FloatVector
from stylehub_core.evaluation.bootstrap import Range, difference
from stylehub_core.lesson.run import Run
from stylehub_core.training.collapse import pair_distances

Apart = Literal["better", "same", "worse"]
Collapse = Literal["less", "same", "more"]

LEAST_AUC = 0.01
"""A smaller difference of AUC is called none, however sure it is."""
LEAST_SPREAD = 0.2
"""Likewise of uniformity, which is a logarithm: 0.2 is a fifth."""

_ONE_PLACE = 0.1  # mean distance of random pairs below which all articles share one place
_SEPARATES = 0.6  # AUC
_TELLING = 0.05  # a smaller difference between mean distances says nothing
_MEMORISED = 0.4  # of the way from the learned pairs' distance out to the random pairs'


@dataclass(frozen=True)
class Verdict:
    """chosen against base. auc: the difference, with its 95 % range over the held-out pairs; spread: how much lower
    its uniformity is (Wang & Isola 2020, eq. 6), which unlike the effective rank compares spaces of different
    dimensions; collapse: 'more' is nearer to it, which need not be worse.
    """

    auc: Range
    spread: float
    apart: Apart
    collapse: Collapse

    @property
    def sentences(self) -> tuple[str, str]:
        """What happened to the held-out pairs, and to the space."""
        words = {"better": "better apart than in", "same": "about as far apart as in", "worse": "worse apart than in"}
        spaces = {
            "less": "more spread out than",
            "same": "about as spread out as",
            "more": "less spread out, so nearer to collapse, than",
        }
        lower = f"uniformity {-self.spread:+.2f}, lower is more spread out"
        moved = f"AUC {self.auc.value:+.3f}, 95 % range {self.auc.low:+.3f} to {self.auc.high:+.3f}"
        return (
            f"Held-out and random pairs are {words[self.apart]} the base ({moved}).",
            f"The space is {spaces[self.collapse]} the base’s ({lower}).",
        )


def verdict(chosen: Run, base: Run) -> Verdict:
    """How the two differ on the same held-out and random pairs."""
    auc = difference(nearer_than_random(chosen), nearer_than_random(base))
    spread = base.last["uniformity"] - chosen.last["uniformity"]
    sure = abs(auc.value) >= LEAST_AUC and (auc.low > 0 or auc.high < 0)
    apart: Apart = "same" if not sure else "better" if auc.value > 0 else "worse"
    collapse: Collapse = "more" if spread < -LEAST_SPREAD else "less" if spread > LEAST_SPREAD else "same"
    return Verdict(auc, spread, apart, collapse)


def nearer_than_random(run: Run) -> FloatVector:
    """(t,) for each held-out pair, the share of random pairs that lie farther apart, ties half: the mean is the AUC."""
    near, far = pair_distances(run.vectors, run.test), np.sort(pair_distances(run.vectors, run.against))
    below = np.searchsorted(far, near, side="left"), np.searchsorted(far, near, side="right")
    return np.asarray(1 - (below[0] + below[1]) / (2 * len(far)), dtype=np.float32)


def reading(run: Run) -> str:
    """What became of the run, in one sentence."""
    learned, test, random = (run.last[key] for key in ("train_positive", "test_positive", "test_negative"))
    told = f"pairs it learned from {learned:.2f}, pairs of other customers {test:.2f}, random pairs {random:.2f}"
    if random < _ONE_PLACE:
        return f"It is close to collapse: all articles share nearly one place ({told})."
    if run.recipe.source == "text neighbours" and run.last["auc"] < _SEPARATES:
        return f"It learned what reads alike, and that says little about what is bought together ({told})."
    if test - learned > _TELLING and (test - learned) > _MEMORISED * (random - learned):
        return f"It learned its own pairs by heart: those of other customers stay out near the random ones ({told})."
    if run.last["auc"] < _SEPARATES:
        return f"It hardly tells what belongs together: held-out and random pairs lie alike ({told})."
    return f"It learned something that holds for other customers too ({told})."
