"""The terminal: answers go to stdout; progress, notes and one-line errors go to stderr."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from stylehub_core.plain_json import json_text
from stylehub_core.progress import PROGRESS_FILE, Progress, writing_progress

_errors = Console(stderr=True, highlight=False)

WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", help="The folder of the built results.")]
DataOption = Annotated[
    Path, typer.Option("--data", "-d", help="The data folder: Kaggle's layout, Polyvore's, or with a catalog.toml.")
]
ModelOption = Annotated[
    str, typer.Option("--model", "-m", help="A built model: raw-text, item-text, transactional, item-text-paper, …")
]
CountOption = Annotated[int, typer.Option("-k", help="Number of results.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", help="A .csv or .parquet file for the results.")]

DEFAULT_WORKSPACE = Path("workspace")


def complain(message: str) -> None:
    """Print an error on stderr."""
    _errors.print(f"[bold red]error[/] {_plain(message)}", soft_wrap=True)


def tell(message: str) -> None:
    """Print a note on stderr."""
    _errors.print(_plain(message), soft_wrap=True)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A Progress that draws one bar for each task.

    If stderr is not a terminal, it prints one line for each task. In a job, it also writes to the job's progress file.
    """
    if path := os.environ.get(PROGRESS_FILE):
        yield writing_progress(Path(path), _lines())
        return
    if not _errors.is_terminal:
        yield _lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=_errors) as bar:
        tasks: dict[str, Any] = {}

        def progress(task: str, done: int, total: int) -> None:
            if task not in tasks:
                tasks[task] = bar.add_task(_plain(task), total=total or None)
            bar.update(tasks[task], completed=done, total=total or None)

        yield progress


def print_json(value: object) -> None:
    """Print `value` on stdout as JSON without NaN."""
    print(json_text(value, indent=2, ensure_ascii=False))


def _lines() -> Progress:
    seen: set[str] = set()

    def progress(task: str, _done: int, _total: int) -> None:
        if task not in seen and ": epoch " not in task:
            seen.add(task)
            tell(task)

    return progress


def readable(text: str) -> str:
    """The text without lone surrogates, which stand for invalid bytes of an argument and cannot be printed."""
    return text.encode("utf-8", "replace").decode()


def _plain(text: str) -> str:
    return readable(text).replace("[", "\\[")
