"""Tiny shops: a catalogue made from a list of purchases and imported like a real one."""

import atexit
import csv
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, FloatVector, unit
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.catalog.schema import ARTICLES
from stylehub_core.features.text_encoder import EncoderConfig, TextEncoder
from stylehub_core.hub.hub import Hub
from stylehub_core.progress import Progress, silent

Purchase = tuple[str, int, int]
"""(day, customer's number, article's row)"""
MakeCatalog = Callable[..., Catalog]


def pytest_configure(config: pytest.Config) -> None:
    """Releases pytest's own objects at the end of the process.

    Once torch is imported, a module that pytest loaded outlives the interpreter, and with it, by its loader, pytest's
    configuration, the tests, and every class of DuckDB that they name, which DuckDB then reports as leaked.
    """
    atexit.register(_let_go, config.pluginmanager.rewrite_hook)


def _let_go(loader: object) -> None:
    if hasattr(loader, "config"):
        loader.config = loader.session = None


class HashEncoder:
    """Unit vectors that depend on the text alone; stands in for the TextEncoder, which takes seconds to load."""

    identity = "hash"
    dimensions = 16

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> FloatMatrix:
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> FloatVector:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        return unit(np.random.default_rng(seed).normal(size=(1, self.dimensions)).astype(np.float32))[0]


@pytest.fixture(scope="session")
def encoder() -> HashEncoder:
    return HashEncoder()


@pytest.fixture(scope="session")
def make_catalog(tmp_path_factory: pytest.TempPathFactory) -> MakeCatalog:
    """A catalogue of these purchases. products: {row: product number}; kinds: {row: (product type, colour)};
    groups: {row: product group}; ratings: one for each purchase; sold: (price, channel) of each purchase;
    ages: {customer: age}.
    """

    def make(
        purchases: Sequence[Purchase],
        articles: int = 20,
        customers: int = 10,
        products: dict[int, int] | None = None,
        kinds: dict[int, tuple[str, str]] | None = None,
        groups: dict[int, str] | None = None,
        ratings: Sequence[float | None] | None = None,
        sold: Sequence[tuple[float | None, int | None]] | None = None,
        ages: dict[int, int] | None = None,
    ) -> Catalog:
        base = tmp_path_factory.mktemp("tiny")
        data = base / "data"
        rows = []
        for row in range(articles):
            kind, colour = (kinds or {}).get(row, ("Shirt", "White"))
            values = {column.name: "7" if column.type == "integer" else "Any" for column in ARTICLES}
            values |= {"article_id": article_id(row), "product_code": f"{100 + (products or {}).get(row, row):07d}"}
            values |= {"prod_name": f"Name {row}", "detail_desc": f"Text {row}."}
            values |= {"product_type_name": kind, "colour_group_name": colour}
            values |= {"product_group_name": (groups or {}).get(row, "Any")}
            rows.append(list(values.values()))
        _write(data / "articles.csv", [column.name for column in ARTICLES], rows)
        people = ["customer_id", "FN", "Active", "club_member_status", "fashion_news_frequency", "age", "postal_code"]
        _write(
            data / "customers.csv",
            people,
            [[customer_id(each), "", "", "", "", (ages or {}).get(each, ""), "x"] for each in range(customers)],
        )
        terms = [(0.1, 1)] * len(purchases) if sold is None else sold
        lines: list[list[object]] = [
            [day, customer_id(who), article_id(row), *("" if term is None else term for term in how)]
            for (day, who, row), how in zip(purchases, terms, strict=True)
        ]
        header = ["t_dat", "customer_id", "article_id", "price", "sales_channel_id"]
        if ratings is not None:
            header.append("rating")
            lines = [[*line, "" if rating is None else rating] for line, rating in zip(lines, ratings, strict=True)]
        _write(data / "transactions_train.csv", header, lines)
        import_kaggle(data, base / "catalog")
        return Catalog.open(base / "catalog")

    return make


def article_id(row: int) -> str:
    return f"{100_000_000 + row:010d}"


def customer_id(number: int) -> str:
    return f"{number:064x}"


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A tiny workspace with all models, maps and metrics. Its data lies beside it. Tests must not write to it."""
    from tests.built import build_tiny

    folder = made_once(tmp_path_factory, "built", build_tiny)
    before = set(folder.rglob("*"))
    yield folder
    assert sorted(set(folder.rglob("*")) - before) == [], "a test wrote to the shared workspace: give it a copy"


@pytest.fixture(scope="session")
def hub(built: Path) -> Hub:
    """The tiny workspace, opened. Tests must not write to it."""
    return Hub(built)


@pytest.fixture(scope="session")
def built_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with pictures and raw text alone. Its data lies beside it. Tests must not write to it."""
    from tests.built import build_pictured

    return made_once(tmp_path_factory, "pictured", build_pictured)


@pytest.fixture(scope="session")
def outfit_workspace(built_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it with the set scorers mean-cosine and slot-pairs. Tests must not write to it."""
    from tests.built import build_outfits

    def make(home: Path) -> Path:
        return build_outfits(Path(shutil.copytree(built_workspace, home / "workspace")), "mean-cosine", "slot-pairs")

    return made_once(tmp_path_factory, "outfits", make)


@pytest.fixture(scope="session")
def distilled_workspace(built_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it with an outfit teacher and its student. Tests must not write to it."""
    from tests.built import build_outfits

    def make(home: Path) -> Path:
        return build_outfits(Path(shutil.copytree(built_workspace, home / "workspace")), "outfit-student")

    return made_once(tmp_path_factory, "distilled", make)


@pytest.fixture(scope="session")
def aligned_workspace(built_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it in which texts and pictures are compared. Tests must not write to it."""
    from tests.built import build_alignment

    def make(home: Path) -> Path:
        return build_alignment(Path(shutil.copytree(built_workspace, home / "workspace")))

    return made_once(tmp_path_factory, "aligned", make)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """The result of `make` in a folder. The first process that needs it builds it, and each process gets a copy.

    `make` returns a path below its folder, and so does this function.
    """
    own, shared = factory.getbasetemp(), factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = own.parent
    folder, note = shared / f"{name}.shared", shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            folder.mkdir()
            note.write_text(str(make(folder).relative_to(folder)))
    return Path(shutil.copytree(folder, own / name)) / note.read_text()


@pytest.fixture(scope="session")
def real_encoder(tmp_path_factory: pytest.TempPathFactory) -> TextEncoder:
    """The bundled encoder, with a cache of its own."""
    return TextEncoder(EncoderConfig(), tmp_path_factory.mktemp("encoder") / "text")


@pytest.fixture(scope="session", autouse=True)
def _short_graphs() -> Iterator[None]:
    """The graph models and set encoders learn for a few steps. Tests of their training check the best length."""
    from tests.built import short_compatibility, short_graphs, short_outfits, short_whisperlite

    with short_compatibility(), short_graphs(), short_outfits(), short_whisperlite():
        yield


@pytest.fixture
def brief() -> Iterator[None]:
    """Models train for three short epochs."""
    from tests.built import short_training

    with short_training():
        yield
