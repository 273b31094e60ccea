"""InfoNCE between two views of the same nodes."""

import torch
from torch import Tensor


def info_nce(first: Tensor, second: Tensor, *, temperature: float) -> Tensor:
    """Mean over n nodes of -ln of the softmax of a node's own other view (van den Oord et al. 2018, eq. 4).

    first, second: (n, d) unit rows; row i of both is the same node, and the other rows of `second` are its negatives.
    The density ratio is exp(cosine / temperature).
    """
    logits = (first / temperature) @ second.T
    return torch.nn.functional.cross_entropy(logits, torch.arange(len(first), device=first.device))
