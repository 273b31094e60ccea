"""Polyvore Outfits becomes a catalogue: its articles, outfits, questions and pictures, counted by hand."""

from pathlib import Path

import pytest

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.check import Severity, check
from stylehub_core.catalog.fingerprint import DataFingerprints, fingerprint_of
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.catalog.outfit_questions import BlankQuestion, CompatibilitySet
from stylehub_core.catalog.picture_files import picture_file
from stylehub_core.errors import CatalogError
from tests.catalog.published.folders import make_polyvore, write

TEE, JEANS, PUMPS, TOTE, GOWN, LIPSTICK, COAT, UNKNOWN = range(8)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_polyvore(tmp_path / "polyvore")


def imported(data: Path, out: Path) -> Catalog:
    import_kaggle(data, out)
    return Catalog.open(out)


def test_its_articles_are_those_of_the_outfits(root: Path, tmp_path: Path) -> None:
    articles = imported(root, tmp_path / "out").articles
    assert articles["article_id"].tolist() == ["101", "102", "103", "104", "105", "106", "107", "108"]
    assert articles["prod_name"].tolist() == [
        "White tee", "blue jeans", "Pumps", "Tote", "Gown", "Lipstick", "Coat", "Unknown",
    ]  # fmt: skip
    assert articles["product_type_name"].tolist() == [
        "T-Shirts", "Jeans", "Pumps", "Tote Bags", "Gowns", "Lipstick", "Coats", "Unknown",
    ]  # fmt: skip
    assert articles["product_group_name"].tolist() == [
        "Garment Upper body", "Garment Lower body", "Shoes", "Bags", "Garment Full body", "Other",
        "Garment Upper body", "Unknown",
    ]  # fmt: skip
    assert articles["garment_group_name"].tolist()[:2] == ["tops", "bottoms"]
    assert articles["detail_desc"].tolist()[:2] == ["A soft tee.", ""]
    assert articles["has_picture"].tolist() == [True, False, False, True, False, False, False, False]


def test_its_outfits_have_slots_and_splits(root: Path, tmp_path: Path) -> None:
    catalog = imported(root, tmp_path / "out")
    outfits = catalog.outfits()
    assert catalog.summary.outfits == outfits["outfit_id"].nunique() == 5
    assert len(outfits) == 15
    last = outfits[outfits["outfit_id"] == "31"]
    assert last["article"].tolist() == [TEE, JEANS, TOTE, LIPSTICK]
    assert last["slot"].tolist() == ["upper", "lower", "accessories", "other"]
    assert outfits.drop_duplicates("outfit_id")["split"].tolist() == ["train", "train", "valid", "test", "test"]
    assert outfits["slot"].isna().sum() == 1  # of the article of which nothing is known
    assert outfits["customer"].isna().all()
    assert (catalog.summary.customers, catalog.summary.transactions) == (0, 0)


def test_its_questions_are_read_from_the_catalogue_alone(root: Path, tmp_path: Path) -> None:
    catalog = imported(root, tmp_path / "out")
    assert catalog.compatibility_sets("test") == (
        CompatibilitySet("test", True, (TEE, JEANS, TOTE, LIPSTICK)),
        CompatibilitySet("test", False, (TEE, GOWN, PUMPS)),
        CompatibilitySet("test", True, (GOWN, UNKNOWN)),
    )
    assert catalog.blank_questions("test") == (
        BlankQuestion("test", (TEE, JEANS), (PUMPS, COAT, TOTE, GOWN), right=2, blank_position=3),
        BlankQuestion("test", (GOWN,), (UNKNOWN, TEE, JEANS, PUMPS), right=0, blank_position=2),
    )
    assert catalog.compatibility_sets("train") == catalog.blank_questions("valid") == ()
    assert (catalog.summary.compatibility_sets, catalog.summary.blank_questions) == (3, 2)


def test_what_cannot_be_used_is_counted_and_told(root: Path, tmp_path: Path) -> None:
    summary = import_kaggle(root, tmp_path / "out")
    [lines] = [text for text in summary.warnings if text.startswith("compatibility_test.txt")]
    assert "3 lines cannot be used" in lines and "line 5: no outfit has an item '99_9'" in lines
    [questions] = [text for text in summary.warnings if text.startswith("fill_in_blank_test.json")]
    assert "5 questions cannot be used" in questions and "question 3: 1 answers instead of 4" in questions
    assert summary.unreadable_rows == 8
    assert {source.name for source in summary.sources} >= {"train.json", "compatibility_test.txt", "categories.csv"}


def test_the_check_says_the_same(root: Path) -> None:
    report = check(root)
    assert report.ok
    text = report.to_text()
    for part in (
        "8 articles", "5 outfits", "3 questions of compatibility", "2 questions of a blank to fill in",
        "3 lines of compatibility_test.txt cannot be used", "2 articles have a picture",
    ):  # fmt: skip
        assert part in text
    assert {finding.topic for finding in report.of(Severity.WARNING)} == {"questions"}


@pytest.mark.parametrize("chosen", ["catalog.toml", "the folder itself", "the only one"])
def test_the_disjoint_part_can_be_chosen(root: Path, tmp_path: Path, chosen: str) -> None:
    data = root
    if chosen == "catalog.toml":
        (root / "catalog.toml").write_text('polyvore = "disjoint"')
    elif chosen == "the folder itself":
        data = root / "disjoint"
    else:
        (root / "nondisjoint").rename(tmp_path / "elsewhere")
    catalog = imported(data, tmp_path / "out")
    assert catalog.ids.tolist() == ["101", "102", "103", "104", "105", "107", "108"]
    assert catalog.summary.outfits == 3
    assert catalog.summary.pictured_articles == 2
    assert picture_file(data, "101") == root / "images" / "101.jpg"


def test_a_choice_that_cannot_be_made_is_told(root: Path) -> None:
    (root / "catalog.toml").write_text('polyvore = "joint"')
    assert "must be one of: nondisjoint, disjoint" in check(root).to_text()
    (root / "catalog.toml").write_text('polyvore = "disjoint"\ndelimiter = ";"')
    assert "unknown key 'delimiter'" in check(root).to_text()
    (root / "disjoint" / "catalog.toml").write_text('polyvore = "disjoint"')
    assert "put the file beside them" in check(root / "disjoint").to_text()


def test_a_folder_with_a_table_of_articles_is_read_as_a_shop(root: Path, tmp_path: Path) -> None:
    (root / "articles.csv").write_text("article_id,prod_name\n1,Shirt\n")
    assert imported(root, tmp_path / "out").ids.tolist() == ["0000000001"]


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("nondisjoint/test.json", None, "test.json: no such file in"),
        ("polyvore_item_metadata.json", None, "polyvore_item_metadata.json: no such file"),
        ("nondisjoint/train.json", "[{", "train.json: not valid JSON"),
        ("nondisjoint/train.json", "{}", "train.json: must be a list, but is {}"),
        ("polyvore_item_metadata.json", "[1]", r"must be an object, but is \[1\]"),
        ("nondisjoint/train.json", '[{"set_id": "1", "items": []}]', "no outfit can be used .set '1' has no items"),
        ("nondisjoint/fill_in_blank_test.json", '{"a": 1}', "fill_in_blank_test.json: must be a list"),
        ("nondisjoint/compatibility_test.txt", b"\xff\xfe\xff", "compatibility_test.txt: not a text file"),
    ],
)
def test_a_broken_file_is_named(
    root: Path, tmp_path: Path, file: str, content: str | bytes | None, message: str
) -> None:
    path = root / file
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CatalogError, match=message) as caught:
        import_kaggle(root, tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert not check(root).ok


def test_missing_questions_are_told_and_the_rest_is_read(root: Path, tmp_path: Path) -> None:
    (root / "nondisjoint" / "fill_in_blank_test.json").unlink()
    summary = import_kaggle(root, tmp_path / "out")
    assert (summary.compatibility_sets, summary.blank_questions) == (3, 0)
    assert "No fill_in_blank_test.json: no fill-in-the-blank questions for test." in summary.warnings
    assert "no fill_in_blank_test.json" in check(root).to_text()


def test_broken_items_are_left_out(root: Path, tmp_path: Path) -> None:
    sets = [
        {"set_id": 7, "items": [{"item_id": 101, "index": 1}, {"item_id": "102"}, "x", {"item_id": "a b", "index": 4}]},
        {"items": [{"item_id": "103", "index": 1}]},
        "nothing",
    ]
    write(root / "nondisjoint" / "train.json", sets)
    summary = import_kaggle(root, tmp_path / "out")
    [told] = [text for text in summary.warnings if text.startswith("train.json")]
    assert "5 items cannot be used" in told
    assert Catalog.open(tmp_path / "out").outfits().query("outfit_id == '7'")["article"].tolist() == [TEE]


def test_fingerprints_tell_articles_from_questions(root: Path) -> None:
    before = fingerprint_of(root)
    assert fingerprint_of(root / "disjoint") != before
    (root / "nondisjoint" / "compatibility_test.txt").write_text("1 31_1 31_2\n")
    after = fingerprint_of(root)
    assert after == DataFingerprints(before.articles, before.purchases, after.outfits)
    assert after.outfits != before.outfits
    (root / "categories.csv").unlink()
    assert fingerprint_of(root).articles != before.articles
