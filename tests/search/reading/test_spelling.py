"""Misspelt words become the catalogue's; all else stays as it was typed."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stylehub_core.search.reading.spelling import Correction, Speller, Spelling
from tests.search.reading.conftest import WEIGHTS

_PIECES = st.sampled_from(
    [
        *WEIGHTS,
        "blak",
        "dres",
        "blackdress",
        "vneck",
        "Blak",
        "JAKET",
        "ed",
        "s",
        "waist",
        "zara",
        "office",
        '"',
        "-",
        "7",
    ]
)
_TYPED = st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=8).flatmap(
    lambda parts: st.sampled_from([" ", "", "-", ", "]).map(lambda gap: gap.join(parts))
)
_MANY = settings(max_examples=400, deadline=None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jaket", "jacket"),
        ("strippd dress", "striped dress"),  # not stripe, which occurs more often
        ("hodie", "hoodie"),
        ("blak skirt", "black skirt"),
        ("pyjams", "pyjama"),
        ("rde dress", "red dress"),
        ("whit shirt", "white shirt"),  # an English word, but a rare one
        ("earings", "earrings"),  # though its stem is that of ear
        ("high waist ed jeans", "high waisted jeans"),
        ("sneak ers", "sneakers"),
        ("longsleeve top", "long sleeve top"),
        ("blackdress", "black dress"),
        ("crewneck top", "crew-neck top"),
        ("blackdress ed", "black dress ed"),
        ("v-nek cardigan", "v-neck cardigan"),
        ("wihtout belt", "without belt"),
        ("cheapst jeans", "cheapest jeans"),
        ("Blak Jaket", "Black Jacket"),
        ("skirt, blak!", "skirt, black!"),
        ("men's jaket", "men's jacket"),
    ],
)
def test_misspelt_words_are_corrected(speller: Speller, typed: str, meant: str) -> None:
    assert speller.corrected(typed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "black dress",
        "t shirt",
        "v neck top",  # though the catalogue has vneck
        "T-shirt, GRAY",
        "sweter",  # the catalogue has it
        "office party",  # English
        "shit",
        "zara dress",
        "dress by Blak",
        "BLAK dress",
        "blak7 0108775015 a@blak.com",
        '"blak" dress',
        "dress “blak skrt",
        "beltless",
        "schwarz платье 黒 été",
        "don't",
        "xs",
        "",
        " ",
        "\x00",
    ],
)
def test_everything_else_is_left_alone(speller: Speller, text: str) -> None:
    assert speller.corrected(text) == Spelling(text)


def test_corrections_tell_where_they_are(speller: Speller) -> None:
    corrected = speller.corrected("a blak, high waist ed dres")
    assert corrected.corrections == (
        Correction(2, 6, "blak", "black"),
        Correction(13, 21, "waist ed", "waisted"),
        Correction(22, 26, "dres", "dress"),
    )


def test_a_space_in_the_wrong_place_is_one_correction(speller: Speller) -> None:
    only = speller.corrected("striped longwaist ed top").corrections
    assert only == (Correction(8, 20, "longwaist ed", "long waisted"),)


def test_known_words_are_those_of_the_catalogue_and_of_shoppers(speller: Speller) -> None:
    assert all(map(speller.knows, ["skirts", "Skirt", "jumper", "gray", "T-shirt", "with", "cheapest"]))
    assert not any(map(speller.knows, ["", "...", "office", "skrit", "earings"]))


@_MANY
@given(text=_TYPED)
def test_whatever_is_typed_has_an_answer_that_stays(speller: Speller, text: str) -> None:
    corrected = speller.corrected(text)
    assert speller.corrected(corrected.text) == Spelling(corrected.text)
    assert bool(corrected.text) == bool(text)
    rest = text
    for correction in reversed(corrected.corrections):
        assert text[correction.start : correction.end] == correction.typed != correction.meant != ""
        rest = rest[: correction.start] + correction.meant + rest[correction.end :]
    assert rest == corrected.text


@_MANY
@given(known=st.lists(st.sampled_from([word for word in WEIGHTS if len(word) > 2]), min_size=1, max_size=6))
def test_words_of_the_catalogue_are_never_corrected(speller: Speller, known: list[str]) -> None:
    assert not speller.corrected(" ".join(known)).corrections


def test_many_may_ask_at_once(speller: Speller) -> None:
    typed = ["jaket", "strippd", "hodie", "blackdress", "trousrs", "cardign"] * 30
    right = [speller.corrected(word) for word in typed]
    answers: list[list[Spelling]] = []

    def ask() -> None:
        answers.append([speller.corrected(word) for word in typed])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [right] * 8
