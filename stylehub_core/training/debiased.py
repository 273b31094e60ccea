"""The debiased contrastive loss: it corrects for sampled negatives that are really positives."""

import math

import torch
from torch import Tensor


def debiased_contrastive(positive: Tensor, negatives: Tensor, *, temperature: float, tau_plus: float) -> Tensor:
    """Mean of -ln(e^f+ / (e^f+ + N g)) with f = cosine / temperature (Chuang et al. 2020, with one positive).

    positive: (n,) cosines.
    negatives: (n, N) cosines of rows that are drawn whether they are positives or not.
    tau_plus: the probability that such a row is really a positive, 0 up to but not including 1; at 0 this is the
    softmax loss over one positive and N negatives.
    g estimates the mean of the true negatives: the larger of (mean_j e^f-_j - tau_plus * e^f+) / (1 - tau_plus) and
    e^(-1 / temperature), which is the least that e^f can be.
    """
    count = negatives.shape[1]
    # All in units of e^(1 / temperature), the most that e^f can be, so that nothing overflows.
    top = ((positive - 1) / temperature).exp()
    mean = ((negatives - 1) / temperature).exp().mean(dim=1)
    estimate = ((mean - tau_plus * top) / (1 - tau_plus)).clamp_min(math.exp(-2 / temperature))
    return (torch.log(top + count * estimate) - (positive - 1) / temperature).mean()
