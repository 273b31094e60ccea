"""Personal search in the tiny workspace: prepared once, the same as plain search at 0, another order for a customer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import ModelError, NotBuiltError, QueryError
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.personal import PersonalSearch
from stylehub_core.lab.personal_config import NAME, PersonalConfig
from stylehub_core.lab.serving import Serving
from stylehub_core.recommenders.next_purchase import NextPurchase
from stylehub_core.request import Request
from stylehub_core.search.filters import Filters
from stylehub_core.search.recipe import Page
from tests.built import copy_of, short_training

CONFIG = PersonalConfig(baskets=40, likely=20, others=20)


@pytest.fixture(scope="module")
def personal(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PersonalSearch]:
    hub = Hub(copy_of(built, tmp_path_factory.mktemp("personal"))[0])
    usual = NextPurchase.default
    NextPurchase.default = replace(usual, questions=40, others=20)
    with short_training():
        yield PersonalSearch(Serving(hub, "today"), CONFIG)
    NextPurchase.default = usual


def asked(personal: PersonalSearch, text: str, customer: int = 0) -> Request:
    return Request(text, history=personal.serving.history(customer))


def plain_rows(personal: PersonalSearch, request: Request) -> list[int]:
    return personal.hub.search(request, personal.model, Page(12)).rows.tolist()


def test_it_says_how_to_prepare_it(personal: PersonalSearch) -> None:
    assert not personal.is_ready
    with pytest.raises(NotBuiltError, match=f"prepare {NAME}"):
        personal.search(asked(personal, "dress"))
    plain = personal.search(asked(personal, "dress"), weight=0)  # needs nothing that is learned
    assert plain.rows.tolist() == personal.hub.search(Request("dress"), personal.model).rows.tolist()


def test_prepared_it_answers_for_a_customer(personal: PersonalSearch) -> None:
    personal.prepare()
    assert personal.is_ready
    assert PersonalSearch(personal.serving, CONFIG).is_ready
    assert not PersonalSearch(personal.serving, PersonalConfig(baskets=41)).is_ready
    results = personal.search(asked(personal, "black dress"), page=Page(12))
    assert results.kind == "personal"
    assert len(results.items) == 12
    assert all(item.shares is not None and sum(item.shares.values()) == pytest.approx(1) for item in results.items)
    again = personal.search(asked(personal, "black dress"), page=Page(6, offset=6))
    assert again.rows.tolist() == results.rows[6:].tolist()


def test_the_workspace_s_settings_count(personal: PersonalSearch) -> None:
    personal.prepare()
    hub = Hub(personal.hub.workspace.folder)
    learned = {"baskets": 40, "likely": 20, "others": 20}
    with_settings = replace(hub.settings, overrides={NAME: {**learned, "weight": 1.0}})
    hub.settings = with_settings
    same = PersonalSearch(Serving(hub, "today"))
    assert same.config == replace(CONFIG, weight=1.0)
    assert same.is_ready  # nothing is learned from the weight
    alone = personal.search(asked(personal, "dress"), weight=1)
    assert same.search(asked(same, "dress")).rows.tolist() == alone.rows.tolist()
    hub.settings = replace(with_settings, overrides={NAME: {**learned, "looks": 3}})
    assert not PersonalSearch(Serving(hub, "today")).is_ready
    hub.settings = replace(with_settings, overrides={NAME: {"share": 0.999999}})
    with pytest.raises(ModelError, match=r"several days.*fitted with personal-search\.share=0\.999999"):
        PersonalSearch(Serving(hub, "today")).prepare()
    assert personal.is_ready  # the earlier order stays


def test_the_weight_leads_from_the_words_to_the_customer(personal: PersonalSearch) -> None:
    personal.prepare()
    plain = personal.hub.search(Request("dress"), personal.model, Page(12))
    at = {weight: personal.search(asked(personal, "dress"), page=Page(12), weight=weight) for weight in (0, 0.5, 1)}
    assert at[0].rows.tolist() == plain.rows.tolist()
    assert at[0].kind == plain.kind
    assert at[1].rows.tolist() != at[0].rows.tolist()
    without_words = personal.search(asked(personal, ""), page=Page(12))
    assert without_words.rows.tolist() == at[1].rows.tolist()


def test_liked_articles_and_a_customer_both_count(personal: PersonalSearch) -> None:
    personal.prepare()
    for text in ("", "dress"):
        request = replace(asked(personal, text), like=Request.like_rows([5]).like)
        plain = replace(request, history=None, day=None)
        at = {weight: personal.search(request, page=Page(12), weight=weight) for weight in (0, 0.1, 0.5, 1)}
        assert at[0].rows.tolist() == plain_rows(personal, plain)
        assert at[0.5].kind == "personal"
        assert all(item.shares is not None for item in at[0.5].items)
        lists = {tuple(results.rows.tolist()) for results in at.values()}
        assert len(lists) >= 3
        alone = personal.search(asked(personal, ""), page=Page(13))
        assert at[1].rows.tolist() == [row for row in alone.rows.tolist() if row != 5][:12]
        again = personal.search(request, page=Page(6, offset=6), weight=0.5)
        assert again.rows.tolist() == at[0.5].rows[6:].tolist()


def test_without_a_chosen_model_a_picture_is_for_the_usual_one_that_sees(personal: PersonalSearch) -> None:
    assert personal.usual_model(Request("dress")) == personal.model == "item-text"
    with pytest.raises(QueryError, match="This catalogue has no pictures"):
        personal.search(replace(asked(personal, ""), picture=b"x"), weight=0)


def test_another_customer_gets_another_order(personal: PersonalSearch) -> None:
    personal.prepare()
    lists = {tuple(personal.search(asked(personal, "shirt", who), weight=0.9).rows.tolist()) for who in range(6)}
    assert len(lists) > 1
    nobody = Request("shirt", history=Histories.picked([], personal.serving.today))
    assert all(item.shares and item.shares["look"] == 0 for item in personal.search(nobody).items)


def test_filters_and_names_hold(personal: PersonalSearch) -> None:
    personal.prepare()
    colour = str(personal.hub.articles["colour_group_name"].iat[0])
    found = personal.search(asked(personal, "dress"), filters=Filters(colour_group=(colour,)))
    assert set(personal.hub.articles["colour_group_name"].astype(str).iloc[found.rows]) == {colour}
    article_id = str(personal.hub.catalog.ids[5])
    assert personal.search(asked(personal, article_id)).rows[0] == 5
    by_id = personal.search(asked(personal, article_id), page=Page(12))
    assert by_id.rows.tolist() == plain_rows(personal, Request(article_id))
    name = str(personal.hub.articles["prod_name"].iat[5])
    named = set(np.flatnonzero(personal.hub.articles["prod_name"] == name).tolist())
    assert personal.search(asked(personal, name), weight=0.9).rows[0] in named
    alone = personal.search(asked(personal, ""), weight=1)
    assert personal.search(asked(personal, name), weight=1).rows.tolist() == alone.rows.tolist()
    with pytest.raises(QueryError, match="from 0"):
        personal.search(asked(personal, "dress"), weight=2)
    assert np.isfinite([item.score for item in found.items]).all()
