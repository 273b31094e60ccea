"""The hybrid: both kinds of pairs, and a residual beyond the text that learns from purchases alone."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from stylehub_core.models.hybrid import BothPairs, Hybrid
from stylehub_core.models.world import World
from stylehub_core.pairs.pair_source import Pairs, StoredPairs
from stylehub_core.training.loop import Trainer, TrainingConfig
from stylehub_core.training.network import NetworkConfig
from tests.conftest import MakeCatalog


def test_both_kinds_of_pairs_are_drawn_and_told_apart() -> None:
    bought, text = np.array([[0, 1]] * 7, np.int32), np.array([[2, 9]] * 3, np.int32)
    drawn = BothPairs(StoredPairs(Pairs(bought)), StoredPairs(Pairs(text))).draw(np.random.default_rng(0))
    assert drawn.by_text is not None
    np.testing.assert_array_equal(drawn.by_text, drawn.rows[:, 0] == 2)
    assert drawn.by_text.sum() == 3 and len(drawn.rows) == 10
    assert 0 < np.flatnonzero(drawn.by_text).mean() < 9  # shuffled


def test_the_residual_learns_nothing_from_pairs_of_the_text() -> None:
    texts = np.eye(8, dtype=np.float32)
    config = TrainingConfig(epochs=2, batch=4, item_residual=True, residual_dropout=0.0, seed=0)
    groups = np.zeros((8, 1), np.int32)
    moved = []
    for by_text in (False, True):
        trainer = Trainer(texts, NetworkConfig(features=8, projection=4), config, groups=groups)
        pairs = Pairs(np.array([[0, 1], [2, 3], [4, 5], [6, 7]], np.int32), by_text=np.full(4, by_text))
        trainer._epoch(pairs, "", lambda *_: None)
        assert trainer.residual is not None
        moved.append(float(trainer.residual.table.weight.detach().abs().max()))
    assert moved[0] > 0
    assert moved[1] == 0


def test_what_is_bought_together_comes_near(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    """Two halves of a shop that are never bought together, with texts that do not show the halves."""
    rng = np.random.default_rng(0)
    shop = [
        (f"2020-01-{day:02d}", who, int(row))
        for who in range(40)
        for day in (1, 8, 15)
        for row in rng.choice(10, 4, replace=False) + 10 * (who % 2)
    ]
    kinds = {row: (f"Kind {row}", f"Colour {row % 5}") for row in range(20)}
    world = World(make_catalog(shop, 20, 40, kinds=kinds), encoder)
    config = Hybrid().config
    training = replace(config.purchases.training, epochs=8, batch=64)
    fitted = Hybrid(replace(config, purchases=replace(config.purchases, training=training))).fit(world, tmp_path)
    similar = fitted.vectors @ fitted.vectors.T
    np.fill_diagonal(similar, np.nan)
    half = np.arange(20) < 10
    together, apart = similar[np.ix_(half, half)], similar[np.ix_(half, ~half)]
    assert np.nanmean(together) > np.nanmean(apart) + 0.1
    assert "text" in fitted.towers
