"""The training of the stylist: an article of an outfit is told from others of its kind by the rest and the customer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix, IntVector
from stylehub_core.progress import Progress, part_of, silent
from stylehub_core.training.configs import StylistTraining
from stylehub_core.training.tower_training import TowerTrainer

_HELD_OUT = 0.1  # of the outfits, where the number of epochs is chosen


@dataclass(frozen=True, eq=False)
class OutfitsToLearn:
    """n outfits and a articles to learn from.

    contents: (a, d) what is known of each article.
    groups: (a, g) the groups that each article belongs to, numbered within each column.
    types: (a,) product types; the articles of one type are the wrong answers for each other.
    odds: (a,) how often each is drawn as a wrong answer, above 0.
    sets: (n, a) 1 for each outfit's articles, two or more.
    histories: (n, a) shares of what each outfit's customer had bought before; zeros if nothing is known.
    """

    contents: FloatMatrix
    groups: IntMatrix
    types: IntVector
    odds: FloatVector
    sets: sparse.csr_array
    histories: sparse.csr_array

    def part(self, chosen: NDArray[np.integer]) -> "OutfitsToLearn":
        """The outfits with these numbers."""
        return replace(self, sets=self.sets[chosen], histories=self.histories[chosen])


class ArticleTower(nn.Module):
    """What an article is in one of its two roles: its content, and what its groups have learned."""

    def __init__(self, contents: FloatMatrix, groups: Tensor, training: StylistTraining) -> None:
        """groups: (articles, g) rows of one table."""
        super().__init__()
        self._contents, self._groups = torch.from_numpy(contents), groups
        self._kept, self._pace = 1 - training.group_dropout, training.group_pace
        self.content = nn.Sequential(
            nn.Linear(contents.shape[1], training.hidden),
            nn.LayerNorm(training.hidden),
            nn.GELU(),
            nn.Dropout(training.dropout),
            nn.Linear(training.hidden, training.size),
        )
        self.table = nn.Parameter(torch.zeros(int(groups.max()) + 1 if groups.numel() else 1, training.size))

    def forward(self, rows: Tensor) -> Tensor:
        """(n, size) unit rows."""
        groups = self._groups[rows]
        kept = torch.ones(groups.shape)
        if self.training:
            kept = (torch.rand(groups.shape) < self._kept).float()
        # index_select, whose gradient is summed in order: the same seed then gives the same weights.
        own = self.table.index_select(0, groups.reshape(-1)).view(*groups.shape, -1)
        learned = self._pace * (own * kept[:, :, None]).sum(dim=1)
        vectors: Tensor = nn.functional.normalize(self.content(self._contents[rows]).float() + learned, dim=1)
        return vectors


class StylistNetwork(nn.Module):
    """The towers of the two roles, and what a customer's history adds."""

    def __init__(self, contents: FloatMatrix, groups: IntMatrix, training: StylistTraining) -> None:
        super().__init__()
        offsets = np.cumsum([0, *(groups.max(axis=0, initial=-1) + 1)])[: groups.shape[1]]
        table_rows = torch.from_numpy((groups + offsets).astype(np.int64))
        self.context = ArticleTower(contents, table_rows, training)
        self.answer = ArticleTower(contents, table_rows, training)
        self.person = nn.Linear(training.size, training.size, bias=False)
        nn.init.eye_(self.person.weight)  # at first, the history counts as a part of the context
        self.log_scale = nn.Parameter(torch.tensor(float(np.log(training.scale))))

    def logits(self, rest: Tensor, person: Tensor, answers: Tensor) -> Tensor:
        """(l, c) rest: (l, size) sums of the others' vectors. person: (l, size) means of the history's."""
        context = self.log_scale.exp() * nn.functional.normalize(rest, dim=1) + self.person(person)
        logits: Tensor = context @ answers.T
        return logits


class StylistTrainer(TowerTrainer):
    """One training run; `network` is what is learned."""

    config: StylistTraining

    def __init__(self, data: OutfitsToLearn, training: StylistTraining) -> None:
        torch.manual_seed(training.seed)
        self.network = StylistNetwork(data.contents, data.groups, training)
        self._data, self._types = data, torch.from_numpy(data.types.astype(np.int64))
        self._drawn = np.cumsum(data.odds / data.odds.sum())
        super().__init__(data.sets.shape[0], self.network, training)

    def loss_on(self, outfits: OutfitsToLearn) -> float:
        """The mean loss on other outfits of the same articles, with everything known; the same draws every time."""
        self.network.eval()
        rng, losses = np.random.default_rng(self.config.seed), []
        with torch.inference_mode():
            for start in range(0, outfits.sets.shape[0], self.config.batch):
                at = slice(start, start + self.config.batch)
                sets = outfits.sets[at]
                losses.append((float(self._loss_of(sets, outfits.histories[at], rng)), len(sets.indices)))
        means, weights = zip(*losses, strict=True)
        return float(np.average(means, weights=weights))

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:
        numbers = rows.numpy()
        known = (rng.random(len(numbers)) < self.config.known).astype(np.float32)
        histories = sparse.csr_array(sparse.diags_array(known) @ self._data.histories[numbers])
        return self._loss_of(self._data.sets[numbers], histories, rng)

    def _loss_of(self, sets: sparse.csr_array, histories: sparse.csr_array, rng: np.random.Generator) -> Tensor:
        worn = sets.indices
        owner = torch.from_numpy(np.repeat(np.arange(sets.shape[0]), np.diff(sets.indptr)))
        seen = np.union1d(worn, histories.indices)
        candidates, times = np.unique(np.concatenate([worn, self._draw(rng)]), return_counts=True)
        context = self.network.context(torch.from_numpy(seen))
        answers = self.network.answer(torch.from_numpy(candidates))
        own = context.index_select(0, torch.from_numpy(np.searchsorted(seen, worn)))
        total = torch.from_numpy(sets[:, seen].toarray()) @ context
        persons = torch.from_numpy(histories[:, seen].toarray()) @ context
        rest = total.index_select(0, owner) - own
        logits = self.network.logits(rest, persons.index_select(0, owner), answers)
        # An article is a candidate as often as it was drawn or is part of the batch (logQ: Yi et al. 2019, eq. 5).
        logits = logits + torch.from_numpy(np.log(times).astype(np.float32))
        right = torch.from_numpy(np.searchsorted(candidates, worn))
        inside = torch.from_numpy(sets[:, candidates].toarray() > 0)
        inside = inside[owner].scatter(1, right[:, None], False)
        return self._choice(logits.masked_fill(inside, float("-inf")), right, torch.from_numpy(candidates))

    def _draw(self, rng: np.random.Generator) -> NDArray[np.int64]:
        """(negatives,) articles drawn by their sales."""
        at = np.searchsorted(self._drawn, rng.random(self.config.negatives))
        return np.minimum(at, len(self._drawn) - 1)

    def _choice(self, logits: Tensor, right: Tensor, candidates: Tensor) -> Tensor:
        """The mean of -ln of the softmax of the right articles: among their own type, and among all."""
        types = self._types[candidates]
        others = types[None, :] != types[right][:, None]
        own_type = nn.functional.cross_entropy(logits.masked_fill(others, float("-inf")), right)
        any_type = nn.functional.cross_entropy(logits, right)
        return own_type + self.config.any_type * any_type


def best_epochs(data: OutfitsToLearn, training: StylistTraining, folder: Path, progress: Progress = silent) -> int:
    """How many epochs serve outfits best that are held out: twice as many are tried as long as these are told better.

    folder: for checkpoints, so that an interrupted search continues with the same result.
    """
    order = np.random.default_rng(training.seed).permutation(data.sets.shape[0])
    held_out, learned = np.split(order, [max(int(len(order) * _HELD_OUT), 1)])
    best, least = 0, np.inf
    epochs = training.fewest_epochs
    while epochs <= training.most_epochs:
        trainer = StylistTrainer(data.part(learned), replace(training, epochs=epochs))
        trainer.run(folder / f"trial-{epochs}.safetensors", part_of(f"trying {epochs}", progress))
        loss = trainer.loss_on(data.part(held_out))
        if loss >= least:
            break
        best, least, epochs = epochs, loss, 2 * epochs
    for checkpoint in folder.glob("trial-*.safetensors"):
        checkpoint.unlink()
    return best


def exported(network: StylistNetwork, articles: int) -> dict[str, FloatMatrix | FloatVector]:
    """What scoring needs, by name.

    context: (articles, size), scaled so that the logits are plain products. answer: (articles, size).
    person: (size, size) takes the mean of a history's context vectors to what it adds to the context.
    """
    network.eval()
    with torch.inference_mode():
        context, answer = (
            np.concatenate([tower(rows).numpy() for rows in _chunks(articles)])
            for tower in (network.context, network.answer)
        )
        scale = float(network.log_scale.exp())
        person = network.person.weight.numpy().copy()
    return {"context": context, "answer": answer, "person": person, "scale": np.array([scale], np.float32)}


def _chunks(articles: int) -> Iterator[Tensor]:
    for start in range(0, articles, 8192):
        yield torch.arange(start, min(start + 8192, articles))
