"""What the Lesson screen says about a subject."""

from collections.abc import Mapping
from dataclasses import dataclass

from stylehub_core.lesson.recipe import written

Figures = Mapping[str, Mapping[str, str]]
"""The charts of a training: for each title, the titles of its lines by their keys in a run's history."""


@dataclass(frozen=True)
class Question:
    """One of the two things to predict.

    key: its name in the address. answers: the verdict's answers by their titles.
    """

    key: str
    title: str
    help: str
    answers: Mapping[str, str]

    def title_of(self, answer: str | None) -> str:
        return next((title for title, key in self.answers.items() if key == answer), "")


@dataclass(frozen=True)
class Words:
    """The words for one subject.

    presets: its presets by their titles.
    things: the titles of a recipe's settings.
    look: what to look for when a setting is changed, or '' for none.
    values: words for values that are written otherwise on the command line.
    questions: what is predicted, in the order of the verdict's answers.
    figures, meters: the curves, and what they mean.
    size: how much is trained.
    neighbours: what to look for among the neighbours.
    """

    presets: Mapping[str, str]
    things: Mapping[str, str]
    look: Mapping[str, str]
    values: Mapping[str, str]
    questions: tuple[Question, Question]
    figures: Figures
    meters: str
    size: str
    neighbours: str

    def value(self, value: object) -> str:
        if isinstance(value, float) and value == 0:
            return "off"
        return self.values.get(written(value), written(value))
