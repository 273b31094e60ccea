"""A CSV file that a person gives to a command: its lines by column, with one sentence for what is wrong."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from stylehub_core.errors import QueryError

_LONGEST = 1_000_000  # characters of a value


def csv_lines(file: Path, needed: Sequence[str], heading: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(number of its first line, values by column) of each row, trimmed; names of columns are in lower case.

    A value that a row lacks is ''. Blank rows are skipped.
    needed: the columns that must be there. heading: what the first line should be, in words.
    Raises QueryError if the file cannot be read, is not CSV, or lacks a column.
    """
    usual = csv.field_size_limit(_LONGEST)
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(_rows(file, stream.read()))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise QueryError(f"{file} cannot be read as text ({reason}): give a CSV file in UTF-8.") from error
    finally:
        csv.field_size_limit(usual)
    columns = [name.strip().lower() for name in rows[0][1]] if rows else []
    if missing := [name for name in needed if name not in columns]:
        raise QueryError(
            f"{file}: column '{missing[0]}' is missing (found: {', '.join(columns) or 'nothing'}). "
            f"The first line must be {heading}."
        )
    for number, row in rows[1:]:
        values = dict.fromkeys(columns, "") | dict(zip(columns, (value.strip() for value in row), strict=False))
        if any(values.values()):
            yield number, values


def _rows(file: Path, content: str) -> Iterator[tuple[int, list[str]]]:
    """(number of its first line, values) of each row."""
    reader = csv.reader(io.StringIO(content, newline=""), skipinitialspace=True, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise QueryError(
                f"{file}, line {number}: this is not CSV ({error}): close each quote, and write at most {_LONGEST:,} "
                "characters in a value."
            ) from error
        yield number, row
