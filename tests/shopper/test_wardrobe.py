"""Histories as people see and change them."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories
from stylehub_core.shopper.wardrobe import Change, changed, read_changes, wardrobe, written
from tests.conftest import MakeCatalog, article_id

TODAY = 18_300


def history(*lines: tuple[int, int, int]) -> Histories:
    """lines: (day, article, pieces), days ascending."""
    day, article, pieces = (np.array(values, np.int32) for values in zip(*lines, strict=True))
    customer = np.array([4], np.int32)
    return Histories(customer, customer * 0 + TODAY, np.array([30.0], np.float32), article * 0, article, day, pieces)


def test_the_newest_comes_first() -> None:
    pieces = wardrobe(history((18_262, 7, 1), (18_262, 9, 2), (18_290, 3, 1)))
    assert [(piece.row, piece.pieces) for piece in pieces] == [(3, 1), (7, 1), (9, 2)]
    assert pieces[1].day == date(2020, 1, 1)


def test_changes_apply_one_after_the_other() -> None:
    before = history((18_262, 7, 1), (18_270, 7, 2), (18_290, 3, 1))
    without = changed(before, [Change(7, added=False)])
    assert without.article.tolist() == [3]
    again = changed(before, [Change(7, added=False), Change(7, added=True)])
    assert (again.article.tolist(), again.day.tolist()) == ([3, 7], [18_290, TODAY - 1])
    assert changed(before, [Change(7, added=True), Change(7, added=False)]).article.tolist() == [3]
    assert (again.customers.tolist(), again.today.tolist(), again.age.tolist()) == ([4], [TODAY], [30.0])


def test_picks_are_the_history_of_somebody_new() -> None:
    picked = changed(Histories.picked([], TODAY), [Change(5, added=True), Change(2, added=True)])
    expected = Histories.picked([2, 5], TODAY)
    for name in ("customers", "today", "owner", "article", "day", "pieces"):
        np.testing.assert_array_equal(getattr(picked, name), getattr(expected, name))


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=12))
def test_a_changed_history_is_well_formed(changes: list[tuple[int, bool]]) -> None:
    edited = changed(history((18_262, 1, 1), (18_290, 3, 2)), [Change(row, added) for row, added in changes])
    assert (np.diff(edited.day) >= 0).all()
    assert (edited.ago >= 1).all()
    assert len({*zip(edited.day.tolist(), edited.article.tolist(), strict=True)}) == len(edited.article)
    last = dict(changes)
    assert all((row in edited.article) == added for row, added in last.items())


def test_changes_are_written_and_read_and_strange_ones_are_named(make_catalog: MakeCatalog) -> None:
    catalog = make_catalog([("2020-01-01", 3, 1)])
    changes = [Change(5, added=True), Change(2, added=False)]
    texts = [written(catalog, change) for change in changes]
    assert texts == [article_id(5), f"-{article_id(2)}"]
    assert read_changes(catalog, ["99", *texts, "-", "<b>"]) == (changes, ["99", "-", "<b>"])
    with pytest.raises(QueryError, match="This history has 61 changes, and 60 are the most"):
        read_changes(catalog, [article_id(1)] * 61)
