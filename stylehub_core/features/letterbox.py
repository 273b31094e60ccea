"""Fits pictures of any shape into a square without cropping or stretching, for the picture encoders."""

from PIL import Image

from stylehub_core.catalog.thumbnails import STUDIO_GREY


def letterboxed(picture: Image.Image, side: int) -> Image.Image:
    """An RGB picture of side x side pixels: `picture` scaled to fit, centred on studio grey."""
    scale = side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    fitted = picture.convert("RGB").resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0)
    square = Image.new("RGB", (side, side), STUDIO_GREY)
    square.paste(fitted, ((side - size[0]) // 2, (side - size[1]) // 2))
    return square
