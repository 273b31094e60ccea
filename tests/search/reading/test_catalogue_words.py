"""A catalogue's words are counted as they are written, and come back from disk."""

from pathlib import Path

import pandas as pd
import pytest

from stylehub_core.search.reading.catalogue_words import CatalogueWords
from stylehub_core.search.words import words


def test_words_weigh_by_how_often_they_occur(shelf: pd.DataFrame) -> None:
    weights = CatalogueWords.of(shelf).weights
    assert weights["strap"] == 4  # two names, two descriptions
    assert weights["coat"] == 2 * 2 + 1  # two types, which count twice, and a description
    assert weights["tshirt"] == 2
    assert "Tshirt" not in weights


def test_the_words_are_those_of_the_index(shelf: pd.DataFrame) -> None:
    shelf.loc[0, "detail_desc"] = "Crème | T-shirts’ GRAY trim™"
    weights = CatalogueWords.of(shelf).weights
    for text in [*shelf["prod_name"], *shelf["detail_desc"].dropna(), *shelf["product_type_name"]]:
        assert set(words(text)) <= set(weights)


def test_hyphenated_words_are_known_without_the_hyphen(shelf: pd.DataFrame) -> None:
    shelf["detail_desc"] = ["V-neck, off-the-shoulder."] * 2 + [None] * 10
    assert CatalogueWords.of(shelf).compounds == {
        "vneck": "v-neck",
        "offtheshoulder": "off-the-shoulder",
        "tshirt": "t-shirt",
    }


def test_comes_back_from_disk(shelf: pd.DataFrame, tmp_path: Path) -> None:
    made = CatalogueWords.of(shelf)
    made.save(tmp_path)
    assert CatalogueWords.opened(tmp_path, shelf.iloc[:0]) == made


@pytest.mark.parametrize("content", [None, "", "[]", '{"weights": {"a": "x"}, "compounds": {}}', '{"weights": {}}'])
def test_a_missing_or_damaged_file_is_made_anew(shelf: pd.DataFrame, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "words.json").write_text(content)
    assert CatalogueWords.opened(tmp_path, shelf) == CatalogueWords.of(shelf)
