"""The contract of every model. Each check takes one `Subject` and raises AssertionError if the model breaks it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.config import as_json
from stylehub_core.features.article_text import paper_texts, sentence_texts
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.models.contract import Fitted, Model
from stylehub_core.models.saved import SavedModel, save
from stylehub_core.models.shared_towers import FOLDER as KEPT_TOWERS
from stylehub_core.models.world import World

COLOURS = ("white", "black", "red", "navy")
TEXTS = ("dark blue dress", "👗 <b>robe</b>", "the", "x" * 2000)


@dataclass(frozen=True, eq=False)
class Subject:
    """A model to check, fitted once for each world.

    whole, cut: a shop, and the same shop up to a day.
    other_whole, other_cut: the same shop with other purchases after that day.
    """

    make: Callable[[], Model]
    whole: World
    cut: World
    other_whole: World
    other_cut: World
    folder: Path
    _kept: dict[World, Fitted] = field(default_factory=dict)

    def fitted(self, world: World) -> Fitted:
        if world not in self._kept:
            self._kept[world] = self.fit(world)
        return self._kept[world]

    def fit(self, world: World) -> Fitted:
        if world.pictures is not None and world.pictures.cache is not None:
            # Else a second fit would be handed the towers of the first.
            shutil.rmtree(world.pictures.cache / KEPT_TOWERS, ignore_errors=True)
        folder = self.folder / f"fit-{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        return self.make().fit(world, folder)


def unit_rows_of_all_articles(subject: Subject) -> None:
    vectors = subject.fitted(subject.whole).vectors
    assert vectors.ndim == 2
    assert vectors.dtype == np.float32
    assert len(vectors) == len(subject.whole.catalog)
    _unit_rows(vectors)


def any_text_gets_a_unit_row(subject: Subject) -> None:
    fitted = subject.fitted(subject.whole)
    if "text" not in fitted.towers:
        return
    placed = fitted.towers["text"](subject.whole.encoder.encode(TEXTS))
    assert placed.shape == (len(TEXTS), fitted.vectors.shape[1])
    assert placed.dtype == np.float32
    _unit_rows(placed)


def any_picture_gets_a_unit_row(subject: Subject) -> None:
    fitted = subject.fitted(subject.whole)
    assert ("picture" in fitted.towers) == bool(fitted.picture_encoder)
    if "picture" not in fitted.towers:
        return
    placed = fitted.towers["picture"](_pictures(subject, fitted))
    assert placed.shape == (len(COLOURS), fitted.vectors.shape[1])
    assert placed.dtype == np.float32
    _unit_rows(placed)


def the_picture_of_an_article_lands_on_it(subject: Subject) -> None:
    """An article's own picture is nearer to it than to others."""
    fitted = subject.fitted(subject.whole)
    if "picture" not in fitted.towers:
        return
    encoded = subject.whole.picture_vectors(picture_encoder(fitted.picture_encoder))
    cosines = unit(fitted.towers["picture"](encoded.vectors)) @ unit(fitted.vectors).T
    own = cosines[np.arange(len(encoded.rows)), encoded.rows]
    assert (own[:, None] > cosines - 1e-5).mean() > 0.85


def the_text_of_an_article_lands_near_it(subject: Subject) -> None:
    """Most texts lie nearer to their own article than to others, because both share one space."""
    fitted, articles = subject.fitted(subject.whole), subject.whole.articles
    if "text" not in fitted.towers:
        return
    texts = sentence_texts(articles) if fitted.text_form == "sentence" else paper_texts(articles)
    placed = unit(fitted.towers["text"](subject.whole.encoder.encode(texts)))
    cosines = placed @ unit(fitted.vectors).T
    assert (np.diag(cosines)[:, None] > cosines - 1e-5).mean() > 0.85  # independent of the scale of the distances


def notes_are_json_without_nan(subject: Subject) -> None:
    fitted = subject.fitted(subject.whole)
    for notes in (fitted.facts, list(fitted.history)):
        try:
            json.dumps(notes, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise AssertionError(f"{notes} is no JSON") from error


def fitted_twice_it_is_the_same(subject: Subject) -> None:
    np.testing.assert_array_equal(subject.fit(subject.whole).vectors, subject.fitted(subject.whole).vectors)


def it_survives_the_disk(subject: Subject) -> None:
    fitted, folder = subject.fitted(subject.whole), subject.folder / "saved"
    folder.mkdir()
    save(fitted, folder)
    loaded = SavedModel.load(folder, len(subject.whole.catalog))
    np.testing.assert_array_equal(loaded.vectors, fitted.vectors)
    assert loaded.history == json.loads(json.dumps(fitted.history))
    assert loaded.facts == json.loads(json.dumps(fitted.facts))
    assert (loaded.text_form, loaded.picture_encoder) == (fitted.text_form, fitted.picture_encoder)
    assert list(loaded.towers) == list(fitted.towers)
    if "text" in fitted.towers:
        encoded = subject.whole.encoder.encode(TEXTS)
        np.testing.assert_array_equal(loaded.towers["text"](encoded), fitted.towers["text"](encoded))
    if "picture" in fitted.towers:
        encoded = _pictures(subject, fitted)
        np.testing.assert_array_equal(loaded.towers["picture"](encoded), fitted.towers["picture"](encoded))


def nothing_after_the_cut_counts(subject: Subject) -> None:
    np.testing.assert_array_equal(subject.fitted(subject.cut).vectors, subject.fitted(subject.other_cut).vectors)


def it_learns_from_purchases_if_it_says_so_and_only_then(subject: Subject) -> None:
    """A build looks only at `needs` to decide whether a model is stale."""
    ours, theirs = (subject.fitted(world).vectors for world in (subject.whole, subject.other_whole))
    assert np.array_equal(ours, theirs) == ("purchases" not in subject.make().needs)


def its_settings_are_json_and_those_of_the_code(subject: Subject) -> None:
    first, second = (json.dumps(as_json(subject.make().config), allow_nan=False) for _ in range(2))
    assert first == second


def people_are_told_what_it_is(subject: Subject) -> None:
    made = subject.make()
    assert made.name == made.name.strip().lower()
    assert made.title
    assert made.about.endswith(".")
    assert made.needs
    assert made.needs <= {"texts", "pictures", "purchases"}


CHECKS = (
    unit_rows_of_all_articles,
    any_text_gets_a_unit_row,
    any_picture_gets_a_unit_row,
    the_picture_of_an_article_lands_on_it,
    the_text_of_an_article_lands_near_it,
    notes_are_json_without_nan,
    fitted_twice_it_is_the_same,
    it_survives_the_disk,
    nothing_after_the_cut_counts,
    it_learns_from_purchases_if_it_says_so_and_only_then,
    its_settings_are_json_and_those_of_the_code,
    people_are_told_what_it_is,
)


def _pictures(subject: Subject, fitted: Fitted) -> FloatMatrix:
    """Vectors of plain pictures, by the encoder behind the picture tower."""
    plain = [Image.new("RGB", (60, 90), colour) for colour in COLOURS]
    return picture_encoder(fitted.picture_encoder).encode(plain)


def _unit_rows(vectors: FloatMatrix) -> None:
    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
