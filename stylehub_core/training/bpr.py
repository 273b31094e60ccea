"""The loss of Bayesian personalised ranking."""

import torch
from torch import Tensor


def bpr(positive: Tensor, negative: Tensor) -> Tensor:
    """Mean of -ln sigmoid(positive - negative): BPR-Opt of Rendle et al. 2009 without its regularisation.

    positive, negative: (n,) scores of what was bought and of what was not.
    """
    return -torch.nn.functional.logsigmoid(positive - negative).mean()
