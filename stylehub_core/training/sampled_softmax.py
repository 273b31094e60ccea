"""A linear softmax over a whole catalogue, of which each question shows a sample: conditional logit with logQ."""

import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector


def sampled_softmax(
    figures: FloatMatrix,
    bought: BoolVector,
    question: IntVector,
    log_q: FloatVector,
    weight: FloatVector,
    apart: BoolVector,
    *,
    l2: float,
    iterations: int = 80,
) -> FloatMatrix:
    """(2, f) weights that make what was bought likely among all articles: of all, and what is added for those `apart`.

    figures: (n, f) of the articles shown, of about unit variance; bought: (n,); question: (n,) numbers from 0;
    log_q: (n,) log of the chance with which each article is among those shown, 0 where it is certain. It is subtracted
    from the logit, so that a sample stands for the whole catalogue (Bengio and Senécal 2008; Yi et al. 2019, eq. 5);
    weight: (questions,) how much each counts, which its purchases share as they share its recall; apart: (n,) articles
    of a second kind, for which every figure may count otherwise; l2: of the squared weights. Questions without a
    purchase teach nothing.
    """
    import torch

    count = len(weight)
    features, answers = torch.from_numpy(figures), torch.from_numpy(bought.astype(np.float32))
    of, correction = torch.from_numpy(question.astype(np.int64)), torch.from_numpy(np.asarray(log_q, np.float32))
    purchases = torch.zeros(count).index_add_(0, of, answers)
    counts = torch.where(purchases > 0, torch.from_numpy(weight), 0.0)
    second = torch.from_numpy(apart.astype(np.float32))
    weights = torch.zeros(figures.shape[1], 2, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=iterations, history_size=20, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        both = features @ weights
        scores = both[:, 0] + both[:, 1] * second
        logits = scores - correction
        highest = logits.max().detach()
        total = torch.zeros(count).index_add_(0, of, (logits - highest).exp()).log() + highest
        right = torch.zeros(count).index_add_(0, of, scores * answers)
        likelihood = (counts * (right / purchases.clamp(min=1) - total)).sum() / counts.sum()
        found = l2 * weights.square().sum() - likelihood
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return np.asarray(weights.detach().numpy().T, dtype=np.float32)
