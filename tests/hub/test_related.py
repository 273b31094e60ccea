"""What looks like an article, reads like it and is bought with it: by the best model that is there."""

from pathlib import Path

import pytest

from stylehub_core.hub.hub import Hub
from stylehub_core.hub.related import bought_with, looks_like, reads_like
from stylehub_core.search.recipe import Page


@pytest.fixture(scope="module")
def hub(built: Path) -> Hub:
    return Hub(built)


@pytest.fixture(scope="module")
def sold(hub: Hub) -> str:
    return str(hub.catalog.ids[hub.catalog.popularity_rows(365)[0]])


def test_the_best_model_of_texts_answers(hub: Hub, sold: str) -> None:
    found = reads_like(hub, sold, Page(4))
    assert (found.model, found.note) == ("item-text", "")
    assert found.items == hub.neighbours(sold, "item-text", Page(4)).items


def test_a_missing_model_is_one_sentence(hub: Hub, sold: str) -> None:
    found = looks_like(hub, sold, Page(4))
    assert not found.items
    assert found.note.count(".") == 1


def test_what_was_bought_comes_before_what_a_model_expects(hub: Hub, sold: str) -> None:
    found = bought_with(hub, sold, Page(3))
    assert found.model == ""
    assert [item.score for item in found.items] == sorted((item.score for item in found.items), reverse=True)
    alone = next(str(each) for each in hub.catalog.ids if hub.bought_with(str(each), 1).empty)
    expected = bought_with(hub, alone, Page(3))
    assert expected.model == "transactional"
    assert len(expected.items) == 3
