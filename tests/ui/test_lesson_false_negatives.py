"""The lesson on false negatives: healthy, from a link, with nonsense, and before a teacher is built."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import StyleHubError
from stylehub_core.lesson.false_negatives import FalseNegative
from stylehub_core.workspace import Workspace
from tests.ui.conftest import Screen
from tests.ui.test_evaluation import words
from tests.ui.test_pages import pictures
from ui.lesson.false_negatives import explained

LESSON = "7_Lesson"
TITLE = "False negatives"


def test_an_outfit_its_negatives_and_the_loss_are_shown(show: Screen, distilled_workspace: Path) -> None:
    screen = show(distilled_workspace, LESSON, lesson=TITLE)
    assert not screen.exception and not screen.error and not screen.toast
    text = words(screen)
    for part in ("what was taken out", "The drawn negatives", "What it does to the loss", "is hardly a wrong answer"):
        assert part in text
    for figure in ("Weight: 1 →", "Push:", "Share of all pushing:", "Loss:"):
        assert figure in text
    assert len(pictures(screen)) >= 2 + 4
    assert len(screen.get("vega_lite_chart")) + len(screen.get("arrow_vega_lite_chart")) == 1
    assert screen.slider(key="alpha").value == 1


def test_the_link_opens_an_example_and_an_alpha(show: Screen, distilled_workspace: Path) -> None:
    first, second = (show(distilled_workspace, LESSON, lesson=TITLE, example=number) for number in ("1", "2"))
    assert not second.exception and not second.toast
    assert pictures(first) != pictures(second)
    without = show(distilled_workspace, LESSON, lesson=TITLE, alpha="0")
    assert not without.toast and without.slider(key="alpha").value == 0
    assert "Weight: 1 → 1.00" in words(without)


@pytest.mark.parametrize(("name", "value"), [("alpha", "lots"), ("alpha", "-1"), ("alpha", "nan"), ("example", "99")])
def test_nonsense_in_the_link_is_one_note(show: Screen, distilled_workspace: Path, name: str, value: str) -> None:
    screen = show(distilled_workspace, LESSON, lesson=TITLE, **{name: value})
    assert not screen.exception and not screen.error
    [toast] = screen.toast
    assert value in toast.value.replace("\\", "")
    assert "The drawn negatives" in words(screen)


def test_an_unknown_lesson_is_said(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, LESSON, lesson="Cooking")
    assert not screen.exception
    assert "Cooking" in screen.toast[0].value and "1. What is a pair?" in words(screen)


def test_without_a_teacher_one_sentence_and_a_button_build_both(
    show: Screen, built_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("ui.jobs.jobs.start", lambda place, title, argv, key="": started.append(list(argv)))
    screen = show(built_workspace, LESSON, lesson=TITLE)
    assert not screen.exception and not screen.error
    assert "--models outfit-student" in words(screen)
    screen.button(key="lesson_build").click().run()
    assert started == [["build", "--models", "outfit-student", "--workspace", str(built_workspace.resolve())]]


def test_a_build_that_cannot_start_is_said(
    show: Screen, built_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StyleHubError("Two jobs are running.")

    monkeypatch.setattr("ui.jobs.jobs.start", full)
    screen = show(built_workspace, LESSON, lesson=TITLE)
    screen.button(key="lesson_build").click().run()
    assert not screen.exception
    assert "Two jobs are running" in screen.error[0].value


@pytest.mark.parametrize("stage", ["pictures", "outfits/outfit-teacher", "model/raw-text"])
def test_missing_stages_leave_no_traceback(show: Screen, distilled_workspace: Path, tmp_path: Path, stage: str) -> None:
    own = Path(shutil.copytree(distilled_workspace, tmp_path / "workspace"))
    shutil.rmtree(own / "stages" / stage)
    screen = show(own, LESSON, lesson=TITLE)
    assert not screen.exception
    assert "Something went wrong" not in words(screen)


def test_a_damaged_teacher_is_one_message(show: Screen, distilled_workspace: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(distilled_workspace, tmp_path / "workspace"))
    (Workspace(own).get("outfits/outfit-teacher").folder / "articles.npy").write_bytes(b"no array")
    screen = show(own, LESSON, lesson=TITLE)
    assert not screen.exception
    [error] = screen.error
    assert "articles" in error.value


def test_every_figure_is_explained_with_its_value_before_and_after() -> None:
    answers, teacher = np.array([1, 2, 3], np.int32), np.array([0.2, 0.3, 0.0], np.float32)
    example = FalseNegative(np.array([0], np.int32), answers, 1, -1, teacher, np.zeros(3, np.float32), 0.1)
    weight, push, share, loss = explained(example, 1.0, "Scarf")
    third, odds = 1 / 3, np.exp(-1)
    assert weight.startswith(f"**Weight: 1 → {odds:.2f}.**") and "Scarf" in weight
    assert push.startswith(f"**Push: {third:.2f} → {odds / (2 + odds):.2f}.**")
    assert share.startswith(f"**Share of all pushing: 50% → {odds / (1 + odds):.0%}.**")
    assert loss.startswith(f"**Loss: {np.log(3):.2f} → {np.log(2 + odds):.2f}.**")
