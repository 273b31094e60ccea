"""How well the rules behind the sample's looks tell them from others: the ceiling for any set scorer.

A question takes one article out of a test look. The three wrong answers are of the same product type, drawn by sales.
AUC compares each look with that of its first wrong answer.

python -m benchmarks.planted_looks [--articles 2500] [--customers 3000] [--seed 7]
"""

import argparse
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import heading
from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.article_text import sentence_texts
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.sample.articles import SampleArticles, make_articles
from stylehub_core.sample.customers import SampleCustomers, make_customers
from stylehub_core.sample.dressing import personal_scores
from stylehub_core.sample.looks import PlantedLooks, make_looks, sales_of
from stylehub_core.sample.purchases import make_purchases
from stylehub_core.sample.stylist import PARTS, WEIGHTS, look_parts, weakest, weighed
from stylehub_core.sample.wardrobe import UNSOLD
from stylehub_core.sample.write import PURCHASES_PER_CUSTOMER

WRONG = 3
WEAKEST = 500
Scores = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class PlantedWorld:
    """The sample's tables with its looks. sales: (articles,) how often each was bought."""

    articles: SampleArticles
    customers: SampleCustomers
    sales: Rows
    looks: PlantedLooks


@dataclass(frozen=True)
class Questions:
    """looks: (questions, 1 + WRONG, most) article rows, -1 in free places; the right look is first.

    foreign: (questions, WRONG) the wrong answers. customer: (questions,) the row of the look's customer.
    """

    looks: Rows
    foreign: Rows
    customer: Rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2500)
    parser.add_argument("--customers", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    made = world(arguments.articles, arguments.customers, arguments.seed)
    asked = questions(made, np.flatnonzero(made.looks.split == "test"))
    print(heading(f"Planted looks: {len(made.looks.rows):,}, {(made.looks.split != '').sum():,} of them labelled"))
    print(f"{len(asked.looks)} test looks\n{'':<38}{'AUC':>6}{'FITB':>7}")
    for name, scores in all_scores(made, asked).items():
        print(f"{name:<38}{auc(scores):>6.3f}{filled(scores):>7.3f}")
    everyone = questions(made, np.arange(len(made.looks.rows)))
    print(f"\nThe weakest article is the foreign one in {named(made, everyone):.3f} of {WEAKEST} looks.")
    print(f"The customer likes a look more than another customer does in {liked(made, everyone):.3f} of all looks.")


def world(n_articles: int, n_customers: int, seed: int) -> PlantedWorld:
    articles, customers = make_articles(n_articles, seed), make_customers(n_customers, seed)
    purchases = make_purchases(articles, customers, PURCHASES_PER_CUSTOMER * n_customers, seed)
    sales = sales_of(articles, purchases)
    return PlantedWorld(articles, customers, sales, make_looks(articles, customers, sales, seed))


def questions(made: PlantedWorld, looks: Rows, seed: int = 0) -> Questions:
    """A question for each of these looks, unless there are too few articles of the type that is asked for."""
    rng = np.random.default_rng(seed)
    types = made.articles.table["product_type_name"].to_numpy()
    weight = made.sales + UNSOLD
    asked, foreign, customer = [], [], []
    for look in looks.tolist():
        rows = made.looks.rows[look]
        blank = int(rng.choice(np.flatnonzero(rows >= 0)))
        pool = np.setdiff1d(np.flatnonzero(types == types[rows[blank]]), rows)
        if len(pool) < WRONG:
            continue
        wrong = rng.choice(pool, WRONG, replace=False, p=weight[pool] / weight[pool].sum())
        answers = np.tile(rows, (1 + WRONG, 1))
        answers[1:, blank] = wrong
        asked.append(answers)
        foreign.append(wrong)
        customer.append(made.looks.customer[look])
    return Questions(np.array(asked), np.array(foreign), np.array(customer))


def all_scores(made: PlantedWorld, asked: Questions) -> dict[str, Scores]:
    """(questions, 1 + WRONG) scores of the answers by the rules, parts of them, and what should know less."""
    shape, flat = asked.looks.shape[:2], asked.looks.reshape(-1, asked.looks.shape[2])
    parts = look_parts(made.looks.traits, flat)
    rules = weighed(parts, flat)
    without = {name: rules - WEIGHTS[name] * parts[:, i] for i, name in enumerate(PARTS)}
    others = np.random.default_rng(1).permutation(asked.customer)
    own, foreign = (
        personal_scores(made.articles.traits, made.customers.traits, flat, np.repeat(customer, shape[1]))
        for customer in (asked.customer, others)
    )
    vectors = TextEncoder().encode(sentence_texts(made.articles.table))
    popularity = np.log(made.sales + UNSOLD)
    scores = {
        "the rules": rules,
        **{f"  without {name}": values for name, values in without.items()},
        "the rules and the customer's liking": rules + own,
        "the rules and another's liking": rules + foreign,
        "mean cosine of text vectors": mean_cosine(vectors, flat),
        "popularity": np.where(flat >= 0, popularity[flat], 0.0).sum(axis=1) / (flat >= 0).sum(axis=1),
    }
    return {name: np.asarray(values, dtype=np.float64).reshape(shape) for name, values in scores.items()}


def mean_cosine(vectors: FloatMatrix, looks: Rows) -> Scores:
    """(n,) the mean cosine over the pairs of each look's articles."""
    worn = looks >= 0
    total = np.where(worn[:, :, None], vectors[looks], 0.0).sum(axis=1)
    count = worn.sum(axis=1)
    return np.asarray(((total**2).sum(axis=1) - count) / (count * (count - 1)))


def auc(scores: Scores) -> float:
    """The chance that a right look scores more than the look of a first wrong answer; a tie counts half."""
    gap = scores[:, :1] - scores[None, :, 1]
    return float((gap > 0).mean() + 0.5 * (gap == 0).mean())


def filled(scores: Scores) -> float:
    """The share of blanks whose right answer scores most; ties share it."""
    best = scores == scores.max(axis=1, keepdims=True)
    return float((best[:, 0] / best.sum(axis=1)).mean())


def named(made: PlantedWorld, asked: Questions) -> float:
    """How often `weakest` names the foreign article of a look, among the first 500."""
    pairs = zip(asked.looks[:WEAKEST, 1], asked.foreign[:WEAKEST, 0], strict=True)
    return float(np.mean([weakest(made.looks.traits, rows[rows >= 0].tolist()) == foreign for rows, foreign in pairs]))


def liked(made: PlantedWorld, asked: Questions) -> float:
    """How often a look's customer likes it more than another customer with looks does."""
    right, others = asked.looks[:, 0], np.random.default_rng(2).permutation(asked.customer)
    own, foreign = (
        personal_scores(made.articles.traits, made.customers.traits, right, customer)
        for customer in (asked.customer, others)
    )
    return float((own > foreign)[asked.customer != others].mean())


if __name__ == "__main__":
    main()
