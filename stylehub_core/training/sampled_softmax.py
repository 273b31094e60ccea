"""A linear softmax over the whole catalogue, learned from a sample for each question: conditional logit with logQ."""

import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector


def sampled_softmax(
    figures: FloatMatrix,
    bought: BoolVector,
    question: IntVector,
    log_q: FloatVector,
    *,
    l2: float,
    robust: float = 0.0,
    iterations: int = 80,
) -> FloatVector:
    """(f,) weights that make the purchases likely among all articles.

    figures: (n, f) of the articles shown, with a variance of about 1.
    bought: (n,) whether each was bought.
    question: (n,) the question that each is shown for, numbered from 0.
    log_q: (n,) log of the probability that each article is shown, 0 if it is certain. It is subtracted from the logit,
    so that a sample stands for the whole catalogue (Bengio and Senécal 2008; Yi et al. 2019, eq. 5).
    l2: weight of the sum of squared weights in the loss.
    robust: q of the generalised cross entropy (1 - p^q) / q (Zhang and Sabuncu 2018, eq. 6), from 0, the plain one, to
    below 1: very unlikely purchases count less, so that the weights serve those that can be predicted. It is not
    convex; learning starts from the weights of the plain one.
    Each question counts the same, however many articles were bought; one without a purchase is ignored.
    """
    import torch

    count = int(question.max(initial=-1)) + 1
    features, group = torch.from_numpy(figures), torch.from_numpy(question.astype(np.int64))
    correction = torch.from_numpy(np.asarray(log_q, np.float32))
    targets = torch.from_numpy(np.flatnonzero(bought))
    purchases = torch.bincount(group[targets], minlength=count)
    share = 1 / purchases[group[targets]] / (purchases > 0).sum()
    weights = torch.zeros(figures.shape[1], requires_grad=True)

    def learn(q: float) -> None:
        optimizer = torch.optim.LBFGS([weights], max_iter=iterations, history_size=20, line_search_fn="strong_wolfe")

        def loss() -> torch.Tensor:
            optimizer.zero_grad()
            scores = features @ weights
            logits = scores - correction
            highest = logits.max().detach()
            total = torch.zeros(count).index_add_(0, group, (logits - highest).exp()).log() + highest
            log_chance = logits[targets] - total[group[targets]]  # log probability
            total_loss = (
                l2 * weights.square().sum() - (share * (torch.expm1(q * log_chance) / q if q else log_chance)).sum()
            )
            total_loss.backward()  # type: ignore[no-untyped-call]
            return total_loss

        optimizer.step(loss)  # type: ignore[no-untyped-call]

    learn(0.0)
    if robust:
        learn(robust)
    return np.asarray(weights.detach().numpy(), dtype=np.float32)
