"""The shop's own outfits, as the sample's table gives them."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.models.world import World
from stylehub_core.outfits.from_table import outfits_of_table
from stylehub_core.outfits.visible import SPLITS
from tests.built import write_tiny
from tests.conftest import HashEncoder


def test_hidden_articles_are_in_no_outfit(tmp_path: Path, encoder: HashEncoder) -> None:
    import_kaggle(write_tiny(tmp_path / "data"), tmp_path / "catalog")
    world = World(Catalog.open(tmp_path / "catalog"), encoder)  # type: ignore[arg-type]
    every = outfits_of_table(world, SPLITS).sets
    hidden = np.unique(every.articles)[::3]
    left = outfits_of_table(replace(world, hidden_articles=hidden), SPLITS).sets
    wanted = [rows for at in range(len(every)) if len(rows := every[at][~np.isin(every[at], hidden)]) > 1]
    assert 0 < len(wanted) < len(every)
    assert [left[at].tolist() for at in range(len(left))] == [rows.tolist() for rows in wanted]
