"""Double-encoded text is put right, and right text stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.catalog.published.repaired_text import repaired


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("CÃ©dric Charlier", "Cédric Charlier"),
        ("ChloÃ© â€œDrewâ€\x9d bag", "Chloé “Drew” bag"),
        ("Levi\xe2\x80\x99s", "Levi’s"),
        ("100Â\xa0% cotton", "100\xa0% cotton"),
        ("Â£20 Ã‰toile", "£20 Étoile"),
        ("love â™¥", "love ♥"),
    ],
)
def test_what_was_encoded_twice_is_undone(text: str, right: str) -> None:
    assert repaired(text) == right
    assert repaired(right) == right


@pytest.mark.parametrize(
    "text", ["", "plain", "Cédric", "SÃO PAULO", "naïve", "CAFÉ”", "“MAÇÔ", "Ångström", "日本", "Ã", "é©", "50 €"]
)
def test_right_text_stays(text: str) -> None:
    assert repaired(text) == text


@given(st.text(st.sampled_from("aé ñüçŒ’“€™ëèÉß"), max_size=12))
def test_european_text_survives_both_ways(text: str) -> None:
    try:
        twice = text.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return
    assert repaired(twice) == text
