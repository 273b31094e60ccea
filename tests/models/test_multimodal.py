"""The multimodal model: every choice of parts, missing pictures and purchases, towers, and an interrupted fit."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.errors import ModelError, TooLittleDataError
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.models.multimodal import Multimodal
from stylehub_core.models.saved import SavedModel, save
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from tests.conftest import MakeCatalog

ARTICLES, PICTURED = 40, 30
SHORT = {
    "runs": 2,
    "look.dimensions": 8,
    "learned.training.epochs": 2,
    "learned.training.batch": 32,
    "learned.network.hidden": "",
    "learned.network.features": 16,
    "learned.network.projection": 6,
}
PARTS = ("text", "picture", "purchases")
CHOICES = [on for number in range(1, 8) if (on := {part for bit, part in enumerate(PARTS) if number >> bit & 1})]
CONTENT = {frozenset(): 0, frozenset({"text"}): 16, frozenset({"picture"}): 8, frozenset({"text", "picture"}): 24}


@dataclass(frozen=True)
class Pictures:
    """Vectors of the first articles' pictures, in which articles that are bought together look alike."""

    rows: int = PICTURED

    def vectors(self, encoder: object, progress: Progress = silent, among: None = None) -> PictureVectors:
        rng = np.random.default_rng(3)
        halves = np.where(np.arange(ARTICLES)[:, None] % 2, 1.0, -1.0) * rng.normal(size=(1, 12))
        drawn = (halves + rng.normal(size=(ARTICLES, 12))).astype(np.float32)
        return PictureVectors(ARTICLES, np.arange(self.rows, dtype=np.int32), unit(drawn[: self.rows]))


@pytest.fixture(scope="module")
def world(make_catalog: MakeCatalog, encoder: Any) -> World:
    rng = np.random.default_rng(0)
    shop = [
        (f"2020-01-{day:02d}", who, int(row))
        for who in range(30)
        for day in (1, 8)
        for row in 2 * rng.choice(ARTICLES // 2 - 2, 3, replace=False) + who % 2
    ]
    pictures: Any = Pictures()
    return World(make_catalog(shop, ARTICLES, 30), encoder, pictures=pictures)


def model(**settings: object) -> Multimodal:
    return Multimodal().changed({**SHORT, **settings})


@pytest.mark.parametrize("on", CHOICES, ids=lambda on: "-".join(sorted(on)))
def test_every_choice_of_parts_gives_a_space_with_its_towers(world: World, on: set[str], tmp_path: Path) -> None:
    chosen = model(**{part: part in on for part in PARTS})
    assert chosen.needs == {"texts"} | ({"pictures"} if "picture" in on else set()) | (on & {"purchases"})
    fitted = chosen.fit(world, tmp_path)
    content = CONTENT[frozenset(on - {"purchases"})]
    assert fitted.vectors.shape == (ARTICLES, content + 2 * 6 * ("purchases" in on))
    np.testing.assert_allclose(np.linalg.norm(fitted.vectors, axis=1), 1, atol=1e-5)
    assert {part: fitted.facts[part] for part in PARTS} == {part: part in on for part in PARTS}
    assert set(fitted.towers) == ({"text", "picture"} if "picture" in on else {"text"})
    assert fitted.picture_encoder == ("garment" if "picture" in on else "")
    inputs = {"text": world.sentences, "picture": Pictures().vectors(None).vectors}
    save(fitted, tmp_path)
    loaded = SavedModel.load(tmp_path, ARTICLES)
    for kind, tower in fitted.towers.items():
        placed = tower(inputs[kind])
        assert placed.shape == (len(inputs[kind]), fitted.vectors.shape[1])
        np.testing.assert_allclose(np.linalg.norm(placed, axis=1), 1, atol=1e-5)
        np.testing.assert_array_equal(loaded.place(kind, inputs[kind]), placed)


def test_without_a_single_part_it_is_refused() -> None:
    with pytest.raises(ModelError, match=r"no part left: set multimodal\.text"):
        model(text=False, picture=False, purchases=False)


def test_settings_may_be_changed_in_any_order() -> None:
    only_text = model(picture=False, purchases=False)
    assert only_text.changed({"text": False, "picture": True}).needs == {"texts", "pictures"}


def test_before_purchases_a_cosine_is_that_of_text_and_picture_by_their_shares(world: World, tmp_path: Path) -> None:
    both, text, picture = (
        model(purchases=False, picture_share=0.3, **off).fit(world, tmp_path).vectors
        for off in ({}, {"picture": False}, {"text": False})
    )
    np.testing.assert_allclose(both @ both.T, 0.7 * text @ text.T + 0.3 * picture @ picture.T, atol=1e-5)


def test_the_runs_are_side_by_side_and_the_content_keeps_its_share(world: World, tmp_path: Path) -> None:
    kept = Multimodal().setting("learned.network.kept_text")
    fitted, content = (model(**off).fit(world, tmp_path).vectors for off in ({}, {"purchases": False}))
    size = content.shape[1]
    np.testing.assert_allclose(fitted[:, :size], np.sqrt(kept) * content, atol=1e-5)
    first, second = fitted[:, size : size + 6], fitted[:, size + 6 :]
    for run in (first, second):
        np.testing.assert_allclose((run**2).sum(axis=1), (1 - kept) / 2, atol=1e-5)
    assert not np.allclose(first, second, atol=0.01)  # different seeds


def test_a_run_that_reads_texts_alone_knows_nothing_of_pictures(world: World, tmp_path: Path) -> None:
    others: Any = Pictures(rows=PICTURED // 2)
    worlds = (world, replace(world, pictures=others))

    def learned(second_reads: str) -> list[Any]:
        chosen = model(second_reads=second_reads, **{"learned.training.epochs": 1})
        return [chosen.fit(each, tmp_path).vectors[:, -6:] for each in worlds]

    def changed(second_reads: str) -> float:
        first, second = learned(second_reads)
        return float(np.abs(first - second).max())

    # Low precision rounds the two worlds' batches a little differently on some processors.
    by_text, by_everything = changed("text"), changed("everything")
    assert by_text < 0.005
    assert by_everything > max(0.01, 3 * by_text)


def test_the_first_run_finds_how_many_epochs_the_others_train_for(world: World, tmp_path: Path) -> None:
    epochs: dict[str, list[int]] = {"run 1 of 2: epochs": [], "run 2 of 2: epochs": []}

    def note(task: str, done: int, total: int) -> None:
        if task in epochs:
            epochs[task].append(done)

    fitted = model(**{"learned.training.epochs": 30, "learned.training.patience": 1}).fit(world, tmp_path, note)
    first, second = epochs.values()
    assert len(first) > fitted.facts["best_epoch"]
    assert len(second) == fitted.facts["best_epoch"]


def test_a_tower_gives_what_the_network_learned_about_its_input(world: World, tmp_path: Path) -> None:
    """Without residuals, an article is where its text and picture are, so that only the predicted part differs."""
    plain = model(**{"learned.training.item_residual": False, "picture": False})
    fitted = plain.fit(world, tmp_path)
    np.testing.assert_allclose(fitted.towers["text"](world.sentences), fitted.vectors, atol=1e-4)


def test_an_article_without_a_picture_is_placed_by_its_text(world: World, tmp_path: Path) -> None:
    fitted = model(purchases=False).fit(world, tmp_path)
    without = slice(PICTURED, ARTICLES)
    np.testing.assert_allclose(fitted.towers["text"](world.sentences)[without], fitted.vectors[without], atol=1e-5)
    assert fitted.facts["pictures"] == PICTURED


def test_too_few_pictures_are_said_to_be_too_few(world: World, tmp_path: Path) -> None:
    pictures: Any = Pictures(rows=1)
    with pytest.raises(TooLittleDataError, match="at least 2 of them; 1 can be read"):
        model().fit(replace(world, pictures=pictures), tmp_path)


def test_without_purchases_it_is_text_and_picture(world: World, tmp_path: Path) -> None:
    before = replace(world, until=date(1990, 1, 1))
    fitted = model().fit(before, tmp_path)
    np.testing.assert_array_equal(fitted.vectors, model(purchases=False).fit(world, tmp_path).vectors)
    assert fitted.facts["purchases"] is False
    with pytest.raises(TooLittleDataError, match="no co-purchases to learn from"):
        model(text=False, picture=False).fit(before, tmp_path)


def test_an_interrupted_fit_continues_with_the_same_result(world: World, tmp_path: Path) -> None:
    whole = model().fit(world, _made(tmp_path / "whole"))
    seen: list[str] = []

    def stop(task: str, done: int, total: int) -> None:
        seen.append(task)
        if task == "run 2 of 2: epochs" and done == 1:
            raise KeyboardInterrupt

    folder = _made(tmp_path / "stopped")
    with pytest.raises(KeyboardInterrupt):
        model().fit(world, folder, stop)
    again: list[str] = []
    fitted = model().fit(world, folder, lambda task, done, total: again.append(task))
    np.testing.assert_array_equal(fitted.vectors, whole.vectors)
    assert seen.count("run 1 of 2: epochs") == 2 and again.count("run 1 of 2: epochs") == 0
    assert list(folder.iterdir()) == []


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
