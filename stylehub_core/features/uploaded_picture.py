"""Reads a user's picture file: checked, turned upright and scaled like the articles' pictures."""

import io
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from stylehub_core.catalog.thumbnails import FEWEST_PIXELS, PictureError, thumbnail_of, upright_picture
from stylehub_core.errors import QueryError
from stylehub_core.request import Region

MOST_BYTES = 20 * 1024**2
MOST_PIXELS = 50_000_000
PHOTO_SIDE = 1024
"""Pixels: enough to see a garment that fills a sixth of a photograph."""
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF", "BMP", "TIFF")
"""Allowed formats, by Pillow's names. Others are refused, as some of Pillow's readers start other programs."""


def picture_file(path: Path) -> bytes:
    """The bytes of a user's picture file; whether they are a usable picture is not checked.

    Raises QueryError if it cannot be read, is no file, or is too large.
    """
    try:
        status = path.stat()
        _check_size(status.st_size)
        if not stat.S_ISREG(status.st_mode):
            raise QueryError(f"{path} is not a file: give a picture file.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise QueryError(f"The picture {path} cannot be read ({reason}): give a picture file.") from error


def uploaded_picture(content: bytes) -> Image.Image:
    """The RGB picture in `content`, made by the same recipe as the articles' thumbnails.

    So an article's own picture file becomes exactly the picture that the workspace has of it.
    For an animation, the first frame. Raises QueryError that says why the file is not a usable picture.
    """
    with _refusing(content):
        return opened(thumbnail_of(content, formats=FORMATS, most_pixels=MOST_PIXELS))


@contextmanager
def _refusing(content: bytes) -> Iterator[None]:
    """Raises QueryError for a file that is too large, and in place of PictureError."""
    _check_size(len(content))
    try:
        yield
    except PictureError as error:
        raise QueryError(
            f"The picture cannot be read: {str(error).rstrip('.')}. Give a complete JPEG, PNG, WebP, AVIF, "
            f"HEIC, GIF, BMP or TIFF file of at most {MOST_BYTES // 1024**2} MB and {MOST_PIXELS // 1_000_000} "
            "megapixels."
        ) from error


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise QueryError(
            f"The picture has {size / 1024**2:.1f} MB, but the limit is {MOST_BYTES // 1024**2} MB: "
            "save a smaller version and try again."
        )


def photograph(content: bytes, region: Region | None = None) -> Image.Image:
    """The upright RGB picture in `content`, or a region of it, at most PHOTO_SIDE pixels a side, without metadata.

    Raises QueryError as uploaded_picture, also if hardly anything is left in the region.
    """
    with _refusing(content):
        picture = upright_picture(content, formats=FORMATS, most_pixels=MOST_PIXELS, side=PHOTO_SIDE)
    return picture if region is None else _part(picture, region)


def _part(picture: Image.Image, region: Region) -> Image.Image:
    width, height = picture.size
    left, top = round(region.x * width), round(region.y * height)
    right, bottom = round((region.x + region.width) * width), round((region.y + region.height) * height)
    if min(right - left, bottom - top) < FEWEST_PIXELS:
        raise QueryError(f"The region has only {right - left}x{bottom - top} pixels of the picture: draw a larger one.")
    return picture.crop((left, top, right, bottom))


def opened(thumbnail: bytes) -> Image.Image:
    """The RGB picture of a thumbnail's bytes, without metadata. Raises PictureError if they are damaged."""
    try:
        with Image.open(io.BytesIO(thumbnail), formats=["JPEG"]) as image:
            picture = image.convert("RGB")
            picture.info.clear()
            return picture
    except Exception as error:  # Pillow's decoders raise almost any error on damaged files
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise PictureError("not a picture" if "cannot identify" in reason else reason) from error
