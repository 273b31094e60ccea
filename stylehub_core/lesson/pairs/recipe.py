"""The settings of the pair model: two presets, and what may be changed in them."""

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from stylehub_core.lesson.subject import Recipe
from stylehub_core.models.transactional import TransactionalConfig
from stylehub_core.training.configs import NetworkConfig, TrainingConfig

PairList = Literal["stored", "fresh"]
PairKind = Literal["co-purchases", "text neighbours"]

EPOCHS = 16
EPOCH_PAIRS = 4_000
"""Pairs in each epoch of every recipe, so that runs differ in which pairs they see, not in how many."""


@dataclass(frozen=True)
class PairRecipe(Recipe):
    """The settings of one run.

    pairs: 'stored' shows the same list of pairs in every epoch; 'fresh' draws new pairs for each epoch.
    source: where positive pairs come from.
    mask: whether other views of the anchor's own article are left out of its negatives.
    log_q: strength of the correction for popular articles, from 0 to 1.
    shape: the study's network, or that of our transactional model, which has a residual for each article.
    """

    pairs: PairList
    source: PairKind
    temperature: float
    batch: int
    mask: bool
    log_q: float
    shape: Literal["study", "stylehub"]

    @property
    def epochs(self) -> int:
        return EPOCHS

    def network(self) -> NetworkConfig:
        return NetworkConfig() if self.shape == "study" else TransactionalConfig().network

    def training(self) -> TrainingConfig:
        """The training settings of the model that `shape` names, with this recipe's own values."""
        base = TrainingConfig() if self.shape == "study" else TransactionalConfig().training
        return replace(
            base, epochs=EPOCHS, batch=self.batch, temperature=self.temperature, patience=None,
            mask_duplicates=self.mask, log_q=self.log_q,
        )  # fmt: skip


PRESETS: dict[str, PairRecipe] = {
    "failure": PairRecipe("stored", "co-purchases", 0.1, 256, False, 0.0, "study"),
    "cure": PairRecipe("fresh", "co-purchases", 0.04, 256, True, 1.0, "stylehub"),
}
"""failure: the study's transactional model as written. cure: our transactional model. Both at a lesson's size."""

CHOICES: dict[str, tuple[Any, ...]] = {
    "pairs": get_args(PairList),
    "source": get_args(PairKind),
    "temperature": (0.02, 0.04, 0.1, 0.5, 1.0),
    "batch": (32, 64, 256, 512),
    "mask": (False, True),
    "log_q": (0.0, 0.5, 1.0),
}
"""The settings that a lesson may change, and the values that each may take."""
