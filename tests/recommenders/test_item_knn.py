"""Item-kNN against the cosines counted by hand."""

from pathlib import Path

import numpy as np

from stylehub_core.histories import Fading, Histories
from stylehub_core.models.world import World
from stylehub_core.recommenders.item_knn import ItemKnnConfig, ItemKnnCosine
from tests.conftest import MakeCatalog

BOUGHT = np.array([[2, 1, 0, 0], [1, 1, 1, 0], [0, 1, 3, 0], [0, 0, 1, 1]])


def world(make_catalog: MakeCatalog, encoder) -> World:
    lines = [("2020-01-01", who, row) for who, row in np.argwhere(BOUGHT) for _ in range(BOUGHT[who, row])]
    return World(make_catalog(lines, 4, 4), encoder)


def cosines() -> np.ndarray:
    lengths = np.linalg.norm(BOUGHT, axis=0)
    matrix = BOUGHT.T @ BOUGHT / np.outer(lengths, lengths)
    return matrix * (1 - np.eye(4))


def history(article: list[int], day: list[int]) -> Histories:
    customer, lines = np.zeros(1, np.int32), np.zeros(len(article), np.int32)
    rows, days = (np.array(values, np.int32) for values in (article, day))
    return Histories(customer, customer + 100, np.full(1, np.nan, np.float32), lines, rows, days, lines + 1)


def test_scores_are_the_faded_sum_of_the_cosines(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    config = ItemKnnConfig(fading=Fading(day_fade=1, half_after=10))
    scores = ItemKnnCosine(config).fit(world(make_catalog, encoder), tmp_path).history_scores(history([0, 2], [80, 90]))
    np.testing.assert_allclose(scores[0], cosines()[0] / 3 + cosines()[2] / 2, rtol=1e-5)


def test_only_the_nearest_articles_count(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    scorer = ItemKnnCosine(ItemKnnConfig(neighbours=1)).fit(world(make_catalog, encoder), tmp_path)
    kept = np.where(cosines() == cosines().max(axis=1, keepdims=True), cosines(), 0)
    np.testing.assert_allclose(scorer.similarity.toarray(), kept, rtol=1e-5)
