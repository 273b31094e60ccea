"""Words and attributes: named articles come first, with the reason."""

import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stylehub_core.errors import QueryError, WorkspaceError
from stylehub_core.evaluation.attribute_queries import attribute_pairs, precision_at_12
from stylehub_core.search.lexical import LexicalIndex


@pytest.fixture
def index(shelf: pd.DataFrame) -> LexicalIndex:
    return LexicalIndex.build(shelf)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("dark blue vest top", {2}),  # not the blue T-shirt nor the white vest top
        ("blue t-shirt", {4}),
        ("BLUE T SHIRT", {4}),
        ("blue tee", {4}),
        ("navy wool coat", {5}),  # the wool coat among two navy coats
        ("black jersey dress", {0}),
        ("dresses, black!", {0, 1}),
        ("patterned dress", {1}),
        ("gray jumper", {7}),
        ("light pink leggings/tights", {8}),
        ("pink leggings", {8}),
        ("greenish khaki hair/alice band", {11}),
        ("khaki headband", {11}),
        ("blue jeans", {9}),
        ("men's trousers in cotton", {10}),
    ],
)
def test_what_is_named_comes_first(index: LexicalIndex, query: str, first: set[int]) -> None:
    assert set(index.search(query, len(first)).rows[0].tolist()) == first


def test_all_pairs_of_colour_and_type_are_found(index: LexicalIndex, shelf: pd.DataFrame) -> None:
    pairs = attribute_pairs(shelf, minimum=1)
    rankings = [index.search(pair.text, len(pair.relevant)).rows[0] for pair in pairs]
    assert precision_at_12(rankings, pairs).min() == 1


def test_how_far_each_article_matches(index: LexicalIndex) -> None:
    matching = index.matching("navy wool coat")
    assert matching.named
    assert matching.free
    assert int(matching.attributes.argmax()) in {5, 6}
    assert matching.others[5] == matching.others.max() == 1  # the only coat of wool
    assert matching.attributes.max() <= 1 + 1e-6
    nothing = index.matching("zzz")
    assert not (nothing.named or nothing.free or nothing.attributes.any() or nothing.others.any())


def test_only_allowed_articles_are_found(index: LexicalIndex) -> None:
    allowed = np.zeros(12, dtype=np.bool_)
    allowed[[1, 5]] = True
    assert index.search("black dress", 12, allowed).of()[0].tolist() == [1]


@pytest.mark.parametrize("query", ["zzz", "the of with", "🧥", "<script>", "column=value", "'''"])
def test_words_that_nothing_has_find_nothing(index: LexicalIndex, query: str) -> None:
    assert len(index.search(query, 5).of()[0]) == 0


def test_what_matched_is_told(index: LexicalIndex) -> None:
    assert index.matched("navy wool coat", 5) == ("colour: Dark Blue", "product type: Coat", "wool")
    assert index.matched("navy wool coat", 6) == ("colour: Dark Blue", "product type: Coat")
    assert index.matched("navy wool coat", 3) == ()


def test_coverage_is_how_far_attributes_decide(index: LexicalIndex) -> None:
    assert index.coverage("dark blue coat") == 1
    assert index.coverage("navy wool coat") == 0.9  # names a colour and a type
    assert index.coverage("warm wool coat") == pytest.approx(1 / 3)
    assert index.coverage("coat with blue buttons") == pytest.approx(2 / 3)  # the colour is not the coat's
    assert index.coverage("something cosy") == 0


def test_comes_back_from_disk(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical", rows=12)
    assert (loaded.search("navy wool coat", 12).rows == index.search("navy wool coat", 12).rows).all()
    assert {path.suffix for path in (tmp_path / "lexical").iterdir()} == {".npy", ".json"}
    with pytest.raises(WorkspaceError, match="12 articles, not 13"):
        LexicalIndex.load(tmp_path / "lexical", rows=13)


def test_any_damaged_file_is_reported(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    for path in list(tmp_path.iterdir()):
        whole = path.read_bytes()
        for damage in (b"", whole[: len(whole) // 2]):
            path.write_bytes(damage)
            with pytest.raises(WorkspaceError, match="damaged"):
                LexicalIndex.load(tmp_path)
        path.write_bytes(whole)
    LexicalIndex.load(tmp_path)


def test_an_empty_catalogue_is_refused(shelf: pd.DataFrame) -> None:
    with pytest.raises(QueryError, match="no articles"):
        LexicalIndex.build(shelf.iloc[:0])


def test_many_may_ask_at_once(index: LexicalIndex) -> None:
    expected = index.search("navy wool coat", 12).rows.tolist()
    agreed: list[bool] = []
    ask = lambda: agreed.extend(index.search("navy wool coat", 12).rows.tolist() == expected for _ in range(50))  # noqa: E731
    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(agreed) == 200
    assert all(agreed)
