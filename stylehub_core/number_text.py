"""How a figure is shown to people."""

import math


def figure_text(value: float | None, form: str = ".3f") -> str:
    """The figure as text, such as '0.740'; '–' for None, NaN and infinity. form: a format spec, as in an f-string."""
    return "–" if value is None or not math.isfinite(value) else format(value, form)
