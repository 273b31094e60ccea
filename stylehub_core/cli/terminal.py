"""How the command line speaks: progress bars on stderr, answers on stdout, one clear line when something fails."""

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

WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", help="Where results live.")]
DataOption = Annotated[Path, typer.Option("--data", "-d", help="A folder in Kaggle's layout.")]
ModelOption = Annotated[
    str, typer.Option("--model", "-m", help="raw-text, item-text, transactional, item-text-paper, …")
]
CountOption = Annotated[int, typer.Option("-k", help="How many results.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", help="Write the answer to this Parquet file.")]

DEFAULT_WORKSPACE = Path("workspace")


def complain(message: str) -> None:
    """One line on stderr."""
    _errors.print(f"[bold red]error[/] {_plain(message)}", soft_wrap=True)


def tell(message: str) -> None:
    """A note on stderr, beside the answer."""
    _errors.print(_plain(message), soft_wrap=True)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress that draws one bar a task, or a line a task where nobody watches; a job's goes to its file too."""
    if path := os.environ.get(PROGRESS_FILE):
        yield writing_progress(Path(path), _lines())
        return
    if not _errors.is_terminal:
        yield _lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=_errors) as bar:
        tasks: dict[str, Any] = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(_plain(what), total=total or None)
            bar.update(tasks[what], completed=done, total=total or None)

        yield progress


def print_json(value: object) -> None:
    """`value` on stdout, as JSON that every parser reads (no NaN)."""
    print(json_text(value, indent=2, ensure_ascii=False))


def _lines() -> Progress:
    seen: set[str] = set()

    def progress(what: str, _done: int, _total: int) -> None:
        if what not in seen and ": epoch " not in what:
            seen.add(what)
            tell(what)

    return progress


def readable(text: str) -> str:
    """The text without halves of characters, which an argument of invalid bytes holds and no output can take."""
    return text.encode("utf-8", "replace").decode()


def _plain(text: str) -> str:
    return readable(text).replace("[", "\\[")
