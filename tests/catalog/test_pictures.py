import io
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from stylehub_core.catalog.image_files import image_files
from stylehub_core.catalog.pictures import CorruptPicture, PictureReport, make_thumbnails, thumbnail_name
from stylehub_core.catalog.placeholders import make_placeholders, placeholder, placeholder_name, tint
from stylehub_core.catalog.thumbnails import PictureError, thumbnail
from stylehub_core.errors import CancelledError, NotBuiltError, WorkspaceError

SHIRT, BLUE, COAT = "0100000001", "0100000002", "0200000001"


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    assert image.format == "JPEG"
    return image.convert("RGB")


def colour_at(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return tuple(int(level) for level in pixel)


def near(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 16 for a, b in zip(first, second, strict=True))


def saved(path: Path, image: Image.Image, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def framed(size: tuple[int, int], border: str = "red", inside: str = "blue") -> Image.Image:
    image = Image.new("RGB", size, border)
    width, height = size
    image.paste(inside, (width // 4, height // 4, 3 * width // 4, 3 * height // 4))
    return image


@pytest.mark.parametrize("size", [(800, 800), (1166, 1750), (3000, 300), (300, 3000), (241, 360), (240, 360)])
def test_thumbnails_are_fitted_and_padded_with_the_border_colour(tmp_path: Path, size: tuple[int, int]) -> None:
    image = opened(thumbnail(saved(tmp_path / "a.jpg", framed(size), quality=95)))
    assert image.size == (240, 360)
    assert near(colour_at(image, 120, 180), (0, 0, 255))
    for corner in ((0, 0), (239, 0), (0, 359), (239, 359)):
        assert near(colour_at(image, *corner), (254, 0, 0))


def test_nothing_is_stretched(tmp_path: Path) -> None:
    image = opened(thumbnail(saved(tmp_path / "a.png", framed((800, 800)))))
    blue = np.asarray(image)[:, :, 2] > 128
    assert abs(int(blue.any(axis=0).sum()) - int(blue.any(axis=1).sum())) <= 2


def test_small_pictures_are_not_enlarged_beyond_half(tmp_path: Path) -> None:
    image = opened(thumbnail(saved(tmp_path / "a.png", framed((40, 40), "black", "white"))))
    white = np.asarray(image)[:, :, 0] > 128
    assert image.size == (240, 360) and 28 <= white.any(axis=0).sum() <= 32


def test_a_small_jpeg_of_the_right_shape_is_kept_byte_for_byte(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", framed((180, 270)))
    assert thumbnail(path) == path.read_bytes()


def test_exif_rotation_is_applied(tmp_path: Path) -> None:
    image = Image.new("RGB", (360, 240), "white")
    image.paste("red", (0, 0, 180, 240))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned right, so that the left half is on top
    upright = opened(thumbnail(saved(tmp_path / "a.jpg", image, exif=exif)))
    assert near(colour_at(upright, 120, 20), (254, 0, 0)) and near(colour_at(upright, 120, 340), (255, 255, 255))
    portrait = opened(thumbnail(saved(tmp_path / "b.jpg", Image.new("RGB", (180, 270), "white"), exif=exif)))
    assert portrait.size == (240, 360)


@pytest.mark.parametrize(
    ("mode", "name", "colour", "expected"),
    [
        ("L", "a.jpg", 100, (100, 100, 100)),
        ("CMYK", "a.jpg", (0, 255, 255, 0), (255, 0, 0)),
        ("RGBA", "a.png", (255, 0, 0, 0), (239, 238, 236)),
        ("RGBA", "a.webp", (255, 0, 0, 255), (255, 0, 0)),
        ("LA", "a.png", (0, 0), (239, 238, 236)),
        ("P", "a.png", 0, (0, 0, 0)),
        ("1", "a.png", 1, (255, 255, 255)),
        ("I;16", "a.png", 65535, (255, 255, 255)),
    ],
)
def test_every_colour_mode_becomes_rgb(
    tmp_path: Path, mode: str, name: str, colour: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    image = Image.new(mode, (180, 270), colour)
    assert near(colour_at(opened(thumbnail(saved(tmp_path / name, image))), 120, 180), expected)


def test_damaged_files_have_a_reason(tmp_path: Path) -> None:
    good = saved(tmp_path / "good.jpg", Image.effect_noise((180, 270), 80).convert("RGB")).read_bytes()
    big = saved(tmp_path / "big.jpg", Image.effect_noise((900, 900), 80).convert("RGB")).read_bytes()
    for content, reason in (
        (b"", "empty file"), (b"<html>404</html>", "not a picture"), (good[: len(good) // 2], "truncated"),
        (big[: len(big) // 2], "truncated"),
    ):  # fmt: skip
        path = tmp_path / "bad.jpg"
        path.write_bytes(content)
        with pytest.raises(PictureError, match=reason):
            thumbnail(path)
    with pytest.raises(PictureError, match="only 9x9 pixels"):
        thumbnail(saved(tmp_path / "tiny.png", Image.new("RGB", (9, 9))))


def test_a_decompression_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    for size in ((12_000, 12_000), (20_000, 20_000)):
        with pytest.raises(PictureError, match=r"pixels"):
            thumbnail(saved(tmp_path / "bomb.png", Image.new("1", size)))


def test_make_thumbnails_reports_what_each_article_has(shop: Path, tmp_path: Path) -> None:
    bad = shop / "images" / "030" / "0300000001.jpg"
    bad.parent.mkdir()
    bad.write_bytes(b"not a jpeg")
    report = make_thumbnails(shop, [COAT, SHIRT, BLUE, "0300000001", SHIRT], tmp_path / "out", workers=1)
    assert report == PictureReport(
        pictured=(SHIRT, COAT), corrupt=(CorruptPicture("0300000001", "not a picture"),), missing=(BLUE,)
    )
    assert PictureReport.read(tmp_path / "out") == report
    made = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.jpg"))
    assert made == [thumbnail_name(SHIRT), thumbnail_name(COAT), "placeholder.jpg"]


def test_a_stopped_run_goes_on_where_it_stopped(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stylehub_core.catalog.pictures._CHUNK", 1)
    out = tmp_path / "out"

    def stop(step: str, done: int, total: int) -> None:
        if done == 1:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        make_thumbnails(shop, [SHIRT, COAT], out, stop, workers=1)
    with pytest.raises(NotBuiltError):
        PictureReport.read(out)
    (out / thumbnail_name(SHIRT)).write_bytes(b"kept")
    seen: list[tuple[int, int]] = []
    report = make_thumbnails(shop, [SHIRT, COAT], out, lambda _, done, total: seen.append((done, total)), workers=1)
    assert report.pictured == (SHIRT, COAT) and seen == [(0, 1), (1, 1)]
    assert (out / thumbnail_name(SHIRT)).read_bytes() == b"kept"


def test_processes_do_the_same_as_one(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / "images" / SHIRT[:3] / f"{SHIRT}.jpg").write_bytes(b"bad")
    one_worker = make_thumbnails(shop, [SHIRT, COAT], tmp_path / "one", workers=1)
    monkeypatch.setattr("stylehub_core.catalog.pictures._CHUNK", 1)
    two_workers = make_thumbnails(shop, [SHIRT, COAT], tmp_path / "two", workers=2)
    assert one_worker == two_workers and len(one_worker.corrupt) == 1
    name = thumbnail_name(COAT)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_no_pictures_is_a_report_too(shop: Path, tmp_path: Path) -> None:
    shutil.rmtree(shop / "images")
    assert make_thumbnails(shop, [SHIRT], tmp_path / "out").missing == (SHIRT,)
    (tmp_path / "out/pictures.parquet").write_bytes(b"PAR1")
    with pytest.raises(WorkspaceError, match="damaged"):
        PictureReport.read(tmp_path / "out")


def test_image_files_are_found_by_article_id_only(shop: Path) -> None:
    (shop / "images" / "010" / "readme.jpg").write_bytes(b"")
    (shop / "images" / f"{BLUE}.JPG").write_bytes(b"")
    assert sorted(image_files(shop, re.compile(r"\d{10}"))) == [SHIRT, BLUE, COAT]


def test_placeholders_are_quiet_cards_tinted_by_colour(tmp_path: Path) -> None:
    blue = opened(placeholder("Garment Upper body", "Dark Blue"))
    assert blue.size == (240, 360) and min(colour_at(blue, 5, 5)) > 215
    red = opened(placeholder("Garment Upper body", "Dark Red"))
    assert blueness(blue) > blueness(red) + 4
    assert placeholder("Shoes", "Black") != placeholder("Garment Upper body", "Black")
    kinds = [("Shoes", "Light Blue"), ("Shoes", "Bronze/Copper"), ("Garment Upper body", "")]
    make_placeholders(tmp_path, kinds)
    assert all((tmp_path / placeholder_name(*kind)).is_file() for kind in kinds)
    assert placeholder_name("Shoes", "../Bronze/Copper") == "placeholders/tag-bronze-copper.jpg"


def blueness(image: Image.Image) -> float:
    levels = np.asarray(image, dtype=float)
    return float((levels[:, :, 2] - levels[:, :, 0]).mean())


def test_tints_follow_the_colour_groups_names() -> None:
    assert sum(tint("Light Blue")) > sum(tint("Blue")) > sum(tint("Dark Blue"))
    assert tint("Greenish Khaki") == tint("Khaki") != tint("Green")
    assert tint("Unknown") == tint("") == tint("Transparent")


@pytest.mark.real_data
def test_real_pictures_are_readable(real_data: Path, tmp_path: Path) -> None:
    ids = sorted(image_files(real_data, re.compile(r"\d{10}")))[:500]
    if not ids:
        pytest.skip("this folder has no pictures")
    report = make_thumbnails(real_data, ids, tmp_path)
    assert report.pictured == tuple(ids) and not report.corrupt
