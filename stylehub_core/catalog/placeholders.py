"""Placeholders for missing pictures: thin line drawings on paper, tinted in the article's colour."""

import math
import re
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw

from stylehub_core.catalog.thumbnails import HEIGHT, WIDTH, jpeg

_PAPER = (245, 242, 236)
_INK = (120, 115, 108)
_DRAWN_AT = 4
_LINE = 2.0

_TINTS = {
    "black": (38, 36, 34), "white": (196, 190, 180), "grey": (130, 130, 130), "silver": (150, 152, 156),
    "blue": (62, 92, 140), "turquoise": (58, 140, 142), "green": (74, 116, 78), "khaki": (122, 120, 78),
    "yellow": (196, 158, 58), "gold": (176, 142, 74), "orange": (198, 112, 54), "red": (168, 58, 52),
    "pink": (200, 122, 140), "purple": (118, 82, 134), "brown": (118, 82, 56), "beige": (182, 154, 116),
    "bronze": (150, 106, 66), "copper": (150, 106, 66), "mole": (128, 112, 98), "metal": (140, 142, 146),
}  # fmt: skip
_NOT_ON_A_HANGER = ("accessories", "shoes", "items", "cosmetic", "furniture", "stationery", "bags", "fun")


def placeholder_name(product_group: str, colour: str) -> str:
    """The path of the placeholder for such an article, relative to the folder of all thumbnails."""
    slug = re.sub(r"[^a-z0-9]+", "-", colour.lower()).strip("-") or "unknown"
    return f"placeholders/{_motif(product_group)}-{slug}.jpg"


def make_placeholders(out: Path, kinds: Iterable[tuple[str, str]]) -> None:
    """Draw a placeholder for each (product group, colour group) that `out` lacks."""
    (out / "placeholders").mkdir(parents=True, exist_ok=True)
    for group, colour in set(kinds):
        path = out / placeholder_name(group, colour)
        if not path.exists():
            path.write_bytes(placeholder(group, colour))


def placeholder(product_group: str, colour: str) -> bytes:
    """A JPEG of 240x360 without text: a hanger for clothes that hang in a wardrobe, a swing tag for other articles."""
    ink = tint(colour)
    card = Image.new("RGB", (WIDTH * _DRAWN_AT, HEIGHT * _DRAWN_AT), _mixed(_PAPER, ink, 0.06))
    draw = ImageDraw.Draw(card)
    line = _mixed(_PAPER, ink, 0.62)
    points = _tag() if _motif(product_group) == "tag" else _hanger()
    for stroke in points:
        _stroke(draw, stroke, line)
    return jpeg(card.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))


def tint(colour: str) -> tuple[int, int, int]:
    """The muted ink colour for a colour group such as 'Light Blue'; grey for an unknown one."""
    name = colour.lower()
    ink = next((ink for word, ink in _TINTS.items() if re.search(rf"{word}(\b|$|[^a-z])", name)), _INK)
    if "light" in name:
        return _mixed(ink, (255, 255, 255), 0.3)
    return _mixed(ink, (0, 0, 0), 0.3) if "dark" in name else ink


def _motif(product_group: str) -> str:
    name = product_group.lower()
    return "tag" if any(word in name for word in _NOT_ON_A_HANGER) else "hanger"


def _mixed(base: tuple[int, int, int], other: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(base, other, strict=True))
    return red, green, blue


Stroke = list[tuple[float, float]]


def _hanger() -> list[Stroke]:
    hook = [(120 + 11 * math.cos(a), 140 + 11 * math.sin(a)) for a in _angles(180, 450)]
    hook += [(120.0, 151.0), (120.0, 162.0)]
    left = [(58 + 7 * math.cos(a), 206 + 7 * math.sin(a)) for a in _angles(90, 236)]
    right = [(240 - x, y) for x, y in reversed(left)]
    body = [(120.0, 162.0), *reversed(left), *reversed(right), (120.0, 162.0)]
    return [hook, body]


def _tag() -> list[Stroke]:
    body = [(120.0, 134.0), (152.0, 158.0), (152.0, 236.0), (88.0, 236.0), (88.0, 158.0), (120.0, 134.0)]
    hole = [(120 + 5 * math.cos(a), 160 + 5 * math.sin(a)) for a in _angles(0, 360)]
    string = [(120 + 20 * math.sin(t * math.pi), 156 - 42 * t) for t in (n / 24 for n in range(25))]
    return [body, hole, string]


def _angles(start: int, end: int) -> list[float]:
    return [math.radians(start + (end - start) * step / 40) for step in range(41)]


def _stroke(draw: ImageDraw.ImageDraw, stroke: Stroke, ink: tuple[int, int, int]) -> None:
    points = [(x * _DRAWN_AT, y * _DRAWN_AT) for x, y in stroke]
    width = round(_LINE * _DRAWN_AT)
    draw.line(points, fill=ink, width=width, joint="curve")
    half = width / 2
    for x, y in (points[0], points[-1]):
        draw.ellipse((x - half, y - half, x + half, y + half), fill=ink)
