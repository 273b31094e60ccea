"""Which articles a softmax learns from beside a question: all likely ones, and some of the others."""

import numpy as np

from stylehub_core.arrays import BoolVector, FloatVector, IntVector


def with_others(certain: BoolVector, most: int, rng: np.random.Generator) -> tuple[IntVector, FloatVector]:
    """((m,) articles, (m,) the log of each one's probability of being shown): the certain ones, then others.

    certain: (articles,) which are shown in any case. most: how many of the others are drawn, at most.
    """
    rest = np.flatnonzero(~certain)
    drawn = rng.choice(rest, min(most, len(rest)), replace=False)
    rows = np.concatenate([np.flatnonzero(certain), drawn]).astype(np.int32)
    log_chance = np.zeros(len(rows), np.float32)
    log_chance[len(rows) - len(drawn) :] = np.log(max(len(drawn), 1) / max(len(rest), 1))
    return rows, log_chance
