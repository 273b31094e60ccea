"""Co-purchases: all pairs from one customer's basket or time window, mined with DuckDB."""

from dataclasses import dataclass

import duckdb
import numpy as np

from stylehub_core.arrays import BoolVector, FloatVector, IntMatrix, IntVector

_HELD_OUT = "(customer::BIGINT * 2654435761 % 4294967296) % 1000 < {permille}"


@dataclass(frozen=True)
class CoPurchases:
    """Pairs of articles bought together.

    rows: (m, 2) article rows, first below second, each pair once.
    times: (m,) the number of baskets with the pair.
    weights: (m,) as times, but a basket of n articles counts 1/(n-1) for each of its pairs, so that large baskets do
        not dominate.
    """

    rows: IntMatrix
    times: IntVector
    weights: FloatVector

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class MiningConfig:
    """window_days: a customer's purchases at most this many days apart belong together (0: the same day).

    max_basket: larger baskets are left out, as they are resellers'.
    held_out_permille: the share of customers held out for validation.
    """

    window_days: int = 0
    max_basket: int = 60
    held_out_permille: int = 50


def mine(purchases: duckdb.DuckDBPyConnection, config: MiningConfig, *, held_out: bool) -> CoPurchases:
    """All co-purchases of the training customers, or of the held-out ones.

    purchases: a connection with a view `purchases` of (t_dat, customer, article).
    """
    customers = _HELD_OUT.format(permille=int(config.held_out_permille))
    columns = purchases.execute(
        f"""
        WITH lines AS (
            SELECT DISTINCT customer, t_dat, article FROM purchases
            WHERE {"" if held_out else "NOT"} ({customers})
        ), baskets AS (
            SELECT customer, t_dat, article, count(*) OVER (PARTITION BY customer, t_dat) AS size FROM lines
        )
        SELECT least(a.article, b.article) AS first, greatest(a.article, b.article) AS second,
               count(*)::INTEGER AS times, sum(2.0 / greatest(a.size + b.size - 2, 1))::FLOAT AS weight
        FROM baskets a JOIN baskets b ON a.customer = b.customer
         AND b.t_dat BETWEEN a.t_dat AND a.t_dat + ?::INTEGER
         AND a.article <> b.article AND (a.t_dat < b.t_dat OR a.article < b.article)
        WHERE a.size <= ? AND b.size <= ?
        GROUP BY ALL ORDER BY first, second
        """,
        [config.window_days, config.max_basket, config.max_basket],
    ).fetchnumpy()
    rows = np.stack([columns["first"], columns["second"]], axis=1).astype(np.int32).reshape(-1, 2)
    return CoPurchases(rows, columns["times"].astype(np.int32), columns["weight"].astype(np.float32))


def popularity(pairs: CoPurchases, articles: int) -> FloatVector:
    """(articles,) each article's probability of being drawn as one side of a pair; sums to 1 unless there are none."""
    counts = np.bincount(pairs.rows.ravel(), np.repeat(pairs.weights, 2), minlength=articles)
    return np.asarray(counts / max(counts.sum(), 1e-12), dtype=np.float32)


def random_negatives(
    pairs: IntMatrix,
    articles: int,
    rng: np.random.Generator,
    *,
    known: IntMatrix | None = None,
    pool: IntVector | None = None,
) -> IntVector:
    """(len(pairs),) for each pair, an article that is not a partner of its first article.

    known: pairs of partners; default: `pairs`.
    pool: rows to draw from, with repeats as weights; default: all articles once.
    If an article is a partner of nearly all others, a partner or the article itself may remain after 20 tries: see
    `apart`.
    """
    codes = _sorted_codes(pairs if known is None else known, articles)
    pool = np.arange(articles, dtype=np.int32) if pool is None else pool
    negatives = pool[rng.integers(0, len(pool), len(pairs))]
    for _ in range(20):
        wrong = ~_apart(pairs[:, 0], negatives, codes, articles)
        if not wrong.any():
            break
        negatives[wrong] = pool[rng.integers(0, len(pool), int(wrong.sum()))]
    return negatives


def negative_pairs(
    pairs: IntMatrix,
    articles: int,
    rng: np.random.Generator,
    *,
    known: IntMatrix | None = None,
    pool: IntVector | None = None,
) -> IntMatrix:
    """(len(pairs) or fewer, 2) the first article of each pair with a random negative; see `random_negatives`.

    Pairs for which no negative was found are left out, so that no figure is measured against partners.
    """
    negatives = random_negatives(pairs, articles, rng, known=known, pool=pool)
    return apart(np.stack([pairs[:, 0], negatives], axis=1), pairs if known is None else known, articles)


def apart(candidates: IntMatrix, known: IntMatrix, articles: int) -> IntMatrix:
    """Those of `candidates`, (m, 2), whose two articles differ and are not a pair in `known`, in either direction."""
    return candidates[_apart(candidates[:, 0], candidates[:, 1], _sorted_codes(known, articles), articles)]


_Codes = np.ndarray[tuple[int], np.dtype[np.int64]]


def _apart(first: IntVector, second: IntVector, codes: _Codes, articles: int) -> BoolVector:
    differ = first != second
    if not len(codes):
        return np.asarray(differ)
    wanted = first.astype(np.int64) * articles + second
    return np.asarray(differ & (codes[np.searchsorted(codes, wanted).clip(max=len(codes) - 1)] != wanted))


def _sorted_codes(known: IntMatrix, articles: int) -> _Codes:
    return np.sort(np.concatenate([_codes(known, articles), _codes(known[:, ::-1], articles)]))


def _codes(pairs: IntMatrix, articles: int) -> _Codes:
    return pairs[:, 0].astype(np.int64) * articles + pairs[:, 1]
