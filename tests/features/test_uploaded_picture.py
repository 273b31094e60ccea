"""Uploaded bytes, both good and bad pictures."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from stylehub_core.errors import QueryError
from stylehub_core.features import uploaded_picture as module
from stylehub_core.features.uploaded_picture import uploaded_picture


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


def test_a_turned_picture_is_turned_upright() -> None:
    image = Image.new("RGB", (360, 240), "white")
    image.paste("red", (0, 0, 180, 240))
    exif = Image.Exif()
    exif[0x0112] = 6
    pixels = np.asarray(uploaded_picture(saved(image, "JPEG", exif=exif))).astype(int)
    np.testing.assert_allclose(pixels[20, 120], (254, 0, 0), atol=16)
    np.testing.assert_allclose(pixels[340, 120], (255, 255, 255), atol=16)


def test_an_animation_shows_its_first_frame() -> None:
    frames = [Image.new("RGB", (180, 270), colour) for colour in ("red", "blue")]
    content = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
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
