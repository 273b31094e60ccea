"""Lessons about pairs: a model of articles learns from pairs that were bought together, or that read alike."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import numpy as np

from stylehub_core.arrays import FloatVector, IntMatrix
from stylehub_core.lesson.pairs.material import LEARNED_PAIRS, Material, material
from stylehub_core.lesson.pairs.recipe import CHOICES, EPOCH_PAIRS, EPOCHS, PRESETS, PairRecipe
from stylehub_core.lesson.pairs.run import PairRun
from stylehub_core.lesson.pairs.verdict import PairVerdict, reading, verdict
from stylehub_core.lesson.subject import AfterEpoch, Subject
from stylehub_core.models.world import World
from stylehub_core.pairs.pair_source import FreshPairs, Pairs, PairSource, StoredPairs
from stylehub_core.pairs.transactional import CoPurchases, popularity, random_negatives
from stylehub_core.progress import Progress
from stylehub_core.training.pair_validation import PairValidation
from stylehub_core.workspace import Workspace


class PairSubject(Subject[PairRecipe, Material, PairRun]):
    name = "pairs"
    recipe = PairRecipe
    run = PairRun
    presets = PRESETS
    choices = CHOICES
    before = "texts alone"
    meters: ClassVar[Mapping[str, str]] = {
        "train_positive": "learned", "test_positive": "held out", "test_negative": "random", "auc": "AUC",
        "recall_at_12": "recall@12", "effective_rank": "rank", "uniformity": "uniform.",
    }  # fmt: skip
    """The first three are mean cosine distances."""

    def depends_on(self, workspace: Workspace, encoder: str) -> tuple[object, ...]:  # noqa: ARG002
        return EPOCHS, EPOCH_PAIRS, encoder

    def material(self, world: World, progress: Progress) -> Material:
        progress("choosing the pairs", 0, 0)
        return material(world)

    def train(self, id: str, recipe: PairRecipe, material: Material, folder: Path, after_epoch: AfterEpoch) -> PairRun:
        from stylehub_core.training.loop import Trainer

        source, learned, frequency = _pairs(recipe, material)
        trainer = Trainer(
            material.texts, recipe.network(), recipe.training(), frequency=frequency, groups=material.groups
        )
        check = PairValidation(learned, material.test, material.against)
        fitted = trainer.run(source, check, folder, after_epoch=after_epoch)
        return PairRun(
            id, recipe, list(fitted.history), material.before(), material.taken, 0.0, fitted.vectors, material.rows,
            learned, material.test, material.against,
        )  # fmt: skip

    def verdict(self, chosen: PairRun, base: PairRun) -> PairVerdict:
        return verdict(chosen, base)

    def reading(self, run: PairRun) -> str:
        return reading(run)


def _pairs(recipe: PairRecipe, shared: Material) -> tuple[PairSource, IntMatrix, FloatVector]:
    """(the pairs of each epoch, some of the training pairs, how often each article is drawn).

    In a stored list, each pair has a mined negative, as in the study.
    """
    every = shared.together if recipe.source == "co-purchases" else shared.alike
    rng = np.random.default_rng(recipe.training().seed)
    chosen = rng.permutation(len(every))[:EPOCH_PAIRS]
    listed = every.rows[chosen]
    if recipe.pairs == "fresh":
        source: PairSource = FreshPairs(every.rows, every.weights, EPOCH_PAIRS)
        return source, listed[:LEARNED_PAIRS], popularity(every, len(shared.rows))
    negatives = random_negatives(listed, len(shared.rows), rng, known=every.rows)
    stored = CoPurchases(listed, every.times[chosen], np.ones(len(listed), np.float32))
    return StoredPairs(Pairs(listed, negatives)), listed[:LEARNED_PAIRS], popularity(stored, len(shared.rows))
