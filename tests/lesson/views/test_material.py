"""The pictures of a lesson: the best-selling articles that have one, small, the same at every call."""

from dataclasses import replace

import numpy as np
import pytest

from stylehub_core.catalog.pictures import PictureReport, thumbnail_name
from stylehub_core.errors import TooLittleDataError
from stylehub_core.features.picture_encoders.pixels import small_garment
from stylehub_core.features.picture_vectors import ArticlePictures
from stylehub_core.lesson.views import material as module
from stylehub_core.lesson.views.material import view_material
from stylehub_core.lesson.views.recipe import SIDE
from stylehub_core.models.world import World


def pictures_of(world: World) -> ArticlePictures:
    assert world.pictures is not None
    return world.pictures


def test_every_picture_of_a_small_catalogue_is_taken(world: World) -> None:
    material = view_material(world)
    ids = np.asarray(world.catalog.ids)[material.rows].tolist()
    assert sorted(ids) == sorted(PictureReport.read(pictures_of(world).folder).pictured)
    assert material.levels.shape == (len(ids), SIDE, SIDE, 3)
    row = int(material.rows[3])
    exact = small_garment(pictures_of(world).picture(row), SIDE).astype(float)
    assert np.abs(material.levels[3] - exact).mean() < 12  # it is read from a smaller picture, which is faster
    np.testing.assert_array_equal(view_material(world).levels, material.levels)


def test_labels_are_those_of_the_articles(world: World) -> None:
    material = view_material(world)
    for column, name in enumerate(("product_code", "product_type_name", "colour_group_name")):
        values = world.articles[name].astype(str).to_numpy()[material.rows]
        assert len(set(zip(values, material.labels[:, column].tolist(), strict=True))) == len(set(values))


def test_of_many_the_best_sellers_are_taken(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    every = view_material(world).rows
    monkeypatch.setattr(module, "PICTURES", 50)
    material = view_material(world)
    assert (material.taken.articles, material.taken.of_articles) == (50, len(world.articles))
    assert (np.diff(material.rows) > 0).all()
    sold = world.catalog.articles["times_sold"].to_numpy()
    assert sold[np.setdiff1d(every, material.rows)].max() <= sold[material.rows].min()


def test_the_shown_pictures_differ_in_colour(world: World) -> None:
    material = view_material(world)
    colours = material.levels[material.shown].mean(axis=(1, 2))
    assert len(set(material.shown.tolist())) == 6
    apart = np.linalg.norm(colours[:, None] - colours, axis=2)[np.triu_indices(6, 1)].min()
    first = material.levels[:6].mean(axis=(1, 2))
    assert apart > np.linalg.norm(first[:, None] - first, axis=2)[np.triu_indices(6, 1)].min()


def test_a_damaged_picture_is_left_out(world: World) -> None:
    row = int(view_material(world).rows[0])
    thumbnail = pictures_of(world).folder / thumbnail_name(str(world.catalog.ids[row]))
    thumbnail.write_bytes(b"no picture")
    assert row not in view_material(world).rows


def test_without_pictures_one_sentence_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLittleDataError, match="this catalogue has none"):
        view_material(replace(world, pictures=None))
    monkeypatch.setattr(module, "FEWEST", 10**6)
    with pytest.raises(TooLittleDataError, match="can be read"):
        view_material(world)
