"""The formats of values, and texts that never become markup."""

import re
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.number_text import counted
from ui.wording import compact, day, fitted, lines_of, literal, shortened, two_lines


@given(st.text())
def test_every_sign_of_markdown_is_escaped(text: str) -> None:
    plain = re.sub(r"\\([!-/:-@\[-`{-~])", "", literal(text))
    assert not set(plain) & set(string.punctuation)


@given(st.text(alphabet=string.printable))
def test_nothing_is_lost(text: str) -> None:
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", literal(text)).replace("\u2060", "")
    assert shown == " ".join(text.split())


@pytest.mark.parametrize(
    ("count", "written"), [(0, "0"), (9_999, "9,999"), (18_083, "18.1k"), (31_788_324, "31.8M"), (1_000_000, "1M")]
)
def test_counts_at_a_glance(count: int, written: str) -> None:
    assert compact(count) == written


def test_small_things() -> None:
    assert counted(1, "article") == "1 article"
    assert counted(2, "copy", "copies") == "2 copies"
    assert day(date(2018, 9, 20)) == "20 September 2018"
    assert day(None) == "–"
    assert shortened("navy wool coat", 9) == "navy woo…"
    assert shortened("navy", 9) == "navy"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Walter SS tee", "Walter SS tee"),
        ("Zabrina midi dress", "Zabrina midi…"),
        ("MMMMMMMMMMMM", "MMMMMMM…"),
        ("", ""),
    ],
)
def test_a_line_is_cut_where_its_letters_and_the_ellipsis_fit(text: str, shown: str) -> None:
    assert fitted(text, 12.5) == shown


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Strap top", ["Strap top"]),
        ("RIVER WOOL COAT V-NECK", ["RIVER WOOL", "COAT V-NECK"]),
        ("Zabrina midi dress with a belt", ["Zabrina midi", "dress with a belt"]),
        ("Hypoallergenicearringsofgold", ["Hypoallergenicearringsofgold"]),
        ("", [""]),
    ],
)
def test_a_name_has_up_to_two_lines_and_is_never_cut(name: str, lines: list[str]) -> None:
    assert two_lines(name, 18) == lines


@given(st.text(alphabet="abM i", max_size=60), st.floats(3, 30))
def test_lines_hold_all_words_in_their_order(text: str, width: float) -> None:
    lines = lines_of(text, width)
    assert " ".join(lines).split() == text.split()
    assert all(" " not in line or fitted(line, width) == line for line in lines)
