"""Training on outfits: that it learns what goes together, for whom, and that it resumes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy import sparse

from stylehub_core.errors import CancelledError
from stylehub_core.outfits.set_network import SetNetwork
from stylehub_core.training.outfit_config import OutfitTraining, SetEncoderConfig
from stylehub_core.training.outfit_training import OutfitTrainer, PaddedOutfits, exported
from stylehub_core.training.set_encoder import SetEncoder

ARTICLES, STYLES = 80, 4
NETWORK = SetEncoderConfig(width=16, blocks=1, heads=2, dropout=0.0)
TRAINING = OutfitTraining(epochs=12, steps=1, batch=50, learning_rate=1e-2, pool=6, negatives=4, input_dropout=0.0)


def outfits_of_one_style(seed: int = 0) -> PaddedOutfits:
    """Articles of the same style, row modulo STYLES, go together; a negative has one of another style."""
    rng = np.random.default_rng(seed)
    styles = np.eye(STYLES)[np.arange(ARTICLES) % STYLES]
    articles = np.concatenate([styles, rng.normal(size=(ARTICLES, 6))], axis=1).astype(np.float32)
    count, pool = 200, TRAINING.pool
    style = np.arange(count) % STYLES
    outfits = style[:, None] + STYLES * rng.permuted(np.tile(np.arange(20), (count, 1)), axis=1)[:, :4]
    outfits[::3, 3] = -1
    places = rng.integers(0, 3, (count, pool))
    others = (style[:, None] + rng.integers(1, STYLES, (count, pool))) % STYLES + STYLES * rng.integers(0, 20, pool)
    worn = sparse.csr_array((count, ARTICLES), dtype=np.float32)
    similar = ((np.arange(ARTICLES) + STYLES) % ARTICLES)[:, None]
    return PaddedOutfits(
        articles, *(part.astype(np.int32) for part in (outfits, places, others)), np.zeros((count, pool), np.float32),
        worn, np.zeros(count, np.float32), similar.astype(np.int32),
    )  # fmt: skip


def network_of(trainer: OutfitTrainer) -> SetNetwork:
    return SetNetwork(NETWORK, exported(trainer))


def cosines(network: SetNetwork, articles: np.ndarray, outfits: np.ndarray) -> np.ndarray:
    nobody = np.zeros((1, NETWORK.width), np.float32), np.zeros(1, np.float32)
    return network.outfits(network.placed(articles)[outfits]) @ network.customers(*nobody)[0]


def test_it_tells_outfits_of_one_style_from_others(tmp_path: Path) -> None:
    trainer = OutfitTrainer(outfits_of_one_style(), NETWORK, TRAINING)
    history = trainer.run(tmp_path / "outfits")
    assert history[-1]["loss"] < history[0]["loss"]
    fresh = outfits_of_one_style(seed=0)
    rng = np.random.default_rng(5)
    right = rng.integers(0, STYLES, 100)[:, None] + STYLES * rng.permuted(np.tile(np.arange(20), (100, 1)), axis=1)
    right = right[:, :3]
    wrong = right.copy()
    wrong[:, 0] = (wrong[:, 0] + 1) % ARTICLES
    network = network_of(trainer)
    better = cosines(network, fresh.articles, right) > cosines(network, fresh.articles, wrong)
    assert better.mean() > 0.9


@pytest.mark.parametrize("erase", [True, False])
@pytest.mark.parametrize("replacing", [True, False])
def test_every_way_to_make_views_trains(erase: bool, replacing: bool, tmp_path: Path) -> None:
    training = replace(TRAINING, epochs=1, erase=erase, replace=replacing)
    trainer = OutfitTrainer(outfits_of_one_style(), NETWORK, training)
    assert len(trainer._views(outfits_of_one_style().outfits, np.random.default_rng(0))) == 2 * (erase or replacing)
    trainer.run(tmp_path / "views")


def test_a_false_negative_that_counts_less_ends_nearer(tmp_path: Path) -> None:
    """Half of the negatives are false: the first article of the outfit's own style. That article suits no worse."""
    data, ends = outfits_of_one_style(), []
    false, weights = data.others.copy(), np.zeros_like(data.log_weights)
    false[:, ::2] = data.outfits[:, :1] % STYLES
    rest = data.outfits[(data.outfits[:, :3] >= STYLES).all(axis=1), :3]
    negatives = rest.copy()
    negatives[:, 0] = rest[:, 0] % STYLES
    for log_weight in (0.0, -8.0):
        weights[:, ::2] = log_weight
        trainer = OutfitTrainer(replace(data, others=false, log_weights=weights), NETWORK, TRAINING)
        trainer.run(tmp_path / f"weight{log_weight}")
        network = network_of(trainer)
        farther = cosines(network, data.articles, rest) - cosines(network, data.articles, negatives)
        ends.append(float(farther.mean()))
    assert ends[0] > 0.2 and abs(ends[1]) < ends[0] / 3


def test_it_resumes_with_the_same_result(tmp_path: Path) -> None:
    training = replace(TRAINING, epochs=4)
    data = outfits_of_one_style()
    whole, resumed = (OutfitTrainer(data, NETWORK, training) for _ in "ab")
    history = whole.run(tmp_path / "whole")

    def stop(step: str, done: int, total: int) -> None:
        if done == 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        OutfitTrainer(data, NETWORK, training).run(tmp_path / "part", stop)
    assert resumed.run(tmp_path / "part") == history
    for name, array in exported(whole).items():
        np.testing.assert_array_equal(exported(resumed)[name], array)


def test_without_pytorch_it_is_the_same_network() -> None:
    torch.manual_seed(3)
    config = SetEncoderConfig(width=24, blocks=2, heads=3)
    encoder = SetEncoder(10, config).eval()
    plain = SetNetwork(config, {name: tensor.numpy() for name, tensor in encoder.state_dict().items()})
    inputs, share = torch.randn(7, 5, 10), torch.rand(7)
    with torch.inference_mode():
        items = encoder.place(inputs)
        outfits = encoder.outfits(items, torch.ones(7, 5, dtype=torch.bool))
        customers = encoder.customers(items[:, 0], share)
    placed = plain.placed(inputs.numpy())
    np.testing.assert_allclose(plain.outfits(placed), outfits.numpy(), atol=1e-5)
    np.testing.assert_allclose(plain.customers(placed[:, 0], share.numpy()), customers.numpy(), atol=1e-5)


def test_padding_changes_nothing() -> None:
    torch.manual_seed(3)
    encoder = SetEncoder(10, SetEncoderConfig(width=16, blocks=2, heads=2)).eval()
    items = encoder.place(torch.randn(4, 6, 10))
    present = torch.ones(4, 6, dtype=torch.bool)
    present[:, 4:] = False
    torch.testing.assert_close(encoder.outfits(items, present), encoder.outfits(items[:, :4], present[:, :4]))


def test_few_outfits_are_learned_from_in_more_epochs(tmp_path: Path) -> None:
    data = outfits_of_one_style()  # four batches
    lengths = [
        len(OutfitTrainer(data, NETWORK, replace(TRAINING, epochs=epochs, steps=20)).run(tmp_path / str(epochs)))
        for epochs in (2, 7)
    ]
    assert lengths == [5, 7]
