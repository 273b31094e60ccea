"""Our next purchase: boosted trees that weigh what speaks for each candidate, learned from earlier baskets."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import ModelError
from stylehub_core.models.contract import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import Recommender
from stylehub_core.recommenders.evidence import Evidence, EvidenceConfig
from stylehub_core.recommenders.histories import Histories, histories
from stylehub_core.recommenders.settings import Between, Space

_TOGETHER = 64  # histories whose candidates the trees see at a time


@dataclass(frozen=True)
class NextPurchaseConfig:
    """questions: baskets to learn from, at most `latest` a customer."""

    questions: int = 4000
    latest: int = 12
    trees: int = 150
    learning_rate: float = 0.06
    leaves: int = 15
    seed: int = 0
    evidence: EvidenceConfig = field(default_factory=EvidenceConfig)


@dataclass(frozen=True, eq=False)
class NextPurchaseScorer:
    trees: Any
    evidence: Evidence

    def scores(self, asked: Histories) -> FloatMatrix:
        found = np.zeros((len(asked), len(self.evidence.product)), np.float32)
        likeness = self.evidence.likeness(asked)
        for start in range(0, len(asked), _TOGETHER):
            places = range(start, min(start + _TOGETHER, len(asked)))
            candidates = [self.evidence.about(asked, place, likeness) for place in places]
            chances = self.trees.predict_proba(np.concatenate([one.figures for one in candidates]))[:, 1]
            ends = np.cumsum([len(one.articles) for one in candidates])
            for place, one, part in zip(places, candidates, np.split(chances, ends[:-1]), strict=True):
                found[place, one.articles] = part
        return found


class NextPurchase(Recommender):
    name = "next-purchase"
    title = "Next purchase"
    about = (
        "Learned from earlier baskets: repeats, taste, likeness of the texts, and what is new and sells at the time."
    )
    order = 40
    kind = "ours"
    space: ClassVar[Space] = {
        "trees": (80, 150, 250),
        "learning_rate": Between(0.02, 0.15, log=True),
        "leaves": (7, 15, 31),
        "latest": (6, 12, 24),
    }

    def __init__(self, config: NextPurchaseConfig | None = None) -> None:
        self._config = config or NextPurchaseConfig()

    @property
    def config(self) -> NextPurchaseConfig:
        return self._config

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> NextPurchaseScorer:
        from sklearn.ensemble import HistGradientBoostingClassifier

        config, evidence = self._config, Evidence.of(world, self._config.evidence)
        figures, bought, weights = _examples(world, evidence, config, progress)
        trees = HistGradientBoostingClassifier(
            max_iter=config.trees,
            learning_rate=config.learning_rate,
            max_leaf_nodes=config.leaves,
            min_samples_leaf=60,
            l2_regularization=5.0,
            early_stopping=False,
            random_state=config.seed,
        )
        progress("trees", 0, 1)
        return NextPurchaseScorer(trees.fit(figures, bought, sample_weight=weights), evidence)


def _examples(
    world: World, evidence: Evidence, config: NextPurchaseConfig, progress: Progress
) -> tuple[FloatMatrix, np.ndarray, np.ndarray]:
    """((n, f) figures of candidates, (n,) whether each was bought, (n,) weights) of earlier baskets with a history.

    A basket counts with the root of its size: large ones say less an article.
    """
    lines = _baskets(world, config)
    questions = [rows for _, rows in lines.groupby(["day", "customer"], sort=True)]
    chosen = [
        questions[at]
        for at in np.sort(np.random.default_rng(config.seed).permutation(len(questions))[: config.questions])
    ]
    customers, days = (np.array([rows[name].iat[0] for rows in chosen], np.int32) for name in ("customer", "day"))
    past = histories(world, customers, days)
    figures, bought, weights = [], [], []
    for place, rows in enumerate(chosen):
        found = evidence.about(past, place)
        right = np.isin(found.articles, rows["article"])
        if right.any():
            figures.append(found.figures)
            bought.append(right)
            weights.append(np.full(len(right), 1 / np.sqrt(right.sum())))
        if place % 50 == 0:
            progress("evidence of earlier baskets", place, len(chosen))
    if not figures:
        raise ModelError(
            "next-purchase learns from customers who bought on two days or more, and found none whose later purchase "
            "was a candidate: give purchases over a longer time."
        )
    return np.concatenate(figures), np.concatenate(bought), np.concatenate(weights)


def _baskets(world: World, config: NextPurchaseConfig) -> pd.DataFrame:
    """(customer, day, article) of each customer's latest shopping days but the first."""
    with world.purchases() as purchases:
        return purchases.execute(
            "SELECT DISTINCT customer, (t_dat - DATE '1970-01-01')::INTEGER AS day, article FROM purchases "
            "QUALIFY t_dat > min(t_dat) OVER (PARTITION BY customer) "
            "AND dense_rank() OVER (PARTITION BY customer ORDER BY t_dat DESC) <= $latest "
            "ORDER BY customer, day, article",
            {"latest": config.latest},
        ).df()
