"""What a lesson shows of false negatives."""

from pathlib import Path

import numpy as np
import pytest
import torch

from stylehub_core.errors import NotBuiltError
from stylehub_core.evaluation.outfit_questions import OutfitQuestions
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.lesson.false_negatives import NEEDED, FalseNegative, false_negatives, false_negatives_in, push
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.encoded_sets import FittedEncodedSets
from stylehub_core.outfits.visible import visible_outfits
from stylehub_core.training.outfit_losses import weighted_choice

TEACHER = np.array([[0.1, 0.3, -0.2, 0.5], [0.3, 0.1, 0.5, -0.2], [0.5, 0.1, 0.3, -0.2]], np.float32)
STUDENT = np.array([[0, 0, 0, 0.2], [0.1, 0, 0.2, 0], [0.1, 0, 0, 0]], np.float32)


def questions() -> OutfitQuestions:
    answers = np.array([[2, 3, 4, 5], [3, 2, 5, 4], [5, 2, 3, 4]], np.int32)
    slots, customers = np.zeros(3, np.int8), np.array([-1, 4, 7], np.int32)
    return OutfitQuestions(ArticleSets.of([[0, 1], [0], [1]]), answers, answers, slots, customers)


def found(most: int = 12) -> list[FalseNegative]:
    return list(false_negatives(questions(), TEACHER, STUDENT, temperature=0.1, most=most))


def test_only_wrong_answers_that_the_teacher_prefers_are_shown_the_clearest_first() -> None:
    first, second = found()
    assert first.given.tolist() == [0, 1] and first.answers.tolist() == [2, 3, 4, 5]
    assert (first.wrong, first.customer) == (3, -1)
    assert (second.wrong, second.customer) == (2, 4)
    assert [each.answers[0] for each in found(1)] == [2]


def test_an_answer_counts_as_much_as_the_teachers_odds_that_the_outfit_is_better() -> None:
    first = found()[0]
    np.testing.assert_allclose(first.weights(1), [np.exp(-2), 1, np.exp(-4)], rtol=1e-4)
    np.testing.assert_allclose(first.weights(2), first.weights(1) ** 2, rtol=1e-4)
    assert first.weights(0).tolist() == [1, 1, 1]


def test_distillation_pushes_a_false_negative_less() -> None:
    for each in found():
        at = each.wrong - 1
        assert 0 < each.pushes(1)[at] < each.pushes(0)[at] < 1
        assert each.pushes(4)[at] < each.pushes(1)[at]


@pytest.mark.parametrize("alpha", [0.0, 0.5, 2.0])
def test_the_loss_and_its_pushes_are_those_of_the_training(alpha: float) -> None:
    for each in found():
        logits = torch.from_numpy(each.student / 0.1)[None]
        negatives = logits[:, 1:].clone().requires_grad_()
        loss = weighted_choice(logits[:, 0], negatives, torch.from_numpy(each.weights(alpha)).log()[None])
        loss.backward()  # type: ignore[no-untyped-call]
        assert negatives.grad is not None
        assert each.loss(alpha) == pytest.approx(loss.item(), rel=1e-4)
        np.testing.assert_allclose(each.pushes(alpha), negatives.grad[0].numpy(), rtol=1e-4)


def test_a_workspace_is_asked_about_its_own_outfits(distilled_workspace: Path) -> None:
    hub = Hub(distilled_workspace)
    examples = false_negatives_in(Outfitting(hub), most=5)
    types = hub.articles["product_type_name"].astype(str).to_numpy()
    assert 0 < len(examples) <= 5
    for each in examples:
        assert len(set(types[each.answers])) == 1
        assert each.teacher[each.wrong] == each.teacher[1:].max() > each.teacher[0]


def test_an_outfit_does_not_count_for_its_own_customer(distilled_workspace: Path) -> None:
    outfitting = Outfitting(Hub(distilled_workspace))
    outfits = visible_outfits(outfitting.hub.world())
    [teacher, _] = (outfitting.scorer(name) for name in NEEDED)
    assert isinstance(teacher, FittedEncodedSets)
    each = next(one for one in false_negatives_in(outfitting) if one.customer >= 0)
    whole = set(np.append(each.given, each.answers[0]).tolist())
    kept = np.array([set(rows.tolist()) != whole for rows in (outfits.sets[n] for n in range(len(outfits)))])
    sets = ArticleSets.of([np.append(each.given, answer) for answer in each.answers])
    customers = np.full(len(sets), each.customer, np.int32)
    scores = teacher.knowing(outfits.part(kept)).compatibility(sets, customers)
    np.testing.assert_allclose(each.teacher, scores, atol=1e-5)
    assert not np.allclose(each.teacher, teacher.compatibility(sets, customers), atol=1e-5)


def test_what_is_not_built_is_named_with_the_command(built_workspace: Path) -> None:
    with pytest.raises(NotBuiltError, match="outfit-teacher and outfit-student.*--models outfit-student"):
        false_negatives_in(Outfitting(Hub(built_workspace)))


def test_the_push_is_the_derivative_of_the_loss() -> None:
    rng = np.random.default_rng(0)
    logits, weights = rng.normal(size=(1, 5)).astype(np.float32), -rng.random((1, 4)).astype(np.float32)
    negatives = torch.from_numpy(logits[:, 1:]).requires_grad_()
    loss = weighted_choice(torch.from_numpy(logits[:, 0]), negatives, torch.from_numpy(weights))
    loss.backward()  # type: ignore[no-untyped-call]
    assert negatives.grad is not None
    np.testing.assert_allclose(push(logits, weights), negatives.grad.numpy(), rtol=1e-5)
