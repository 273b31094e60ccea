"""The map's colours: a palette safe for colour-blind users, ramps for numbers, and the clothes' real colours."""

from collections.abc import Sequence
from functools import cache

from stylehub_core.sample.palette import COLOURS

OTHER = ("#b9b6b0", "#5d5b57")
"""Points without a colour of their own, on light and on dark paper."""

CATEGORIES = (
    ("#4b3a9e", "#9c8cf0"),
    ("#3fa7d6", "#7cc8ee"),
    ("#c2571a", "#f08a4b"),
    ("#1b7a43", "#57b87f"),
    ("#c9a227", "#e7cf6b"),
    ("#b0417f", "#e883b9"),
    ("#3d9c93", "#6fd1c6"),
    ("#7b2d3a", "#d0606f"),
    ("#8a8f2a", "#bcc254"),
)
"""Nine hues in the spirit of Paul Tol's 'muted' (2021), which differ in lightness too; (light, dark) each."""

_LIGHT_RAMP = ("#dcd3c3", "#e5b98a", "#d5855c", "#ab514b", "#6d2c47", "#2e1a33")
_DARK_RAMP = ("#47434b", "#75475e", "#b0575d", "#de7f57", "#f2b56e", "#fbeabb")


def ramp(steps: int) -> list[tuple[str, str]]:
    """(light, dark) colours from low to high, evenly along the ramp."""
    return list(zip(_along(_LIGHT_RAMP, steps), _along(_DARK_RAMP, steps), strict=True))


@cache
def cloth_colours() -> dict[str, str]:
    """The hex colours of colour groups and of colour families, by name."""
    families: dict[str, str] = {}
    for colour in sorted(COLOURS, key=lambda colour: -colour.weight):
        families.setdefault(colour.master, colour.shades[0])
    return families | {colour.name: colour.shades[0] for colour in COLOURS}


def _along(anchors: Sequence[str], steps: int) -> list[str]:
    colours = []
    for step in range(steps):
        position = step / max(steps - 1, 1) * (len(anchors) - 1)
        at = min(int(position), len(anchors) - 2)
        colours.append(_between(anchors[at], anchors[at + 1], position - at))
    return colours


def _between(first: str, second: str, share: float) -> str:
    parts = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
