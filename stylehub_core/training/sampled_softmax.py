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
    robust: float = 0.0,
    iterations: int = 80,
) -> FloatVector:
    """(f,) weights that make what was bought likely among all articles.

    figures: (n, f) of the articles shown, of about unit variance; bought: (n,); question: (n,) numbers from 0;
    log_q: (n,) log of the chance with which each article is among those shown, 0 where it is certain. It is subtracted
    from the logit, so that a sample stands for the whole catalogue (Bengio and Senécal 2008; Yi et al. 2019, eq. 5).
    Each question counts the same, whatever was bought then; one without a purchase teaches nothing.
    l2: of the squared weights.
    robust: q of the generalised cross entropy (1 - p^q) / q of Zhang and Sabuncu 2018, eq. 6, from 0, the plain one, to
    below 1: what is bought against all odds counts less, so that the weights serve what can be found. It is not convex;
    learning starts from the weights of the plain one.
    """
    import torch

    count = int(question.max(initial=-1)) + 1
    features, of = torch.from_numpy(figures), torch.from_numpy(question.astype(np.int64))
    correction = torch.from_numpy(np.asarray(log_q, np.float32))
    right = torch.from_numpy(np.flatnonzero(bought))
    purchases = torch.bincount(of[right], minlength=count)
    share = 1 / purchases[of[right]] / (purchases > 0).sum()
    weights = torch.zeros(figures.shape[1], requires_grad=True)

    def learn(q: float) -> None:
        optimizer = torch.optim.LBFGS([weights], max_iter=iterations, history_size=20, line_search_fn="strong_wolfe")

        def loss() -> torch.Tensor:
            optimizer.zero_grad()
            scores = features @ weights
            logits = scores - correction
            highest = logits.max().detach()
            total = torch.zeros(count).index_add_(0, of, (logits - highest).exp()).log() + highest
            chance = logits[right] - total[of[right]]  # in logs
            found = l2 * weights.square().sum() - (share * (torch.expm1(q * chance) / q if q else chance)).sum()
            found.backward()  # type: ignore[no-untyped-call]
            return found

        optimizer.step(loss)  # type: ignore[no-untyped-call]

    learn(0.0)
    if robust:
        learn(robust)
    return np.asarray(weights.detach().numpy(), dtype=np.float32)
