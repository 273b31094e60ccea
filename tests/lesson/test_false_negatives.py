"""What a lesson shows of false negatives."""

import numpy as np
import pytest
import torch

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.errors import NotBuiltError
from stylehub_core.evaluation.outfit_questions import OutfitQuestions
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.lesson.false_negatives import false_negatives, false_negatives_in, push
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.mean_cosine import FittedMeanCosine
from stylehub_core.training.outfit_losses import weighted_choice


class WorthInAll(FittedMeanCosine):
    """The score of a set is what its articles are worth in all."""

    def __init__(self, worth: list[float]) -> None:
        super().__init__(np.zeros((len(worth), 1), np.float32))
        self._worth = np.array(worth, np.float32)

    def _compatibility(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        return np.add.reduceat(self._worth[sets.articles], sets.starts[:-1]).astype(np.float32)


def questions() -> OutfitQuestions:
    answers = np.array([[2, 3, 4, 5], [3, 2, 5, 4], [5, 2, 3, 4]], np.int32)
    given = ArticleSets.of([[0, 1], [0], [1]])
    return OutfitQuestions(given, answers, answers, np.zeros(3, np.int8), np.array([-1, 4, 7], np.int32))


def test_only_wrong_answers_that_the_teacher_prefers_are_shown_the_clearest_first() -> None:
    teacher = WorthInAll([0, 0, 0.1, 0.3, -0.2, 0.5])
    found = false_negatives(questions(), teacher, teacher, temperature=0.1, alpha=1)
    assert [(one.right, one.wrong, one.customer) for one in found] == [(2, 5, -1), (3, 5, 4)]
    assert found[0].given.tolist() == [0, 1]
    assert (found[0].teacher_right, found[0].teacher_wrong) == pytest.approx((0.1, 0.5))
    assert found[0].weight == pytest.approx(np.exp(-4), rel=1e-4)
    assert len(false_negatives(questions(), teacher, teacher, temperature=0.1, alpha=1, most=1)) == 1


def test_distillation_pushes_a_false_negative_less() -> None:
    teacher, student = WorthInAll([0, 0, 0.1, 0.3, -0.2, 0.5]), WorthInAll([0, 0, 0, 0, 0, 0.2])
    for one in false_negatives(questions(), teacher, student, temperature=0.1, alpha=1):
        assert 0 < one.push_after < one.push / 2 < 1
    for one in false_negatives(questions(), teacher, student, temperature=0.1, alpha=0):
        assert one.weight == 1 and one.push_after == one.push


def test_the_push_is_the_derivative_of_the_loss() -> None:
    rng = np.random.default_rng(0)
    logits, weights = rng.normal(size=(1, 5)).astype(np.float32), -rng.random((1, 4)).astype(np.float32)
    negatives = torch.from_numpy(logits[:, 1:]).requires_grad_()
    loss = weighted_choice(torch.from_numpy(logits[:, 0]), negatives, torch.from_numpy(weights))
    loss.backward()  # type: ignore[no-untyped-call]
    assert negatives.grad is not None
    np.testing.assert_allclose(push(logits, weights), negatives.grad.numpy(), rtol=1e-5)


def test_a_workspace_is_asked_about_its_own_outfits(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    outfitting = Outfitting(hub)
    with pytest.raises(NotBuiltError, match="outfit-teacher"):
        false_negatives_in(outfitting)
    worth = np.random.default_rng(0).random(len(hub.catalog)).tolist()
    monkeypatch.setattr(outfitting, "scorer", lambda name: WorthInAll(worth))
    found = false_negatives_in(outfitting, most=5)
    types = hub.articles["product_type_name"].astype(str).tolist()
    assert len(found) == 5
    for one in found:
        assert types[one.right] == types[one.wrong] and one.teacher_wrong > one.teacher_right
