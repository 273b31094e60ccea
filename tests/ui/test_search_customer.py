"""A customer on Search: the model that the order was learned with answers, unless another is chosen."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stylehub_core.hub.hub import Hub
from stylehub_core.lab.personal import PersonalSearch
from stylehub_core.lab.personal_config import PersonalConfig
from stylehub_core.lab.serving import Serving
from stylehub_core.recommenders.next_purchase import NextPurchase
from stylehub_core.shopper.customers import customer_at
from tests.built import copy_of, short_training
from tests.ui.conftest import Screen
from tests.ui.test_pages import SEARCH, words

BRIEF = PersonalConfig(baskets=40, likely=20, others=20, model="raw-text")


@pytest.fixture(scope="module")
def prepared(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace in which searches with a customer are prepared."""
    folder, _ = copy_of(built, tmp_path_factory.mktemp("asked"))
    usual = NextPurchase.default
    NextPurchase.default = replace(usual, questions=40, others=20)
    with short_training():
        PersonalSearch(Serving(Hub(folder), "today"), BRIEF).prepare()
        yield folder
    NextPurchase.default = usual


@pytest.fixture(autouse=True)
def _brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.search.customer.PersonalSearch", partial(PersonalSearch, config=BRIEF))


def chosen(screen: AppTest) -> str:
    """The title of the model that is chosen on the screen."""
    assert not screen.exception
    assert not screen.error
    return str(screen.session_state["model"])


def test_the_order_s_model_answers_until_another_is_chosen(show: Screen, prepared: Path) -> None:
    hub = Hub(prepared)
    address = customer_at(hub.catalog, 0).address
    screen = show(prepared, SEARCH, q="dress", customer=address)
    assert chosen(screen) == hub.models["raw-text"].title
    assert f"likeliest first, by {hub.models['raw-text'].title}" in words(screen)
    screen.session_state["model"] = hub.models["item-text"].title
    assert f"likeliest first, by {hub.models['item-text'].title}" in words(screen.run())
    assert chosen(screen) == hub.models["item-text"].title


def test_it_goes_with_the_customer(show: Screen, prepared: Path) -> None:
    hub = Hub(prepared)
    screen = show(prepared, SEARCH, q="dress", customer=customer_at(hub.catalog, 0).address)
    assert chosen(screen) == hub.models["raw-text"].title
    screen.button(key="no_customer").click().run()
    assert chosen(screen) == hub.models["item-text"].title


def test_a_model_in_the_address_stays(show: Screen, prepared: Path) -> None:
    hub = Hub(prepared)
    title = hub.models["transactional"].title
    screen = show(prepared, SEARCH, q="dress", customer=customer_at(hub.catalog, 0).address, model=title)
    assert chosen(screen) == title
