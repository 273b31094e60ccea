"""Wrong texts of the sample: as many as asked, each consistent in itself and wrong about what it says it is."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stylehub_core.sample.articles import COLUMNS, SampleArticles, make_articles
from stylehub_core.sample.write import pictured, write_tables
from stylehub_core.sample.wrong_texts import SHARES, Wrong, WrongTexts, plant_wrong_texts

SIZES = {"articles": 120, "customers": 30, "seed": 4}
KEYS = ["article_id", "product_code"]


@cache
def made() -> SampleArticles:
    return make_articles(600, 4)


@cache
def planted() -> WrongTexts:
    return plant_wrong_texts(made(), [row % 10 != 0 for row in range(600)], 0.1, 4)


def both() -> pd.DataFrame:
    """The articles with a wrong text: the right values, and the written ones as `…_written`."""
    return planted().truth.merge(planted().table, on=KEYS, suffixes=("", "_written"))


def test_as_many_as_asked_in_the_shares_of_their_kinds_and_only_where_there_is_a_picture() -> None:
    counts = Counter(planted().truth["wrong"])
    assert counts == {str(wrong): round(60 * share) for wrong, share in SHARES.items()}
    rows = np.flatnonzero(made().table["article_id"].isin(planted().truth["article_id"]))
    assert len(rows) == 60 and (rows % 10 != 0).all()


def test_the_truth_restores_the_catalogue_and_all_other_texts_are_right() -> None:
    truth = planted().truth
    others = ~made().table["article_id"].isin(truth["article_id"])
    assert truth[list(COLUMNS)].equals(made().table[~others].reset_index(drop=True))
    assert planted().table[others].equals(made().table[others])
    assert planted().table[KEYS].equals(made().table[KEYS])


def test_each_is_wrong_about_what_the_truth_names_and_about_nothing_else() -> None:
    for row in both().itertuples():
        other_colour = row.colour_group_name != row.colour_group_name_written
        other_type = row.product_type_name != row.product_type_name_written
        other_name = row.prod_name != row.prod_name_written
        if row.wrong == Wrong.COLOUR:
            assert (other_colour, other_type, other_name) == (True, False, False)
        elif row.wrong == Wrong.PATTERN:
            assert (other_colour, other_type, other_name) == (False, False, True)
            assert row.graphical_appearance_name != row.graphical_appearance_name_written
        elif row.wrong == Wrong.TYPE:
            assert (other_colour, other_type, other_name) == (False, True, True)
        else:
            assert (other_colour, other_type, other_name) == (True, True, True)


def test_what_a_wrong_text_says_goes_together() -> None:
    table = planted().table
    for code, name in (
        ("product_type_no", "product_type_name"),
        ("product_type_name", "product_group_name"),
        ("colour_group_code", "colour_group_name"),
        ("colour_group_name", "perceived_colour_master_name"),
        ("department_no", "section_name"),
    ):
        assert (table.groupby(code)[name].nunique() == 1).all(), code


def test_no_other_article_gives_a_wrong_text_away() -> None:
    """Its description is nobody else's, and no other colour of its product has the right one."""
    table = planted().table
    forms = planted().truth.query("wrong != 'colour'")
    written = table[table["article_id"].isin(forms["article_id"])]
    right = made().table["detail_desc"].dropna()
    assert not written["detail_desc"].dropna().isin(right).any()
    assert (table["product_code"].value_counts()[written["product_code"]] == 1).mean() > 0.9


def test_nobody_would_confuse_a_wrong_colour_with_the_right_one() -> None:
    said = {frozenset((row.colour_group_name, row.colour_group_name_written)) for row in both().itertuples()}
    near = [("Black", "Dark Blue"), ("White", "Off White"), ("White", "Light Beige"), ("Light Beige", "Off White"),
            ("Grey", "Light Grey"), ("Dark Blue", "Dark Green"), ("Beige", "Light Beige")]  # fmt: skip
    assert len(said) > 10
    assert not said & {frozenset(pair) for pair in near}


def test_written_with_their_truth_and_the_same_purchases(tmp_path: Path) -> None:
    write_tables(tmp_path / "right", **SIZES)
    write_tables(tmp_path / "wrong", **SIZES, wrong_texts=0.1)
    assert not (tmp_path / "right" / "truth" / "wrong_texts.parquet").exists()
    truth = pd.read_parquet(tmp_path / "wrong" / "truth" / "wrong_texts.parquet")
    assert len(truth) == 12
    assert all(pictured(article_id, SIZES["seed"]) for article_id in truth["article_id"])
    for name in ("customers.csv", "transactions_train.csv"):
        assert (tmp_path / "right" / name).read_bytes() == (tmp_path / "wrong" / name).read_bytes()
    assert (tmp_path / "right" / "articles.csv").read_bytes() != (tmp_path / "wrong" / "articles.csv").read_bytes()
    assert json.loads((tmp_path / "wrong" / "making.json").read_text())["wrong_texts"] == 0.1
    assert "wrong_texts" not in json.loads((tmp_path / "right" / "making.json").read_text())


@pytest.mark.parametrize(("first", "then"), [(0.0, 0.1), (0.1, 0.0)])
def test_a_sample_with_wrong_texts_and_one_without_never_mix(tmp_path: Path, first: float, then: float) -> None:
    write_tables(tmp_path, **SIZES, wrong_texts=first)
    with pytest.raises(ValueError, match="holds a sample made with"):
        write_tables(tmp_path, **SIZES, wrong_texts=then)


@pytest.mark.parametrize("share", [-0.1, 0.6, float("nan")])
def test_a_share_that_is_none_is_refused(tmp_path: Path, share: float) -> None:
    with pytest.raises(ValueError, match="wrong_texts: .* use 0 to 0.5"):
        write_tables(tmp_path / "new", **SIZES, wrong_texts=share)
    assert not (tmp_path / "new").exists()
