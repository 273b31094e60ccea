"""The loss of an outfit among negatives that may be false ones."""

import torch
from torch import Tensor

_NOTHING = -1e4


def weighted_choice(positive: Tensor, negatives: Tensor, log_weights: Tensor) -> Tensor:
    """Mean of -ln(e^p / (e^p + sum of w e^n)): a softmax in which each negative counts as much as its weight.

    positive: (n,) logits. negatives: (n, k) logits. log_weights: (n, k) ln w; 0 counts in full, -inf not at all.
    With all weights 1 it is InfoNCE (van den Oord et al. 2018, eq. 4).
    """
    # -inf throughout a row has no gradient, but e to this is 0 as well.
    others = torch.logsumexp(negatives + log_weights.clamp_min(_NOTHING), dim=1)
    return torch.nn.functional.softplus(others - positive).mean()
