"""How values are written on screen: names as they are, counts, days."""

import re
from datetime import date

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_WORD_JOINER = "\u2060"
_WIDTHS = {
    sign: width
    for width, signs in (
        (0.4, " "), (0.5, "ijlI.,:;'|!"), (0.6, "f()[]-"), (0.68, "tr/"), (0.84, "sz"), (0.92, "cvxyJLY"),
        (1.08, "hnouAESTZ"), (1.13, "bdpqBCKPR"), (1.22, "DG&"), (1.3, "HNOQU"), (1.44, "wM"), (1.6, "mW%@"),
    )
    for sign in signs
}  # fmt: skip
"""Of the letters of Source Sans, in halves of its size; 1 for all others."""


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

    width: as `text_width` counts.
    """
    used, whole = 0.0, 0
    for position, sign in enumerate(text):
        if used <= width - 1:  # so that the ellipsis fits as well
            whole = position
        used += text_width(sign)
        if used > width:
            return text[:whole].rstrip() + "…"
    return text


def lines_of(text: str, width: float) -> list[str]:
    """The whole text in lines of this width, broken between words; a longer word has a line of its own.

    width: as `text_width` counts.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def two_lines(text: str, width: float) -> list[str]:
    """The whole text in one line if it fits, or else in two that are about as wide, broken between words.

    width: as `text_width` counts.
    """
    words = text.split()
    if text_width(text) <= width or len(words) < 2:
        return [" ".join(words)]
    breaks = ([" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words)))
    return min(breaks, key=lambda lines: max(map(text_width, lines)))


def text_width(text: str) -> float:
    """The width in halves of the font's size, which is about that of a lower-case letter."""
    return sum(_WIDTHS.get(sign, 1.0) for sign in text)


def compact(count: int) -> str:
    """'950', '18.1k', '31.8M'."""
    for size, sign in ((1_000_000, "M"), (10_000, "k")):
        if count >= size:
            return f"{count / (1000 if sign == 'k' else size):.1f}{sign}".replace(".0", "")
    return f"{count:,}"


def day(value: date | None) -> str:
    """'20 September 2018', or '–'."""
    return f"{value.day} {value:%B %Y}" if value else "–"
