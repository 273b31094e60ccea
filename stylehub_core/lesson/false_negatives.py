"""False negatives of outfit questions: wrong answers that a teacher finds better than the right one.

For each, how hard the loss of the student pushes it away, and how hard after distillation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.evaluation.outfit_measures import answer_scores
from stylehub_core.evaluation.outfit_questions import OutfitQuestions, outfit_questions
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.outfits.contract import FittedSetScorer
from stylehub_core.outfits.false_negatives import log_weights
from stylehub_core.outfits.outfit_student import OutfitStudent
from stylehub_core.outfits.outfit_teacher import OutfitTeacher
from stylehub_core.outfits.visible import times_worn, visible_outfits


@dataclass(frozen=True, eq=False)
class FalseNegative:
    """given: the other articles of the outfit. right, wrong: article rows.

    customer: a row, -1 if unknown.
    teacher_right, teacher_wrong: the teacher's scores of the outfit with each.
    weight: how much the wrong answer counts after distillation; before it, 1.
    push, push_after: the derivative of the loss by the student's logit of the wrong answer, before distillation and
    after: 0 leaves it where it is, 1 pushes hardest.
    """

    given: IntVector
    right: int
    wrong: int
    customer: int
    teacher_right: float
    teacher_wrong: float
    weight: float
    push: float
    push_after: float


def false_negatives_in(outfitting: Outfitting, most: int = 12) -> Sequence[FalseNegative]:
    """Those of a workspace, among questions about the outfits that its teacher and student have learned from.

    Raises NotBuiltError if one of the two is not built.
    """
    teacher, student = (outfitting.scorer(name) for name in (OutfitTeacher.name, OutfitStudent.name))
    world, config = outfitting.hub.world(), OutfitStudent().config
    outfits = visible_outfits(world, outfitting.slots)
    questions = outfit_questions(outfits, world.articles, outfitting.slots, times_worn(world))
    temperature = config.learning.training.temperature
    return false_negatives(questions, teacher, student, temperature=temperature, alpha=config.alpha, most=most)


def false_negatives(
    questions: OutfitQuestions,
    teacher: FittedSetScorer,
    student: FittedSetScorer,
    *,
    temperature: float,
    alpha: float,
    most: int = 12,
) -> Sequence[FalseNegative]:
    """Of each question the wrong answer that the teacher finds best, if it is better than the right one.

    At most `most`, those that the teacher prefers most clearly first. Logits are scores / temperature.
    """
    taught, own = (answer_scores(scorer, questions) / np.float32(temperature) for scorer in (teacher, student))
    weights = log_weights(taught[:, 0], taught[:, 1:], alpha=alpha)
    pushes, pushes_after = push(own, np.zeros_like(weights)), push(own, weights)
    best = taught[:, 1:].argmax(axis=1)
    numbers = np.arange(len(questions))
    excess = taught[numbers, 1 + best] - taught[:, 0]
    order = np.argsort(-excess, kind="stable")[:most]
    return [
        FalseNegative(
            questions.given[number], int(questions.answers[number, 0]), int(questions.answers[number, 1 + place]),
            int(questions.customers[number]), float(taught[number, 0]) * temperature,
            float(taught[number, 1 + place]) * temperature, float(np.exp(weights[number, place])),
            float(pushes[number, place]), float(pushes_after[number, place]),
        )
        for number, place in zip(order.tolist(), best[order].tolist(), strict=True)
        if excess[number] > 0
    ]  # fmt: skip


def push(logits: FloatMatrix, weights: FloatMatrix) -> NDArray[np.float64]:
    """(n, k) the derivative of `outfit_losses.weighted_choice`, of one outfit, by the logit of each negative.

    logits: (n, 1 + k), the outfit's first. weights: (n, k) logarithms.
    """
    shifted = np.concatenate([logits[:, :1], logits[:, 1:] + weights], axis=1).astype(np.float64)
    odds = np.exp(shifted - shifted.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return shares[:, 1:]
