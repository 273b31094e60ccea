"""Compatibility in a shop where people wear one colour at a time, and what it needs to learn."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import ModelError, TooLittleDataError
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.compatibility import (
    PIXELS,
    Compatibility,
    CompatibilityConfig,
    _numbered,
    labelled_share,
)
from stylehub_core.outfits.visible import visible_outfits
from stylehub_core.training.configs import ResidualConfig
from tests.conftest import HashEncoder, MakeCatalog, Purchase
from tests.outfits.pictured import Colour, pictured

ARTICLES = 48
COLOURS: tuple[Colour, ...] = ((190, 30, 30), (30, 140, 40), (40, 50, 180))
SLOTS = ("Garment Upper body", "Garment Lower body", "Shoes", "Accessories")
GROUPS = {row: SLOTS[row // 3 % 4] for row in range(ARTICLES)}
KINDS = {row: (SLOTS[row // 3 % 4], "Any") for row in range(ARTICLES)}


def of_colour(colour: int, slot: int) -> list[int]:
    return [row for row in range(ARTICLES) if row % 3 == colour and row // 3 % 4 == slot]


@pytest.fixture(scope="module")
def kept() -> list[World]:
    return []


@pytest.fixture
def world(
    kept: list[World], make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path_factory: pytest.TempPathFactory
) -> World:
    """Articles of three colours; every basket has one colour in three slots."""
    if not kept:
        rng = np.random.default_rng(0)
        purchases: list[Purchase] = []
        for number in range(60):
            for slot in rng.permutation(4)[:3].tolist():
                article = int(rng.choice(of_colour(number % 3, slot)))
                purchases.append((f"2020-09-{1 + number // 10:02d}", number % 10, article))
        catalog = make_catalog(purchases, articles=ARTICLES, groups=GROUPS, kinds=KINDS)
        colours = [
            tuple(int(level) for level in np.clip(np.array(COLOURS[row % 3]) + rng.integers(-25, 26, 3), 0, 255))
            for row in range(ARTICLES)
        ]
        pictures = pictured(tmp_path_factory.mktemp("colours"), catalog, colours)  # type: ignore[arg-type]
        kept.append(World(catalog, encoder, pictures=pictures))  # type: ignore[arg-type]
    return kept[0]


def right_share(scorer: Compatibility, world: World, folder: Path) -> float:
    """The share of sets of one colour that score higher than the same with an article of another colour."""
    fitted = scorer.fit(world, folder)
    rng, scores = np.random.default_rng(1), []
    for number in range(100):
        colour, (first, second) = number % 3, rng.permutation(4)[:2].tolist()
        anchor = int(rng.choice(of_colour(colour, first)))
        answers = [int(rng.choice(of_colour((colour + more) % 3, second))) for more in (0, 1)]
        scores.append(fitted.compatibility(ArticleSets.of([[anchor, answer] for answer in answers])))
    right, wrong = np.array(scores).T
    return float((right > wrong).mean())


def trained(epochs: int = 12) -> Compatibility:
    config = Compatibility.default
    return Compatibility(replace(config, training=replace(config.training, epochs=epochs, draws=512)))


def test_it_learns_that_colours_go_together(world: World, tmp_path: Path) -> None:
    assert right_share(trained(), world, tmp_path) > 0.9


def test_a_network_learns_it_from_pixels(world: World, tmp_path: Path) -> None:
    training = replace(PIXELS.training, epochs=4, batch=32, draws=384, learning_rate=5e-3)
    small = replace(PIXELS, pixels=ResidualConfig(stem=8, widths=(8, 12, 16)), training=training)
    assert right_share(Compatibility(small), world, tmp_path) > 0.8
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.safetensors"]


def test_views_are_encoded_once(world: World, tmp_path: Path) -> None:
    def fit(name: str) -> set[str]:
        told: set[str] = set()
        (tmp_path / name).mkdir()
        trained(1).fit(world, tmp_path / name, lambda task, done, total: told.add(task))
        return told

    assert world.pictures is not None and world.pictures.cache is not None
    fit("first")
    before = {path: path.stat().st_mtime_ns for path in world.pictures.cache.rglob("*") if path.is_file()}
    fit("second")
    assert before == {path: path.stat().st_mtime_ns for path in world.pictures.cache.rglob("*") if path.is_file()}
    assert len(list(world.pictures.cache.iterdir())) == 3  # the pictures, and two views of each


def test_a_smaller_share_is_part_of_a_larger_one(world: World) -> None:
    every = visible_outfits(world)
    shares = [labelled_share(every, share, seed=3) for share in (0.1, 0.5, 1)]
    assert [len(outfits) for outfits in shares] == [round(len(every) * share) for share in (0.1, 0.5, 1)]
    few, half, _ = ({tuple(outfits.sets[at].tolist()) for at in range(len(outfits))} for outfits in shares)
    assert few < half
    other = labelled_share(every, 0.1, seed=4)
    assert few != {tuple(other.sets[at].tolist()) for at in range(len(other))}


def test_the_articles_of_other_outfits_are_unlabelled(world: World, tmp_path: Path) -> None:
    few = Compatibility(replace(Compatibility.default, labels=0.1))
    whole = Compatibility(Compatibility.default)
    sets = ArticleSets.of([[0, 3], [1, 7]])
    scores = []
    for number, scorer in enumerate((few, whole)):
        (tmp_path / str(number)).mkdir()
        scores.append(scorer.fit(world, tmp_path / str(number)).compatibility(sets))
    assert not np.allclose(*scores)


def test_an_article_without_a_picture_lies_in_the_middle_of_its_type(world: World, tmp_path: Path) -> None:
    assert world.pictures is not None
    lost = 5
    report = replace(world.pictures, article_ids=[*world.catalog.ids[:lost], "none", *world.catalog.ids[lost + 1 :]])
    fitted = trained(1).fit(replace(world, pictures=report), tmp_path)
    alike = [row for row in range(ARTICLES) if KINDS[row] == KINDS[lost] and row != lost]
    np.testing.assert_allclose(fitted.vectors[lost], fitted.vectors[alike].mean(axis=0), atol=1e-5)


def test_outfits_of_which_one_article_has_a_picture_are_left_out() -> None:
    sets = ArticleSets.of([[0, 1, 2], [3, 4], [5, 6], [1, 4]])
    numbered = _numbered(sets, np.array([0, 2, 3, 5, 6], np.int32), 7)
    assert [numbered[at].tolist() for at in range(len(numbered))] == [[0, 1], [3, 4]]


def test_what_is_too_little_is_named(world: World, tmp_path: Path) -> None:
    with pytest.raises(TooLittleDataError, match="at least 20 pictures; there are 0"):
        trained().fit(replace(world, pictures=None), tmp_path)
    assert world.pictures is not None
    none = replace(world.pictures, article_ids=["none"] * ARTICLES)
    for config in (Compatibility.default, PIXELS):
        with pytest.raises(TooLittleDataError, match="at least 20 pictures; there are 0"):
            Compatibility(config).fit(replace(world, pictures=none), tmp_path)
    few = Compatibility(replace(Compatibility.default, labels=0.05))
    with pytest.raises(TooLittleDataError, match="at least 5 outfits; there are 3"):
        few.fit(world, tmp_path)


@pytest.mark.parametrize("share", [0.0, -0.1, 1.5])
def test_a_share_of_labels_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(ModelError, match="'compatibility.labels' cannot be"):
        CompatibilityConfig(labels=share)
