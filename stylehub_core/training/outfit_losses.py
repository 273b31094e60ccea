"""The loss of an outfit among negatives that may be false ones."""

import torch
from torch import Tensor


def weighted_choice(positive: Tensor, negatives: Tensor, log_weights: Tensor) -> Tensor:
    """Mean of -ln(e^p / (e^p + sum of w e^n)): a softmax in which each negative counts as much as its weight.

    positive: (n,) logits. negatives: (n, k) logits. log_weights: (n, k) ln w; 0 counts in full, -inf not at all.
    With all weights 1 it is InfoNCE (van den Oord et al. 2018, eq. 4).
    """
    others = torch.logsumexp(negatives + log_weights, dim=1)
    return torch.nn.functional.softplus(others - positive).mean()
