"""Turns a picture file into a 2:3 thumbnail: scaled to fit, padded with its border colour, never stretched."""

import io
import os
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageOps

from stylehub_core.catalog.colour_profile import foreign_profile, in_srgb

WIDTH, HEIGHT = 240, 360
_QUALITY = 85
_LARGEST_ENLARGEMENT = 1.5
FEWEST_PIXELS = 16
_MOST_PIXELS = 100_000_000
_MOST_BYTES = 200 * 1024**2
_LARGE = 8_000_000  # pixels from which a picture is made smaller before all other steps
_ORIENTATION = 0x0112
_one_large_picture = threading.Lock()

STUDIO_GREY = (239, 238, 236)
"""The typical background of fashion pictures: the median border colour of H&M's."""

pillow_heif.register_heif_opener()  # the format of iPhones


class PictureError(Exception):
    """Why a file is not a usable picture."""


@dataclass(frozen=True)
class Task:
    """A picture to read and the thumbnail to write."""

    article_id: str
    source: Path
    target: Path


def write_thumbnails(tasks: Sequence[Task]) -> list[tuple[str, str]]:
    """(article_id, reason) for each picture that cannot be used, after writing the thumbnails of all others."""
    return [(task.article_id, reason) for task in tasks if (reason := _write(task))]


def _write(task: Task) -> str:
    try:
        content = thumbnail(task.source)
    except PictureError as error:
        return str(error)
    part = task.target.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(task.target)
    return ""


def thumbnail(source: Path) -> bytes:
    """A JPEG of 240x360. A small 2:3 JPEG is returned unchanged. Raises PictureError."""
    try:
        if source.stat().st_size > _MOST_BYTES:
            raise PictureError(f"file of more than {_MOST_BYTES // 1024**2} MB")
        content = source.read_bytes()
    except OSError as error:
        raise PictureError(str(error)[:120]) from error
    return thumbnail_of(content)


def thumbnail_of(content: bytes, *, formats: Sequence[str] | None = None, most_pixels: int = _MOST_PIXELS) -> bytes:
    """As `thumbnail`, of a file's bytes. formats: Pillow's names of those allowed; None for all."""
    with _decoding(content, formats, most_pixels) as image:
        if _is_thumbnail(image):
            image.load()  # reads the whole file, to detect a truncated one
            return content
        return jpeg(_padded(_scaled(image, WIDTH, HEIGHT, _LARGEST_ENLARGEMENT)))


def upright_picture(
    content: bytes, *, side: int, formats: Sequence[str] | None = None, most_pixels: int = _MOST_PIXELS
) -> Image.Image:
    """The upright RGB picture of a file's bytes, scaled down to at most `side` pixels a side, without any metadata.

    Raises PictureError.
    """
    with _decoding(content, formats, most_pixels) as image:
        scale = min(side / max(image.size), 1.0)
        image.draft("RGB", (round(image.width * scale), round(image.height * scale)))
        return _scaled(image, side, side, 1.0)


@contextmanager
def _decoding(content: bytes, formats: Sequence[str] | None, most_pixels: int) -> Iterator[Image.Image]:
    """The opened picture, if its size is acceptable. Raises PictureError for it and for any fault in its decoding.

    Large pictures wait for each other, so that many together do not fill the memory.
    """
    try:
        if not content:
            raise PictureError("empty file")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=None if formats is None else list(formats)) as image:
                width, height = image.size
                if min(width, height) < FEWEST_PIXELS:
                    raise PictureError(f"only {width}x{height} pixels")
                if width * height > most_pixels:
                    raise PictureError(f"{width}x{height} pixels are too many")
                _note_orientation(image, content)
                with _one_large_picture if width * height > _LARGE else nullcontext():
                    yield image
    except (PictureError, Image.DecompressionBombError) as error:
        raise PictureError(str(error)) from error
    except Exception as error:  # Pillow's decoders raise almost any error on damaged files
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise PictureError("not a picture" if "cannot identify" in reason else reason) from error


def _note_orientation(image: Image.Image, content: bytes) -> None:
    """Lets EXIF turn a HEIC that does not turn itself, as some phones write it. Its reader would ignore EXIF."""
    turned = image.info.get("original_orientation")
    if image.format == "HEIF" and turned and b"irot" not in content and b"imir" not in content:
        image.getexif()[_ORIENTATION] = turned


def _scaled(image: Image.Image, width: int, height: int, enlargement: float) -> Image.Image:
    """The picture upright, in sRGB, scaled to fit into width x height, without metadata such as a place or a comment.

    enlargement: of its original size, at most.
    """
    original, profile = min(image.size), foreign_profile(image)
    image.draft("RGB", (width, height))
    drafted = min(image.size) / original
    whole = ImageOps.exif_transpose(_reduced(image, max(width, height)))
    is_plain = whole.mode != "CMYK" and not whole.has_transparency_data  # its colours can wait until it is small
    picture = _rgb(whole if is_plain else in_srgb(_with_alpha(whole), profile))
    scale = min(width / picture.width, height / picture.height, enlargement / drafted)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if is_plain:
        picture = in_srgb(picture, profile)
    picture.info.clear()
    return picture


def _with_alpha(image: Image.Image) -> Image.Image:
    return image.convert("RGBA") if image.has_transparency_data else image


def _reduced(image: Image.Image, side: int) -> Image.Image:
    """A large picture made smaller, but still three times as large as needed: later steps each copy all of it."""
    factor = max(image.size) // (3 * side)
    if image.width * image.height <= _LARGE or factor < 2:
        return image
    image.load()  # turns a TIFF upright
    orientation = image.getexif().get(_ORIENTATION, 1)
    if _has_deep_levels(image):
        image = _eight_bits(image)
    elif image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    smaller = image.reduce(factor)
    smaller.getexif()[_ORIENTATION] = orientation
    return smaller


def _is_thumbnail(image: Image.Image) -> bool:
    width, height = image.size
    return (
        image.format == "JPEG"
        and image.mode == "RGB"
        and width <= WIDTH
        and width * HEIGHT == height * WIDTH
        and width * _LARGEST_ENLARGEMENT >= WIDTH / 2
        and image.getexif().get(_ORIENTATION, 1) == 1
        and foreign_profile(image) is None
    )


def _rgb(image: Image.Image) -> Image.Image:
    if _has_deep_levels(image):
        return _eight_bits(image).convert("RGB")
    if image.has_transparency_data:
        layer = _with_alpha(image)
        paper = Image.new("RGBA", layer.size, STUDIO_GREY)
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image.convert("RGB")


def _has_deep_levels(image: Image.Image) -> bool:
    return image.mode.startswith("I;16") or image.mode in ("I", "F")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey levels of 8 bits, from 16, or from whole or real numbers. Raises PictureError if their scale is unclear."""
    levels = np.array(image, dtype=np.float32)
    low, high = float(levels.min()), float(levels.max())
    if not np.isfinite([low, high]).all():
        raise PictureError("some of its grey levels are not numbers")
    scales = {"F": (1, 255), "I": (255, 65535)}.get(image.mode, (65535,))
    white = next((scale for scale in scales if high <= scale), scales[-1])
    if low < 0 or high > white:
        raise PictureError(f"its grey levels go from {low:g} to {high:g}, and not from 0 to {white}")
    levels *= 255 / white
    return Image.fromarray((levels + 0.5).astype(np.uint8))


def _padded(picture: Image.Image) -> Image.Image:
    if picture.size == (WIDTH, HEIGHT):
        return picture
    pixels = np.asarray(picture)
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    red, green, blue = (int(level) for level in np.median(border, axis=0))
    card = Image.new("RGB", (WIDTH, HEIGHT), (red, green, blue))
    card.paste(picture, ((WIDTH - picture.width) // 2, (HEIGHT - picture.height) // 2))
    return card


def jpeg(picture: Image.Image) -> bytes:
    """The picture as a JPEG, in the quality of all thumbnails."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
