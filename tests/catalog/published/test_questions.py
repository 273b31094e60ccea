"""The lines and entries of published protocols, each kept or left out for one reason."""

import pytest

from stylehub_core.catalog.outfit_questions import BlankQuestion, CompatibilitySet
from stylehub_core.catalog.published.questions import blank_questions, compatibility_sets

ARTICLES = {"1_1": "a", "1_2": "b", "1_3": "c", "2_1": "d", "2_2": "e", "2_3": "f", "3_1": "a"}


def entry(**changes: object) -> dict[str, object]:
    return {"question": ["1_1", "1_2"], "answers": ["2_1", "1_3", "2_2", "2_3"], "blank_position": 3} | changes


def test_a_line_is_a_label_and_items() -> None:
    read = compatibility_sets(["1 1_1 1_2", "0 1_1 3_1 2_1 ", ""], "valid", ARTICLES)
    assert read.kept == [CompatibilitySet("valid", True, ("a", "b")), CompatibilitySet("valid", False, ("a", "d"))]
    assert read.faults == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("1 1_1 9_9", "no outfit has an item '9_9'"),
        ("yes 1_1 1_2", "the label 'yes' is not 0 or 1"),
        ("1 1_1", "fewer than two articles"),
        ("1", "fewer than two articles"),
        ("0 1_1 3_1", "fewer than two articles"),
    ],
)
def test_a_line_that_cannot_be_used(line: str, fault: str) -> None:
    read = compatibility_sets(["1 1_1 1_2", line], "test", ARTICLES)
    assert (len(read.kept), read.faults) == (1, [f"line 2: {fault}"])


def test_the_right_answer_is_that_of_the_question_s_set() -> None:
    assert blank_questions([entry()], "test", ARTICLES).kept == [
        BlankQuestion("test", ("a", "b"), ("d", "c", "e", "f"), right=1, blank_position=3)
    ]
    twice = entry(question=["1_1", "3_1"])
    assert blank_questions([twice], "test", ARTICLES).kept[0].articles == ("a",)


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("text", "no items in 'question'"),
        (entry(question=[]), "no items in 'question'"),
        (entry(answers=["1_3"]), "1 answers instead of 4"),
        (entry(answers=None), "no answers instead of 4"),
        (entry(answers=["2_1", "1_3", "2_2", "8_8"]), "no outfit has an item '8_8'"),
        (entry(answers=["2_1", 5, "2_2", "2_3"]), "no outfit has an item '5'"),
        (entry(question=["1_1", "7_7"]), "no outfit has an item '7_7'"),
        (entry(question=["2_1"], answers=["1_1", "1_2", "1_3", "3_1"]), "a product is there twice"),
        (entry(answers=["3_1", "1_3", "2_2", "2_3"]), "a product is there twice"),
        (entry(question=["3_1"]), "no answer is from its set '3'"),
        (entry(blank_position=0), "the blank_position is '0'"),
        (entry(blank_position=None), "the blank_position is 'None'"),
        (entry(blank_position=True), "the blank_position is 'True'"),
    ],
)
def test_a_question_that_cannot_be_used(broken: object, fault: str) -> None:
    read = blank_questions([entry(), broken], "test", ARTICLES)
    assert (len(read.kept), read.faults) == (1, [f"question 2: {fault}"])
