import numpy as np
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.outfits.article_sets import ArticleSets

SETS = ([5, 2, 9], [], [7], [1, 3])


@pytest.fixture
def sets() -> ArticleSets:
    return ArticleSets.of(SETS)


def test_sets_are_two_columns(sets: ArticleSets) -> None:
    assert len(sets) == 4
    assert sets.articles.tolist() == [5, 2, 9, 7, 1, 3] and sets.articles.dtype == np.int32
    assert sets.starts.tolist() == [0, 3, 3, 4, 6] and sets.starts.dtype == np.int64
    assert sets.sizes.tolist() == [3, 0, 1, 2]
    assert sets.owner.tolist() == [0, 0, 0, 2, 3, 3]
    assert [sets[place].tolist() for place in range(len(sets))] == list(SETS)


def test_no_sets_are_sets_too() -> None:
    none = ArticleSets.of([])
    assert len(none) == 0 and none.articles.shape == (0,) and list(none.parts(4)) == []
    assert len(none.checked(10, fewest=2)) == 0


@pytest.mark.parametrize(
    ("articles", "starts"),
    [([1, 2], [0, 1]), ([1, 2], [1, 2]), ([1, 2], [0, 2, 1, 2]), ([1, 2], []), ([1, 2], [0, 3]), ([[1, 2]], [0, 1])],
)
def test_starts_must_fit_the_articles(articles: list[int], starts: list[int]) -> None:
    with pytest.raises(QueryError, match="ascending"):
        ArticleSets(np.array(articles, np.int32), np.array(starts, np.int64))


def test_a_part_has_the_same_sets(sets: ArticleSets) -> None:
    assert [sets.part(1, 4)[place].tolist() for place in range(3)] == list(SETS[1:])
    assert len(sets.part(2, 2)) == 0


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 100])
def test_parts_are_all_sets_and_small_where_they_can_be(sets: ArticleSets, most: int) -> None:
    parts = list(sets.parts(most))
    assert [part[place].tolist() for part in parts for place in range(len(part))] == list(SETS)
    assert all(len(part.articles) <= most or len(part) == 1 for part in parts)
    assert len(parts) == {1: 3, 2: 3, 3: 2, 4: 2, 5: 2, 100: 1}[most]


def test_a_set_with_each_candidate() -> None:
    sets = ArticleSets.with_each(np.array([4, 2], np.int32), np.array([7, 0, 7], np.int32))
    assert [sets[place].tolist() for place in range(len(sets))] == [[4, 2, 7], [4, 2, 0], [4, 2, 7]]
    assert len(ArticleSets.with_each(np.array([4], np.int32), np.zeros(0, np.int32))) == 0


def test_checked_sets_are_in_ascending_order_and_the_given_ones_as_they_were(sets: ArticleSets) -> None:
    checked = sets.checked(10, fewest=0)
    assert [checked[place].tolist() for place in range(len(checked))] == [[2, 5, 9], [], [7], [1, 3]]
    assert sets.articles.tolist() == [5, 2, 9, 7, 1, 3]


@pytest.mark.parametrize(
    ("wrong", "fewest", "message"),
    [
        ([[1, 2], []], 1, "Set 1 has no article: give at least one article"),
        ([[1, 2], [3, 4], [5]], 2, "Set 2 has one article: give at least 2 articles"),
        ([[1, 2], [3, 10]], 2, "Set 1 has the article row 10: this catalogue has rows 0 to 9"),
        ([[-1, 2]], 2, "Set 0 has the article row -1"),
        ([[1, 2], [2, 3], [4, 9, 4]], 2, "Set 2 has the article row 4 twice"),
    ],
)
def test_what_cannot_be_judged_is_named(wrong: list[list[int]], fewest: int, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        ArticleSets.of(wrong).checked(10, fewest)


def test_an_article_in_two_sets_is_not_twice_in_one() -> None:
    assert len(ArticleSets.of([[1, 2], [2, 3]]).checked(10, fewest=2)) == 2
