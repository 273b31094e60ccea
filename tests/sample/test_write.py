"""Writing the sample: Kaggle's layout, tables before pictures, finishing after a stop, the same bytes each time."""

import hashlib
import json
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from stylehub_core.catalog.layout_file import layout_of
from stylehub_core.catalog.price_unit import PriceUnit
from stylehub_core.sample.look import Look
from stylehub_core.sample.write import picture_path, pictured, write_sample

SIZES = {"articles": 40, "customers": 25, "seed": 4}
EARLIER = {
    "articles.csv": "7e873458a748",
    "customers.csv": "28244cc7a7dc",
    "transactions_train.csv": "55dc65e5a816",
}
"""The first digits of the SHA-256 of each table of SIZES."""


class Easel:
    """Stands in for the drawing. It counts the pictures, and can fail."""

    def __init__(self) -> None:
        self.drawn = 0
        self.breaks_after: int | None = None

    def draw(self, look: Look) -> bytes:
        if self.drawn == self.breaks_after:
            raise KeyboardInterrupt
        self.drawn += 1
        return f"{look.garment} {look.colour} {look.seed}".encode()


@pytest.fixture
def easel(monkeypatch: pytest.MonkeyPatch) -> Easel:
    easel = Easel()
    module = ModuleType("stylehub_core.sample.drawing")
    module.draw = easel.draw  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "stylehub_core.sample.drawing", module)
    return easel


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.usefixtures("easel")
def test_layout_is_kaggles(tmp_path: Path) -> None:
    write_sample(tmp_path, **SIZES, workers=0)
    articles = pd.read_csv(tmp_path / "articles.csv", dtype={"article_id": str})
    assert len(articles) == 40
    assert len(pd.read_csv(tmp_path / "customers.csv")) == 25
    assert len(pd.read_csv(tmp_path / "transactions_train.csv")) == 25 * 40
    for article in articles["article_id"]:
        path = tmp_path / "images" / article[:3] / f"{article}.jpg"
        assert path == picture_path(tmp_path, article)
        assert path.exists() == pictured(article, 4)
    made = json.loads((tmp_path / "sample.json").read_text())
    assert {key: made[key] for key in SIZES} == SIZES
    assert layout_of(tmp_path).prices == PriceUnit("EUR", 590)
    known = {f"{name}.parquet" for name in ("articles", "customers", "looks", "look_traits")}
    assert {path.name for path in (tmp_path / "truth").iterdir()} == known


@pytest.mark.usefixtures("easel")
def test_same_arguments_same_bytes_and_nothing_left_over(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_sample(tmp_path / name, **SIZES, workers=0)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    assert not [path for path in (tmp_path / "a").rglob("*") if path.name.endswith(".part")]


def test_a_stopped_run_is_finished_by_the_next(tmp_path: Path, easel: Easel) -> None:
    write_sample(tmp_path / "whole", **SIZES, workers=0)
    easel.drawn, easel.breaks_after = 0, 15
    with pytest.raises(KeyboardInterrupt):
        write_sample(tmp_path / "cut", **SIZES, workers=0)
    assert (tmp_path / "cut" / "transactions_train.csv").exists()
    assert not (tmp_path / "cut" / "sample.json").exists()
    (tmp_path / "cut" / ".articles.csv.1.part").write_text("cut off")
    easel.drawn, easel.breaks_after = 0, None
    write_sample(tmp_path / "cut", **SIZES, workers=0)
    assert digests(tmp_path / "cut") == digests(tmp_path / "whole")
    assert easel.drawn == len(list((tmp_path / "whole").rglob("*.jpg"))) - 15


@pytest.mark.usefixtures("easel")
def test_progress_tells_stages_and_ends_full(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write_sample(tmp_path, **SIZES, workers=0, progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["tables", "pictures"]
    pictures = [(done, total) for stage, done, total in told if stage == "pictures"]
    assert pictures[0][0] == 0 and pictures[-1][0] == pictures[-1][1] == len(list(tmp_path.rglob("*.jpg")))


@pytest.mark.usefixtures("easel")
def test_another_sample_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    write_sample(tmp_path, **SIZES, workers=0)
    with pytest.raises(ValueError, match="holds a sample made with"):
        write_sample(tmp_path, **{**SIZES, "seed": 5}, workers=0)


@pytest.mark.usefixtures("easel")
def test_without_pictures_the_tables_are_the_same_and_sample_json_says_so(tmp_path: Path) -> None:
    write_sample(tmp_path / "all", **SIZES, workers=0)
    write_sample(tmp_path / "tables", **SIZES, pictures=False)
    whole, tables = digests(tmp_path / "all"), digests(tmp_path / "tables")
    assert not (tmp_path / "tables" / "images").exists()
    assert set(whole) - set(tables) == {name for name in whole if name.startswith("images/")}
    assert [name for name in tables if tables[name] != whole[name]] == ["sample.json"]
    assert json.loads((tmp_path / "tables" / "sample.json").read_text())["pictures"] is False
    assert "pictures" not in json.loads((tmp_path / "all" / "sample.json").read_text())


@pytest.mark.usefixtures("easel")
@pytest.mark.parametrize("first", [True, False])
def test_a_sample_with_pictures_and_one_without_never_mix(tmp_path: Path, first: bool) -> None:
    write_sample(tmp_path, **SIZES, workers=0, pictures=first)
    write_sample(tmp_path, **SIZES, workers=0, pictures=first)
    with pytest.raises(ValueError, match="holds a sample made with"):
        write_sample(tmp_path, **SIZES, workers=0, pictures=not first)


@pytest.mark.usefixtures("easel")
def test_outfits_name_articles_and_customers_of_the_tables(tmp_path: Path) -> None:
    write_sample(tmp_path, articles=120, customers=40, seed=4, pictures=False)
    outfits = pd.read_csv(tmp_path / "outfits.csv", dtype=str)
    articles = pd.read_csv(tmp_path / "articles.csv", dtype=str)
    assert list(outfits.columns) == ["outfit_id", "article_id", "customer_id", "split"]
    assert set(outfits["article_id"]) <= set(articles["article_id"])
    assert set(outfits["customer_id"]) <= set(pd.read_csv(tmp_path / "customers.csv")["customer_id"])
    traits = pd.read_parquet(tmp_path / "truth" / "look_traits.parquet")
    assert traits["article_id"].tolist() == articles["article_id"].tolist()
    looks = pd.read_parquet(tmp_path / "truth" / "looks.parquet")
    assert set(outfits["outfit_id"]) == set(looks.loc[looks["split"] != "", "outfit_id"]) < set(looks["outfit_id"])


def test_the_tables_are_those_of_earlier_versions(tmp_path: Path) -> None:
    """Kaggle's tables do not change with what else is drawn."""
    write_sample(tmp_path, **SIZES, pictures=False)
    found = {name: digest[:12] for name, digest in digests(tmp_path).items() if name in EARLIER}
    assert found == EARLIER


def test_about_one_in_250_has_no_picture() -> None:
    without = sum(not pictured(f"0{number:09d}", 7) for number in range(20_000))
    assert 40 < without < 130


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"articles": 5}, "articles: 5 .* at least 20"),
        ({"articles": 10**7}, "articles: 10000000 .* at most 250000"),
        ({"customers": 0}, "customers: 0 .* at least 20"),
        ({"seed": -1}, "seed: -1 is negative"),
        ({"workers": -2}, "workers: -2 is negative"),
    ],
)
def test_nonsense_is_refused_before_anything_is_written(tmp_path: Path, wrong: dict[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        write_sample(tmp_path / "new", **{**SIZES, **wrong})
    assert not (tmp_path / "new").exists()
