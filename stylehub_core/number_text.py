"""How figures and counts are shown to people."""

import math


def figure_text(value: float | None, form: str = ".3f") -> str:
    """The figure as text, such as '0.740'; '–' for None, NaN and infinity. form: a format spec, as in an f-string."""
    return "–" if value is None or not math.isfinite(value) else format(value, form)


def counted(count: int, noun: str, plural: str = "") -> str:
    """Such as '1 article' or '2,500 articles'. plural: the noun for several, if not with an 's'."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
