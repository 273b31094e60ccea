"""Misspelt words, and the requests that are made with them from a tiny catalogue."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.typed_requests.catalogue import Catalogue
from benchmarks.typed_requests.halves import HALVES, half_of_word
from benchmarks.typed_requests.misspellings import Misspeller
from benchmarks.typed_requests.typing_errors import BESIDE, misspelt, one_error_away

COLOURS = ("Black", "Yellow", "Dark Green")
ARTICLES = pd.DataFrame(
    {
        "prod_name": [f"Runkeeper {number}" for number in range(60)],
        "product_type_name": ["Jacket", "Trousers"] * 30,
        "colour_group_name": [COLOURS[number % 3] for number in range(60)],
        "section_name": ["Jackrt corner"] * 60,
        "detail_desc": ["Padded jacket with corduroy pockets.", "Trousers in linen with a pocket."] * 30,
    }
)


@pytest.fixture(scope="module")
def misspeller() -> Misspeller:
    return Misspeller(Catalogue(ARTICLES))


@pytest.mark.parametrize("word", ["jacket", "trousers", "hoodie"])
def test_most_words_have_one_error_and_few_have_two(word: str) -> None:
    rng = np.random.default_rng(0)
    wrong = [misspelt(word, rng) for _ in range(2000)]
    near = one_error_away(word) | {word}
    assert 0.02 < np.mean([text not in near for text in wrong]) < 0.12
    assert all(text in near or one_error_away(text) & near for text in wrong)
    assert np.mean([text[0] != word[0] for text in wrong]) < 0.12


def test_short_words_have_one_error() -> None:
    rng = np.random.default_rng(0)
    assert {misspelt("coat", rng) for _ in range(500)} <= one_error_away("coat")


def test_keys_that_touch() -> None:
    assert set(BESIDE["a"]) == set("qwsz")
    assert "p" in BESIDE["o"] and "q" not in BESIDE["p"]
    assert all(letter in BESIDE[other] for letter, others in BESIDE.items() for other in others)


def test_one_error_away() -> None:
    assert {"jaket", "jackett", "jcaket", "jacjet"} <= one_error_away("jacket")
    assert not {"jakett", "acke"} & one_error_away("jacket")


def test_words_are_of_columns_and_of_descriptions_and_not_of_names(misspeller: Misspeller) -> None:
    in_columns, in_descriptions = misspeller.words
    assert in_columns == ["black", "dark", "green", "jacket", "trousers", "yellow"]
    assert in_descriptions == ["corduroy", "linen", "padded", "pocket", "pockets"]


def test_right_are_the_articles_with_all_words_of_the_correct_request_in_any_form(misspeller: Misspeller) -> None:
    requests = [request for half in HALVES for request in misspeller.requests(half)]
    rights = {request.correct: request.right.tolist() for request in requests}
    assert rights["pocket"] == rights["pockets"] == list(range(60))
    assert rights["black jacket"] == list(range(0, 60, 6))
    assert rights["corduroy"] == list(range(0, 60, 2))


def test_the_same_requests_every_time_that_share_no_misspelt_word(misspeller: Misspeller) -> None:
    for half in HALVES:
        requests = misspeller.requests(half, 40)
        assert [request.text for request in requests] == [request.text for request in misspeller.requests(half, 40)]
        assert len({request.text for request in requests}) == len(requests) == 40
        for request in requests:
            pairs = zip(request.text.split(), request.correct.split(), strict=True)
            wrong, word = next((wrong, word) for wrong, word in pairs if wrong != word)
            assert half_of_word(word) == half
            assert wrong not in ("jackrt", "runkeeper", *misspeller.words[0], *misspeller.words[1])


def test_clear_is_what_no_frequent_word_is_as_near_to() -> None:
    frame = pd.DataFrame({"prod_name": "", "detail_desc": ["Coats."] * 30 + ["Boat."] * 60})
    made = Misspeller(Catalogue(frame))
    clear = {request.text: request.clear for half in HALVES for request in made.requests(half, 400)}
    assert clear["coatz"]
    assert not clear["coat"]  # may be "boat"
