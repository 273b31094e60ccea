"""Read the customers of `recommend` from a file: one a line, in order. The file is read once, so it may be a pipe."""

import csv
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from stylehub_core.days import number_of
from stylehub_core.errors import QueryError

STDIN = "-"
_LONGEST = 10_000  # characters of a line
_HEADINGS = ("customer_id", "customer")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class CustomerLine:
    """One line of the file.

    number: of the line, from 1.
    day: in days since 1970, None if the line has none.
    fault: the part of the line that cannot be used, or ''.
    """

    number: int
    customer_id: str
    day: int | None = None
    fault: str = ""


@dataclass
class LineNotes:
    """The lines with one kind of fault. first: the first of them, as text."""

    count: int = 0
    first: str = field(default="")

    def add(self, number: int, value: str) -> None:
        self.count += 1
        self.first = self.first or f"line {number} ('{value[:70]}')"


def customer_lines(file: Path) -> Iterator[CustomerLine]:
    """The lines of `file`, or of standard input for '-', as they are read.

    A line is `customer_id` or `customer_id,day`; an id that contains a comma must be in quotes.
    Blank lines, a byte-order mark and a heading `customer_id` are skipped.
    Raises QueryError if the file is empty or cannot be read as text.
    """
    entries = 0
    with _opened(file) as stream:
        number = 0
        while line := _next_line(stream, file, number + 1):
            number += 1
            if not line.strip():
                continue
            parsed = _parsed(number, line.strip())
            if not entries and parsed.customer_id.casefold() in _HEADINGS:
                continue
            entries += 1
            yield parsed
    if not entries:
        raise QueryError(f"{_name(file)} has no customers: write one customer_id a line.")


@contextmanager
def _opened(file: Path) -> Iterator[TextIO]:
    if str(file) == STDIN:
        yield TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
        return
    try:
        stream = file.open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise QueryError(
            f"{file} cannot be read ({error.strerror}): give a file with one customer_id a line."
        ) from error
    with stream:
        yield stream


def _next_line(stream: TextIO, file: Path, number: int) -> str:
    try:
        line = stream.readline(_LONGEST + 1)
    except OSError as error:
        raise QueryError(f"{_name(file)} cannot be read ({error.strerror}) from line {number} on.") from error
    if "\0" in line:
        raise QueryError(f"{_name(file)}, line {number} is not UTF-8 text: save the file as UTF-8.")
    if len(line) > _LONGEST:
        raise QueryError(
            f"{_name(file)}, line {number} is longer than {_LONGEST:,} characters: write one customer_id a line."
        )
    return line


def _parsed(number: int, text: str) -> CustomerLine:
    try:
        values = [value.strip() for value in next(csv.reader([text], skipinitialspace=True))]
    except csv.Error:
        values = [text]
    if len(values) > 2:
        return CustomerLine(number, values[0], fault=f"{len(values)} values")
    if len(values) == 1 or not values[1]:
        return CustomerLine(number, values[0])
    try:
        day = date.fromisoformat(values[1]) if _DAY.fullmatch(values[1]) else None
    except ValueError:
        day = None
    if day is None:
        return CustomerLine(number, values[0], fault=values[1])
    return CustomerLine(number, values[0], number_of(day))


def _name(file: Path) -> str:
    return "standard input" if str(file) == STDIN else str(file)
