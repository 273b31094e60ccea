"""For whom, how much, what of; and that no request whatever breaks the reading."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stylehub_core.search.reading.audience import Audience
from stylehub_core.search.reading.negation import KnownPhrases
from stylehub_core.search.reading.reading import read
from tests.search.reading.conftest import SmallCatalogue

KNOWN = SmallCatalogue()
_SIGNS = (
    "not no without dress black red a the or and nor but , . - \" for men women's girls baby under 30 between 20 "
    "40 € cheapest anything except free of sport belt dark blue not non-wool minus i want with"
)
_WORDS = _SIGNS.split()


@pytest.mark.parametrize(
    ("text", "left", "audiences"),
    [
        ("men's swim shorts", "swim shorts", [Audience.MEN]),
        ("mens swim shorts", "swim shorts", [Audience.MEN]),
        ("girls leggings", "leggings", [Audience.GIRLS]),
        ("leggings for girls", "leggings", [Audience.GIRLS]),
        ("dress for my daughter", "dress", [Audience.GIRLS]),
        ("jacket for my 5 year old son", "jacket", [Audience.BOYS]),
        ("maternity dress", "dress", [Audience.MATERNITY]),
        ("nursing top", "nursing top", [Audience.MATERNITY]),
        ("sports top for women", "top", [Audience.SPORT, Audience.WOMEN]),
        ("baby blue dress", "baby blue dress", []),
        ("boyfriend jeans", "boyfriend jeans", []),
        ("boy shorts", "boy shorts", []),
        ("mom jeans", "mom jeans", []),
        ("womenswear", "womenswear", []),
        ("for men", "", [Audience.MEN]),
    ],
)
def test_for_whom(known: KnownPhrases, text: str, left: str, audiences: list[Audience]) -> None:
    reading = read(text, known)
    assert [wish.audience for wish in reading.audiences] == audiences
    assert reading.text == left


@pytest.mark.parametrize(
    ("text", "left", "shown"),
    [
        ("dress under 30", "dress", "Under 30"),
        ("dress under €30", "dress", "Under 30"),
        ("dress below 29.99 euros", "dress", "Under 29.99"),
        ("coat for less than 60", "coat", "Under 60"),
        ("jeans between 20 and 40", "jeans", "From 20 to 40"),
        ("jeans 20-40 €", "jeans", "From 20 to 40"),
        ("coat over 50", "coat", "Over 50"),
        ("coat not over 50", "coat", "Under 50"),
        ("coat under 1,200", "coat", "Under 1200"),
        ("30 or less black dress", "black dress", "Under 30"),
    ],
)
def test_how_much(known: KnownPhrases, text: str, left: str, shown: str) -> None:
    reading = read(text, known)
    assert reading.price is not None
    assert reading.price.text == shown
    assert reading.text == left


@pytest.mark.parametrize(
    "text", ["size 40 dress", "leggings from 2-6 years", "socks under 12 months", "tights over 100 den", "0108775015"]
)
def test_other_numbers_are_no_prices(known: KnownPhrases, text: str) -> None:
    assert read(text, known).price is None


@pytest.mark.parametrize(("text", "cost"), [("cheapest black jeans", "low"), ("the most expensive coat", "high")])
def test_which_price_comes_first(known: KnownPhrases, text: str, cost: str) -> None:
    reading = read(text, known)
    assert reading.cost is not None
    assert reading.cost.cost == cost


def test_what_of(known: KnownPhrases) -> None:
    reading = read("red wool dress with long sleeves for a summer wedding", known)
    assert [(feature.facet, feature.text) for feature in reading.features] == [
        ("Material", "wool"),
        ("Sleeve", "long sleeves"),
        ("Season", "summer"),
        ("Occasion", "wedding"),
    ]
    assert reading.text == reading.typed


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join)))
@example("not not not black")
@example("no dress no")
@example("dress, not, black or")
def test_a_reading_never_fails_and_never_loses_a_request(text: str) -> None:
    reading = read(text, KNOWN)
    parts = reading.excluded or reading.audiences or reading.price or reading.cost
    assert parts or reading.text or not text
    for part in reading.parts:
        assert 0 <= part.start < part.end <= len(reading.corrected)
        reading.without(part)


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join))
def test_what_is_left_reads_the_same_again(text: str) -> None:
    left = read(text, KNOWN).text
    again = read(left, KNOWN)
    assert again.text == left


@settings(deadline=None)
@given(st.lists(st.sampled_from(["dress", "black", "dark", "blue", "wool", "top", "v-neck"]), min_size=1).map(" ".join))
def test_a_request_without_such_signs_is_left_as_it_is(text: str) -> None:
    assert read(text, KNOWN).is_plain
