"""The articles whose text and picture disagree most, each with one plain sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stylehub_core.alignment.alignment import Alignment
from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError, did_you_mean

ANY = ""
AGREE = "The text and the picture agree."
NO_CLAIM = "The text says nothing that its picture could show."
_ALSO = 2.3
"""Evidence, log 10, from which another aspect is said to differ too."""


@dataclass(frozen=True)
class Disagreement:
    """One article. row: in the catalogue. alignment: the probability that its text is right.

    aspect: what disagrees most, or agrees least. says: the text's value.
    looks: the picture's; the text's where they agree.
    sentence: both in one plain sentence.
    """

    row: int
    alignment: float
    aspect: str
    says: str
    looks: str
    sentence: str

    @property
    def differs(self) -> bool:
        """Whether text and picture disagree at all."""
        return self.says != self.looks


def worst_first(alignment: Alignment, aspect: str = ANY) -> IntVector:
    """Positions in the alignment, those whose texts are most likely wrong first.

    aspect: only those that disagree most about it, in the order of its evidence; ANY for all.
    Raises QueryError for an unknown aspect.
    """
    names = [known.name for known in alignment.aspects]
    if aspect == ANY:
        return np.argsort(alignment.scores, kind="stable").astype(np.int32)
    if aspect not in names:
        raise QueryError(
            f"Texts and pictures are not compared by '{aspect[:60]}'.{did_you_mean(aspect, names)} They are compared "
            f"by: {', '.join(names)}."
        )
    number, evidence = names.index(aspect), alignment.evidence
    order = np.argsort(-evidence[:, number], kind="stable")
    return np.asarray(order[evidence[order].argmax(axis=1) == number], np.int32)


def disagreements(alignment: Alignment, positions: Sequence[int] | IntVector) -> list[Disagreement]:
    """What disagrees in the articles at these positions in the alignment, in their order."""
    return [_disagreement(alignment, int(position)) for position in positions]


def _disagreement(alignment: Alignment, at: int) -> Disagreement:
    aspect = max(alignment.aspects, key=lambda known: float(known.evidence[at]))
    says, looks = str(aspect.says[at]), str(aspect.looks[at])
    if aspect.evidence[at] <= 0:
        claims = any(known.says[at] for known in alignment.aspects)
        looks, sentence = says, AGREE if claims else NO_CLAIM
    else:
        clear = [known.name for known in alignment.aspects if known.evidence[at] > _ALSO]
        sentence = _sentence(aspect.name, says, looks, [name for name in clear if name != aspect.name])
    return Disagreement(int(alignment.rows[at]), float(alignment.scores[at]), aspect.name, says, looks, sentence)


def _sentence(aspect: str, says: str, looks: str, also: Sequence[str]) -> str:
    """Such as 'The text says blue, the picture looks red.'"""
    if aspect == "colour":
        both = f"The text says {says.lower()}, the picture looks {looks.lower()}"
    else:
        both = f"The text says “{says}”, the picture looks like “{looks}”"
    if not also:
        return f"{both}."
    return f"{both}; the {' and the '.join(also)} {'differs' if len(also) == 1 else 'differ'} too."
