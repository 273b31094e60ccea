"""InfoNCE between two views of the same nodes."""

import torch
from torch import Tensor


def info_nce(first: Tensor, second: Tensor, *, temperature: float, masked: Tensor | None = None) -> Tensor:
    """Mean over n nodes of -ln of the softmax of a node's own other view (van den Oord et al. 2018, eq. 4).

    first, second: (n, d) unit rows; row i of both is the same node, and the other rows of `second` are its negatives.
    The density ratio is exp(cosine / temperature).
    masked: (n, n) whether row j of `second` is left out for row i of `first`; never for i = j.
    """
    logits = (first / temperature) @ second.T
    if masked is not None:
        logits = logits.masked_fill(masked, float("-inf"))
    return torch.nn.functional.cross_entropy(logits, torch.arange(len(first), device=first.device))


def symmetric_info_nce(first: Tensor, second: Tensor, *, temperature: float, groups: Tensor) -> Tensor:
    """The mean of InfoNCE from the first to the second and from the second to the first.

    groups: (n,) rows with equal numbers are no negatives for each other.
    """
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    there = info_nce(first, second, temperature=temperature, masked=same)
    return (there + info_nce(second, first, temperature=temperature, masked=same)) / 2
