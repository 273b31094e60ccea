"""Recommenders with article vectors as models: the learned vectors, and vectors for articles without purchases."""

from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import ModelError
from stylehub_core.models.world import World
from stylehub_core.recommenders.contract import SpaceScorer
from stylehub_core.recommenders.registry import recommender, recommenders
from stylehub_core.recommenders.space import InteractionSpace
from tests.conftest import HashEncoder, MakeCatalog
from tests.recommenders.two_groups import ARTICLES, GROUPS, NEVER_SOLD

SPACES = [name for name, kind in recommenders().items() if kind.has_vectors]


def test_als_and_bpr_have_vectors() -> None:
    assert {"als", "bpr"} <= set(SPACES)
    assert "popularity" not in SPACES


@pytest.mark.parametrize("name", SPACES)
def test_vectors_are_of_what_was_bought(world: World, tmp_path: Path, name: str) -> None:
    scorer: SpaceScorer = recommender(name).fit(world, tmp_path)  # type: ignore[assignment]
    vectors = scorer.article_vectors
    assert vectors.dtype == np.float32
    assert len(vectors) == ARTICLES
    assert np.isfinite(vectors).all()
    assert vectors[:12].any(axis=1).all()
    assert not vectors[NEVER_SOLD].any()


@pytest.mark.parametrize("name", SPACES)
def test_a_space_is_a_whole_model(world: World, tmp_path: Path, name: str) -> None:
    model = InteractionSpace(recommender(name))
    assert (model.name, model.recipe, model.by_default, "purchases" in model.needs) == (
        name, "interactions", False, True,
    )  # fmt: skip
    fitted = model.fit(world, tmp_path)
    np.testing.assert_allclose(np.linalg.norm(fitted.vectors, axis=1), 1, atol=1e-4)
    assert fitted.facts["placed"]["by_text"] >= 1
    placed = fitted.towers["text"](world.sentences[[NEVER_SOLD]])[0]
    np.testing.assert_allclose(fitted.vectors[NEVER_SOLD], placed, atol=1e-6)


@pytest.mark.parametrize("name", ["als", "bpr"])
def test_articles_of_a_group_are_near(world: World, tmp_path: Path, name: str) -> None:
    vectors = InteractionSpace(recommender(name)).fit(world, tmp_path).vectors
    near = vectors @ vectors.T
    own, other = (list(group) for group in GROUPS)
    assert near[np.ix_(own, own)].mean() > near[np.ix_(own, other)].mean() + 0.15


def test_the_settings_of_the_recommender_are_the_model_s(monkeypatch: pytest.MonkeyPatch) -> None:
    als = recommender("als")
    before = InteractionSpace(als).config
    assert before.recommender["factors"] == 64
    monkeypatch.setattr(type(als), "version", 99)
    assert InteractionSpace(als).config != before


@pytest.mark.parametrize("name", ["als", "bpr"])
def test_without_purchases_the_error_says_so(
    make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ModelError, match="purchases"):
        InteractionSpace(recommender(name)).fit(World(make_catalog([]), encoder), tmp_path)  # type: ignore[arg-type]
