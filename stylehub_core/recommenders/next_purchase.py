"""Our next-purchase recommender: a softmax over the whole catalogue that weighs the evidence for each article."""

from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import TooLittleDataError
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer
from stylehub_core.recommenders.evidence.evidence import Evidence
from stylehub_core.recommenders.evidence.figures import Weighing
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.search_space import Between, Space
from stylehub_core.recommenders.shown_articles import with_others
from stylehub_core.request import Requests

_TASTE_AND_SEASON = ("section_no taste", "product_type_name taste", "codes 45 days")
"""Columns whose sum is high for articles that are hard to tell from those that are bought."""


@dataclass(frozen=True)
class NextPurchaseConfig:
    """questions: baskets to learn from, at most `latest` of each customer.
    likely, near, popular: articles shown with each basket because they are hard to tell from those bought.
    others: further articles, drawn from the rest, with logQ.
    robust: how much less the least likely purchases count, from 0 to below 1.
    new_among: length of the first part of a list that always holds an article without any sales: if none is there, the
    likeliest one takes the last of these ranks, as what is never shown is never bought. 0 turns this off.
    """

    questions: int = 3000
    latest: int = 12
    likely: int = 150
    near: int = 60
    popular: int = 40
    others: int = 200
    l2: float = 3e-3
    robust: float = 0.2
    new_among: int = 12
    seed: int = 0


@dataclass(frozen=True, eq=False)
class NextPurchaseScorer(HistoryScorer):
    """names, weights: of the columns of the evidence.

    A weight applies to a figure as it is, not to its standardised value.
    """

    names: tuple[str, ...]
    weights: FloatVector
    evidence: Evidence
    new_among: int

    @cached_property
    def _weighing(self) -> Weighing:
        return Weighing(dict(zip(self.names, self.weights.tolist(), strict=True)))

    @cached_property
    def _sums(self) -> dict[tuple[int, frozenset[str]], FloatVector]:
        return {}

    def __getstate__(self) -> dict[str, object]:
        return {column.name: getattr(self, column.name) for column in fields(self)}  # the rest is computed again

    def history_scores(self, histories: Histories) -> FloatMatrix:
        """(customers, articles) probabilities under the softmax."""
        scores = self.evidence.weighed(histories, self._weighing, self._sums)
        scores -= scores.max(axis=1, keepdims=True, initial=-np.inf)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores

    def adjust(self, scores: FloatMatrix, requests: Requests) -> None:
        """Raise an unsold article into the first `new_among` of each list that has none there."""
        for row, today in zip(scores, requests.histories.today, strict=True):
            _raise_new(row, self.evidence.season.sold.first_sold >= today, self.new_among)


def _raise_new(scores: FloatVector, new: BoolVector, ranks: int) -> None:
    """If no unsold article is among the first `ranks`, raise the best one into the last of them (in place)."""
    if not 1 < ranks < len(scores) or not new.any():
        return
    best = np.argpartition(-scores, (ranks - 2, ranks - 1))[:ranks]
    if not new[best].any():
        above, last = scores[best[-2:]]
        raised = max((above + last) / 2, np.nextafter(last, np.float32(np.inf)))  # above the last where both are equal
        scores[np.flatnonzero(new)[scores[new].argmax()]] = raised


class NextPurchase(ConfiguredRecommender[NextPurchaseConfig]):
    name = "next-purchase"
    title = "Next purchase"
    about = "Learned from earlier baskets: repeat purchases, taste, age, similar texts, and what is new and selling."
    order = 40
    kind = "ours"
    version = 5
    default = NextPurchaseConfig()
    space: ClassVar[Space] = {
        "l2": Between(3e-4, 3e-2, log=True),
        "robust": (0.0, 0.1, 0.2, 0.3),
        "latest": (6, 12, 24),
        "questions": (1000, 3000, 6000),
        "others": (100, 200, 400),
    }

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> NextPurchaseScorer:
        from stylehub_core.training.sampled_softmax import sampled_softmax

        evidence = Evidence.of(world)
        names, examples = _examples(world, evidence, self._config, progress)
        figures, spread = examples.figures, examples.figures.std(axis=0) + 1e-6
        figures -= figures.mean(axis=0)
        figures /= spread
        progress("weights of the evidence", 0, 1)
        weights = sampled_softmax(
            figures, examples.bought, examples.question, examples.log_q, l2=self._config.l2, robust=self._config.robust
        )
        return NextPurchaseScorer(names, weights / spread, evidence, self._config.new_among)


@dataclass(frozen=True, eq=False)
class _Examples:
    """(n, f) figures, (n,) bought, (n,) question and (n,) log_q: the training data of sampled_softmax."""

    figures: FloatMatrix
    bought: BoolVector
    question: IntVector
    log_q: FloatVector


def _examples(
    world: World, evidence: Evidence, config: NextPurchaseConfig, progress: Progress
) -> tuple[tuple[str, ...], _Examples]:
    """(names of the evidence's columns, examples from earlier baskets). Raises TooLittleDataError without baskets."""
    baskets = _baskets(world, config)
    questions = [rows for _, rows in baskets.groupby(["day", "customer"], sort=True)]
    if not questions:
        raise TooLittleDataError(
            "next-purchase learns from customers who bought on two days or more, and there are none: "
            "add purchases over a longer period."
        )
    customers, days = (np.array([rows[name].iat[0] for rows in questions], np.int32) for name in ("customer", "day"))
    past, rng = histories(world, customers, days), np.random.default_rng(config.seed)
    names: tuple[str, ...] = ()
    figures: list[FloatMatrix] = []
    bought, log_q = [], []
    for number, rows in enumerate(questions):
        columns = dict(evidence.about(past, number))
        names = tuple(columns)
        targets = rows["article"].to_numpy(np.int32)
        chosen, log_chance = _sample(columns, targets, config, rng)
        figures.append(np.stack([values[chosen] for values in columns.values()], axis=1))
        bought.append(np.isin(chosen, targets))
        log_q.append(log_chance)
        if number % 50 == 0:
            progress("evidence of earlier baskets", number, len(questions))
    sizes = [len(targets) for targets in bought]
    question = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return names, _Examples(_joined(figures), np.concatenate(bought), question, np.concatenate(log_q))


def _joined(parts: list[FloatMatrix]) -> FloatMatrix:
    """The rows of all parts in one array. Empties `parts` on the way, so that memory never holds everything twice."""
    rows = np.empty((sum(map(len, parts)), parts[0].shape[1]), np.float32)
    stop = len(rows)
    while parts:
        part = parts.pop()
        rows[stop - len(part) : stop] = part
        stop -= len(part)
    return rows


def _sample(
    columns: dict[str, FloatVector], targets: IntVector, config: NextPurchaseConfig, rng: np.random.Generator
) -> tuple[IntVector, FloatVector]:
    """((m,) the articles shown with a basket, (m,) the log of each one's probability of being shown)."""
    likely = np.sum([columns[name] for name in _TASTE_AND_SEASON if name in columns], axis=0)
    certain = np.zeros(len(likely), np.bool_)
    certain[targets] = True
    certain |= columns["product ever"] > 0
    for values, count in (
        (likely, config.likely),
        (columns["likeness"], config.near),
        (columns["popularity"], config.popular),
    ):
        certain[np.argpartition(-values, min(count, len(values)) - 1)[:count]] = True
    return with_others(certain, config.others, rng)


def _baskets(world: World, config: NextPurchaseConfig) -> pd.DataFrame:
    """(customer, day, article) of a sample of each customer's latest baskets, never the first."""
    with world.purchases() as purchases:
        return purchases.execute(
            "WITH days AS (SELECT DISTINCT customer, t_dat FROM purchases), later AS ("
            "SELECT customer, t_dat FROM days QUALIFY t_dat > min(t_dat) OVER (PARTITION BY customer) "
            "AND row_number() OVER (PARTITION BY customer ORDER BY t_dat DESC) <= $latest), "
            "chosen AS (SELECT * FROM later ORDER BY hash(customer::BIGINT * 100003 + epoch(t_dat) // 86400 + $seed), "
            "customer, t_dat LIMIT $questions) "
            "SELECT DISTINCT customer, (t_dat - DATE '1970-01-01')::INTEGER AS day, article "
            "FROM chosen JOIN purchases USING (customer, t_dat) ORDER BY customer, day, article",
            {"latest": config.latest, "questions": config.questions, "seed": config.seed},
        ).df()
