"""What a set scorer reaches on outfit questions."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.evaluation.outfit_questions import OutfitQuestions, fill_in_the_blank, pair_auc
from stylehub_core.outfits.contract import FittedSetScorer


@dataclass(frozen=True, eq=False)
class OutfitFigures:
    """(questions,) each.

    auc: the share of the wrong answers below the right one.
    blank: whether the blank is filled in right.
    """

    auc: FloatVector
    blank: FloatVector


def outfit_figures(scorer: FittedSetScorer, questions: OutfitQuestions) -> OutfitFigures:
    scores = answer_scores(scorer, questions)
    return OutfitFigures(pair_auc(scores), fill_in_the_blank(scores))


def answer_scores(scorer: FittedSetScorer, questions: OutfitQuestions) -> FloatMatrix:
    """(questions, answers) the compatibility of each outfit with each answer, for the outfit's customer."""
    width = questions.answers.shape[1]
    customers = np.repeat(questions.customers, width)
    return scorer.compatibility(questions.completed, customers).reshape(-1, width)
