"""All pictures at once: only readable ones, in the order of the articles, and kept for the next time."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from stylehub_core.catalog.pictures import make_thumbnails, thumbnail_name
from stylehub_core.errors import NotBuiltError
from stylehub_core.features.picture_encoders.pixels import small_garment
from stylehub_core.features.picture_vectors import ArticlePictures
from stylehub_core.features.small_pictures import small_pictures

IDS = tuple(f"0{number:09d}" for number in (33, 11, 22, 44))
COLOURS = ("red", "navy", "green")


@pytest.fixture
def pictures(tmp_path: Path) -> ArticlePictures:
    """Four articles; the third has no picture, and the thumbnail of the second is damaged."""
    images = tmp_path / "data" / "images"
    images.mkdir(parents=True)
    for article, colour in zip((*IDS[:2], IDS[3]), COLOURS, strict=True):
        picture = Image.new("RGB", (200, 300), "white")
        picture.paste(colour, (50, 60, 120, 200))
        picture.save(images / f"{article}.jpg")
    make_thumbnails(tmp_path / "data", IDS, tmp_path / "pictures", workers=1)
    (tmp_path / "pictures" / thumbnail_name(IDS[1])).write_bytes(b"no picture")
    return ArticlePictures(tmp_path / "pictures", IDS)


def test_readable_pictures_come_in_the_order_of_the_articles(pictures: ArticlePictures) -> None:
    small = small_pictures(pictures, 16)
    assert small.rows.tolist() == [0, 3] and small.rows.dtype == np.int32
    expected = np.stack([small_garment(pictures.picture(row), 16) for row in (0, 3)])
    np.testing.assert_array_equal(small.levels, expected)
    assert small.levels[0, 8, 8, 0] > small.levels[1, 8, 8, 0] + 100


def test_what_is_kept_is_not_read_again_unless_it_is_damaged_or_of_another_size(
    pictures: ArticlePictures, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    first = small_pictures(pictures, 16, kept)
    for thumbnail in pictures.folder.rglob("*.jpg"):
        thumbnail.write_bytes(b"no picture")
    again = small_pictures(pictures, 16, kept)
    np.testing.assert_array_equal(again.levels, first.levels)
    np.testing.assert_array_equal(again.rows, first.rows)
    assert len(small_pictures(pictures, 24, kept).rows) == 0
    small_pictures(pictures, 16, kept)
    kept.write_bytes(kept.read_bytes()[:40])
    assert len(small_pictures(pictures, 16, kept).rows) == 0


def test_without_pictures_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError, match="no thumbnails"):
        small_pictures(ArticlePictures(tmp_path, IDS), 16)
