"""Learns how words change a picture: from pairs of articles of one type, the second of which is what was asked for.

The task is composed retrieval: Vo et al., Composing Text and Image for Image Retrieval, CVPR 2019, with a linear
composition and a softmax over the batch in which every article that fits is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.progress import Progress, silent
from stylehub_core.training.configs import NAMING, RefinementTraining


@dataclass(frozen=True, eq=False)
class Asking:
    """One thing that words can change, such as the colour.

    texts: (v, w, d) for each of its v values, w wordings, as unit vectors in the model's space.
    values: (n,) each article's value.
    weight: how often it is asked for, beside the others.
    """

    texts: NDArray[np.float32]
    values: IntVector
    weight: float


def refinement_weights(
    pictures: FloatMatrix,
    types: IntVector,
    names: FloatMatrix,
    asking: Sequence[Asking],
    config: RefinementTraining,
    progress: Progress = silent,
) -> dict[str, FloatMatrix] | None:
    """The weights of a Refinement; None if no type has articles with different values.

    pictures: (n, d) unit rows in the model's space.
    types: (n,) what stays. names: (k, d) their texts, unit rows in the model's space.
    """
    askings = [(each, pairs) for each in asking if (pairs := _Pairs.of(types, each.values)) is not None]
    if not askings:
        return None
    torch.manual_seed(config.seed)
    rng, known = np.random.default_rng(config.seed), torch.from_numpy(pictures)
    size, called = known.shape[1], torch.from_numpy(names)
    picture, text = (nn.Parameter(torch.eye(size)) for _ in range(2))
    named = nn.Parameter(torch.zeros(size, size))
    optimizer = torch.optim.AdamW([picture, named, text], config.learning_rate, weight_decay=config.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, config.learning_rate, total_steps=config.steps, pct_start=0.2
    )
    weights = np.array([each.weight for each, _ in askings])
    for step in range(config.steps):
        if step % 100 == 0:
            progress("learning how words change a picture", step, config.steps)
        each, pairs = askings[rng.choice(len(askings), p=weights / weights.sum())]
        asked, values, found = pairs.drawn(config.batch, rng)
        words = torch.from_numpy(each.texts[values, rng.integers(0, each.texts.shape[1], len(values))])
        shown = _noisy(known[asked], config.noise)
        name = nn.functional.normalize(torch.softmax(shown @ called.T / NAMING, dim=1) @ called, dim=1)
        queries = nn.functional.normalize(shown @ picture.T + name @ named.T + words @ text.T, dim=1)
        right = (types[asked][:, None] == types[found]) & (values[:, None] == each.values[found])
        loss = _loss(queries @ _noisy(known[found], config.noise).T / config.temperature, torch.from_numpy(right))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
    maps = {"picture": picture, "named": named, "text": text}
    return {name: each.detach().numpy().copy() for name, each in maps.items()} | {"names": names}


@dataclass(frozen=True, eq=False)
class _Pairs:
    """The articles grouped by type and value.

    members: (n,) all articles, group by group.
    starts, sizes, values: (g,) of the groups.
    first, count: (n,) the groups of an article's type: they lie beside each other.
    own: (n,) the article's own group.
    """

    members: IntVector
    starts: IntVector
    sizes: IntVector
    values: IntVector
    first: IntVector
    count: IntVector
    own: IntVector

    @classmethod
    def of(cls, types: IntVector, values: IntVector) -> "_Pairs | None":
        """None if no type has two values."""
        keys = types.astype(np.int64) * (int(values.max()) + 1) + values
        groups, own, sizes = np.unique(keys, return_inverse=True, return_counts=True)
        _, first, count = np.unique(groups // (int(values.max()) + 1), return_index=True, return_counts=True)
        type_of = np.searchsorted(np.unique(types), types)
        if count.max() < 2:
            return None
        members = np.argsort(own, kind="stable")
        starts = np.cumsum(sizes) - sizes
        columns = (members, starts, sizes, groups % (int(values.max()) + 1), first[type_of], count[type_of], own)
        return cls(*(column.astype(np.int32) for column in columns))

    def drawn(self, size: int, rng: np.random.Generator) -> tuple[IntVector, IntVector, IntVector]:
        """((m,) articles, (m,) another value that their type has, (m,) an article of that type and value)"""
        usable = np.flatnonzero(self.count > 1)
        asked = usable[rng.integers(0, len(usable), size)].astype(np.int32)
        steps = rng.integers(1, self.count[asked])  # to another group of the type
        group = self.first[asked] + (self.own[asked] - self.first[asked] + steps) % self.count[asked]
        found = self.members[self.starts[group] + rng.integers(0, self.sizes[group])]
        return asked, self.values[group], found


def _noisy(vectors: Tensor, noise: float) -> Tensor:
    """Unit rows a little beside these: towers place articles that they have learned from better than others."""
    moved = vectors + noise / vectors.shape[1] ** 0.5 * torch.randn_like(vectors)
    return nn.functional.normalize(moved, dim=1)


def _loss(logits: Tensor, right: Tensor) -> Tensor:
    """Minus the log of the probability that a softmax over each row gives to all that is right in it."""
    chances = nn.functional.log_softmax(logits, dim=1)
    return -torch.logsumexp(chances.masked_fill(~right, float("-inf")), dim=1).mean()
