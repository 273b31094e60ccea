"""How a figure is written for people."""

import math


def figure_text(value: float | None, form: str = ".3f") -> str:
    """'0.740', or '–' for what is undefined: None, NaN or infinite. form: as in an f-string."""
    return "–" if value is None or not math.isfinite(value) else format(value, form)
