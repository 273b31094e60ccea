"""How long work tells what it is doing: one callable that the terminal, a log and a page all understand."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""progress(what, done, total): called often; total 0 means that the end is not known."""


def silent(what: str, done: int, total: int) -> None:
    """A progress that nobody watches."""
