"""What a set scorer reaches on outfit questions."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.evaluation.outfit_questions import (
    OutfitQuestions,
    fill_in_the_blank,
    ndcg_of_first,
    pair_auc,
)
from stylehub_core.outfits.contract import FittedSetScorer
from stylehub_core.outfits.slots import SLOTS, Slot, SlotVector
from stylehub_core.progress import Progress, silent

RECALLED = 12
"""Completions that count for recall."""
MOST_COMPLETED = 200
"""Questions that are answered from the whole catalogue: for some set scorers, each takes a while."""


@dataclass(frozen=True, eq=False)
class BlankFigures:
    """(questions,) each.

    auc: the share of the wrong answers below the right one.
    blank: whether the blank is filled in right.
    """

    auc: FloatVector
    blank: FloatVector


@dataclass(frozen=True, eq=False)
class OutfitFigures(BlankFigures):
    """(questions,) each.

    ndcg: of the right answer among others of its slot.
    recall: whether the right answer is among the first RECALLED completions from all that can be worn; NaN for
        questions after the first MOST_COMPLETED.
    """

    ndcg: FloatVector
    recall: FloatVector


def blank_figures(scorer: FittedSetScorer, questions: OutfitQuestions) -> BlankFigures:
    scores = answer_scores(scorer, questions)
    return BlankFigures(pair_auc(scores), fill_in_the_blank(scores))


def outfit_figures(
    scorer: FittedSetScorer, questions: OutfitQuestions, slots: SlotVector, progress: Progress = silent
) -> OutfitFigures:
    """slots: (articles,) of the catalogue."""
    progress("fill in the blank", 0, 1)
    blanks = blank_figures(scorer, questions)
    ndcg = ndcg_of_first(_slot_scores(scorer, questions, progress))
    return OutfitFigures(blanks.auc, blanks.blank, ndcg, _recall(scorer, questions, slots, progress))


def answer_scores(scorer: FittedSetScorer, questions: OutfitQuestions) -> FloatMatrix:
    """(questions, answers) the compatibility of each outfit with each answer, for the outfit's customer."""
    width = questions.answers.shape[1]
    customers = np.repeat(questions.customers, width)
    return scorer.compatibility(questions.completed, customers).reshape(-1, width)


def _slot_scores(scorer: FittedSetScorer, questions: OutfitQuestions, progress: Progress) -> FloatMatrix:
    """(questions, candidates) how well each candidate of the slot completes the outfit."""
    rows = []
    for number, (candidates, customer) in enumerate(zip(questions.among, questions.customers.tolist(), strict=True)):
        rows.append(scorer.completion(questions.given[number], candidates, customer))
        if number % 100 == 0:
            progress("candidates of the slot", number, len(questions))
    return np.array(rows, np.float32).reshape(questions.among.shape)


def _recall(scorer: FittedSetScorer, questions: OutfitQuestions, slots: SlotVector, progress: Progress) -> FloatVector:
    recall = np.full(len(questions), np.nan, np.float32)
    worn = np.flatnonzero(slots != SLOTS.index(Slot.OTHER)).astype(np.int32)
    asked = min(MOST_COMPLETED, len(questions))
    for number in range(asked):
        given, right = questions.given[number], questions.answers[number, 0]
        candidates = worn[~np.isin(worn, given)]
        scores = scorer.completion(given, candidates, int(questions.customers[number]))
        own = scores[candidates == right][0]
        above, tied = int((scores > own).sum()), int((scores == own).sum())
        recall[number] = np.clip((RECALLED - above) / tied, 0, 1)
        if number % 20 == 0:
            progress("completions from the whole catalogue", number, asked)
    return recall
