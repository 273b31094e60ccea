"""A shop with a known answer: two groups of customers, each with articles of its own."""

from datetime import date
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.recommenders.registry import recommender

ARTICLES, CUSTOMERS, NEVER_SOLD = 16, 24, 15
GROUPS = (range(6), range(6, 12))
UNTIL = date(2020, 1, 30)
TODAY = UNTIL.toordinal() - date(1970, 1, 1).toordinal() + 1


def purchases() -> list[tuple[str, int, int]]:
    """Each customer bought four of their group's six articles, one of them twice. 12 to 14 sold once, alone."""
    rng, lines = np.random.default_rng(0), []
    for who in range(20):
        own = rng.permutation(GROUPS[who % 2])[:4].tolist()
        lines += [(f"2020-01-{day + 1:02d}", who, row) for day, row in enumerate([*own, own[0]])]
    return lines + [("2020-01-09", 20 + row % 3, row) for row in (12, 13, 14)]


def histories_of(*baskets: list[int]) -> Histories:
    """New customers, each with a history of these articles."""
    histories = [Histories.picked(rows, TODAY) for rows in baskets]
    lengths = [len(history.article) for history in histories]
    article, day, pieces = (
        np.concatenate([getattr(history, name) for history in histories]) for name in ("article", "day", "pieces")
    )
    place = np.repeat(np.arange(len(histories)), lengths).astype(np.int32)
    nobody = np.full(len(histories), -1, np.int32)
    age = np.full(len(histories), np.nan, np.float32)
    return Histories(nobody, np.full(len(histories), TODAY, np.int32), age, place, article, day, pieces)


def scores(name: str, world: World, folder: Path, *baskets: list[int]) -> FloatMatrix:
    return recommender(name).fit(world, folder).history_scores(histories_of(*baskets))
