"""Fits pictures of any shape into a square without cropping or stretching, for the picture encoders."""

from PIL import Image

from stylehub_core.catalog.thumbnails import STUDIO_GREY


def letterboxed(picture: Image.Image, side: int, ground: tuple[int, int, int] = STUDIO_GREY) -> Image.Image:
    """An RGB picture of side x side pixels: `picture` scaled to fit, centred on studio grey or another ground."""
    scale = side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    fitted = picture.convert("RGB").resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0)
    square = Image.new("RGB", (side, side), ground)
    square.paste(fitted, ((side - size[0]) // 2, (side - size[1]) // 2))
    return square


def unboxed(square: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The part of a square that shows a picture of this size, scaled to it: what `letterboxed` did, undone."""
    scale = square.width / max(size)
    left, top = (max(0.0, square.width - side * scale) / 2 for side in size)
    box = (left, top, square.width - left, square.width - top)
    return square.resize(size, Image.Resampling.BILINEAR, box=box)
