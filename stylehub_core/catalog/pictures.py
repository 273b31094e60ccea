"""Makes the articles' thumbnails in several processes, and records which articles have one."""

import os
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from stylehub_core.catalog.layout_file import layout_of
from stylehub_core.catalog.picture_files import picture_files
from stylehub_core.catalog.placeholders import placeholder
from stylehub_core.catalog.thumbnails import Task, write_thumbnails
from stylehub_core.errors import NotBuiltError, WorkspaceError
from stylehub_core.progress import Progress, silent

REPORT_FILE = "pictures.parquet"
_CHUNK = 128


@dataclass(frozen=True)
class CorruptPicture:
    """A picture file that cannot be shown, and why."""

    article_id: str
    reason: str


@dataclass(frozen=True)
class PictureReport:
    """Which articles have a thumbnail, which have a damaged picture, and which have none at all."""

    pictured: tuple[str, ...]
    corrupt: tuple[CorruptPicture, ...]
    missing: tuple[str, ...]

    @classmethod
    def read(cls, out: Path) -> "PictureReport":
        """The report that `make_thumbnails` left in `out`. Raises NotBuiltError or WorkspaceError."""
        path = out / REPORT_FILE
        if not path.is_file():
            raise NotBuiltError(f"{out}: no thumbnails have been made here yet.")
        try:
            rows = pq.read_table(path).to_pylist()
            return cls(
                pictured=tuple(row["article_id"] for row in rows if row["has_picture"]),
                corrupt=tuple(CorruptPicture(row["article_id"], row["reason"]) for row in rows if row["reason"]),
                missing=tuple(r["article_id"] for r in rows if not r["has_picture"] and not r["reason"]),
            )
        except (pa.ArrowException, OSError, KeyError) as error:
            raise WorkspaceError(f"{path}: damaged ({error}). Make the thumbnails again.") from error


def thumbnail_name(article_id: str) -> str:
    """The path of an article's thumbnail, relative to the folder of all thumbnails."""
    return f"{article_id[:3]}/{article_id}.jpg"


def make_thumbnails(
    data: Path, articles: Sequence[str], out: Path, progress: Progress = silent, workers: int = 2
) -> PictureReport:
    """Which articles have a thumbnail, after making those that `out` lacks.

    Writes out/NNN/<article_id>.jpg (240x360) for every readable picture, out/placeholder.jpg, and last
    out/pictures.parquet (article_id, has_picture, reason). An interrupted run continues where it stopped.
    """
    sources = picture_files(layout_of(data), list(dict.fromkeys(articles)))
    present = _present(out)
    tasks = [
        Task(article_id, sources[article_id], out / thumbnail_name(article_id))
        for article_id in dict.fromkeys(articles)
        if article_id in sources and article_id not in present
    ]
    for folder in {task.target.parent for task in tasks} | {out}:
        folder.mkdir(parents=True, exist_ok=True)
    corrupt = _run(tasks, progress, workers)
    (out / "placeholder.jpg").write_bytes(placeholder("", ""))
    report = _report(articles, set(sources), dict(corrupt))
    _save(report, out)
    return report


def _present(out: Path) -> set[str]:
    present: set[str] = set()
    if not out.is_dir():
        return present
    for folder in [entry.path for entry in os.scandir(out) if entry.is_dir() and len(entry.name) <= 3]:
        with os.scandir(folder) as entries:
            present.update(entry.name[:-4] for entry in entries if entry.name.endswith(".jpg"))
    return present


def _run(tasks: Sequence[Task], progress: Progress, workers: int) -> list[tuple[str, str]]:
    chunks = [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]
    progress("Making thumbnails", 0, len(tasks))
    corrupt: list[tuple[str, str]] = []
    if workers <= 1 or len(chunks) <= 1:
        for number, chunk in enumerate(chunks):
            corrupt += write_thumbnails(chunk)
            progress("Making thumbnails", min(len(tasks), (number + 1) * _CHUNK), len(tasks))
        return corrupt
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        sizes: dict[Future[list[tuple[str, str]]], int] = {
            pool.submit(write_thumbnails, chunk): len(chunk) for chunk in chunks
        }
        try:
            done = 0
            waiting = set(sizes)
            while waiting:
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    corrupt += future.result()
                    done += sizes[future]
                progress("Making thumbnails", done, len(tasks))
        except BrokenProcessPool as error:
            raise WorkspaceError(
                "A process that makes thumbnails was killed, perhaps for lack of memory. Start again: it continues "
                "where it stopped."
            ) from error
        except OSError as error:
            raise WorkspaceError(f"A thumbnail cannot be written: {error}. Is the disk full?") from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return corrupt


def _report(articles: Sequence[str], sources: set[str], corrupt: dict[str, str]) -> PictureReport:
    distinct = sorted(set(articles))
    return PictureReport(
        pictured=tuple(article_id for article_id in distinct if article_id in sources and article_id not in corrupt),
        corrupt=tuple(
            CorruptPicture(article_id, corrupt[article_id]) for article_id in distinct if article_id in corrupt
        ),
        missing=tuple(article_id for article_id in distinct if article_id not in sources),
    )


def _save(report: PictureReport, out: Path) -> None:
    rows = [(article_id, True, "") for article_id in report.pictured]
    rows += [(picture.article_id, False, picture.reason) for picture in report.corrupt]
    rows += [(article_id, False, "") for article_id in report.missing]
    rows.sort()
    schema = pa.schema([("article_id", pa.string()), ("has_picture", pa.bool_()), ("reason", pa.string())])
    table = pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema)
    part = out / f"{REPORT_FILE}.part"
    pq.write_table(table, part)
    part.replace(out / REPORT_FILE)
