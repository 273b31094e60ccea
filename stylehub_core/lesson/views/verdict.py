"""The result of a lesson about views in plain words: what a run learned to see, and how it differs from its base."""

from dataclasses import dataclass
from typing import Literal

from stylehub_core.evaluation.bootstrap import Range, difference
from stylehub_core.lesson.views.run import ViewRun
from stylehub_core.lesson.views.space import NEAREST, alike, chance

Change = Literal["more", "same", "less"]

LEAST = 0.01
"""A smaller difference of shares counts as none, even if it is significant."""
_LEARNED = 0.05  # a smaller change from the untrained network counts as none


@dataclass(frozen=True)
class ViewVerdict:
    """How the neighbours under the chosen run differ from those under the base.

    types, colours: the difference of the share of the nearest with the same product type, and with the same colour,
    with its 95 % range over the articles.
    """

    types: Range
    colours: Range

    @property
    def answers(self) -> tuple[Change, Change]:
        return _change(self.types), _change(self.colours)

    @property
    def sentences(self) -> tuple[str, str]:
        words = {"more": "are more often", "same": "are about as often", "less": "are less often"}
        than = {"more": "than", "same": "as", "less": "than"}
        type_answer, colour_answer = self.answers
        return (
            f"Neighbours {words[type_answer]} of the same product type {than[type_answer]} under the base "
            f"({_figures(self.types)}).",
            f"Neighbours {words[colour_answer]} of the same colour {than[colour_answer]} under the base "
            f"({_figures(self.colours)}).",
        )


def verdict(chosen: ViewRun, base: ViewRun) -> ViewVerdict:
    """Compare the neighbours of the same articles."""
    own, its = alike(chosen.vectors, chosen.labels), alike(base.vectors, base.labels)
    return ViewVerdict(*(difference(one, other) for one, other in zip(own, its, strict=True)))


def reading(run: ViewRun) -> str:
    """What training changed, in one sentence: the shares before and after it, and that of random articles."""
    gains = {key: run.last[key] - run.before[key] for key in ("same_type", "same_colour")}
    by_chance = chance(run.labels)
    shares = [
        f"the same {what}: {run.last[key]:.0%} of the {NEAREST} nearest, {run.before[key]:.0%} before training, "
        f"{by_chance[key]:.0%} by chance"
        for key, what in (("same_type", "product type"), ("same_colour", "colour"))
    ]
    types, colours = (0 if abs(gain) < _LEARNED else 1 if gain > 0 else -1 for gain in gains.values())
    return f"{_LEARNT[types, colours]} ({'; '.join(shares)})."


_LEARNT = {
    (1, 1): "It learned to see both what an article is and its colour",
    (1, 0): "It learned to see what an article is, and nothing about its colour",
    (1, -1): "It learned to see what an article is, and to overlook its colour",
    (0, 1): "It learned to see colour, and nothing about what an article is",
    (0, 0): "It learned next to nothing that an untrained network does not show",
    (0, -1): "It learned to overlook colour, and nothing about what an article is",
    (-1, 1): "It learned to see colour, at the expense of what an article is",
    (-1, 0): "It lost some of what an untrained network shows of an article’s type",
    (-1, -1): "It lost some of what an untrained network shows of types and colours",
}


def _change(gain: Range) -> Change:
    if abs(gain.value) < LEAST or gain.low <= 0 <= gain.high:
        return "same"
    return "more" if gain.value > 0 else "less"


def _figures(gain: Range) -> str:
    return f"share of the {NEAREST} nearest {gain.value:+.3f}, 95 % range {gain.low:+.3f} to {gain.high:+.3f}"
