"""False negative distillation: negatives that a teacher puts nearer than the outfit itself count less.

After Kim et al. 2021 (arXiv 2110.06483). How it was read: docs/decisions/distillation.md.
"""

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector


def log_weights(positive: FloatVector, negatives: FloatMatrix, *, alpha: float) -> FloatMatrix:
    """(n, k) ln of how much each negative counts: -alpha max(0, t(negative) - t(positive)).

    positive: (n,) the teacher's logits t of the outfits. negatives: (n, k) its logits of their negatives.
    A negative that the teacher puts behind the outfit counts in full. With alpha = 1, another counts as much as the
    teacher's odds that the outfit is the better one; with alpha = 0, all count in full.
    """
    excess = np.maximum(negatives - positive[:, None], 0)
    return np.asarray(-alpha * excess, np.float32)
