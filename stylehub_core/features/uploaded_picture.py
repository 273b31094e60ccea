"""Reads a user's picture file: checked, turned upright and scaled like the articles' pictures."""

import io

from PIL import Image

from stylehub_core.catalog.thumbnails import PictureError, thumbnail_of
from stylehub_core.errors import QueryError

MOST_BYTES = 20 * 1024**2
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF")
"""Allowed formats, by Pillow's names. Others are refused, as some of Pillow's readers start other programs."""


def uploaded_picture(content: bytes) -> Image.Image:
    """The RGB picture in `content`, made by the same recipe as the articles' thumbnails.

    So an article's own picture file becomes exactly the picture that the workspace has of it.
    For an animation, the first frame. Raises QueryError that says why the file is not a usable picture.
    """
    if len(content) > MOST_BYTES:
        raise QueryError(
            f"The picture has {len(content) / 1024**2:.1f} MB, but the limit is {MOST_BYTES // 1024**2} MB: "
            "save a smaller version and try again."
        )
    try:
        return opened(thumbnail_of(content, formats=FORMATS, most_pixels=MOST_PIXELS))
    except PictureError as error:
        raise QueryError(
            f"The picture cannot be read: {error}. Give a complete JPEG, PNG, WebP, AVIF, GIF, BMP or TIFF file "
            f"of at most {MOST_BYTES // 1024**2} MB and {MOST_PIXELS // 1_000_000} megapixels."
        ) from error


def opened(thumbnail: bytes) -> Image.Image:
    """The RGB picture of a thumbnail's bytes. Raises PictureError if they are damaged."""
    try:
        with Image.open(io.BytesIO(thumbnail), formats=["JPEG"]) as image:
            return image.convert("RGB")
    except Exception as error:  # Pillow's decoders raise almost any error on damaged files
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise PictureError("not a picture" if "cannot identify" in reason else reason) from error
