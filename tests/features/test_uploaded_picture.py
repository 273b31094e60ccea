"""Uploaded bytes, both good and bad pictures."""

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from stylehub_core.catalog import thumbnails
from stylehub_core.errors import QueryError
from stylehub_core.features import uploaded_picture as module
from stylehub_core.features.uploaded_picture import photograph, picture_file, uploaded_picture


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)  # type: ignore[arg-type]
    return file.getvalue()


@pytest.mark.parametrize(
    ("mode", "form", "colour", "expected"),
    [
        ("RGB", "JPEG", "red", (255, 0, 0)),
        ("L", "JPEG", 100, (100, 100, 100)),
        ("CMYK", "JPEG", (0, 255, 255, 0), (255, 0, 0)),
        ("CMYK", "TIFF", (0, 255, 255, 0), (255, 0, 0)),
        ("P", "PNG", 0, (0, 0, 0)),
        ("P", "GIF", 0, (0, 0, 0)),
        ("1", "BMP", 1, (255, 255, 255)),
        ("RGBA", "PNG", (255, 0, 0, 0), (239, 238, 236)),
        ("RGBA", "WEBP", (0, 0, 255, 255), (0, 0, 255)),
        ("LA", "PNG", (0, 0), (239, 238, 236)),
        ("I;16", "PNG", 65535, (255, 255, 255)),
        ("I;16", "PNG", 25700, (100, 100, 100)),
        ("I;16", "PNG", 200, (1, 1, 1)),
        ("I", "TIFF", 25700, (100, 100, 100)),
        ("I", "TIFF", 100, (100, 100, 100)),
        ("F", "TIFF", 0.4, (102, 102, 102)),
        ("F", "TIFF", 102.0, (102, 102, 102)),
        ("RGB", "AVIF", "blue", (0, 0, 255)),
        ("RGB", "HEIF", "blue", (0, 0, 255)),
    ],
)
def test_pictures_of_every_form_and_mode_become_rgb(mode: str, form: str, colour: object, expected: object) -> None:
    picture = uploaded_picture(saved(Image.new(mode, (180, 270), colour), form))  # type: ignore[arg-type]
    assert picture.mode == "RGB" and picture.size in ((240, 360), (180, 270))  # a small JPEG is kept as it is
    pixel = np.asarray(picture)[picture.height // 2, picture.width // 2].astype(int)
    np.testing.assert_allclose(pixel, expected, atol=16)  # type: ignore[arg-type]


def test_a_transparent_palette_is_laid_on_the_studio_s_ground() -> None:
    image = Image.new("P", (180, 270), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    picture = uploaded_picture(saved(image, transparency=0))
    assert np.asarray(picture).min() > 230


TURNS = {1: "RGBW", 2: "GRWB", 3: "WBGR", 4: "BWRG", 5: "RBGW", 6: "BRWG", 7: "WGBR", 8: "GWRB"}
"""The upright corners (upper left, upper right, lower left, lower right) by EXIF's orientation; stored are RGBW."""


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
@pytest.mark.parametrize("large", [False, True])
def test_a_turned_picture_is_turned_upright(form: str, large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if large:  # made smaller before it is turned
        monkeypatch.setattr(thumbnails, "_LARGE", 1)
    colours = {"R": (255, 0, 0), "G": (0, 255, 0), "B": (0, 0, 255), "W": (255, 255, 255)}
    stored = Image.new("RGB", (2200, 800) if large else (120, 80))
    for number, name in enumerate("RGBW"):
        corner = (number % 2 * stored.width // 2, number // 2 * stored.height // 2)
        stored.paste(colours[name], (*corner, corner[0] + stored.width // 2, corner[1] + stored.height // 2))
    for turn, corners in TURNS.items() if not large else [(6, TURNS[6])]:
        exif = Image.Exif()
        exif[0x0112] = turn
        content = saved(stored, form, exif=exif, quality=90)
        for read in (photograph, uploaded_picture):
            picture = read(content)
            assert (picture.width > picture.height) == (turn < 5) or read is uploaded_picture
            seen = np.asarray(picture).astype(int)[picture.height // 2 - 20 :][:40]
            middle = picture.width // 2
            points = [seen[5, middle - 15], seen[5, middle + 15], seen[-5, middle - 15], seen[-5, middle + 15]]
            for point, name in zip(points, corners, strict=True):
                np.testing.assert_allclose(point, colours[name], atol=50, err_msg=f"{form} turned {turn}")


def test_a_heic_that_turns_itself_is_not_turned_twice() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = saved(Image.new("RGB", (120, 80), "red"), "HEIF", exif=exif.tobytes())
    assert b"irot" in content
    assert photograph(content).size == (80, 120)


@pytest.mark.parametrize("size", [(180, 270), (300, 200)])  # the first is kept as it is
def test_the_place_and_all_other_metadata_are_dropped(size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x8825] = "at home", {1: "N", 2: (48.0, 51.0, 30.0)}
    content = saved(Image.new("RGB", size, "red"), "JPEG", exif=exif, comment=b"at home", icc_profile=b"at home" * 20)
    assert content.count(b"at home") > 10
    for read in (photograph, uploaded_picture):
        picture = read(content)
        assert not picture.info and not picture.getexif()
        assert b"at home" not in saved(picture, "JPEG")


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("RGB", "navy", (0, 0, 128)),
        ("RGBA", (255, 0, 0, 0), (239, 238, 236)),
        ("LA", (0, 0), (239, 238, 236)),
        ("P", 0, (0, 0, 0)),
        ("1", 1, (255, 255, 255)),
        ("L", 90, (90, 90, 90)),
        ("I;16", 51400, (200, 200, 200)),
        ("I;16", 65535, (255, 255, 255)),
    ],
)
def test_a_large_picture_is_the_same_in_less_memory(
    mode: str, colour: object, expected: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    image = Image.new(mode, (800, 2200), colour)  # type: ignore[arg-type]
    content = saved(image)
    before = uploaded_picture(content)
    monkeypatch.setattr(thumbnails, "_LARGE", 1_000_000)
    sizes: list[tuple[int, int]] = []
    reduced = thumbnails._reduced

    def noted(picture: Image.Image, side: int) -> Image.Image:
        smaller = reduced(picture, side)
        sizes.append(smaller.size)
        return smaller

    monkeypatch.setattr(thumbnails, "_reduced", noted)
    after = uploaded_picture(content)
    assert sizes == [(400, 1100)]
    np.testing.assert_allclose(np.asarray(after).astype(int), np.asarray(before).astype(int), atol=2)
    np.testing.assert_allclose(np.asarray(after)[180, 120].astype(int), expected, atol=3)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "TIFF"])
def test_an_animation_shows_its_first_frame(form: str) -> None:
    frames = [Image.new("RGB", (180, 270), colour) for colour in ("red", "blue")]
    content = saved(frames[0], form, save_all=True, append_images=frames[1:])
    np.testing.assert_allclose(np.asarray(uploaded_picture(content))[180, 120], (254, 0, 0), atol=16)


def test_what_is_no_whole_picture_is_refused_with_the_reason() -> None:
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    cases = [
        (b"", "empty file"),
        (b"<html>404</html>", "not a picture"),
        (saved(noise, "JPEG")[:5000], "truncated"),
        (saved(noise, "PNG")[:5000], "truncated"),
        (saved(Image.new("RGB", (9, 9))), "only 9x9 pixels"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n", "not a picture"),
        (saved(Image.new("RGB", (50, 50)), "PPM"), "not a picture"),
    ]
    for content, reason in cases:
        with pytest.raises(QueryError, match=rf"cannot be read: .*{reason}.*Give a complete JPEG") as caught:
            uploaded_picture(content)
        assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("mode", "level", "reason"),
    [
        ("F", float("nan"), "some of its grey levels are not numbers"),
        ("F", float("inf"), "some of its grey levels are not numbers"),
        ("F", -0.5, "its grey levels go from -0.5 to 0, and not from 0 to 1"),
        ("F", 4000.0, "its grey levels go from 0 to 4000, and not from 0 to 255"),
        ("I", 70_000, "its grey levels go from 0 to 70000, and not from 0 to 65535"),
        ("I", -5, "its grey levels go from -5 to 0, and not from 0 to 255"),
    ],
)
def test_grey_levels_of_an_unclear_scale_are_refused(mode: str, level: float, reason: str) -> None:
    image = Image.new(mode, (90, 90), 0)
    image.putpixel((7, 7), level)  # type: ignore[arg-type]
    for read in (uploaded_picture, photograph):
        with pytest.raises(QueryError, match=f"cannot be read: {reason}. Give"):
            read(saved(image, "TIFF"))


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "thumbnail_of", lambda *_, **__: pytest.fail("was read"))
    with pytest.raises(QueryError, match=r"20\.5 MB, but the limit is 20 MB"):
        uploaded_picture(bytes(20 * 1024**2 + 2**19))


@pytest.mark.parametrize("side", [7_100, 20_000, 60_000])
def test_a_decompression_bomb_is_refused_by_its_header(side: int) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    content = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    with pytest.raises(QueryError, match=r"read: .*(pixels are too many|exceeds limit)"):
        uploaded_picture(content)


def test_most_pixels_are_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PIXELS", 200 * 300)
    assert uploaded_picture(saved(Image.new("RGB", (200, 300)))).size == (240, 360)
    with pytest.raises(QueryError, match="200x301 pixels are too many"):
        uploaded_picture(saved(Image.new("RGB", (200, 301))))


def test_a_file_on_disk_that_is_too_large_or_no_file_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(200 * 1024**2)
    os.mkfifo(tmp_path / "pipe.jpg")
    cases = [
        (large, r"200\.0 MB, but the limit is 20 MB"),
        (tmp_path / "pipe.jpg", "is not a file"),
        (tmp_path, "is not a file"),
        (tmp_path / "missing.jpg", "cannot be read .No such file"),
    ]
    for path, reason in cases:
        with pytest.raises(QueryError, match=reason):
            picture_file(path)
