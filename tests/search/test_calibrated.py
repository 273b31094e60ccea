"""How often an answer was right: known for words in the models it was measured for, and higher for what stands out."""

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, FloatVector, unit
from stylehub_core.request import Request
from stylehub_core.search.calibrated import CALIBRATED, FITTED, often_right
from stylehub_core.search.opened_model import OpenedModel

TEXT = np.array([1, 0, 0], np.float32)


class Opened(OpenedModel):
    """Three directions; every text lies on the first."""

    def __init__(self) -> None:
        pass

    @property
    def vectors(self) -> FloatMatrix:
        return unit(np.random.default_rng(0).normal(size=(400, 3)).astype(np.float32))

    def vector(self, request: Request) -> FloatVector:
        return TEXT


@pytest.mark.parametrize("name", sorted(CALIBRATED))
def test_what_stands_out_by_four_deviations_is_about_as_often_right_as_not(name: str) -> None:
    cosines = Opened().vectors @ TEXT
    asked = cosines.mean() + cosines.std() * np.array([2, 4.4457, 6], np.float32)
    right = often_right(name, Opened(), Request("red dress"), asked.astype(np.float32))
    assert right is not None
    np.testing.assert_allclose(right, FITTED(np.array([2, 4.4457, 6], np.float32)), atol=1e-3)
    assert right[1] == pytest.approx(0.5, abs=1e-3)


def test_it_is_not_known_for_other_models_and_other_questions() -> None:
    cosines = np.array([0.3], np.float32)
    assert often_right("multimodal", Opened(), Request("red dress"), cosines) is None
    assert often_right("photo", Opened(), Request("red dress", b"picture"), cosines) is None
    assert often_right("photo", Opened(), Request.like_rows([1]), cosines) is None
