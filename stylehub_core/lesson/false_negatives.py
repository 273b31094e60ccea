"""False negatives: drawn wrong answers that a teacher finds better than the right one.

Each tells how hard the loss of the student pushes it away, and how hard after distillation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import NotBuiltError
from stylehub_core.evaluation.outfit_questions import OutfitQuestions, outfit_questions
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.hub.overrides import with_overrides
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.encoded_sets import FittedEncodedSets
from stylehub_core.outfits.false_negatives import log_weights
from stylehub_core.outfits.outfit_student import OutfitStudent, StudentConfig
from stylehub_core.outfits.outfit_teacher import OutfitTeacher
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.visible import times_worn, visible_outfits
from stylehub_core.outfits.worn import Worn

NEEDED = (OutfitTeacher.name, OutfitStudent.name)
"""The set scorers that must be built."""


@dataclass(frozen=True, eq=False)
class FalseNegative:
    """given: the other articles of the outfit.

    answers: (1 + k,) article rows; the first was taken out, the others are its negatives.
    wrong: the position among `answers` of the negative that the teacher finds best.
    customer: a row, -1 if unknown.
    teacher, student: (1 + k,) their cosines of the outfit with each answer.
    temperature: of the loss, whose logits are cosines / temperature.
    """

    given: IntVector
    answers: IntVector
    wrong: int
    customer: int
    teacher: FloatVector
    student: FloatVector
    temperature: float

    def weights(self, alpha: float) -> FloatVector:
        """(k,) how much each negative counts after distillation; 1 for all without, which is alpha = 0."""
        return np.asarray(np.exp(self._log_weights(alpha)[0]), np.float32)

    def pushes(self, alpha: float) -> FloatVector:
        """(k,) how hard the loss pushes each negative away: 0 leaves it where it is, 1 pushes hardest."""
        return np.asarray(push(self.student[None] / self.temperature, self._log_weights(alpha))[0], np.float32)

    def loss(self, alpha: float) -> float:
        """The student's loss on this outfit: 0 if it is sure of the article that was taken out."""
        return float(-np.log1p(-self.pushes(alpha).sum(dtype=np.float64)))

    def _log_weights(self, alpha: float) -> FloatMatrix:
        logits = self.teacher / np.float32(self.temperature)
        return log_weights(logits[:1], logits[None, 1:], alpha=alpha)


def student_config(outfitting: Outfitting) -> StudentConfig:
    """The settings of the workspace's student."""
    return with_overrides(OutfitStudent(), outfitting.hub.settings.overrides).config


def false_negatives_in(outfitting: Outfitting, most: int = 12) -> Sequence[FalseNegative]:
    """Those of a workspace, among questions about the outfits that its teacher and student have learned from.

    As in their training, an outfit does not count for its own customer. Raises NotBuiltError if one is not built.
    """
    lacking = [name for name in NEEDED if name not in outfitting.ready]
    if lacking:
        raise NotBuiltError(
            f"This lesson needs the set scorers {' and '.join(NEEDED)}: run 'python -m stylehub_core build --workspace "
            f"{outfitting.hub.workspace.folder} --models {OutfitStudent.name}', which builds both."
        )
    world = outfitting.hub.world()
    outfits = visible_outfits(world, outfitting.slots)
    questions = outfit_questions(outfits, world.articles, outfitting.slots, times_worn(world))
    worn = Worn.of(outfits, len(world.catalog))
    taught, own = (_scores(outfitting.scorer(name), questions, worn) for name in NEEDED)
    temperature = student_config(outfitting).learning.training.temperature
    return false_negatives(questions, taught, own, temperature=temperature, most=most)


def false_negatives(
    questions: OutfitQuestions, teacher: FloatMatrix, student: FloatMatrix, *, temperature: float, most: int = 12
) -> Sequence[FalseNegative]:
    """The questions with a wrong answer that the teacher finds better than the right one.

    teacher, student: (questions, answers) cosines. At most `most`, those that the teacher prefers most clearly first.
    """
    best = 1 + teacher[:, 1:].argmax(axis=1)
    excess = teacher[np.arange(len(questions)), best] - teacher[:, 0]
    order = np.argsort(-excess, kind="stable")[:most]
    return [
        FalseNegative(
            questions.given[number], questions.answers[number], int(best[number]), int(questions.customers[number]),
            teacher[number], student[number], temperature,
        )
        for number in order.tolist()
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


def _scores(scorer: object, questions: OutfitQuestions, worn: Worn) -> FloatMatrix:
    """(questions, answers) the cosines of each outfit with each answer, for its customer without this outfit."""
    assert isinstance(scorer, FittedEncodedSets)
    width, count = questions.answers.shape[1], len(questions)
    whole = ArticleSets.of(np.append(questions.given[n], questions.answers[n, 0]) for n in range(count))
    asked = Outfits(whole, questions.customers, np.full(count, -1, np.int32), "table")
    shares, known = worn.without(asked)
    owners = np.repeat(np.arange(count), width)
    return scorer.cosines(questions.completed, shares[owners], known[owners]).reshape(count, width)
