"""Quotes texts and paths for SQL."""

from pathlib import Path


def quoted(path: Path) -> str:
    """The path as an SQL literal that DuckDB does not read as a glob."""
    text = str(path)
    for sign in "[*?":
        text = text.replace(sign, "\0" + sign)
    for sign in "[*?":
        text = text.replace("\0" + sign, f"[{sign}]")
    return "'" + text.replace("'", "''") + "'"


def literal(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
