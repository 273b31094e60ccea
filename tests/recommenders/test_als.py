"""ALS against the closed form of the paper."""

from pathlib import Path

import numpy as np

from stylehub_core.histories import Fading
from stylehub_core.models.world import World
from stylehub_core.recommenders.als import Als, AlsConfig, AlsScorer
from tests.conftest import MakeCatalog
from tests.recommenders.two_groups import ARTICLES, CUSTOMERS, GROUPS, UNTIL, histories_of, purchases


def test_a_new_history_gets_its_group_s_other_articles(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    world = World(make_catalog(purchases(), ARTICLES, CUSTOMERS), encoder, UNTIL)
    scores = Als(AlsConfig(factors=2)).fit(world, tmp_path).history_scores(histories_of([0, 1], [6, 7]))
    for row, (own, other) in zip(scores, (GROUPS, GROUPS[::-1]), strict=True):
        assert row[list(own)[2:]].min() > max(row[list(other)].max(), row[12:].max())


def test_a_history_is_folded_in_by_the_closed_form(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    config = AlsConfig(factors=4, alpha=5, regularization=0.2, fading=Fading(day_fade=1, half_after=1))
    world = World(make_catalog(purchases(), ARTICLES, CUSTOMERS), encoder, UNTIL)
    scorer = Als(config).fit(world, tmp_path)
    y = scorer.model.item_factors.astype(np.float64)
    confidence, bought = np.ones(ARTICLES), np.zeros(ARTICLES)
    confidence[[0, 1]], bought[[0, 1]] = 1 + 5 / 2, 1  # a day ago: half
    left = y.T @ (confidence[:, None] * y) + 0.2 * np.eye(4)
    person = np.linalg.solve(left, y.T @ (confidence * bought))
    np.testing.assert_allclose(scorer.history_scores(histories_of([0, 1]))[0], y @ person, rtol=1e-3, atol=1e-4)


def test_another_seed_gives_other_factors(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    world = World(make_catalog(purchases(), ARTICLES, CUSTOMERS), encoder, UNTIL)
    first, second = (Als(AlsConfig(seed=seed)).fit(world, tmp_path).model.item_factors for seed in (0, 1))
    assert not np.array_equal(first, second)


def test_scores_are_the_same_bit_for_bit_however_many_customers_there_are(tmp_path: Path) -> None:
    """Articles that were always bought together differ only by rounding, and must keep their order."""
    from implicit.als import AlternatingLeastSquares
    from scipy import sparse

    rng = np.random.default_rng(0)
    model = AlternatingLeastSquares(factors=64, iterations=3, random_state=0)
    model.fit(sparse.random(80, 400, 0.05, "csr", np.float32, random_state=1), show_progress=False)
    scorer = AlsScorer(model, np.ones(400, np.bool_), AlsConfig())
    together = histories_of(*(rng.choice(400, 5, replace=False).tolist() for _ in range(50)))
    alone = [scorer.history_scores(together.part(row, row + 1))[0] for row in range(50)]
    np.testing.assert_array_equal(scorer.history_scores(together), np.stack(alone))
