"""How values are written on screen: names as they are, counts, days."""

import re
from datetime import date

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_WORD_JOINER = "\u2060"


def literal(text: str) -> str:
    """Markdown that shows `text` literally, whatever characters it has."""
    # Streamlit looks for icons and emoji after parsing the Markdown, so a colon needs more than a backslash.
    escaped = _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
    return escaped.replace("\\:", f"\\:{_WORD_JOINER}")


def shortened(text: str, length: int) -> str:
    """The text cut to at most `length` characters, with an ellipsis if it was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def fitted(text: str, width: float) -> str:
    """The text cut to the width of a line.

    width: in average lower-case letters; capitals, m and w count more, i, l and the like less.
    """
    used, whole = 0.0, 0
    for position, sign in enumerate(text):
        if used <= width - 1:  # so that the ellipsis fits as well
            whole = position
        used += 1.35 if sign.isupper() or sign in "mw@%" else 0.5 if sign in "iljtf.,' ():-" else 1.0
        if used > width:
            return text[:whole].rstrip() + "…"
    return text


def compact(count: int) -> str:
    """'950', '18.1k', '31.8M'."""
    for size, sign in ((1_000_000, "M"), (10_000, "k")):
        if count >= size:
            return f"{count / (1000 if sign == 'k' else size):.1f}{sign}".replace(".0", "")
    return f"{count:,}"


def day(value: date | None) -> str:
    """'20 September 2018', or '–'."""
    return f"{value.day} {value:%B %Y}" if value else "–"
