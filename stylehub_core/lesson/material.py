"""What a lesson learns from: few enough articles and customers that a training takes less than a minute."""

from dataclasses import dataclass

import duckdb
import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix, IntMatrix, IntVector
from stylehub_core.errors import ModelError
from stylehub_core.models.transactional import TransactionalConfig, numbered
from stylehub_core.models.world import World
from stylehub_core.pairs.item_text import nearest_pairs
from stylehub_core.pairs.transactional import CoPurchases, mine, random_negatives
from stylehub_core.training.pair_validation import PairValidation

MOST_ARTICLES = 20_000
MOST_PURCHASES = 200_000
TEST_PAIRS = 2_000
LEARNED_PAIRS = 2_000
FEWEST_PAIRS = 20
_SEED = 7


@dataclass(frozen=True)
class Taken:
    """How much of the catalogue a lesson uses."""

    articles: int
    of_articles: int
    customers: int
    of_customers: int

    @property
    def all(self) -> bool:
        return self.articles == self.of_articles and self.customers == self.of_customers


@dataclass(frozen=True, eq=False)
class Material:
    """Articles of the lesson are numbered 0, 1, …; `rows` are their rows in the catalogue, in rising order.

    texts: (n, d) unit rows; together, alike: pairs bought together and pairs that read alike; test: (t, 2) pairs of
    customers that no run learns from; against: (t, 2) their first articles with random ones; groups: (n, g), as the
    Trainer has them.
    """

    rows: IntVector
    texts: FloatMatrix
    together: CoPurchases
    alike: CoPurchases
    test: IntMatrix
    against: IntMatrix
    groups: IntMatrix
    taken: Taken

    def before(self) -> dict[str, float]:
        """The meters of the texts alone, before anything is learned."""
        return PairValidation(self.together.rows[:LEARNED_PAIRS], self.test, self.against)(self.texts).meters


def material(world: World) -> Material:
    """The same for the same world. ModelError where too few articles are bought together."""
    config, total = TransactionalConfig(), len(world.articles)
    with world.purchases() as purchases:
        customers, of_customers = _fewer_customers(purchases)
        kept = _bought_most(purchases, total)
        train = _within(mine(purchases, config.mining, held_out=False), kept)
        test = _within(mine(purchases, config.mining, held_out=True), kept).rows
    rows = np.flatnonzero(kept).astype(np.int32)
    if len(train) < FEWEST_PAIRS or len(test) < FEWEST_PAIRS:
        raise ModelError(
            f"A lesson needs articles that are bought together: {len(train)} pairs to learn from and {len(test)} to "
            f"test on were found, and {FEWEST_PAIRS} of each are needed. Give data with more purchases."
        )
    rng = np.random.default_rng(_SEED)
    shown = rng.permutation(test)[:TEST_PAIRS]
    texts = np.ascontiguousarray(world.sentences[rows])
    alike = nearest_pairs(texts)
    ones = np.ones(len(alike), np.float32)
    return Material(
        rows=rows,
        texts=texts,
        together=train,
        alike=CoPurchases(alike, ones.astype(np.int32), ones),
        test=shown,
        against=np.stack([shown[:, 0], random_negatives(shown, len(rows), rng)], axis=1),
        groups=numbered(world.articles, config.groups)[rows],
        taken=Taken(len(rows), total, customers, of_customers),
    )


def _fewer_customers(purchases: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """(customers left, customers before): every nth stays, so that at most about MOST_PURCHASES rows do."""
    count = "SELECT count(*), count(DISTINCT customer) FROM purchases"
    lines, before = purchases.execute(count).fetchall()[0]
    every = -(-lines // MOST_PURCHASES)
    if every < 2:
        return before, before
    purchases.execute(f"CREATE TEMP TABLE fewer AS SELECT * FROM purchases WHERE customer % {every} = 0").fetchall()
    purchases.execute("DROP VIEW purchases").fetchall()
    purchases.execute("CREATE TEMP VIEW purchases AS SELECT * FROM fewer").fetchall()
    return purchases.execute(count).fetchall()[0][1], before


def _bought_most(purchases: duckdb.DuckDBPyConnection, total: int) -> BoolVector:
    """(total,) whether an article is among the MOST_ARTICLES that were bought most."""
    if total <= MOST_ARTICLES:
        return np.ones(total, np.bool_)
    found = purchases.execute("SELECT article, count(*) AS times FROM purchases GROUP BY article").fetchnumpy()
    times = np.zeros(total, np.int64)
    times[found["article"]] = found["times"]
    kept = np.zeros(total, np.bool_)
    kept[np.argsort(-times, kind="stable")[:MOST_ARTICLES]] = True
    return kept


def _within(pairs: CoPurchases, kept: BoolVector) -> CoPurchases:
    """The pairs between articles that are kept, in the lesson's numbers."""
    number = np.cumsum(kept, dtype=np.int32) - 1
    both = kept[pairs.rows].all(axis=1)
    return CoPurchases(number[pairs.rows[both]].astype(np.int32), pairs.times[both], pairs.weights[both])
