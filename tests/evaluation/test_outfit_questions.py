"""Questions about outfits, on a catalogue that is small enough to see through."""

import numpy as np
import pandas as pd
import pytest

from stylehub_core.evaluation.outfit_questions import fill_in_the_blank, outfit_questions, pair_auc
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.outfits import Outfits

# 0 to 5 are tops, 6 to 9 skirts, 10 and 11 shoes (too few of them to ask for).
SLOTS = np.array([0] * 6 + [1] * 4 + [3] * 2, np.int8)
ARTICLES = pd.DataFrame({"product_type_name": ["Top"] * 6 + ["Skirt"] * 4 + ["Shoes"] * 2})
SOLD = np.array([0, 0, 90, 0, 0, 0, 5, 5, 5, 5, 9, 9])


def outfits_of(*sets: list[int]) -> Outfits:
    nobody = np.full(len(sets), -1, np.int32)
    return Outfits(ArticleSets.of(sets), np.arange(len(sets), dtype=np.int32), nobody, "baskets")


def test_what_is_asked_is_alone_in_its_slot_and_among_four_of_its_type() -> None:
    outfits = outfits_of([0, 1, 6], [0, 1, 10], [3, 10, 11], [0, 6, 10])
    questions = outfit_questions(outfits, ARTICLES, SLOTS, SOLD)
    assert questions.customers.tolist() == [0, 2, 3]  # the second has no article to ask for
    assert questions.given[0].tolist() == [0, 1] and questions.answers[0, 0] == 6
    assert set(questions.answers[0]) == {6, 7, 8, 9}  # all others of its type
    assert questions.given[1].tolist() == [10, 11] and questions.answers[1, 0] == 3
    for number in range(3):
        given, answers = questions.given[number], questions.answers[number]
        assert len(set(answers)) == 4 and not np.isin(given, answers).any()
        assert len(set(SLOTS[answers])) == 1 and questions.slots[number] == SLOTS[answers[0]]
    completed = questions.completed
    assert len(completed) == 12 and completed[5].tolist() == [10, 11, questions.answers[1, 1]]


def test_wrong_answers_are_drawn_by_sales() -> None:
    outfits = outfits_of(*[[3, 10, 11]] * 300)
    answers = outfit_questions(outfits, ARTICLES, SLOTS, SOLD).answers
    assert (answers[:, 1:] == 2).any(axis=1).mean() > 0.95  # the bestseller
    unsold = [(answers[:, 1:] == row).any(axis=1).mean() for row in (0, 1, 4, 5)]
    assert min(unsold) > 0.4 and max(unsold) < 0.65  # two of these four, evenly


def test_only_new_articles_are_answers_if_so_asked() -> None:
    outfits = outfits_of([3, 10, 11], [0, 10, 11], [0, 6])
    questions = outfit_questions(outfits, ARTICLES, SLOTS, SOLD, new=np.array([0, 1, 2, 4, 5, 6], np.int32))
    assert questions.customers.tolist() == [1, 2] and set(questions.answers.ravel()) <= {0, 1, 2, 4, 5}


def test_the_measures_count_ties_fairly() -> None:
    scores = np.array([[3, 1, 2, 0], [1, 1, 1, 1], [0, 1, 2, 3], [2, 2, 0, 3]], np.float32)
    assert pair_auc(scores).tolist() == pytest.approx([1, 0.5, 0, 0.5])
    assert fill_in_the_blank(scores).tolist() == pytest.approx([1, 0.25, 0, 0])
