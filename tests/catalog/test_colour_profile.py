"""Colours by the ICC profile of a picture's file, and what hostile profiles do."""

import io
import struct
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageCms

from stylehub_core.catalog import colour_profile
from stylehub_core.catalog.thumbnails import thumbnail_of, upright_picture

SHOWN = {"red": (234, 51, 35), "teal": (47, 127, 126)}
"""sRGB's (255, 0, 0) and (0, 128, 128) in the numbers of Display P3."""

_P3 = {"r": (0.51512, 0.2412, -0.00105), "g": (0.29198, 0.69225, 0.04189), "b": (0.1571, 0.06657, 0.78407)}


def fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def p3(name: str = "Display P3") -> bytes:
    """Its colours relative to D50, with sRGB's curve, as Apple writes it."""
    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    text = name.encode("utf-16-be")
    tags = {b"desc": b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(text), 28) + text}
    tags[b"wtpt"] = b"XYZ \0\0\0\0" + fixed(0.9642, 1.0, 0.8249)
    for letter, colour in _P3.items():
        tags[f"{letter}XYZ".encode()] = b"XYZ \0\0\0\0" + fixed(*colour)
        tags[f"{letter}TRC".encode()] = curve
    table, data, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for tag, content in tags.items():
        table += struct.pack(">4sII", tag, start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    head = struct.pack(
        ">I4sI4s4s4s12s4s", start + len(data), b"lcms", 0x04000000, b"mntr", b"RGB ", b"XYZ ", b"", b"acsp"
    )
    head += bytes(28) + fixed(0.9642, 1.0, 0.8249)
    return head.ljust(128, b"\0") + table + data


def saved(image: Image.Image, profile: bytes, form: str = "PNG") -> bytes:
    file = io.BytesIO()
    image.save(file, form, icc_profile=profile)
    return file.getvalue()


def photo(content: bytes) -> Image.Image:
    return upright_picture(content, side=1024)


def card(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(thumbnail_of(content))).convert("RGB")


def middle(picture: Image.Image) -> tuple[int, ...]:
    return tuple(np.asarray(picture)[picture.height // 2, picture.width // 2].astype(int).tolist())


@pytest.mark.parametrize("read", [photo, card])
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "HEIF", "AVIF", "TIFF"])
@pytest.mark.parametrize("size", [(180, 270), (300, 300)])  # the first would be kept as it is
def test_display_p3_becomes_srgb(read: Callable[[bytes], Image.Image], form: str, size: tuple[int, int]) -> None:
    picture = read(saved(Image.new("RGB", size, SHOWN["teal"]), p3(), form))
    assert middle(picture) == pytest.approx((0, 128, 128), abs=9)
    assert "icc_profile" not in picture.info


def test_transparent_pictures_lie_on_the_same_ground() -> None:
    image = Image.new("RGBA", (90, 90), (*SHOWN["red"], 255))
    image.paste((0, 0, 0, 0), (0, 0, 90, 20))
    picture = photo(saved(image, p3()))
    assert middle(picture) == pytest.approx((255, 0, 0), abs=3)
    assert picture.getpixel((45, 5)) == (239, 238, 236)


@pytest.mark.parametrize("mode", ["L", "CMYK", "I;16", "RGB", "P"])
def test_profiles_of_other_colours_or_of_none_change_nothing(mode: str) -> None:
    image, form = Image.new("RGB", (90, 90), SHOWN["red"]).convert("L" if mode == "I;16" else mode), "TIFF"
    image = image.convert("I;16") if mode == "I;16" else image
    grey = p3().replace(b"RGB XYZ ", b"GRAYXYZ ")
    plain = middle(photo(saved(image, b"", form)))
    broken = [grey, p3()[:200], b"x" * 5000, p3() + bytes(5 * 1024**2), p3("sRGB IEC61966-2.1")]
    for profile in broken if mode in ("RGB", "P") else [*broken, p3()]:
        assert middle(photo(saved(image, profile, form))) == plain


def test_hostile_profiles_are_survived() -> None:
    rng, good = np.random.default_rng(0), np.frombuffer(p3(), np.uint8)
    image, outcomes = Image.new("RGB", (20, 20), SHOWN["red"]), set()
    for _ in range(1000):
        damaged = good.copy()
        damaged[rng.integers(len(good), size=rng.integers(1, 8))] = rng.integers(256)
        image.info["icc_profile"] = damaged.tobytes()
        shown = colour_profile.in_srgb(image, colour_profile.foreign_profile(image))
        assert (shown.mode, shown.size) == ("RGB", (20, 20))
        outcomes.add(shown is image)
    assert outcomes == {True, False}


def test_a_fault_inside_the_conversion_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ImageCms.PyCMSError("cannot build transform")

    monkeypatch.setattr(ImageCms, "buildTransform", fails)
    assert middle(photo(saved(Image.new("RGB", (90, 90), SHOWN["red"]), p3()))) == SHOWN["red"]
