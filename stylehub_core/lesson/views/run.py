"""A run of the picture model."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import IntMatrix
from stylehub_core.lesson.subject import Run
from stylehub_core.lesson.views.recipe import ViewRecipe


@dataclass(frozen=True, eq=False)
class ViewRun(Run):
    """A run with what its neighbours are measured by, and some of the views that it learned from.

    labels: (n, 3) the number of each article's product, product type and colour.
    views: (pictures, 3, side, side, 3) levels: each picture, and two views of it.
    """

    arrays: ClassVar = (*Run.arrays, "labels", "views")

    recipe: ViewRecipe
    labels: IntMatrix
    views: NDArray[np.uint8]
