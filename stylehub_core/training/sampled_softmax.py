"""A linear softmax over a whole catalogue, of which each question shows a sample: conditional logit with logQ."""

import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector


def sampled_softmax(
    figures: FloatMatrix,
    bought: BoolVector,
    question: IntVector,
    log_q: FloatVector,
    *,
    l2: float,
    iterations: int = 80,
) -> FloatVector:
    """(f,) weights that make what was bought likely among all articles.

    figures: (n, f) of the articles shown, of about unit variance; bought: (n,); question: (n,) numbers from 0;
    log_q: (n,) log of the chance with which each article is among those shown, 0 where it is certain. It is subtracted
    from the logit, so that a sample stands for the whole catalogue (Bengio and Senécal 2008; Yi et al. 2019, eq. 5).
    A question counts with the root of its purchases, as the articles of a large basket say less of the next one.
    l2: of the squared weights. Questions without a purchase teach nothing.
    """
    import torch

    count = int(question.max(initial=-1)) + 1
    features, answers = torch.from_numpy(figures), torch.from_numpy(bought.astype(np.float32))
    of, correction = torch.from_numpy(question.astype(np.int64)), torch.from_numpy(np.asarray(log_q, np.float32))
    purchases = torch.zeros(count).index_add_(0, of, answers)
    share = torch.where(purchases > 0, purchases.clamp(min=1).rsqrt(), 0.0)
    weights = torch.zeros(figures.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=iterations, history_size=20, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = features @ weights
        logits = scores - correction
        highest = logits.max().detach()
        total = torch.zeros(count).index_add_(0, of, (logits - highest).exp()).log() + highest
        right = torch.zeros(count).index_add_(0, of, scores * answers)
        likelihood = ((right - purchases * total) * share)[purchases > 0].sum() / (purchases * share).sum()
        found = l2 * weights.square().sum() - likelihood
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return np.asarray(weights.detach().numpy(), dtype=np.float32)
