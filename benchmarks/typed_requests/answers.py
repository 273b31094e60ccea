"""Asks a workspace, and judges what it answers: how much of it is right, how long it took, whether it stayed calm."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.recipe import Mode, Page

FIRST = 12
SHOWN = 24
LONGEST_SENTENCE = 300
Outcome = Literal["answer", "empty answer", "clear sentence", "failure"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, eq=False)
class Answer:
    """rows: of the first SHOWN articles, best first. about: how many the answer says there are; None if it does not.

    refusal: the sentence that came instead of articles; '' if none did.
    """

    rows: IntVector
    about: int | None
    seconds: float
    refusal: str = ""


@dataclass(frozen=True)
class Asked:
    """A workspace that is asked in one mode, through one model."""

    hub: Hub
    model: str
    mode: Mode

    def answer(self, text: str) -> Answer:
        """What the search finds. A StyleHubError is a refusal; any other error is raised."""
        started = time.perf_counter()
        try:
            results = self.hub.search(Request(text), self.model, Page(SHOWN), mode=self.mode)
        except StyleHubError as error:
            return Answer(np.empty(0, np.int32), None, time.perf_counter() - started, str(error))
        seconds = time.perf_counter() - started
        return Answer(np.asarray(results.rows), getattr(results, "about", None), seconds)

    def outcome(self, text: str) -> tuple[Outcome, str]:
        """What became of an odd request, and the sentence or the failure in words."""
        try:
            answer = self.answer(text)
        except Exception as error:  # whatever else a request may raise is what is looked for
            return "failure", f"{type(error).__name__}: {error}"
        if answer.refusal:
            return ("clear sentence" if _is_clear(answer.refusal) else "failure"), answer.refusal
        return ("answer" if len(answer.rows) else "empty answer"), ""


def _is_clear(sentence: str) -> bool:
    """One line, not long, that ends as a sentence does."""
    return sentence.endswith((".", "?", "!")) and "\n" not in sentence and len(sentence) <= LONGEST_SENTENCE


def precision(answer: Answer, right: IntVector) -> float:
    """Right articles among the first FIRST, as a share of min(FIRST, all right articles)."""
    return float(np.isin(np.unique(answer.rows[:FIRST]), right).sum() / min(FIRST, len(right)))


def miscounts(answers: Sequence[Answer], rights: Sequence[IntVector]) -> list[float]:
    """|said - right| / right of every answer that says how many articles there are."""
    pairs = zip(answers, rights, strict=True)
    return [abs(answer.about - len(right)) / len(right) for answer, right in pairs if answer.about is not None]
