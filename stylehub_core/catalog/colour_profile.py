"""Brings a picture's colours into sRGB by the ICC profile in its file, such as the Display P3 of iPhones."""

import io
from functools import cache

from PIL import Image, ImageCms

_MOST_BYTES = 4 * 1024**2
_KINDS = {"RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK"}
"""The kind of colours that a profile has to be of, by Pillow's mode of the picture."""
_OWN = b"sRGB", "sRGB".encode("utf-16-be")
"""In the name of a profile of sRGB itself. LittleCMS would leak memory over the name of a hostile one."""

Profile = ImageCms.ImageCmsProfile


def foreign_profile(image: Image.Image) -> Profile | None:
    """The profile in the picture's file; None if there is none, if it is broken or too large, or if it is sRGB's."""
    content = image.info.get("icc_profile")
    if not isinstance(content, bytes) or not 0 < len(content) <= _MOST_BYTES or any(own in content for own in _OWN):
        return None
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(content))
    except Exception:  # a hostile profile can be broken in any way
        return None


def in_srgb(image: Image.Image, profile: Profile | None) -> Image.Image:
    """The RGB, RGBA or CMYK picture in sRGB; unchanged if the profile is none, broken or of another kind of colours."""
    kind = _KINDS.get(image.mode)
    try:
        if profile is None or kind is None or profile.profile.xcolor_space.strip() != kind:
            return image
        target = "RGBA" if image.mode == "RGBA" else "RGB"
        transform = ImageCms.buildTransform(profile, _srgb(), image.mode, target, ImageCms.Intent.RELATIVE_COLORIMETRIC)
        return ImageCms.applyTransform(image, transform) or image
    except Exception:  # as above
        return image


@cache
def _srgb() -> Profile:
    return Profile(ImageCms.createProfile("sRGB"))
