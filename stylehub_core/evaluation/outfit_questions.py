"""Questions about held-out outfits: one article is taken out, and has to be told from others of its product type.

The wrong answers are drawn by how often they are sold: among answers drawn at random, the bestseller is mostly right.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix, IntVector
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.same_type import SameType, product_types
from stylehub_core.outfits.slots import SlotVector

WRONG = 3
"""Wrong answers of a question."""
SLOT_OTHERS = 99
"""The most other articles of its slot that a right answer is ranked among."""


@dataclass(frozen=True, eq=False)
class OutfitQuestions:
    """n questions.

    given: what is left of each outfit, one article or more.
    answers: (n, 1 + WRONG) articles of one product type; the first is right.
    among: (n, 1 + c) the right answer, and others of its slot, at most SLOT_OTHERS.
    slots: (n,) of the right answer.
    customers: (n,) rows, -1 if unknown.
    """

    given: ArticleSets
    answers: IntMatrix
    among: IntMatrix
    slots: SlotVector
    customers: IntVector

    def __len__(self) -> int:
        return len(self.given)

    @property
    def completed(self) -> ArticleSets:
        """(n * (1 + WRONG)) the outfits with each answer, question by question."""
        return ArticleSets.of(
            np.append(self.given[number], answer) for number in range(len(self)) for answer in self.answers[number]
        )


def outfit_questions(
    outfits: Outfits,
    articles: pd.DataFrame,
    slots: SlotVector,
    sold: NDArray[np.integer],
    *,
    new: IntVector | None = None,
    seed: int = 0,
) -> OutfitQuestions:
    """One question for each outfit that has an article alone in its slot, of a type with WRONG others.

    slots: (articles,). sold: (articles,) pieces in the training data.
    new: only these articles are answers, right or wrong; None for all.
    """
    types = product_types(articles)
    usable = None if new is None else np.isin(np.arange(len(types)), new)
    drawing = SameType(types, sold, usable)
    rng = np.random.default_rng(seed)
    given, answers, asked = [], [], []
    for number in range(len(outfits)):
        rows = outfits.sets[number]
        times = np.bincount(slots[rows], minlength=int(slots.max()) + 1)
        alone = [row for row in rows[times[slots[rows]] == 1].tolist() if drawing.suits(row, rows, WRONG)]
        if not alone:
            continue
        right = int(rng.choice(alone))
        given.append(rows[rows != right])
        answers.append([right, *drawing.others(right, rows, WRONG, rng)])
        asked.append(number)
    picked, sets = np.array(answers, np.int32).reshape(-1, 1 + WRONG), ArticleSets.of(given)
    among = _among(picked[:, 0], sets, SameType(slots.astype(np.int32), sold, usable), np.random.default_rng([seed, 1]))
    return OutfitQuestions(sets, picked, among, slots[picked[:, 0]], outfits.customers[asked])


def _among(right: IntVector, given: ArticleSets, of_slot: SameType, rng: np.random.Generator) -> IntMatrix:
    """(n, 1 + c) each right answer, and as many others of its slot as every question has."""
    drawn = [
        of_slot.others(row, np.append(given[number], np.int32(row)), SLOT_OTHERS, rng)
        for number, row in enumerate(right.tolist())
    ]
    fewest = min(map(len, drawn), default=0)
    rows = [[row, *others[:fewest]] for row, others in zip(right.tolist(), drawn, strict=True)]
    return np.array(rows, np.int32).reshape(-1, 1 + fewest)


def pair_auc(scores: FloatMatrix) -> FloatVector:
    """(n,) the share of each question's wrong answers that score below the right one; ties count half.

    scores: (n, 1 + WRONG), the right answer's first.
    """
    right, wrong = scores[:, :1], scores[:, 1:]
    return np.asarray(((right > wrong) + 0.5 * (right == wrong)).mean(axis=1), np.float32)


def fill_in_the_blank(scores: FloatMatrix) -> FloatVector:
    """(n,) 1 where the right answer scores highest, and its chance of being picked if others tie with it."""
    best = scores.max(axis=1, keepdims=True)
    tied = scores == best
    return np.asarray(np.where(tied[:, 0], 1 / tied.sum(axis=1), 0), np.float32)


def ndcg_of_first(scores: FloatMatrix) -> FloatVector:
    """(n,) 1 / log2(1 + the rank of the first score); among ties, the middle rank.

    The NDCG (Järvelin and Kekäläinen 2002) of a ranking with one right answer.
    """
    right, others = scores[:, :1], scores[:, 1:]
    ranks = 1 + (others > right).sum(axis=1) + (others == right).sum(axis=1) / 2
    return np.asarray(1 / np.log2(1 + ranks), np.float32)
