"""What is not wanted, in the ways in which people say it."""

import pytest

from stylehub_core.search.reading.negation import KnownPhrases
from stylehub_core.search.reading.reading import read


@pytest.mark.parametrize(
    ("text", "left", "excluded"),
    [
        ("coat without a belt", "coat", ["belt"]),
        ("dress but not red", "dress", ["red"]),
        ("dress, but not red", "dress", ["red"]),
        ("jumper with no stripes", "jumper", ["stripes"]),
        ("shoes, anything but white", "shoes", ["white"]),
        ("skirt everything except black", "skirt", ["black"]),
        ("dress without animal print", "dress", ["animal print"]),
        ("dress -red -black", "dress", ["red", "black"]),
        ("non-wool jumper", "jumper", ["wool"]),
        ("fur-free coat", "coat", ["fur"]),
        ("beltless coat", "coat", ["belt"]),
        ("jacket free of leather", "jacket", ["leather"]),
        ("jeans other than blue", "jeans", ["blue"]),
        ("dress not red, blue or black", "dress", ["red", "blue", "black"]),
        ("dress neither red nor black", "dress", ["red", "black"]),
        ("neither black nor white shoes", "shoes", ["black", "white"]),
        ("coat without a belt and no hood", "coat", ["belt", "hood"]),
        ("coat without a belt and with a hood", "coat with a hood", ["belt"]),
        ("no collar shirt", "shirt", ["collar"]),
        ("not dark blue jeans", "jeans", ["dark blue"]),
        ("no animal print dress", "dress", ["animal print"]),
        ("i don't want black jeans", "jeans", ["black"]),
        ("a dress that isn't black", "dress", ["black"]),
        ("dress without sleeves for a wedding", "dress for a wedding", ["sleeves"]),
        ("NOT BLACK dress", "dress", ["black"]),
        ("not black", "", ["black"]),
        # the double one asks for it
        ("not without pockets", "pockets", []),
        ("skirt not without pockets", "skirt pockets", []),
        # these exclude nothing
        ("sleeveless top", "sleeveless top", []),
        ("non-iron shirt", "non-iron shirt", []),
        ("t-shirt", "t-shirt", []),
        ("nothing but black", "nothing but black", []),
        ("not only black", "not only black", []),
        ('"not black" dress', '"not black" dress', []),
        ("not", "not", []),
        ("dress no", "dress no", []),
        ("without", "without", []),
        ("v-neck top", "v-neck top", []),
    ],
)
def test_what_is_excluded_and_what_is_left(known: KnownPhrases, text: str, left: str, excluded: list[str]) -> None:
    reading = read(text, known)
    assert [part.text for part in reading.excluded] == excluded
    assert reading.text == left


def test_removing_a_chip_leaves_the_rest(known: KnownPhrases) -> None:
    reading = read("dress not red, blue or black under 30", known)
    labels = [part.label for part in reading.parts]
    assert labels == ["Not: red", "Not: blue", "Not: black", "Under 30"]
    for removed in reading.parts:
        again = read(reading.without(removed), known)
        assert [part.label for part in again.parts] == [label for label in labels if label != removed.label]
        assert again.text == "dress"
