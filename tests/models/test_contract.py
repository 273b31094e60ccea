"""The contract of every model in the registry."""

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.catalog.pictures import make_thumbnails
from stylehub_core.errors import ModelError, WorkspaceError
from stylehub_core.features.picture_vectors import ArticlePictures
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.hub.hub import Hub
from stylehub_core.models.contract import Fitted
from stylehub_core.models.registry import model, models
from stylehub_core.models.saved import SavedModel
from stylehub_core.models.world import World
from stylehub_core.request import Request
from tests.built import ALL, EVERY_MODEL, draw_tiny
from tests.models.model_checks import CHECKS, TEXTS, Subject

pytestmark = pytest.mark.usefixtures("brief")


@pytest.fixture(scope="module")
def cut(hub: Hub) -> date:
    last: date = hub.catalog.purchases()["t_dat"].max().date()
    return last - timedelta(days=21)


@pytest.fixture(scope="module")
def telling(built: Path, cut: date, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The same shop, where after the cut every customer buys the first two articles, every day, and nothing else."""
    home = tmp_path_factory.mktemp("telling")
    data = Path(shutil.copytree(built.parent / "data", home / "data"))
    path = data / "transactions_train.csv"
    head, *lines = path.read_text().splitlines()
    kept = [line for line in lines if line[:10] <= cut.isoformat()]
    customers = [line.split(",")[0] for line in (data / "customers.csv").read_text().splitlines()[1:]]
    articles = [line.split(",")[0] for line in (data / "articles.csv").read_text().splitlines()[1:3]]
    planted = [
        f"{cut + timedelta(days=day)},{who},{article},0.01,2"
        for day in range(1, 15)
        for who in customers
        for article in articles
    ]
    path.write_text("\n".join([head, *kept, *planted]) + "\n")
    import_kaggle(data, home / "catalog")
    return Catalog.open(home / "catalog")


def test_the_registry_names_exactly_these() -> None:
    assert set(models()) == set(EVERY_MODEL)
    assert [built_in.recipe for built_in in models().values()].count("paper") == 2
    assert next(iter(models())) == "raw-text"
    for built_in in models().values():
        assert built_in.title and built_in.about


@pytest.mark.parametrize(("name", "hint"), [("transactionl", "'transactional'"), ("raw text", "'raw-text'")])
def test_an_unknown_model_is_refused_with_a_hint(name: str, hint: str) -> None:
    with pytest.raises(ModelError, match=f"Did you mean {hint}"):
        model(name)


@pytest.mark.parametrize("name", ["", "zzz", "x" * 10_000, "../../etc"])
def test_an_unlike_name_lists_the_models(name: str) -> None:
    with pytest.raises(ModelError, match="raw-text, item-text") as caught:
        model(name)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", ALL)
def test_vectors_are_unit_rows_of_all_articles(hub: Hub, name: str) -> None:
    vectors = hub.model(name).vectors
    assert vectors.dtype == np.float32
    assert vectors.ndim == 2
    assert len(vectors) == len(hub.catalog)
    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    np.testing.assert_array_equal(hub.opened(name).index.vectors, vectors)


@pytest.mark.parametrize("name", ALL)
def test_any_text_gets_a_unit_vector_in_the_same_space(hub: Hub, real_encoder: TextEncoder, name: str) -> None:
    opened = hub.opened(name)
    for text in TEXTS:
        vector = opened.text_vectors([text])[0]
        assert vector.shape == (opened.vectors.shape[1],)
        assert vector.dtype == np.float32
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)
    np.testing.assert_array_equal(opened.vector(Request("coat")), opened.text_vectors(["coat"])[0])


@pytest.mark.parametrize("name", ALL)
def test_facts_and_history_are_json_without_nan(hub: Hub, name: str) -> None:
    saved = hub.model(name)
    for notes in (hub.facts(name), saved.facts, saved.history):
        json.dumps(notes, allow_nan=False)
    assert hub.facts(name)["model"] == name
    assert hub.facts(name)["versions"]["torch"]
    assert len(saved.history) == (0 if name == "raw-text" else 3)


@pytest.fixture(scope="module")
def pictures(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> ArticlePictures:
    """Pictures of the tiny shop's articles, all but every tenth."""
    home = tmp_path_factory.mktemp("pictures")
    make_thumbnails(draw_tiny(home / "data"), list(hub.catalog.ids), home / "pictures", workers=1)
    return ArticlePictures(home / "pictures", hub.catalog.ids, home / "cache")


@pytest.fixture(scope="module", params=EVERY_MODEL)
def subject(
    request: pytest.FixtureRequest,
    hub: Hub,
    telling: Catalog,
    cut: date,
    real_encoder: TextEncoder,
    pictures: ArticlePictures,
    tmp_path_factory: pytest.TempPathFactory,
) -> Subject:
    worlds = [
        World(catalog, real_encoder, until, pictures=pictures)
        for catalog in (hub.catalog, telling)
        for until in (None, cut)
    ]
    return Subject(lambda: model(request.param), *worlds, tmp_path_factory.mktemp("model"))


@pytest.mark.parametrize("check", CHECKS)
def test_every_model_keeps_to_the_contract(subject: Subject, check: Callable[[Subject], None]) -> None:
    check(subject)


def test_what_may_be_seen_ends_with_the_cut(hub: Hub, real_encoder: TextEncoder, cut: date) -> None:
    with World(hub.catalog, real_encoder, until=cut).purchases() as purchases:
        [(last,)] = purchases.execute("SELECT max(t_dat) FROM purchases").fetchall()
    assert last <= cut
    with World(hub.catalog, real_encoder).purchases() as purchases:
        [(count,)] = purchases.execute("SELECT count(*) FROM purchases").fetchall()
    assert count == hub.catalog.summary.transactions


def test_a_model_of_another_catalogue_is_refused(hub: Hub) -> None:
    with pytest.raises(WorkspaceError, match="121 articles: build again"):
        SavedModel.load(hub.model("item-text").folder, len(hub.catalog) + 1)


@pytest.mark.parametrize("name", ["hybrid", "transactional", "transactional-paper"])
def test_without_purchases_the_error_says_what_to_do(
    hub: Hub, real_encoder: TextEncoder, name: str, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match="pairs"):
        _fitted(name, World(hub.catalog, real_encoder, until=date(1990, 1, 1)), tmp_path / "fit")


def _fitted(name: str, world: World, folder: Path) -> Fitted:
    folder.mkdir(parents=True)
    return model(name).fit(world, folder)
