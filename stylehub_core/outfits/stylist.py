"""The stylist: text, picture, groups and customer in one set encoder, learned from outfits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load_file, save_file
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector, unit
from stylehub_core.config import Configured
from stylehub_core.errors import TooLittleDataError, WorkspaceError
from stylehub_core.files import reading, writing
from stylehub_core.models.article_looks import texts_and_looks
from stylehub_core.models.transactional import TransactionalConfig, numbered
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import FittedSetScorer, SetScorer
from stylehub_core.outfits.from_baskets import baskets_of
from stylehub_core.outfits.sales_profile import sales_profile
from stylehub_core.outfits.same_type import UNSOLD, product_types
from stylehub_core.outfits.slots import catalog_slots
from stylehub_core.outfits.visible import times_worn, visible_outfits
from stylehub_core.outfits.worn_before import WornBefore, membership
from stylehub_core.progress import Progress, silent
from stylehub_core.training.configs import StylistTraining

if TYPE_CHECKING:
    from stylehub_core.training.stylist import OutfitsToLearn

_FILE = "stylist.{}.safetensors"
_HISTORY = "history.safetensors"
_LINES = 16_384  # article vectors in memory at a time
_FEWEST = 20
_SEEDS_APART = 1000


@dataclass(frozen=True)
class StylistConfig:
    """Settings chosen on validation; docs/decisions/stylist.md lists what was tried.

    encoder: the full name of the picture encoder; '' for no pictures. looks: the length of its vectors.
    sales: how much `sales_profile` counts beside text and look; 0 for not at all.
    groups: columns whose values each have a vector, shared by their articles.
    history: the latest articles of a customer that count.
    baskets: whether a shop without outfits of its own is learned from by all baskets of two articles or more, and not
        by those alone that are taken for outfits.
    runs: how many trainings, with different seeds, are averaged.
    """

    encoder: str = "garment"
    looks: int = 256
    sales: float = 0.3
    groups: tuple[str, ...] = TransactionalConfig().groups
    history: int = 24
    baskets: bool = True
    runs: int = 1
    training: StylistTraining = field(default_factory=StylistTraining)


class Stylist(Configured[StylistConfig], SetScorer):
    name = "stylist"
    title = "Stylist"
    about = "Learned from outfits: which article of its kind goes best with the rest, for this customer."
    order = 10
    needs = frozenset({"texts", "pictures", "purchases", "outfits"})
    default = StylistConfig()
    uses_customers = True
    by_default = True
    completes_by_compatibility = False
    version = 2

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> "FittedStylist":
        from stylehub_core.training.stylist import OutfitsToLearn

        config, articles = self._config, world.articles
        slots = catalog_slots(world.catalog)
        outfits = visible_outfits(world, slots)
        if len(outfits) < _FEWEST:
            raise TooLittleDataError(
                f"The stylist needs {_FEWEST} outfits to learn from, but there are {len(outfits)}: give purchases "
                "over a longer period, or outfits.csv."
            )
        before = WornBefore.of(world, outfits)
        if config.baskets and outfits.source == "baskets":
            outfits = baskets_of(world, date.min, date.max, slots, fewest=2)
        data = OutfitsToLearn(
            self._contents(world),
            numbered(articles, config.groups),
            product_types(articles),
            np.asarray(times_worn(world) + UNSOLD, np.float32),
            membership(outfits, len(articles)),
            before.of_outfits(outfits, config.history),
        )
        return FittedStylist(
            self._learned(data, folder, progress), before.latest(world.catalog.summary.customers, config.history)
        )

    def _contents(self, world: World) -> FloatMatrix:
        """(articles, d) what is known of each article."""
        contents = texts_and_looks(world, self._config.encoder, self._config.looks)
        if self._config.sales:
            contents = np.concatenate([contents, self._config.sales * sales_profile(world)], axis=1)
        return np.ascontiguousarray(contents, np.float32)

    def _learned(self, data: "OutfitsToLearn", folder: Path, progress: Progress) -> list[Mapping[str, FloatMatrix]]:
        """What the runs have learned. Their checkpoints stay until all are done, so that an interrupted fit goes on."""
        from stylehub_core.training.stylist import StylistTrainer, best_epochs, exported

        training = self._config.training.suited(data.sets.shape[0])
        runs: list[Mapping[str, FloatMatrix]] = []
        if not training.epochs:
            training = replace(training, epochs=best_epochs(data, training, folder, progress))
        for run in range(self._config.runs):
            trainer = StylistTrainer(data, replace(training, seed=training.seed + run * _SEEDS_APART))
            trainer.run(folder / f"run-{run}.safetensors", progress)
            runs.append(exported(trainer.network, len(data.contents)))
        for checkpoint in folder.glob("run-*.safetensors"):
            checkpoint.unlink()
        return runs

    def load(self, folder: Path, articles: int) -> "FittedStylist":
        runs = []
        for path in sorted(folder.glob(_FILE.format("*"))):
            with reading(path):
                runs.append(load_file(path))
        with reading(folder / _HISTORY):
            histories = load_file(folder / _HISTORY)
        if not runs or len(runs[0]["context"]) != articles:
            raise WorkspaceError(f"{folder} has no stylist of this catalogue's {articles} articles: build again.")
        parts = (histories["shares"], histories["articles"], histories["starts"])
        return FittedStylist(runs, sparse.csr_array(parts, shape=(len(parts[2]) - 1, articles)))


class FittedStylist(FittedSetScorer):
    """How likely each article of a set is, given the rest and the customer, beside what sells; in log units."""

    def __init__(self, runs: Sequence[Mapping[str, FloatMatrix]], histories: sparse.csr_array) -> None:
        """runs: of training.stylist.exported. histories: (customers, articles) shares of what each bought last."""
        self._runs, self._histories = runs, histories

    @property
    def articles(self) -> int:
        return len(self._runs[0]["context"])

    def _compatibility(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        scores, start = [np.zeros(0, np.float32)], 0
        for part in sets.parts(_LINES):
            of_part = customers[start : start + len(part)]
            scores.append(np.mean([self._of_sets(run, part, of_part) for run in self._runs], axis=0))
            start += len(part)
        return np.concatenate(scores).astype(np.float32)

    def _article_fits(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        """(l,) each article's own logit, which tells a foreign article more surely than how the others score."""
        return np.asarray(np.mean([self._logits(run, sets, customers) for run in self._runs], axis=0), np.float32)

    def _of_sets(self, run: Mapping[str, FloatMatrix], sets: ArticleSets, customers: IntVector) -> FloatVector:
        """(n,) means over each set's articles of their logits, given the others."""
        logits = self._logits(run, sets, customers)
        return np.asarray(np.add.reduceat(logits, sets.starts[:-1]) / sets.sizes, np.float32)

    def _logits(self, run: Mapping[str, FloatMatrix], sets: ArticleSets, customers: IntVector) -> FloatVector:
        """(l,) the logit of each article, given the others of its set and the customer."""
        own = run["context"][sets.articles]
        total = np.add.reduceat(own, sets.starts[:-1], axis=0)
        rest = unit(total[sets.owner] - own) * run["scale"]
        rest += self._persons(run, customers)[sets.owner]
        return np.asarray(np.einsum("ld,ld->l", rest, run["answer"][sets.articles]), np.float32)

    def _persons(self, run: Mapping[str, FloatMatrix], customers: IntVector) -> FloatMatrix:
        """(n, size) what each customer adds to the context; 0 for nobody."""
        known, which = np.unique(customers, return_inverse=True)
        added = np.zeros((len(known), len(run["person"])), np.float32)
        within = (known >= 0) & (known < self._histories.shape[0])
        added[within] = (self._histories[known[within]] @ run["context"]) @ run["person"].T
        return added[which]

    def _completion(self, article_set: IntVector, candidates: IntVector, customer: int) -> FloatVector:
        scores = np.zeros(len(candidates), np.float32)
        for run in self._runs:
            context = unit(run["context"][article_set].sum(axis=0, keepdims=True)) * run["scale"]
            context += self._persons(run, np.array([customer], np.int32))
            scores += run["answer"][candidates] @ context[0] / len(self._runs)
        return scores

    def save(self, folder: Path) -> None:
        for number, run in enumerate(self._runs):
            path = folder / _FILE.format(number)
            with writing(path):
                save_file({name: np.ascontiguousarray(array) for name, array in run.items()}, path)
        with writing(folder / _HISTORY):
            shares = self._histories
            arrays = {"shares": shares.data, "articles": shares.indices, "starts": shares.indptr}
            save_file(arrays, folder / _HISTORY)
