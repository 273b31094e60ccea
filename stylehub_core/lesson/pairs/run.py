"""A run of the pair model."""

from dataclasses import dataclass
from typing import ClassVar

from stylehub_core.arrays import IntMatrix
from stylehub_core.lesson.pairs.recipe import PairRecipe
from stylehub_core.lesson.subject import Run


@dataclass(frozen=True, eq=False)
class PairRun(Run):
    """A run with the pairs that it is measured on, in the lesson's article numbers.

    learned: (m, 2) some of its training pairs.
    test: (t, 2) pairs of held-out customers. against: (t, 2) random pairs.
    """

    arrays: ClassVar = (*Run.arrays, "learned", "test", "against")

    recipe: PairRecipe
    learned: IntMatrix
    test: IntMatrix
    against: IntMatrix
