"""The data of a lesson: few enough articles and customers that training takes less than a minute."""

from dataclasses import dataclass

import duckdb
import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix, IntMatrix, IntVector
from stylehub_core.catalog.times_sold import times_sold
from stylehub_core.errors import ModelError
from stylehub_core.lesson.subject import DataShare
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


@dataclass(frozen=True, eq=False)
class Material:
    """The data that every run of a lesson shares. Pairs and groups number the lesson's articles 0 to n - 1.

    rows: (n,) the articles' rows in the catalogue, ascending.
    texts: (n, d) text vectors, unit rows.
    together: pairs of articles that were bought together. alike: pairs with similar texts.
    test: (t, 2) co-purchases of held-out customers, which no run learns from.
    against: (t, 2) the first article of each test pair with a random article.
    groups: (n, g) group numbers, as the Trainer takes them.
    taken: how much of the catalogue this is.
    """

    rows: IntVector
    texts: FloatMatrix
    together: CoPurchases
    alike: CoPurchases
    test: IntMatrix
    against: IntMatrix
    groups: IntMatrix
    taken: DataShare

    def before(self) -> dict[str, float]:
        """The meters of the text vectors, before any training."""
        return PairValidation(self.together.rows[:LEARNED_PAIRS], self.test, self.against)(self.texts).meters


def material(world: World) -> Material:
    """The same material at every call. Raises ModelError if too few articles were bought together."""
    config, total = TransactionalConfig(), len(world.articles)
    with world.purchases() as purchases:
        customers, of_customers = _fewer_customers(purchases)
        kept = _best_sellers(purchases, total)
        train = _within(mine(purchases, config.mining, held_out=False), kept)
        test = _within(mine(purchases, config.mining, held_out=True), kept).rows
    rows = np.flatnonzero(kept).astype(np.int32)
    if len(train) < FEWEST_PAIRS or len(test) < FEWEST_PAIRS:
        raise ModelError(
            f"A lesson needs {FEWEST_PAIRS} pairs of articles bought together to train on, and as many to test on. "
            f"This data has {len(train)} and {len(test)}: use data with more purchases."
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
        taken=DataShare(len(rows), total, customers, of_customers),
    )


def _fewer_customers(purchases: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """(customers kept, customers before). Keeps every nth customer, and so about MOST_PURCHASES rows at most."""
    count = "SELECT count(*), count(DISTINCT customer) FROM purchases"
    lines, before = purchases.execute(count).fetchall()[0]
    every = -(-lines // MOST_PURCHASES)
    if every < 2:
        return before, before
    purchases.execute(f"CREATE TEMP TABLE fewer AS SELECT * FROM purchases WHERE customer % {every} = 0").fetchall()
    purchases.execute("DROP VIEW purchases").fetchall()
    purchases.execute("CREATE TEMP VIEW purchases AS SELECT * FROM fewer").fetchall()
    return purchases.execute(count).fetchall()[0][1], before


def _best_sellers(purchases: duckdb.DuckDBPyConnection, total: int) -> BoolVector:
    """(total,) whether each article is among the MOST_ARTICLES best-selling ones."""
    if total <= MOST_ARTICLES:
        return np.ones(total, np.bool_)
    kept = np.zeros(total, np.bool_)
    kept[np.argsort(-times_sold(purchases, total), kind="stable")[:MOST_ARTICLES]] = True
    return kept


def _within(pairs: CoPurchases, kept: BoolVector) -> CoPurchases:
    """The pairs of which both articles are kept, in the lesson's numbering."""
    number = np.cumsum(kept, dtype=np.int32) - 1
    both = kept[pairs.rows].all(axis=1)
    return CoPurchases(number[pairs.rows[both]].astype(np.int32), pairs.times[both], pairs.weights[both])
