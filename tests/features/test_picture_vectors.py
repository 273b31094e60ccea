"""Vectors of the articles' pictures: which articles have one, that each is encoded once, and the state after a kill."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from stylehub_core.arrays import FloatMatrix
from stylehub_core.catalog.pictures import CorruptPicture, make_thumbnails, thumbnail_name
from stylehub_core.errors import CancelledError, ModelError, NotBuiltError, QueryError
from stylehub_core.features import picture_vectors
from stylehub_core.features.picture_encoders.mean_colours import MeanColours
from stylehub_core.features.picture_vectors import ArticlePictures, checked
from stylehub_core.features.uploaded_picture import uploaded_picture

IDS = tuple(f"0{number:09d}" for number in (11, 22, 33, 44, 55, 66, 77))
MISSING, DAMAGED = 2, 4
TWINS = (1, 5)


class Counting(MeanColours):
    """Mean colours that note how many pictures they were given at a time."""

    name = "counting"

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[int] = []

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        self.batches.append(len(pictures))
        return super().encode(pictures)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Seven articles: one without a picture, one with a damaged one, and two with the same."""
    images = tmp_path / "data" / "images"
    images.mkdir(parents=True)
    for row, article in enumerate(IDS):
        if row == MISSING:
            continue
        path = images / f"{article}.jpg"
        Image.effect_noise((200, 260 + row), 20 + 20 * row).convert("RGB").save(path)
        if row == DAMAGED:
            path.write_bytes(path.read_bytes()[:3000])
    (images / f"{IDS[TWINS[1]]}.jpg").write_bytes((images / f"{IDS[TWINS[0]]}.jpg").read_bytes())
    return tmp_path / "data"


@pytest.fixture
def pictures(data: Path, tmp_path: Path) -> ArticlePictures:
    make_thumbnails(data, IDS, tmp_path / "pictures", workers=1)
    return ArticlePictures(tmp_path / "pictures", IDS, tmp_path / "cache")


def test_articles_with_a_picture_have_its_vector_and_no_others(pictures: ArticlePictures) -> None:
    encoded = pictures.vectors(MeanColours())
    assert encoded.articles == 7
    assert encoded.rows.tolist() == [0, 1, 3, 5, 6] and encoded.rows.dtype == np.int32
    assert encoded.known.tolist() == [True, True, False, True, False, True, True]
    assert [damaged.article_id for damaged in encoded.damaged] == [IDS[DAMAGED]]
    assert "truncated" in encoded.damaged[0].reason
    images = [Image.open(pictures.folder / thumbnail_name(IDS[row])).convert("RGB") for row in encoded.rows]
    np.testing.assert_array_equal(encoded.vectors, MeanColours().encode(images))


def test_the_catalogues_order_of_ids_is_kept(pictures: ArticlePictures) -> None:
    turned = ArticlePictures(pictures.folder, np.array(IDS[::-1]), None).vectors(MeanColours())
    assert turned.rows.tolist() == [0, 1, 3, 5, 6]
    np.testing.assert_array_equal(turned.vectors, pictures.vectors(MeanColours()).vectors[::-1])


def test_a_picture_is_encoded_once(pictures: ArticlePictures) -> None:
    encoder = Counting()
    encoded = pictures.vectors(encoder)
    assert sum(encoder.batches) == 4
    np.testing.assert_array_equal(*(encoded.vectors[encoded.rows == row] for row in TWINS))
    again = pictures.vectors(encoder)
    assert sum(encoder.batches) == 4
    np.testing.assert_array_equal(again.vectors, encoded.vectors)


def test_vectors_follow_the_content_and_not_the_name(pictures: ArticlePictures) -> None:
    encoder = Counting()
    before = pictures.vectors(encoder).vectors
    paths = [pictures.folder / thumbnail_name(IDS[row]) for row in (0, 3)]
    contents = [path.read_bytes() for path in paths]
    for path, content in zip(paths, contents[::-1], strict=True):
        path.write_bytes(content)
    after = pictures.vectors(encoder).vectors
    assert sum(encoder.batches) == 4
    np.testing.assert_array_equal(after[[0, 2]], before[[2, 0]])


def test_without_a_cache_nothing_is_written(pictures: ArticlePictures, tmp_path: Path) -> None:
    uncached = ArticlePictures(pictures.folder, IDS)
    assert len(uncached.vectors(MeanColours()).rows) == 5
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("killed_at", [0, 1, 2, 3])
def test_a_killed_run_goes_on_where_it_was(
    pictures: ArticlePictures, killed_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_vectors, "_CHUNK", 1)
    whole = ArticlePictures(pictures.folder, IDS).vectors(MeanColours()).vectors

    def stop(step: str, done: int, total: int) -> None:
        if step == "encoding pictures" and done == killed_at:
            raise CancelledError("Stopped.")

    encoder = Counting()
    with pytest.raises(CancelledError):
        pictures.vectors(encoder, stop)
    assert len(encoder.batches) == killed_at
    np.testing.assert_array_equal(pictures.vectors(encoder).vectors, whole)
    assert len(encoder.batches) == 4


@pytest.mark.parametrize("chunk", [1, 2, 3, 256])
def test_few_pictures_are_in_memory_at_once(
    pictures: ArticlePictures, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_vectors, "_CHUNK", chunk)
    encoder = Counting()
    pictures.vectors(encoder)
    assert max(encoder.batches) == min(chunk, 4) and sum(encoder.batches) == 4


def test_progress_is_told_to_the_end(pictures: ArticlePictures) -> None:
    told: list[tuple[str, int, int]] = []
    pictures.vectors(MeanColours(), lambda *step: told.append(step))
    assert told[0] == ("reading pictures", 0, 5) and told[-1] == ("encoding pictures", 4, 4)


def test_thumbnails_that_were_damaged_or_lost_since_are_named(pictures: ArticlePictures) -> None:
    (pictures.folder / thumbnail_name(IDS[0])).unlink()
    for row in TWINS:
        (pictures.folder / thumbnail_name(IDS[row])).write_bytes(b"not a picture")
    encoded = pictures.vectors(MeanColours())
    assert encoded.rows.tolist() == [3, 6] and len(encoded.vectors) == 2
    reasons = {damaged.article_id: damaged.reason for damaged in encoded.damaged}
    assert set(reasons) == {IDS[0], IDS[TWINS[0]], IDS[TWINS[1]], IDS[DAMAGED]}
    assert "No such file" in reasons[IDS[0]] and reasons[IDS[TWINS[1]]] == "not a picture"


def test_a_picture_that_changes_meanwhile_is_not_cached_as_another(
    pictures: ArticlePictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pictures.folder / thumbnail_name(IDS[0])

    def change(step: str, done: int, total: int) -> None:
        if step == "encoding pictures":
            path.write_bytes((pictures.folder / thumbnail_name(IDS[3])).read_bytes())

    encoded = pictures.vectors(MeanColours(), change)
    assert encoded.damaged[0] == CorruptPicture(IDS[0], "changed while it was being read")
    assert 0 not in encoded.rows
    assert 0 in pictures.vectors(MeanColours()).rows


def test_no_article_has_a_picture(tmp_path: Path) -> None:
    make_thumbnails(tmp_path, IDS, tmp_path / "pictures", workers=1)
    encoded = ArticlePictures(tmp_path / "pictures", IDS, tmp_path / "cache").vectors(MeanColours())
    assert encoded.vectors.shape == (0, MeanColours().dimensions) and not encoded.known.any()


def test_pictures_that_were_never_made_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError):
        ArticlePictures(tmp_path, IDS).vectors(MeanColours())


def test_a_cache_of_another_length_is_refused(pictures: ArticlePictures) -> None:
    pictures.vectors(MeanColours())

    class Shorter(MeanColours):
        @property
        def dimensions(self) -> int:
            return 7

    with pytest.raises(ModelError, match="193 dimensions.*now gives 7: increase its `version`"):
        pictures.vectors(Shorter())


@pytest.mark.parametrize(("factor", "message"), [(2, "length 2"), (np.nan, "length nan"), (None, "shape")])
def test_an_encoder_that_breaks_its_contract_is_refused(
    pictures: ArticlePictures, factor: float | None, message: str
) -> None:
    class Broken(MeanColours):
        def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
            rows = super().encode(pictures)
            return rows[:, 1:] if factor is None else rows * np.float32(factor)

    with pytest.raises(ModelError, match=f"'mean-colours' returned .*{message}"):
        pictures.vectors(Broken())
    assert len(pictures.vectors(MeanColours()).rows) == 5


def test_an_articles_own_picture_file_has_the_articles_vector(pictures: ArticlePictures, data: Path) -> None:
    encoded = pictures.vectors(MeanColours())
    for row, vector in zip(encoded.rows, encoded.vectors, strict=True):
        content = (data / "images" / f"{IDS[row]}.jpg").read_bytes()
        np.testing.assert_allclose(checked(MeanColours(), [uploaded_picture(content)])[0], vector, atol=1e-6)
    with pytest.raises(QueryError, match="cannot be read"):
        checked(MeanColours(), [uploaded_picture(b"")])
