"""A look as one picture, to send to somebody: its articles side by side, with their names and the price in all."""

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from stylehub_core.arrays import IntVector
from stylehub_core.catalog.pictures import thumbnail_name
from stylehub_core.catalog.placeholders import placeholder
from stylehub_core.catalog.thumbnails import HEIGHT, WIDTH
from stylehub_core.errors import QueryError
from stylehub_core.files import reading, writing
from stylehub_core.hub.hub import Hub

_PAPER, _INK, _QUIET = (252, 251, 249), (28, 27, 25), (112, 108, 102)
_MARGIN, _GAP, _CAPTION, _FOOT = 32, 20, 56, 60
_ACROSS = 5
_NAME, _SMALL, _TOTAL = (ImageFont.load_default(size) for size in (16, 14, 18))


def outfit_png(hub: Hub, outfit: IntVector) -> bytes:
    """A PNG of these articles, at most five in a row. An article without a picture has its placeholder.

    Raises QueryError if there are none.
    """
    if not len(outfit):
        raise QueryError("There is nothing to draw: put an article into the outfit first.")
    across = min(len(outfit), _ACROSS)
    down = -(-len(outfit) // _ACROSS)
    width = 2 * _MARGIN + across * WIDTH + (across - 1) * _GAP
    card = Image.new("RGB", (width, 2 * _MARGIN + down * (HEIGHT + _CAPTION) + _FOOT), _PAPER)
    draw = ImageDraw.Draw(card)
    for place, row in enumerate(outfit.tolist()):
        left = _MARGIN + place % _ACROSS * (WIDTH + _GAP)
        top = _MARGIN + place // _ACROSS * (HEIGHT + _CAPTION)
        card.paste(_picture(hub, row), (left, top))
        name, about = (str(hub.values(name)[row]) for name in ("prod_name", "product_type_name"))
        colour = str(hub.values("colour_group_name")[row])
        draw.text((left, top + HEIGHT + 8), _fitted(draw, name, _NAME), _INK, _NAME)
        draw.text((left, top + HEIGHT + 29), _fitted(draw, f"{about}, {colour}", _SMALL), _QUIET, _SMALL)
    draw.text((_MARGIN, card.height - _MARGIN - 24), hub.prices.total(outfit), _INK, _TOTAL)
    file = io.BytesIO()
    card.save(file, "PNG", optimize=True)
    return file.getvalue()


def write_outfit_png(hub: Hub, outfit: IntVector, out: Path) -> None:
    """Write the picture to `out`. Raises QueryError unless the name ends in .png."""
    if out.suffix.lower() != ".png":
        raise QueryError(f"The picture cannot be written to {out}: give a name that ends in .png.")
    content = outfit_png(hub, outfit)
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)


def _picture(hub: Hub, row: int) -> Image.Image:
    """The article's thumbnail, WIDTH x HEIGHT."""
    if hub.pictures_folder is not None and hub.values("has_picture")[row]:
        path = hub.pictures_folder / thumbnail_name(str(hub.catalog.ids[row]))
        with reading(path):
            content = path.read_bytes()
    else:
        group, colour = (str(hub.values(name)[row]) for name in ("product_group_name", "colour_group_name"))
        content = placeholder(group, colour)
    return Image.open(io.BytesIO(content)).convert("RGB").resize((WIDTH, HEIGHT))


def _fitted(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> str:
    """The text cut to the width of a picture."""
    if draw.textlength(text, font) <= WIDTH:
        return text
    lengths = np.arange(len(text))
    fits = [draw.textlength(text[:length] + "…", font) <= WIDTH for length in lengths]
    return text[: int(lengths[fits][-1])].rstrip() + "…"
