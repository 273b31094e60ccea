"""Which articles are right: a tiny catalogue, counted by hand, and the requests as written."""

import re
from collections import Counter

import pandas as pd
import pytest

from benchmarks.typed_requests.catalogue import Catalogue, whole_words
from benchmarks.typed_requests.rules import Clause, RightArticles, Rule, terms
from benchmarks.typed_requests.written import KINDS, written_requests

ARTICLES = pd.DataFrame(
    [
        # prod_name, type, pattern, colour, section, description
        ("Ada", "Coat", "Solid", "Black", "Womens Jackets", "Coat in wool with a detachable tie belt at the waist."),
        ("Bea", "Coat", "Check", "Dark Red", "Womens Jackets", "Collarless coat with belt loops and a hood."),
        ("Cleo coat", "Jacket", "Solid", "White", "Womens Jackets", "Padded, with pockets and a collar."),
        ("Dot jacket", "Jacket", "Solid", "Black", "Kids Outerwear", "Jacket without a belt."),
        ("BELTED dress", "Dress", "Stripe", "Red", "Mama", ""),
        ("Fay", "Dress", "Solid", "Off White", "Young Girl", None),
        ("Gil non-padded", "Bra", "Lace", "Black", "Womens Lingerie", "Soft, non-wired bra."),
    ],
    columns=[
        "prod_name", "product_type_name", "graphical_appearance_name", "colour_group_name", "section_name",
        "detail_desc",
    ],
)  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "unwanted", "rows"),
    [
        (["coat"], [], [0, 1, 2]),
        (["coat"], ["belt"], [1, 2]),  # belt loops are no belt
        (["jacket"], ["belt"], [1, 2, 3]),  # "without a belt" is none either
        (["coat"], ["collar"], [0, 1]),  # the word is not in "collarless"
        (["jacket", "pockets"], [], [2]),
        (["dress"], ["red"], [5]),
        (["dress", "belt"], [], [4]),  # capitals do not matter
        (["dress"], ["white", "stripes"], []),
        (["coat or dress", "white"], [], [2, 5]),
        (["dress", "girls"], [], [5]),
        (["dress", "maternity"], [], [4]),
        (["bra"], ["padding", "underwire"], [6]),
    ],
)
def test_right_articles(wanted: list[str], unwanted: list[str], rows: list[int]) -> None:
    rule = Rule(tuple(wanted), tuple(unwanted))
    assert RightArticles(Catalogue(ARTICLES)).rows(rule).tolist() == rows


def test_a_column_that_is_missing_has_no_values() -> None:
    without = Catalogue(ARTICLES.drop(columns="colour_group_name"))
    assert RightArticles(without).rows(Rule(("red",))).tolist() == []


@pytest.mark.parametrize("written", [{}, {"kind": ["Coat"]}, {"unless": "belt"}])
def test_a_clause_needs_words_or_columns(written: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="needs words or columns of type"):
        Clause.read(written)


def test_every_request_uses_known_terms_and_every_term_is_used() -> None:
    used = {term for request in written_requests() for term in request.rule.terms}
    assert used == set(terms())


def test_words_are_written_in_small_letters() -> None:
    for clauses in terms().values():
        for clause in clauses:
            for expression in (clause.words, clause.unless):
                whole_words(expression)
                assert not re.search(r"(?<!\\)[A-Z]", expression), expression


def test_there_are_enough_requests_of_every_kind_and_none_twice() -> None:
    texts = [request.text.lower() for request in written_requests()]
    assert len(set(texts)) == len(texts) >= 180
    assert min(Counter(request.kind for request in written_requests()).values()) >= 25
    assert {request.kind for request in written_requests()} == set(KINDS)
