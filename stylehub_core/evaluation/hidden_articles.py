"""Baskets with one article hidden and the rest given: the test of the co-purchase protocol."""

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.evaluation.held_out_pairs import LARGEST_BASKET
from stylehub_core.histories import Histories


@dataclass(frozen=True, eq=False)
class HiddenArticles:
    """b baskets, each with one hidden article.

    customers: (b,) whose basket, ascending.
    days: (b,) of the basket, since 1970.
    hidden: (b,) the article to find.
    basket, article: (l,) the rest: the basket of each article, 0 to b - 1, ascending, and the article's row.
    """

    customers: IntVector
    days: IntVector
    hidden: IntVector
    basket: IntVector
    article: IntVector

    def histories(self) -> Histories:
        """The rest of each basket as the history of a new customer, picked the day before, as in `Histories.picked`."""
        nobody = np.full(len(self.days), -1, np.int32)
        ages = np.full(len(self.days), np.nan, np.float32)
        picked = self.days[self.basket] - 1
        return Histories(nobody, self.days, ages, self.basket, self.article, picked, np.ones_like(self.article))

    def sample(self, count: int, seed: int = 0) -> "HiddenArticles":
        """A random sample of at most `count` baskets, in their order."""
        chosen = np.sort(np.random.default_rng(seed).permutation(len(self.days))[:count])
        kept = np.isin(self.basket, chosen)
        basket = np.searchsorted(chosen, self.basket[kept]).astype(np.int32)
        return HiddenArticles(
            self.customers[chosen], self.days[chosen], self.hidden[chosen], basket, self.article[kept]
        )


def hidden_articles(connection: duckdb.DuckDBPyConnection, first: date, last: date, seed: int = 0) -> HiddenArticles:
    """Each customer's last basket in these days that spans two product groups or more, one article of it hidden.

    The hidden article is random but the same in every run. One basket for each customer makes ranges over questions
    ranges over customers.
    connection: with the views `transactions` and `articles`.
    """
    lines = connection.execute(
        """
        WITH lines AS (
            SELECT DISTINCT customer, t_dat, article FROM transactions WHERE t_dat BETWEEN $first AND $last
        ), mixed AS (
            SELECT customer, max(t_dat) AS t_dat FROM (
                SELECT customer, t_dat FROM lines JOIN articles USING (article)
                GROUP BY ALL HAVING count(DISTINCT product_group_name) > 1 AND count(*) <= $largest
            ) GROUP BY customer
        )
        SELECT customer, date_diff('day', DATE '1970-01-01', t_dat)::INTEGER AS day, article
        FROM lines JOIN mixed USING (customer, t_dat) ORDER BY customer, article
        """,
        {"first": first, "last": last, "largest": LARGEST_BASKET},
    ).fetchnumpy()
    customer, day, article = (np.asarray(lines[name], np.int32) for name in ("customer", "day", "article"))
    customers, starts, sizes = np.unique(customer, return_index=True, return_counts=True)
    drawn = starts + np.random.default_rng(seed).integers(0, np.maximum(sizes, 1))
    rest = np.ones(len(article), np.bool_)
    rest[drawn] = False
    basket = np.repeat(np.arange(len(customers), dtype=np.int32), sizes)
    return HiddenArticles(customers, day[starts], article[drawn], basket[rest], article[rest])
