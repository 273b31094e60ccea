"""Requests of customers, made from what they bought after a cut: who finds it among all articles?

A request names one or two things about a bought article; relevant is what that basket holds of them. What it names is
drawn, several times for each article (--requests-each). Its wording, and a quarter of the words of descriptions, are in
no request that anything learned from. Everything is fitted on the purchases before `--learn-until`; settings were
chosen on the requests from then until `--test-from` (--validation). Histories and sales are those before the day of the
request.

The naive mix ends with the recommender's knowledge, but the learned order reads sales until the day before the request.
So a second naive mix reads these sales too.

    python -m benchmarks.personal_search --workspace WORKSPACE [--validation]
"""

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix
from stylehub_core.evaluation.bootstrap import difference, mean_range
from stylehub_core.evaluation.ranking import ndcg_at_k, precision_at_k, recall_at_k
from stylehub_core.evaluation.significance import randomisation_test
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab.customer_order import CustomerOrder, goods_of
from stylehub_core.lab.personal_config import READS, PersonalConfig
from stylehub_core.lab.personal_learning import learned_order
from stylehub_core.models.world import World
from stylehub_core.recommenders.contract import Scorer
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.made_requests import Describing, MadeRequests, Part, made_requests
from stylehub_core.recommenders.popularity import PopularityScorer, sales
from stylehub_core.recommenders.whisperlite import WhisperLite
from stylehub_core.request import Request, Requests
from stylehub_core.search.hits import top
from stylehub_core.search.personal import PlainScores
from stylehub_core.search.personal_figures import standard

K = 12
FEW = 5
"""Lines of a history up to which it counts as short."""
BATCH = 64
MIX = (0.1, 0.25, 0.5, 1.0, 2.0)
"""Weights of the text-blind score in the naive mix, and then of the sales, the words having 1."""
SALES = ("sold around in 14 days", "sold around in 45 days", "sold in 60 days", "product sold in 60 days")
"""Figures of RecentSales that the naive mix may read."""
Score = Callable[[int, int], FloatMatrix]
"""The (requests, articles) scores of the requests start..stop-1."""


@dataclass(frozen=True, eq=False)
class Fitted:
    """What was learned from the purchases before the cut."""

    next_purchase: Scorer
    popularity: PopularityScorer
    order: CustomerOrder
    whisperlite: Scorer | None


@dataclass(frozen=True, eq=False)
class Asking:
    """The requests of one part, with their customers' histories."""

    hub: Hub
    made: MadeRequests
    past: Histories

    @cached_property
    def texts(self) -> FloatMatrix:
        return self.hub.encoder.encode(list(self.made.texts))

    @cached_property
    def nobody(self) -> Histories:
        """The same days, without a history."""
        return Histories.joined([Histories.picked([], day) for day in self.made.days.tolist()])

    def ranked(self, score: Score) -> IntMatrix:
        """(requests, K) best first."""
        starts = range(0, len(self.made), BATCH)
        return np.concatenate([top(score(start, min(start + BATCH, len(self.made))), K) for start in starts])

    def cosines(self, name: str) -> Score:
        opened = self.hub.opened(name)
        texts, vectors = opened.text_vectors(list(self.made.texts)), np.asarray(opened.vectors)
        return lambda start, stop: texts[start:stop] @ vectors.T

    @cached_property
    def lexical(self) -> FloatMatrix:
        return np.stack([self.hub.lexical.scores(text) for text in self.made.texts])

    def words(self, start: int, stop: int) -> FloatMatrix:
        return self.lexical[start:stop]

    def by_history(self, scorer: Scorer) -> Score:
        return lambda start, stop: scorer.scores(Requests(self.past.part(start, stop)))

    def blind(self, scorer: Scorer) -> FloatMatrix:
        """(requests, articles) the scores for the histories alone."""
        score = self.by_history(scorer)
        starts = range(0, len(self.made), BATCH)
        return np.concatenate([score(start, min(start + BATCH, len(self.made))) for start in starts])

    def by_both(self, scorer: Scorer) -> Score:
        """Scores of requests with their words."""

        def score(start: int, stop: int) -> FloatMatrix:
            texts = tuple(Request(text) for text in self.made.texts[start:stop])
            return scorer.scores(Requests(self.past.part(start, stop), texts))

        return score

    @cached_property
    def sold(self) -> dict[str, FloatMatrix]:
        """By name of SALES, (days, articles) what sold before each of the distinct days."""
        recent = goods_of(self.hub, self.hub.world(), replace(PersonalConfig(), encoder="")).sales
        by_day = [recent.figures(day) for day in np.unique(self.made.days).tolist()]
        return {name: standard(np.stack([figures[name] for figures in by_day])) for name in SALES}

    def with_sales(self, score: Score, name: str, weight: float) -> Score:
        """The score + weight x z(sales before the day of the request)."""
        day = np.unique(self.made.days, return_inverse=True)[1]
        return lambda start, stop: score(start, stop) + np.float32(weight) * self.sold[name][day[start:stop]]

    def mixed(self, blind_scores: FloatMatrix, weight: float, *, logs: bool) -> Score:
        """z(words) + weight x z(the text-blind score, or its logarithm). blind_scores: (requests, articles)."""

        def score(start: int, stop: int) -> FloatMatrix:
            blind = blind_scores[start:stop]
            blind = np.log(np.maximum(blind, 1e-12)) if logs else blind
            return np.asarray(standard(self.words(start, stop)) + weight * standard(blind), np.float32)

        return score

    def personal(self, order: CustomerOrder, model: str, past: Histories) -> Score:
        cosines = self.cosines(model)

        def one(number: int, row: FloatVector) -> FloatVector:
            own = replace(order, history=past.part(number, number + 1), vector_of=lambda _: self.texts[number])
            return own.scores(self.made.texts[number], row, PlainScores(np.zeros(len(row), np.float32))).total

        return lambda start, stop: np.stack(
            [one(number, row) for number, row in zip(range(start, stop), cosines(start, stop), strict=True)]
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--validation", action="store_true", help="the requests on which settings were chosen")
    parser.add_argument("--learn-until", type=date.fromisoformat, default=date(2020, 5, 31))
    parser.add_argument("--test-from", type=date.fromisoformat, default=date(2020, 7, 29))
    parser.add_argument(
        "--most",
        type=int,
        default=1500,
        help="baskets that requests are made from, at most; above that, each drawing of requests has its own",
    )
    parser.add_argument("--requests-each", type=int, default=3, help="requests drawn for each article of a basket")
    parser.add_argument("--no-whisperlite", action="store_true", help="leave it out: it takes minutes to learn")
    options = parser.parse_args()
    hub = Hub(options.workspace)
    world, config = hub.world(), PersonalConfig()
    learning = replace(world, until=options.learn_until)
    describing = Describing.of(world.articles)
    after = options.learn_until + timedelta(days=1)
    validation = _asking(hub, world, describing, "validation", after, options.test_from - timedelta(days=1), options)
    asking = validation
    if not options.validation:
        asking = _asking(hub, world, describing, "test", options.test_from, None, options)
    fitted = _fitted(hub, learning, world, config, with_whisperlite=not options.no_whisperlite)
    which = "validation" if options.validation else "test"
    print(heading(
        f"Personal search, {which}: {len(asking.made):,} requests of {len(np.unique(asking.made.customers)):,} "
        f"customers, {len(hub.catalog):,} articles; learned from purchases until {options.learn_until}"
    ))  # fmt: skip
    mix = _naive(validation, fitted)
    print(f"the best naive mixes on validation: {mix}\n")
    _print(asking, _systems(asking, fitted, config, mix), learning)


def _asking(
    hub: Hub, world: World, describing: Describing, part: Part, since: date, until: date | None,
    options: argparse.Namespace,
) -> Asking:  # fmt: skip
    with world.purchases() as purchases:
        made = made_requests(
            purchases, describing, part, since=since, until=until, most=options.most, rounds=options.requests_each
        )
    return Asking(hub, made, histories(world, made.customers, made.days))


def _fitted(hub: Hub, learning: World, world: World, config: PersonalConfig, *, with_whisperlite: bool) -> Fitted:
    with tempfile.TemporaryDirectory() as folder:
        reads = lab.recommender_of(hub, READS, "next-basket").fit(learning, Path(folder))
        learned = learned_order(hub, learning, goods_of(hub, learning, config), config, Path(folder))
        whisperlite = WhisperLite().fit(learning, Path(folder)) if with_whisperlite else None
    nobody = Histories.picked([], 0)
    order = CustomerOrder(learned, goods_of(hub, world, config), reads, hub.encoder.query, nobody, config.weight)
    return Fitted(reads, PopularityScorer(sales(learning), by_age=False), order, whisperlite)


@dataclass(frozen=True)
class Mix:
    """z(words) + weight x z(next-purchase, or its logarithm); a second mix adds sales_weight x z(sales)."""

    weight: float
    logs: bool
    sales: str = ""
    sales_weight: float = 0.0

    def __str__(self) -> str:
        blind = "log next-purchase" if self.logs else "next-purchase"
        sales = f", and + {self.sales_weight:g} z({self.sales}) with sales" if self.sales else ""
        return f"z(words) + {self.weight:g} z({blind}){sales}"


def _naive(asking: Asking, fitted: Fitted) -> Mix:
    """The mix with the best recall on these requests, then the best sales beside it."""
    blind = asking.blind(fitted.next_purchase)
    mixes = [Mix(weight, logs) for weight in MIX for logs in (False, True)]
    best = max(mixes, key=lambda mix: _mean(asking, asking.mixed(blind, mix.weight, logs=mix.logs)))
    score = asking.mixed(blind, best.weight, logs=best.logs)
    selling = [replace(best, sales=name, sales_weight=weight) for name in SALES for weight in MIX]
    return max(selling, key=lambda mix: _mean(asking, asking.with_sales(score, mix.sales, mix.sales_weight)))


def _mean(asking: Asking, score: Score) -> float:
    return float(np.nanmean(recall_at_k(asking.ranked(score), asking.made.relevant, k=K)))


def _systems(asking: Asking, fitted: Fitted, config: PersonalConfig, mix: Mix) -> dict[str, IntMatrix]:
    ready = asking.hub.ready
    model = config.model if config.model in ready else ready[0]
    blind = asking.blind(fitted.next_purchase)
    naive = asking.mixed(blind, mix.weight, logs=mix.logs)
    scores: dict[str, Score] = {
        "raw text": asking.cosines("raw-text"),
        **({"item-text fused": asking.cosines("item-text")} if "item-text" in ready else {}),
        "words alone": asking.words,
        "next-purchase": lambda start, stop: blind[start:stop],
        "bestsellers": asking.by_history(fitted.popularity),
        "z(words) + z(next-purchase) / 2": asking.mixed(blind, 0.5, logs=False),
        "best naive mix": naive,
        "best naive mix with sales": asking.with_sales(naive, mix.sales, mix.sales_weight),
    }
    if fitted.whisperlite is not None:
        scores["whisperlite"] = asking.by_both(fitted.whisperlite)
    scores["learned order, nobody known"] = asking.personal(fitted.order, model, asking.nobody)
    scores["learned order"] = asking.personal(fitted.order, model, asking.past)
    return {name: asking.ranked(score) for name, score in scores.items()}


def _print(asking: Asking, ranked: dict[str, IntMatrix], learning: World) -> None:
    relevant, customers = asking.made.relevant, asking.made.customers
    print(f"{'system':<32}{'recall@12':>24}{'precision@12':>14}{'NDCG@12':>9}")
    recalls = {name: recall_at_k(rows, relevant, k=K) for name, rows in ranked.items()}
    for name, rows in ranked.items():
        recall = mean_range(recalls[name], groups=customers)
        precision, ndcg = (float(np.nanmean(m(rows, relevant, k=K))) for m in (precision_at_k, ndcg_at_k))
        print(f"{name:<32}{recall.value:>10.4f} ({recall.low:.3f}-{recall.high:.3f}){precision:>14.4f}{ndcg:>9.4f}")
    print("\npaired over customers: recall@12 as a ratio, the difference of customers' means, and p")
    pairs = [
        ("whisperlite", "raw text"),
        ("whisperlite", "next-purchase"),
        ("learned order", "best naive mix"),
        ("learned order", "best naive mix with sales"),
        ("learned order", "words alone"),
        ("learned order, nobody known", "words alone"),
    ]
    for ours, theirs in pairs:
        if ours in recalls:
            _compare(ours, theirs, recalls, customers)
    print("\nslices: recall@12 (requests)")
    lines = np.bincount(asking.past.owner, minlength=len(asking.made))
    _slice("customers without a history", recalls, lines == 0)
    _slice(f"customers with 1 to {FEW} purchases", recalls, (lines > 0) & (lines <= FEW))
    _slice("other customers", recalls, lines > FEW)
    sold = np.zeros(len(asking.hub.catalog), np.bool_)
    sold[sales(learning).article] = True
    unsold = [rows[~sold[rows]] for rows in relevant]
    never = {name: recall_at_k(rows, unsold, k=K) for name, rows in ranked.items()}
    _slice("articles never sold before the cut", never, np.array([len(rows) > 0 for rows in unsold]))


def _compare(ours: str, theirs: str, recalls: dict[str, FloatVector], customers: np.ndarray) -> None:
    first, second = (_by_customer(recalls[name], customers) for name in (ours, theirs))
    gain, p = difference(first, second), randomisation_test(first, second)
    ratio = np.nanmean(recalls[ours]) / max(float(np.nanmean(recalls[theirs])), 1e-9)
    print(
        f"{ours:<28} / {theirs:<26}{ratio:>6.2f} x {gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f}), p {p:.4f}"
    )


def _by_customer(values: FloatVector, customers: np.ndarray) -> FloatVector:
    """(customers,) the mean of each customer's requests."""
    _, number = np.unique(customers, return_inverse=True)
    return np.asarray(np.bincount(number, values) / np.bincount(number), np.float32)


def _slice(title: str, recalls: dict[str, FloatVector], chosen: np.ndarray) -> None:
    if not chosen.any():
        print(f"{title}: none")
        return
    figures = ", ".join(f"{name} {float(np.nanmean(values[chosen])):.3f}" for name, values in recalls.items())
    print(f"{title} ({int(chosen.sum()):,}): {figures}")


if __name__ == "__main__":
    main()
