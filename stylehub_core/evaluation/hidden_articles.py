"""One article of a basket is hidden, the rest is given: what the co-purchase protocol asks."""

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.evaluation.held_out_pairs import LARGEST_BASKET
from stylehub_core.histories import Histories


@dataclass(frozen=True, eq=False)
class HiddenArticles:
    """b baskets. customers: (b,) whose, ascending; days: (b,) of the basket, since 1970; hidden: (b,) the article that
    is asked for; place, article: (l,) the rest: which of the b, ascending, and its rows.
    """

    customers: IntVector
    days: IntVector
    hidden: IntVector
    place: IntVector
    article: IntVector

    def given(self) -> Histories:
        """The rest of each basket as what somebody unknown picked the day before, as `Histories.picked` has it."""
        nobody = np.full(len(self.days), -1, np.int32)
        ages = np.full(len(self.days), np.nan, np.float32)
        picked = self.days[self.place] - 1
        return Histories(nobody, self.days, ages, self.place, self.article, picked, np.ones_like(self.article))

    def sample(self, count: int, seed: int = 0) -> "HiddenArticles":
        """At most `count` of the baskets, in their order."""
        chosen = np.sort(np.random.default_rng(seed).permutation(len(self.days))[:count])
        kept = np.isin(self.place, chosen)
        place = np.searchsorted(chosen, self.place[kept]).astype(np.int32)
        return HiddenArticles(self.customers[chosen], self.days[chosen], self.hidden[chosen], place, self.article[kept])


def hidden_articles(connection: duckdb.DuckDBPyConnection, first: date, last: date, seed: int = 0) -> HiddenArticles:
    """Of each customer the last basket in these days that spans two product groups or more; one article hidden at
    random, the same in every run.

    One basket a customer, so that ranges over questions are ranges over customers. connection: with the views
    `transactions` and `articles`.
    """
    found = connection.execute(
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
    customer, day, article = (np.asarray(found[name], np.int32) for name in ("customer", "day", "article"))
    customers, starts, sizes = np.unique(customer, return_index=True, return_counts=True)
    drawn = starts + np.random.default_rng(seed).integers(0, np.maximum(sizes, 1))
    rest = np.ones(len(article), np.bool_)
    rest[drawn] = False
    place = np.repeat(np.arange(len(customers), dtype=np.int32), sizes)
    return HiddenArticles(customers, day[starts], article[drawn], place[rest], article[rest])
