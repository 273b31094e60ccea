"""Text files that commands read."""

from pathlib import Path

from stylehub_core.errors import QueryError


def text_of(file: Path) -> str:
    """The text of a file. Raises QueryError if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file} cannot be read as text ({error}): give a text file with one query a line.") from error


def query_lines(file: Path) -> list[str]:
    """The lines that are not empty, without spaces around them. Raises QueryError if there are none."""
    queries = [line.strip() for line in text_of(file).splitlines() if line.strip()]
    if not queries:
        raise QueryError(f"{file} has no queries: write one a line.")
    return queries
