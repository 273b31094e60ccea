"""The stylist on baskets with a planted rule, and without what it can do without."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import TooLittleDataError, WorkspaceError
from stylehub_core.evaluation.outfit_measures import blank_figures
from stylehub_core.evaluation.outfit_rounds import outfit_protocol
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.stylist import Stylist, StylistConfig
from tests.conftest import HashEncoder, MakeCatalog, Purchase

ARTICLES, COLOURS = 48, 4
CONFIG = StylistConfig(
    groups=("colour_group_name", "product_type_name"),
    training=replace(StylistConfig().training, hidden=32, size=16, negatives=64, learning_rate=5e-3, epochs=20),
)


def planted(make_catalog: MakeCatalog, encoder: HashEncoder, customers: int = 60, days: int = 12) -> World:
    """Articles row, row+4, … have a colour; a basket is a top, a skirt and shoes of one colour."""
    groups = {row: ("Garment Upper body", "Garment Lower body", "Shoes")[row // COLOURS % 3] for row in range(ARTICLES)}
    kinds = {row: (("Shirt", "Skirt", "Boots")[row // COLOURS % 3], f"Colour {row % COLOURS}") for row in groups}
    rng = np.random.default_rng(3)
    lines: list[Purchase] = []
    for day in range(days):
        for who in rng.choice(customers, customers // 2, replace=False).tolist():
            colour = int(rng.integers(COLOURS))
            for part in range(3):
                row = int(rng.integers(ARTICLES // (3 * COLOURS))) * 3 * COLOURS + part * COLOURS + colour
                lines.append((f"2020-09-{day + 1:02d}", who, row))
    catalog = make_catalog(lines, articles=ARTICLES, customers=customers, groups=groups, kinds=kinds)
    return World(catalog, encoder)  # type: ignore[arg-type]


def test_it_finds_the_planted_rule(make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path: Path) -> None:
    round_ = outfit_protocol(planted(make_catalog, encoder)).test
    fitted = Stylist(CONFIG).fit(round_.world, tmp_path)
    figures = blank_figures(fitted, round_.questions)
    assert len(round_.questions) > 40
    assert figures.auc.mean() > 0.8, "three wrong answers in four have another colour"
    assert not list(tmp_path.iterdir())


def test_it_reads_how_articles_sell(make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path: Path) -> None:
    """Every other article of a kind is sold online, and a basket is bought online or in a shop."""
    slots = ("Garment Upper body", "Garment Lower body", "Shoes")
    groups = {row: slots[row % 3] for row in range(ARTICLES)}
    kinds = {row: (("Shirt", "Skirt", "Boots")[row % 3], "White") for row in groups}
    rng = np.random.default_rng(3)
    lines: list[Purchase] = []
    sold: list[tuple[float | None, int | None]] = []
    for basket in range(400):
        channel = int(rng.integers(2))
        rows = 6 * rng.integers(ARTICLES // 6, size=3) + np.array([0, 1, 2]) + 3 * channel
        lines += [(f"2020-09-{basket % 10 + 1:02d}", basket // 10, row) for row in rows.tolist()]
        sold += [(0.1, 1 + channel)] * 3
    catalog = make_catalog(lines, articles=ARTICLES, customers=40, groups=groups, kinds=kinds, sold=sold)
    round_ = outfit_protocol(World(catalog, encoder)).test  # type: ignore[arg-type]
    with_sales, without = (
        float(blank_figures(Stylist(config).fit(round_.world, tmp_path), round_.questions).auc.mean())
        for config in (CONFIG, replace(CONFIG, sales=0.0))
    )
    assert with_sales > 0.7, "two wrong answers in four are sold the other way"
    assert with_sales > without + 0.05


def test_it_continues_where_it_was_stopped(make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path: Path) -> None:
    world = planted(make_catalog, encoder, customers=20, days=4)
    short = replace(CONFIG, training=replace(CONFIG.training, epochs=3))
    whole, halted = tmp_path / "whole", tmp_path / "halted"
    for folder in (whole, halted):
        folder.mkdir()
    sets = ArticleSets.of([[0, 4, 8], [1, 5], [2, 6, 11]])
    expected = Stylist(short).fit(world, whole).compatibility(sets)

    def stop(task: str, done: int, total: int) -> None:
        if task == "epochs" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Stylist(short).fit(world, halted, stop)
    assert list(halted.glob("run-*"))
    np.testing.assert_array_equal(Stylist(short).fit(world, halted).compatibility(sets), expected)


def test_too_few_outfits_are_named(make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path: Path) -> None:
    world = planted(make_catalog, encoder, customers=4, days=2)
    with pytest.raises(TooLittleDataError, match="needs 20 outfits to learn from, but there are 4"):
        Stylist(CONFIG).fit(world, tmp_path)


def test_what_is_damaged_or_of_another_catalogue_is_named(
    make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path: Path
) -> None:
    world = planted(make_catalog, encoder, customers=20, days=4)
    short = Stylist(replace(CONFIG, training=replace(CONFIG.training, epochs=1)))
    short.fit(world, tmp_path).save(tmp_path)
    with pytest.raises(WorkspaceError, match="49 articles: build again"):
        short.load(tmp_path, 49)
    (tmp_path / "stylist.0.safetensors").write_bytes(b"half")
    with pytest.raises(WorkspaceError, match=r"stylist.0.safetensors"):
        short.load(tmp_path, ARTICLES)
