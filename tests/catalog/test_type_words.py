"""Product types as words of a sentence."""

import pytest

from stylehub_core.catalog.type_words import is_plural, kind_named, with_article


@pytest.mark.parametrize(
    ("name", "kind", "with_its_article"),
    [
        ("Dress", "dress", "a dress"),
        ("T-shirt", "T-shirt", "a T-shirt"),
        ("Umbrella", "umbrella", "an umbrella"),
        ("Trousers", "trousers", "trousers"),
        ("Leggings/Tights", "leggings", "leggings"),
        ("Hair/alice band", "alice band", "an alice band"),
        ("Hat/brim", "hat", "a hat"),
        ("Weekend/Gym bag", "gym bag", "a gym bag"),
        ("Sleepwear", "sleepwear", "sleepwear"),
        ("Unknown", "article", "an article"),
        (" ", "article", "an article"),
    ],
)
def test_a_type_in_a_sentence(name: str, kind: str, with_its_article: str) -> None:
    assert kind_named(name) == kind
    assert with_article(kind) == with_its_article


def test_what_is_several() -> None:
    assert is_plural("sneakers") and not is_plural("dress") and not is_plural("sarong")
