"""Polyvore in the older Maryland layout becomes a catalogue, counted by hand."""

from pathlib import Path

import pytest

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.check import check
from stylehub_core.catalog.fingerprint import pictures_fingerprint_of
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.catalog.outfit_questions import BlankQuestion, CompatibilitySet
from stylehub_core.catalog.picture_files import picture_file
from stylehub_core.catalog.pictures import make_thumbnails
from stylehub_core.errors import CatalogError
from tests.catalog.published.folders import make_maryland, picture

LIPSTICK, TEE, JEANS, CASE, SNEAKERS, SOFA = range(6)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_maryland(tmp_path / "maryland")


def test_one_product_in_several_sets_is_one_article(data: Path, tmp_path: Path) -> None:
    import_kaggle(data, tmp_path / "out")
    catalog = Catalog.open(tmp_path / "out")
    articles = catalog.articles
    assert catalog.ids.tolist() == ["1001_4", "501", "502", "504", "505", "506"]
    assert articles["prod_name"].tolist() == [
        "Lipstick",
        "Cédric's tee",
        "Blue jeans",
        "Phone case",
        "Sneakers",
        "Sofa",
    ]
    assert articles["product_type_name"].tolist() == [
        "Lipstick", "T-Shirts", "Jeans", "Tech Accessories", "Sneakers", "Sofas",
    ]  # fmt: skip
    assert articles["product_group_name"].tolist() == [
        "Other", "Garment Upper body", "Garment Lower body", "Other", "Shoes", "Other",
    ]  # fmt: skip
    assert articles["price"].isna().all()


def test_outfits_and_questions(data: Path, tmp_path: Path) -> None:
    summary = import_kaggle(data, tmp_path / "out")
    catalog = Catalog.open(tmp_path / "out")
    outfits = catalog.outfits()
    assert (summary.outfits, len(outfits), summary.unreadable_rows) == (4, 10, 0)
    assert outfits["outfit_id"].unique().tolist() == ["1001", "1002", "2001", "3001"]
    assert outfits["article"].tolist() == [
        TEE, JEANS, LIPSTICK, JEANS, CASE, SNEAKERS, TEE, TEE, SNEAKERS, SOFA,
    ]  # fmt: skip
    assert outfits["slot"].tolist() == [
        "upper", "lower", "other", "lower", "other", "shoes", "upper", "upper", "shoes", "other",
    ]  # fmt: skip
    assert outfits.drop_duplicates("outfit_id")["split"].tolist() == ["train", "train", "valid", "test"]
    assert catalog.compatibility_sets("test") == (
        CompatibilitySet("test", True, (TEE, SNEAKERS, SOFA)),
        CompatibilitySet("test", False, (TEE, CASE)),
    )
    assert catalog.blank_questions("test") == (
        BlankQuestion("test", (TEE, SOFA), (SNEAKERS, JEANS, CASE, LIPSTICK), right=0, blank_position=2),
    )


def test_its_pictures_lie_in_a_folder_for_each_set(data: Path, tmp_path: Path) -> None:
    assert picture_file(data, "501") == (data / "images" / "1001" / "1.jpg").resolve()
    assert picture_file(data, "502") == (data / "images" / "1002" / "1.jpg").resolve()  # 1001/2.jpg is not there
    assert picture_file(data, "506") is None
    report = make_thumbnails(data, ["501", "502", "505", "506"], tmp_path / "out", workers=0)
    assert (report.pictured, report.missing) == (("501", "502", "505"), ("506",))
    before = pictures_fingerprint_of(data)
    picture(data / "images" / "3001" / "3.jpg")
    assert pictures_fingerprint_of(data) != before
    assert import_kaggle(data, tmp_path / "catalog").pictured_articles == 4


def test_the_files_of_the_older_download_are_found_too(data: Path, tmp_path: Path) -> None:
    (data / "fill_in_blank_test.json").rename(data / "fill_in_the_blank_test.json")
    (data / "fashion_compatibility_prediction.txt").rename(data / "fashion-compatibility-prediction.txt")
    summary = import_kaggle(data, tmp_path / "out")
    assert (summary.compatibility_sets, summary.blank_questions) == (2, 1)


def test_the_check_is_good(data: Path) -> None:
    report = check(data)
    assert report.ok
    assert "4 outfits" in report.to_text()
    assert "a picture that is not in 'images'" in report.to_text()


@pytest.mark.parametrize("file", ["train_no_dup.json", "test_no_dup.json", "category_id.txt"])
def test_a_missing_file_is_named(data: Path, tmp_path: Path, file: str) -> None:
    (data / file).unlink()
    with pytest.raises(CatalogError, match=rf"{file}: .* in .*maryland.*[Ff]etch") as caught:
        import_kaggle(data, tmp_path / "out")
    assert "\n" not in str(caught.value)
