"""Hostile picture files: known tricks, and valid pictures with random damage."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import numpy as np
from PIL import Image

from stylehub_core.features.uploaded_picture import FORMATS, MOST_BYTES

Outcome = Literal["picture", "message"]
_ORIENTATION, _PLACE, _DESCRIPTION = 0x0112, 0x8825, 0x010E


def seeds() -> dict[str, bytes]:
    """Small valid pictures of every allowed format, plain and unusual."""
    levels = np.random.default_rng(5).integers(0, 256, (14, 9, 4), np.uint8)
    rich = Image.fromarray(levels).resize((90, 140))
    plain, deep = rich.convert("RGB"), Image.fromarray(np.asarray(rich.convert("L")).astype(np.uint16) * 257)
    frames = {"save_all": True, "append_images": [plain.rotate(90), plain.rotate(180)]}
    files = {
        "jpeg": _saved(plain, "JPEG", exif=_exif(), comment=b"taken at home"),
        "progressive jpeg": _saved(plain, "JPEG", progressive=True),
        "grey jpeg": _saved(plain.convert("L"), "JPEG"),
        "cmyk jpeg": _saved(plain.convert("CMYK"), "JPEG"),
        "png": _saved(plain, "PNG", exif=_exif()),
        "transparent png": _saved(rich, "PNG"),
        "palette png": _saved(plain.quantize(32), "PNG", transparency=3),
        "16-bit png": _saved(deep, "PNG"),
        "animated png": _saved(plain, "PNG", **frames),
        "webp": _saved(rich, "WEBP", exif=_exif()),
        "lossless webp": _saved(plain, "WEBP", lossless=True),
        "animated webp": _saved(plain, "WEBP", **frames),
        "avif": _saved(rich, "AVIF", exif=_exif()),
        "heic": _saved(plain, "HEIF", exif=_exif()),
        "animated gif": _saved(plain, "GIF", **frames),
        "bmp": _saved(plain, "BMP"),
        "tiff": _saved(plain, "TIFF", compression="tiff_lzw", exif=_exif(place=False)),
        "cmyk tiff": _saved(plain.convert("CMYK"), "TIFF", compression="tiff_adobe_deflate"),
        "16-bit tiff": _saved(deep, "TIFF"),
    }
    assert {Image.open(io.BytesIO(content)).format for content in files.values()} == set(FORMATS)
    return files


def tricks() -> dict[str, tuple[Callable[[], bytes], Outcome]]:
    """Known tricks by name: what makes the file, and its right outcome."""
    good = seeds()
    script = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><script>alert(1)</script></svg>'
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    return {
        "bomb: 100 megapixels in 100 kB": (lambda: _bomb(10_000, whole=True), "message"),
        "bomb: 3,600 megapixels by its header": (lambda: _bomb(60_000), "message"),
        "49 megapixels with transparency": (lambda: _saved(Image.new("RGBA", (7000, 7000)), "PNG"), "picture"),
        "truncated JPEG": (lambda: _saved(noise, "JPEG")[:5000], "message"),
        "truncated PNG": (lambda: _saved(noise, "PNG")[:5000], "message"),
        "renamed: a program": (lambda: b"\x7fELF" + bytes(5000), "message"),
        "renamed: a PDF": (lambda: _saved(noise, "PDF"), "message"),
        "renamed: PostScript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\nshowpage\n", "message"),
        "200 MB": (lambda: good["jpeg"] + bytes(200 * 1024**2), "message"),
        "the largest size, nearly all padding": (lambda: good["jpeg"] + bytes(MOST_BYTES - 100_000), "picture"),
        "SVG with a script": (lambda: script, "message"),
        "polyglot: JPEG and ZIP": (lambda: good["jpeg"] + _zip(), "picture"),
        "polyglot: GIF and JavaScript": (lambda: good["animated gif"] + b"=1;alert(1)//", "picture"),
        "polyglot: HTML before a PNG": (lambda: b"<script>alert(1)</script>" + good["png"], "message"),
        "animated GIF": (lambda: good["animated gif"], "picture"),
        "animated WebP": (lambda: good["animated webp"], "picture"),
        "animated PNG": (lambda: good["animated png"], "picture"),
        "CMYK": (lambda: good["cmyk jpeg"], "picture"),
        "1x1": (lambda: _saved(Image.new("RGB", (1, 1)), "PNG"), "message"),
        "16-bit": (lambda: good["16-bit png"], "picture"),
        "20,000 pixels wide": (lambda: _saved(Image.new("RGB", (20_000, 40)), "PNG"), "picture"),
        "20,000 pixels wide and high enough": (lambda: _saved(Image.new("RGB", (20_000, 2_400)), "JPEG"), "picture"),
        "EXIF with a place": (lambda: good["jpeg"], "picture"),
        "text chunks that unpack to 400 MB": (lambda: _texts(good["png"]), "message"),
        "HEIC turned by EXIF": (lambda: _turned("HEIF"), "picture"),
        "PNG turned by EXIF": (lambda: _turned("PNG"), "picture"),
    }  # fmt: skip


def mutated(good: Mapping[str, bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """(a description, the content) of so many files with random damage; some end as another file does."""
    rng = np.random.default_rng(seed)
    names = list(good)
    for number in range(count):
        name = names[number % len(names)]
        content = bytearray(good[name])
        steps = [_DAMAGES[int(rng.integers(len(_DAMAGES)))] for _ in range(int(rng.integers(1, 4)))]
        for step in steps:
            step(content, rng)
        if rng.random() < 0.2:
            other = good[names[int(rng.integers(len(names)))]]
            content[int(rng.integers(0, len(content) + 1)) :] = other[int(rng.integers(0, len(other) + 1)) :]
        yield f"file {number}, {name} ({', '.join(step.__name__.strip('_') for step in steps)})", bytes(content)


def _flip(content: bytearray, rng: np.random.Generator) -> None:
    for at in rng.integers(0, max(len(content), 1), int(rng.integers(1, 20))):
        if at < len(content):
            content[at] ^= 1 << int(rng.integers(8))


def _extreme(content: bytearray, rng: np.random.Generator) -> None:
    """A number near the beginning, where sizes and counts are, becomes an extreme one."""
    at, size = int(rng.integers(0, min(len(content), 400) + 1)), int(rng.choice([1, 2, 4]))
    value = (
        bytes(size) if rng.random() < 0.3 else b"\xff" * size if rng.random() < 0.5 else b"\x7f" + b"\xff" * (size - 1)
    )
    content[at : at + size] = value


def _cut(content: bytearray, rng: np.random.Generator) -> None:
    del content[int(rng.integers(0, len(content) + 1)) :]


def _drop(content: bytearray, rng: np.random.Generator) -> None:
    at = int(rng.integers(0, len(content) + 1))
    del content[at : at + int(rng.integers(1, 200))]


def _repeat(content: bytearray, rng: np.random.Generator) -> None:
    at = int(rng.integers(0, len(content) + 1))
    content[at:at] = content[at : at + int(rng.integers(1, 500))] * int(rng.integers(1, 50))


def _noise(content: bytearray, rng: np.random.Generator) -> None:
    at = int(rng.integers(0, len(content) + 1))
    content[at : at + int(rng.integers(1, 300))] = rng.bytes(int(rng.integers(1, 300)))


_DAMAGES = (_flip, _flip, _extreme, _extreme, _cut, _drop, _repeat, _noise)


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)  # type: ignore[arg-type]
    return file.getvalue()


def _exif(orientation: int = 1, *, place: bool = True) -> Image.Exif:
    exif = Image.Exif()
    exif[_ORIENTATION], exif[_DESCRIPTION] = orientation, "taken at home"
    if place:
        exif[_PLACE] = {1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)}
    return exif


def _turned(form: str) -> bytes:
    return _saved(Image.new("RGB", (90, 60), "red"), form, exif=_exif(6))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _bomb(side: int, *, whole: bool = False) -> bytes:
    """A PNG of side x side pixels. whole: with all of its rows, which are packed a thousand times."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    rows = zlib.compress(bytes((side + 1) * side), 9) if whole else zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + header + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _texts(png: bytes) -> bytes:
    packed = zlib.compress(bytes(50 * 1024**2), 9)
    texts = b"".join(_chunk(b"zTXt", f"text {number}".encode() + b"\0\0" + packed) for number in range(8))
    return png[:33] + texts + png[33:]


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("run.sh", "echo hello")
    return file.getvalue()
