"""catalog.toml: its allowed contents, and the message for each mistake."""

from dataclasses import replace
from pathlib import Path

import pytest

from stylehub_core.catalog.layout import Layout
from stylehub_core.catalog.layout_file import layout_of
from stylehub_core.catalog.price_unit import PriceUnit
from stylehub_core.errors import CatalogError
from tests.catalog.merchant import TOML


def read(data: Path, text: str) -> Layout:
    (data / "catalog.toml").write_text(text, encoding="utf-8")
    return layout_of(data)


def test_without_the_file_it_is_kaggle_s(tmp_path: Path) -> None:
    for data in (tmp_path, tmp_path / "none"):
        layout = layout_of(data)
        assert layout == Layout(data)
        assert layout.is_kaggle
        assert layout.ids == "ten-digits"
    assert read(tmp_path, "  \n").is_kaggle


def test_all_that_it_may_say(tmp_path: Path) -> None:
    layout = read(tmp_path, TOML)
    assert not layout.is_kaggle
    assert layout.ids == "as-written"
    articles = layout.articles
    assert (articles.file, articles.delimiter, articles.encoding, articles.decimal) == (
        "produkte.csv", ";", "cp1252", ",",
    )  # fmt: skip
    assert articles.columns["prod_name"] == "Bezeichnung"
    assert articles.constants == {"index_group_name": "Ladieswear"}
    assert articles.absent == {"department_no", "section_no", "index_code"}
    assert layout.transactions.date_format == "%d.%m.%Y %H:%M"
    assert layout.pictures.pattern == "photos/{article_id}.png"
    assert layout.pictures.root == "photos"
    assert read(tmp_path, '[pictures]\ncolumn = "Bild"\nfolder = "img\\\\web/"').pictures.folder == "img/web"
    assert read(tmp_path, '[pictures]\npattern = "{article_id:.3}/{article_id}.jpg"').pictures.root == ""


def test_prices_alone_leave_it_kaggle_s(tmp_path: Path) -> None:
    layout = read(tmp_path, '[prices]\ncurrency = "eur"\nfactor = 590\n')
    assert layout == Layout(tmp_path, prices=PriceUnit("EUR", 590.0))
    assert layout.is_kaggle and layout.ids == "ten-digits"


@pytest.mark.parametrize("before_it", ["[customers]\n", ""])
def test_prices_change_nothing_of_what_is_read(tmp_path: Path, before_it: str) -> None:
    section = '[prices]\ncurrency = "SEK"\n'
    before = read(tmp_path, TOML)
    after = read(tmp_path, TOML.replace(before_it, section + before_it, 1) if before_it else TOML + section)
    assert after.prices == PriceUnit("SEK")
    assert replace(after, prices=PriceUnit(), written=b"") == replace(before, written=b"")
    assert after.written.strip() == before.written.strip()


def test_the_example_of_the_documentation_is_read(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "your-data.md").read_text(encoding="utf-8")
    layout = read(tmp_path, text.partition("```toml\n")[2].partition("```")[0])
    assert layout.customers.absent == {"age"}
    assert layout.articles.decimal == ","
    assert layout.pictures.pattern
    assert layout.prices == PriceUnit("EUR", 1.0)


def test_a_table_may_differ_from_the_others(tmp_path: Path) -> None:
    layout = read(tmp_path, 'delimiter = ";"\n[customers]\ndelimiter = "\\t"\n[articles.constants]\nindex_group_no = 5')
    assert (layout.articles.delimiter, layout.customers.delimiter) == (";", "\t")
    assert layout.articles.constants == {"index_group_no": "5"}
    assert layout.customers.names == ("customers",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a b", "not valid TOML: .*line 1"),
        ("\n\n[articles\n", "not valid TOML: .*line 3"),
        ("artikel = 1", "unknown key 'artikel'. Did you mean 'articles'"),
        ("[articles]\ncolums = {}", r"unknown key 'colums' in \[articles\]. Did you mean 'columns'"),
        ("[articles]\ndate_format = '%Y'", "unknown key 'date_format'"),
        ("articles = 5", r"must be a section such as \[articles\]"),
        ("[articles]\ncolumns = 'x'", r"must be a section such as \[articles.columns\]"),
        ("[articles]\nfile = 5", "must be text in quotes, but is 5"),
        ("[articles.columns]\ncolour_group = 'F'", "not a column of StyleHub. Did you mean 'colour_group_name'"),
        ("[articles.columns]\nprod_name = 5", "must be text in quotes, but is 5"),
        ("[articles.columns]\nprod_name = ' '", "is empty"),
        ("[articles]\nabsent = 'age'", "must be a list"),
        ("[customers]\nabsent = ['agee']", "not a column of StyleHub. Did you mean 'age'"),
        ("[customers]\nabsent = ['age']\n[customers.constants]\nage = 5", "given twice"),
        ("[articles.constants]\nprod_name = 'x'", "must be a column of the file"),
        ("[transactions]\nabsent = ['t_dat']", "must be a column of the file"),
        ("delimiter = ';;'", "must be one character"),
        ("encoding = 'klingon'", "which is unknown"),
        ("decimal = ';'", "must be one of: ., ,"),
        ("article_ids = 'any'", "must be one of: ten-digits, as-written"),
        ("[transactions]\ndate_format = '%d.%m'", "must have a day, a month and a year"),
        ("[transactions]\ndate_format = '%Y-%m-%d %Q'", "cannot be read"),
        ("[prices]\nfactor = 590", "'currency' in .prices. is ''.*such as EUR"),
        ("[prices]\ncurrency = 'euro'", "is 'euro', but must be the three letters"),
        ("[prices]\ncurrency = 5", "must be text in quotes, but is 5"),
        ("[prices]\ncurrency = 'EUR'\nfactor = 0", "must be a number above 0, such as 590, but is 0"),
        ("[prices]\ncurrency = 'EUR'\nfactor = nan", "must be a number above 0"),
        ("[prices]\ncurrency = 'EUR'\nfactor = '2'", "must be a number above 0"),
        ("[prices]\ncurency = 'EUR'", "Did you mean 'currency'"),
        ("[pictures]\npattern = 'photos/x.png'", "must be a path with {article_id}"),
        ("[pictures]\npattern = '{sku}.png'", "must be a path with {article_id}"),
        ("[pictures]\npattern = '{article_id.__class__}.png'", "must be a path with {article_id}"),
        ("[pictures]\npattern = '{article_id'", "must be a path with {article_id}"),
        ("[pictures]\npattern = '../{article_id}.png'", "inside the data folder"),
        ("[pictures]\npattern = '/etc/{article_id}'", "inside the data folder"),
        ("[pictures]\ncolumn = 'B'\nfolder = '../x'", "inside the data folder"),
        ("[pictures]\nfolder = 'x'", "but no column"),
        ("[pictures]\npattern = '{article_id}.png'\ncolumn = 'B'", "give only one of the two"),
        ("[articles]\nfile = '../x.csv'", "inside the data folder"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CatalogError, match=message) as caught:
        read(tmp_path, text)
    assert "catalog.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_other_letters_than_utf_8_are_told(tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").write_bytes(b"delimiter = '\xfc'")
    with pytest.raises(CatalogError, match="not valid TOML"):
        layout_of(tmp_path)
