"""NT-Xent over a batch, in matrix form, with the three cures for noisy pairs as options."""

import torch
from torch import Tensor


def nt_xent(
    first: Tensor,
    second: Tensor,
    *,
    temperature: float,
    first_ids: Tensor | None = None,
    second_ids: Tensor | None = None,
    log_q: Tensor | None = None,
    negatives: Tensor | None = None,
    fixed: int = 0,
) -> Tensor:
    """Mean loss over the 2N views of N pairs: SimCLR, Chen et al. 2020, eq. 1.

    first, second: (N, d) unit rows; row i of both is a positive pair, every other row a negative.
    first_ids, second_ids: (N,) item numbers. A view is masked, not a negative, if it shows the anchor's own item or its
    positive's, or if it is itself paired with the anchor's item.
    log_q: (2N,) log sampling probability of each view, already scaled; it is subtracted from the logits (Yi et al.
    2019, eq. 5: sampled-softmax correction).
    negatives: (N, d) one more negative for each pair, in the denominator of both its views.
    fixed: the number of leading columns that nothing is learned about; leaving out their gradient saves time.
    """
    count = len(first)
    views = torch.cat([first, second])
    learned = views[:, fixed:]
    logits = ((learned / temperature) @ learned.T).float()
    if fixed:
        known = views[:, :fixed].detach()
        logits = logits + ((known / temperature) @ known.T).float()
    if log_q is not None:
        logits = logits - log_q
    positive = torch.arange(2 * count, device=views.device).roll(count)
    masked = torch.eye(2 * count, dtype=torch.bool, device=views.device)
    if first_ids is not None and second_ids is not None:
        ids = torch.cat([first_ids, second_ids])
        same = ids[:, None] == ids[None, :]
        masked = masked | same | same[positive] | same[:, positive]
        masked[torch.arange(2 * count), positive] = False
    logits = logits.masked_fill(masked, float("-inf"))
    if negatives is not None:
        extra = (views * torch.cat([negatives, negatives])).sum(1, keepdim=True) / temperature
        logits = torch.cat([logits, extra], dim=1)
    return torch.nn.functional.cross_entropy(logits, positive)
