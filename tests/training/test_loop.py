"""Training learns the planted groups, repeats exactly, and resumes after a kill as if it had never stopped."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from torch import Tensor

from stylehub_core.arrays import FloatMatrix, IntMatrix, unit
from stylehub_core.errors import ModelError
from stylehub_core.pairs.pair_source import FreshPairs, Pairs, StoredPairs
from stylehub_core.training.collapse import separation
from stylehub_core.training.loop import Trainer, TrainingConfig, Validation
from stylehub_core.training.losses import nt_xent
from stylehub_core.training.network import NetworkConfig

ARTICLES, SIZE = 60, 12
NETWORK = NetworkConfig(hidden=(24,), features=24, projection=8, dropout=0.1)


def world() -> tuple[FloatMatrix, IntMatrix]:
    """Random texts. Articles of the same third belong together, and no text shows it."""
    rng = np.random.default_rng(0)
    texts = unit(rng.normal(size=(ARTICLES, SIZE)).astype(np.float32))
    pairs = [(a, b) for a in range(ARTICLES) for b in range(a + 1, ARTICLES) if a % 3 == b % 3]
    return texts, np.array(pairs, dtype=np.int32)


def measured(vectors: FloatMatrix) -> Validation:
    _, pairs = world()
    return Validation(-separation(vectors, pairs, pairs).positive, {})


def run(folder: Path, training: TrainingConfig, *, residual: bool = True) -> FloatMatrix:
    texts, pairs = world()
    folder.mkdir(exist_ok=True)
    trainer = Trainer(texts, NETWORK, training)
    return trainer.run(FreshPairs(pairs, np.ones(len(pairs), np.float32), 1024), measured, folder).vectors


def settings(epochs: int) -> TrainingConfig:
    return TrainingConfig(epochs=epochs, batch=64, temperature=0.3, mask_duplicates=True, item_residual=True)


def test_learns_what_is_planted(tmp_path: Path) -> None:
    texts, pairs = world()
    against = np.array([(a, b) for a in range(ARTICLES) for b in range(ARTICLES) if a % 3 != b % 3], dtype=np.int32)
    before = separation(texts, pairs, against)
    after = separation(run(tmp_path, settings(15)), pairs, against)
    assert before.auc == pytest.approx(0.5, abs=0.05)
    assert after.auc > 0.9


def test_an_article_without_pairs_is_placed_by_its_group(tmp_path: Path) -> None:
    texts, pairs = world()
    unseen = np.arange(ARTICLES) >= ARTICLES - 6
    known = pairs[~unseen[pairs].any(axis=1)]
    cold, against = pairs[unseen[pairs].any(axis=1)], np.array([(i, i - 1) for i in range(1, ARTICLES)], np.int32)
    training = replace(settings(15), own_dropout=0.5)
    reached = []
    for groups in (None, (np.arange(ARTICLES) % 3)[:, None].astype(np.int32)):
        folder = tmp_path / str(groups is None)
        folder.mkdir()
        source = FreshPairs(known, np.ones(len(known), np.float32), 1024)
        vectors = Trainer(texts, NETWORK, training, groups=groups).run(source, measured, folder).vectors
        reached.append(separation(vectors, cold, against).auc)
    assert reached[0] < 0.8
    assert reached[1] > 0.95


def test_the_loss_is_given_what_the_settings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One batch: the masked rows, the logQ of each view, and each row's mined negative."""
    given: list[dict[str, Tensor | float | None]] = []

    def noted(first: Tensor, second: Tensor, **settings: Tensor | float | None) -> Tensor:
        given.append({"first": first, "second": second, **settings})
        return nt_xent(first, second, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr("stylehub_core.training.loop.nt_xent", noted)
    texts, _ = world()
    frequency = np.linspace(0.01, 0.6, ARTICLES).astype(np.float32)
    pairs = Pairs(np.array([[0, 3], [7, 1], [2, 8]], np.int32), negatives=np.array([5, 4, 9], np.int32))
    config = TrainingConfig(epochs=1, batch=3, temperature=0.3, mask_duplicates=True, log_q=0.5)
    trainer = Trainer(texts, NETWORK, config, frequency=frequency)
    embed, vectors = trainer._embed, np.zeros((ARTICLES, NETWORK.projection), np.float32)

    def seen(rows: Tensor, by_text: Tensor | None) -> Tensor:
        out = embed(rows, by_text)
        vectors[rows] = out.detach().numpy()
        return out

    monkeypatch.setattr(trainer, "_embed", seen)
    trainer.run(StoredPairs(pairs), measured, tmp_path)
    [loss] = given
    first, second = (np.asarray(loss[name]) for name in ("first_ids", "second_ids"))
    assert {*zip(first.tolist(), second.tolist(), strict=True)} == {(0, 3), (7, 1), (2, 8)}
    mined = [{0: 5, 7: 4, 2: 9}[row] for row in first.tolist()]
    for name, rows in (("first", first), ("second", second), ("negatives", mined)):
        np.testing.assert_array_equal(loss[name].detach(), vectors[rows])  # type: ignore[union-attr]
    np.testing.assert_allclose(loss["log_q"], 0.5 * np.log(frequency[np.concatenate([first, second])]), rtol=1e-5)
    assert loss["temperature"] == 0.3


def test_vectors_have_length_one(tmp_path: Path) -> None:
    assert np.linalg.norm(run(tmp_path, settings(2)), axis=1) == pytest.approx(np.ones(ARTICLES), abs=1e-5)


def test_same_seed_same_vectors(tmp_path: Path) -> None:
    first, second = run(tmp_path / "a", settings(3)), run(tmp_path / "b", settings(3))
    assert np.array_equal(first, second)


class KilledError(Exception):
    pass


@pytest.mark.parametrize("when", [1, 3])
def test_a_killed_run_goes_on_with_the_same_result(tmp_path: Path, when: int) -> None:
    texts, pairs = world()
    whole = run(tmp_path / "whole", settings(5))
    seen = 0

    def killer(vectors: FloatMatrix) -> Validation:
        nonlocal seen
        seen += 1
        if seen > when:
            raise KilledError
        return measured(vectors)

    folder = tmp_path / "killed"
    folder.mkdir()
    source = FreshPairs(pairs, np.ones(len(pairs), np.float32), 1024)
    with pytest.raises(KilledError):
        Trainer(texts, NETWORK, settings(5)).run(source, killer, folder)
    assert np.array_equal(run(folder, settings(5)), whole)


def test_a_damaged_checkpoint_is_left_aside(tmp_path: Path) -> None:
    whole = run(tmp_path / "whole", settings(3))
    folder = tmp_path / "other"
    run(folder, settings(3))
    file = folder / "checkpoint.safetensors"
    file.write_bytes(file.read_bytes()[:200])
    assert np.array_equal(run(folder, settings(3)), whole)


def test_stops_early_and_keeps_the_best_epoch(tmp_path: Path) -> None:
    texts, pairs = world()
    scores = iter([0.1, 0.9, 0.3, 0.2, 0.1, 0.0])
    kept: list[FloatMatrix] = []

    def validate(vectors: FloatMatrix) -> Validation:
        kept.append(vectors.copy())
        return Validation(next(scores), {})

    config = TrainingConfig(epochs=6, batch=64, patience=2)
    done = Trainer(texts, NETWORK, config).run(StoredPairs(Pairs(pairs)), validate, tmp_path)
    assert (done.best_epoch, len(done.history)) == (2, 4)
    assert np.allclose(done.vectors, kept[1], atol=1e-6)


def test_too_few_pairs_is_said(tmp_path: Path) -> None:
    texts, pairs = world()
    with pytest.raises(ModelError, match="too few"):
        Trainer(texts, NETWORK, settings(1)).run(StoredPairs(Pairs(pairs[:1])), measured, tmp_path)


def test_the_last_epoch_counts_where_nothing_is_held_out(tmp_path: Path) -> None:
    texts, pairs = world()
    source = FreshPairs(pairs, np.ones(len(pairs), np.float32), 64)
    training = replace(settings(4), patience=1)
    done = Trainer(texts, NETWORK, training).run(source, lambda _: Validation(float("nan"), {}), tmp_path)
    assert (len(done.history), done.best_epoch) == (4, 4)
