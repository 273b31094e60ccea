import os
import sys
from collections import namedtuple
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from stylehub_core.catalog.download import COMPETITION, TABLES, download
from stylehub_core.errors import CancelledError, CatalogError

Usage = namedtuple("Usage", "total used free")


class Kaggle(ModuleType):
    """A kagglehub that writes small files into its cache, or raises."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__("kagglehub")
        self.error = error
        self.paths: list[str | None] = []

    def competition_download(self, handle: str, path: str | None = None) -> str:
        assert handle == COMPETITION
        self.paths.append(path)
        if self.error:
            raise self.error
        folder = Path(os.environ["KAGGLEHUB_CACHE"]) / "competitions" / handle
        for name in [path] if path else TABLES:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name)
        if path is None:
            (folder / "images" / "010").mkdir(parents=True)
            (folder / "images" / "010" / "0100000001.jpg").write_bytes(b"x")
        return str(folder / path if path else folder)


@pytest.fixture
def kaggle(monkeypatch: pytest.MonkeyPatch) -> Kaggle:
    fake = Kaggle()
    monkeypatch.setitem(sys.modules, "kagglehub", fake)
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**12, 0, 10**12))
    monkeypatch.delenv("KAGGLEHUB_CACHE", raising=False)
    return fake


def test_everything_is_fetched_and_moved_into_place(kaggle: Kaggle, tmp_path: Path) -> None:
    out = tmp_path / "new" / "data"
    assert download(out) == out
    assert sorted(path.name for path in out.iterdir()) == ["articles.csv", "customers.csv", "images", TABLES[2]]
    assert kaggle.paths == [None] and "KAGGLEHUB_CACHE" not in os.environ
    assert download(out) == out and kaggle.paths == [None]


def test_tables_alone_are_fetched_file_by_file(kaggle: Kaggle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAGGLEHUB_CACHE", "mine")
    (tmp_path / "customers.csv").write_text("already here")
    steps: list[tuple[int, int]] = []
    download(tmp_path, pictures=False, progress=lambda _, done, total: steps.append((done, total)))
    assert kaggle.paths == ["articles.csv", "transactions_train.csv"]
    assert (tmp_path / "customers.csv").read_text() == "already here"
    assert (tmp_path / "articles.csv").read_text() == "articles.csv"
    assert steps == [(0, 2), (1, 2), (2, 2)] and os.environ["KAGGLEHUB_CACHE"] == "mine"
    assert not (tmp_path / ".download").exists()


class UnauthenticatedError(Exception):
    pass


class HTTPError(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(f"{status} Client Error.\n\nmore")
        self.response = SimpleNamespace(status_code=status)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UnauthenticatedError("User is not authenticated"), "KAGGLE_USERNAME and KAGGLE_KEY"),
        (HTTPError(401), "kaggle.json"),
        (HTTPError(403), f"{COMPETITION}/rules"),
        (HTTPError(404), "does not know the competition"),
        (HTTPError(429), "Try again in a few minutes"),
        (HTTPError(500), "failed: 500 Client Error.. Try again"),
        (ConnectionError("no route"), "Check the network"),
        (TimeoutError(), "Check the network"),
        (OSError(28, "No space left on device"), "disk is full"),
        (PermissionError(13, "Permission denied"), "folder that you can write to"),
        (ValueError("Invalid Kaggle credentials file"), "Invalid Kaggle credentials file"),
    ],
)
def test_each_failure_says_what_to_do(kaggle: Kaggle, tmp_path: Path, error: Exception, told: str) -> None:
    kaggle.error = error
    with pytest.raises(CatalogError) as caught:
        download(tmp_path, pictures=False)
    assert told in str(caught.value) and "\n" not in str(caught.value)
    assert not list(tmp_path.glob("*.csv"))


def test_too_little_space_is_told_before_anything_is_fetched(
    kaggle: Kaggle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(0, 0, 20 * 1024**3))
    with pytest.raises(CatalogError, match=r"20\.0 GB free.*without pictures"):
        download(tmp_path / "a")
    assert kaggle.paths == []
    assert download(tmp_path / "a", pictures=False) == tmp_path / "a"


def test_kagglehub_missing_is_told(kaggle: Kaggle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kagglehub", None)
    with pytest.raises(CatalogError, match="pip install kagglehub"):
        download(tmp_path, pictures=False)


def test_stopping_keeps_what_is_whole(kaggle: Kaggle, tmp_path: Path) -> None:
    def stop(step: str, done: int, total: int) -> None:
        if done == 1:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        download(tmp_path, pictures=False, progress=stop)
    assert [path.name for path in tmp_path.glob("*.csv")] == ["articles.csv"]
    assert "KAGGLEHUB_CACHE" not in os.environ
