"""Another shop's data through its catalog.toml: imported, fingerprinted, pictured and checked."""

from pathlib import Path

import pandas as pd
import pytest

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.check import CheckReport, Finding, Severity, check
from stylehub_core.catalog.fingerprint import fingerprint_of, pictures_fingerprint_of
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.catalog.picture_files import picture_file
from stylehub_core.catalog.pictures import make_thumbnails, thumbnail_name
from stylehub_core.errors import CatalogError, QueryError
from tests.catalog.merchant import ARTICLES, TOML, make_merchant, sku


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_merchant(tmp_path / "data")


def imported(data: Path, out: Path) -> Catalog:
    import_kaggle(data, out)
    return Catalog.open(out)


def rewrite(data: Path, *changes: tuple[str, str]) -> None:
    text = TOML
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (data / "catalog.toml").write_text(text, encoding="utf-8")


def find(report: CheckReport, text: str) -> Finding:
    [finding] = [finding for finding in report.findings if text in finding.text]
    return finding


def test_its_tables_become_a_catalogue(data: Path, tmp_path: Path) -> None:
    catalog = imported(data, tmp_path / "out")
    summary = catalog.summary
    assert (summary.articles, summary.customers, summary.transactions) == (ARTICLES, 30, 960)
    assert (str(summary.first_day), str(summary.last_day)) == ("2024-03-01", "2024-04-29")
    assert summary.unreadable_rows == summary.unknown_article_rows == 0
    assert summary.pictured_articles == 14
    articles = catalog.articles
    assert catalog.ids.tolist() == sorted(sku(row) for row in range(ARTICLES))
    assert articles["prod_name"].iat[0] == "Kleid „0“"
    assert set(articles["colour_group_name"]) == {"Weiß", "Grün", "Blau", "Schwarz"}
    assert set(articles["index_group_name"]) == {"Ladieswear"}
    assert set(articles["garment_group_name"]) == {"Unknown"}
    assert articles["price"].iat[0] == pytest.approx(1000.5)  # 1.000,50
    assert articles["detail_desc"].iat[0] == "Schönes Stück, Größe 0."
    assert catalog.variants(0).tolist() == [1]
    assert not any("department_no" in warning for warning in summary.warnings)
    assert any("garment_group_name" in warning for warning in summary.warnings)


def test_its_ratings_are_read_by_their_own_name(data: Path, tmp_path: Path) -> None:
    path = data / "export" / "bestellungen.csv"
    head, first, second, *lines = path.read_text("cp1252").splitlines()
    rated = [f"{head};Sterne", f"{first};4,5", f"{second};", *(f"{line};" for line in lines)]
    path.write_text("\n".join(rated), "cp1252")
    rewrite(data, ('price = "Betrag"', 'price = "Betrag"\nrating = "Sterne"'))
    with imported(data, tmp_path / "out").connect() as connection:
        ratings = connection.execute("SELECT rating, count(*) FROM transactions GROUP BY ALL ORDER BY 1").fetchall()
    assert ratings == [(4.5, 1), (None, 959)]


def test_ids_are_found_as_they_are_written(data: Path, tmp_path: Path) -> None:
    catalog = imported(data, tmp_path / "out")
    assert catalog.row_of(f" {sku(3)} ") == 3
    assert catalog.find([sku(3), "TS-9", ""]).tolist() == [3, -1, -1]
    with pytest.raises(QueryError, match=rf"No article 'TS-9'.*looks like {sku(0)}"):
        catalog.row_of("TS-9")


def test_numbers_without_a_common_length_keep_their_digits(data: Path, tmp_path: Path) -> None:
    for file in ("produkte.csv", "export/bestellungen.csv"):
        path = data / file
        text = path.read_text("cp1252")
        for row in reversed(range(ARTICLES)):
            text = text.replace(sku(row), str(7 * row))
        path.write_text(text, "cp1252")
    catalog = imported(data, tmp_path / "out")
    assert catalog.row_of("7") == catalog.ids.tolist().index("7")
    assert catalog.summary.transactions == 960
    with pytest.raises(QueryError):
        catalog.row_of("007")


def test_ids_that_no_file_can_be_named_by_are_left_out_and_told(data: Path, tmp_path: Path) -> None:
    path = data / "produkte.csv"
    path.write_text(
        path.read_text("cp1252") + "../../etc;M;x;x;x;x\nTS 1;M;x;x;x;x\n" + "x" * 41 + ";;x;x;x;x\n", "cp1252"
    )
    summary = import_kaggle(data, tmp_path / "out")
    assert (summary.articles, summary.unreadable_rows) == (ARTICLES, 3)
    assert "../../etc" in find(check(data), "rows of produkte.csv cannot be used").example
    path.write_text("SKU;Modell;Bezeichnung;Art;Farbe;Text\nTS 1;x;x;x;x;x\n", "cp1252")
    with pytest.raises(CatalogError, match="article_id of 1 to 40 letters"):
        import_kaggle(data, tmp_path / "out")


def test_ten_digits_can_be_asked_for(data: Path, tmp_path: Path) -> None:
    (data / "catalog.toml").write_text(TOML.replace('decimal = ","', 'decimal = ","\narticle_ids = "ten-digits"'))
    with pytest.raises(CatalogError, match="article_id of 10 digits"):
        import_kaggle(data, tmp_path / "out")


def test_the_fingerprint_sees_the_tables_the_toml_and_the_pictures(data: Path) -> None:
    before = fingerprint_of(data), pictures_fingerprint_of(data)
    assert (fingerprint_of(data), pictures_fingerprint_of(data)) == before
    rewrite(data, ("Ladieswear", "Menswear"))
    assert fingerprint_of(data) != before[0]
    rewrite(data)
    path = data / "export" / "bestellungen.csv"
    path.write_text(path.read_text("cp1252") + "\n", "cp1252")
    assert fingerprint_of(data) != before[0]
    (data / "photos" / f"{sku(1)}.png").write_bytes((data / "photos" / f"{sku(0)}.png").read_bytes())
    assert pictures_fingerprint_of(data) != before[1]


def test_pictures_by_pattern(data: Path, tmp_path: Path) -> None:
    ids = [sku(row) for row in range(ARTICLES)]
    report = make_thumbnails(data, ids, tmp_path / "out", workers=0)
    assert report.pictured == tuple(sorted(sku(row) for row in range(0, ARTICLES, 3)))
    assert (tmp_path / "out" / thumbnail_name(sku(3))).read_bytes()[:2] == b"\xff\xd8"
    assert thumbnail_name(sku(3)) == f"TS-/{sku(3)}.jpg"
    assert picture_file(data, sku(3)) == data / "photos" / f"{sku(3)}.png"
    assert picture_file(data, sku(1)) is None
    assert make_thumbnails(data, ids, tmp_path / "out", workers=0) == report


def test_pictures_by_a_column(data: Path, tmp_path: Path) -> None:
    path = data / "produkte.csv"
    head, *lines = path.read_text("cp1252").splitlines()
    names = ["x\\TS-000.a.png", "TS-001.b.png", "../kunden.csv", "https://shop.example/a.png", "gone.png", ""]
    lines = [f"{line};{name}" for line, name in zip(lines, [*names, *[""] * ARTICLES], strict=False)]
    path.write_text("\n".join([f"{head};Foto", *lines]), "cp1252")
    (data / "photos" / "x").mkdir()
    (data / "photos" / "x" / "TS-000.a.png").write_bytes((data / "photos" / "TS-000.a.png").read_bytes())
    rewrite(data, ('pattern = "photos/{article_id}.png"', 'column = "Foto"\nfolder = "photos"'))
    assert imported(data, tmp_path / "out").summary.pictured_articles == 2
    assert picture_file(data, sku(0)) == (data / "photos" / "x" / "TS-000.a.png").resolve()
    assert picture_file(data, sku(2)) is None
    report = check(data)
    assert find(report, "articles have a picture").count == 2
    assert find(report, "on the web").example.startswith(sku(3))
    lost = find(report, "a picture that is not in 'photos'")
    assert (lost.count, lost.severity) == (2, Severity.WARNING)
    rewrite(data, ('pattern = "photos/{article_id}.png"', 'column = "Bild"'))
    [error] = check(data).of(Severity.ERROR)
    assert "'Bild', but there is none" in error.text


def test_pictures_in_kaggle_s_place_with_other_names(data: Path, tmp_path: Path) -> None:
    rewrite(data, ('[pictures]\npattern = "photos/{article_id}.png"\n', ""))
    assert find(check(data), "no images folder").severity is Severity.WARNING
    (data / "photos").rename(data / "images")
    assert imported(data, tmp_path / "out").summary.pictured_articles == 14
    assert picture_file(data, sku(3)) == data / "images" / f"{sku(3)}.png"


def test_check_says_what_will_not_work(data: Path) -> None:
    report = check(data)
    assert report.ok
    assert "columns are missing in produkte.csv" in report.to_text()
    text = report.to_text()
    for sentence in (
        "960 purchases from 2024-03-01 to 2024-04-29",
        "note    without garment_group_name: no filter",
        "note    without section_no: the transactional model",
        "note    without age: no popularity by age",
    ):
        assert sentence in text
    assert "without colour_group_name" not in text
    assert "without index_group_name" not in text  # the same for all


def test_check_without_tables_and_pictures(data: Path) -> None:
    (data / "catalog.toml").write_text(TOML.split("[transactions]")[0], encoding="utf-8")
    report = check(data)
    assert report.ok
    texts = [finding.text for finding in report.findings]
    assert "without purchases: no figures from purchases, and no lab" in texts
    assert "without customers: no popularity by age, and no figures by age" in texts
    assert "no images folder: every article gets a placeholder" in texts


def test_few_days_are_told(data: Path) -> None:
    path = data / "export" / "bestellungen.csv"
    lines = path.read_text("cp1252").splitlines()
    path.write_text("\n".join(line for line in lines if not line[0].isdigit() or line[:5] == "01.03"), "cp1252")
    assert "purchases on 1 day: the lab needs" in check(data).to_text()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            (('"produkte.csv"', '"products.csv"'),),
            "names the file products.csv, which does not exist (found: catalog.toml",
        ),
        ((('"Bezeichnung"', '"Bezeichnug"'),), "Did you mean 'Bezeichnung'?"),
        ((('delimiter = ";"', 'delimiter = ","'),), "is in the column 'SKU', but there is none"),
        ((('prod_name = "Bezeichnung"\n', ""),), "column 'prod_name' is missing (found: SKU, Modell"),
        ((('delimiter = ";"', 'delimter = ";"'),), "Did you mean 'delimiter'"),
    ],
)
def test_mistakes_are_errors_of_the_check_and_of_the_import(
    data: Path, tmp_path: Path, changes: tuple[tuple[str, str], ...], message: str
) -> None:
    rewrite(data, *changes)
    report = check(data)
    assert not report.ok
    assert message in report.of(Severity.ERROR)[0].text
    with pytest.raises(CatalogError) as caught:
        import_kaggle(data, tmp_path / "out")
    assert message in str(caught.value)


def test_an_order_file_that_is_not_there_is_an_error(data: Path) -> None:
    rewrite(data, ("export/bestellungen.csv", "export/orders.csv"))
    report = check(data)
    assert "found: bestellungen.csv" in report.of(Severity.ERROR)[0].text


def test_wrong_days_are_counted(data: Path) -> None:
    rewrite(data, ("%d.%m.%Y %H:%M", "%m.%d.%Y %H:%M"))
    finding = find(check(data), "an invalid date")
    assert finding.count > 0
    assert "2024 09:30" in finding.example


def test_parquet_tables_are_mapped_too(data: Path, tmp_path: Path) -> None:
    table = pd.read_csv(data / "produkte.csv", sep=";", encoding="cp1252", dtype=str)
    table.to_parquet(data / "produkte.parquet")
    rewrite(data, ("produkte.csv", "produkte.parquet"))
    assert imported(data, tmp_path / "out").summary.articles == ARTICLES
