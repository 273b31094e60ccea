"""How often an answer was right: known for words in the models it was measured for, by the cosine among words."""

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, FloatVector, unit
from stylehub_core.request import Request
from stylehub_core.search.calibrated import CALIBRATED, FITTED, often_right, word_cosines
from stylehub_core.search.opened_model import OpenedModel

TEXT = np.array([0.6, 0.8, 0], np.float32)
ROWS = np.arange(3, dtype=np.int32)


class Opened(OpenedModel):
    """Words reach the first two of three dimensions; every text is the same."""

    def __init__(self) -> None:
        pass

    @property
    def vectors(self) -> FloatMatrix:
        return unit(np.random.default_rng(0).normal(size=(400, 3)).astype(np.float32))

    def vector(self, request: Request) -> FloatVector:
        return TEXT


@pytest.mark.parametrize("name", sorted(CALIBRATED))
def test_it_grows_with_the_cosine(name: str) -> None:
    right = often_right(name, Opened(), Request("red dress"), ROWS)
    assert right is not None
    np.testing.assert_allclose(right, FITTED(word_cosines(TEXT, Opened().vectors[ROWS])))
    assert FITTED(np.float32([0.9]))[0] > 0.5 > FITTED(np.float32([0.1]))[0]


def test_what_words_do_not_reach_does_not_count() -> None:
    asked, answers = unit(np.float32([1, 2, 0])), np.float32([[0.3, 0.4, 0.866], [0.6, 0.8, 0]])
    cosines = word_cosines(asked, answers)
    assert cosines[0] == pytest.approx(cosines[1], abs=1e-6)
    assert cosines[1] == pytest.approx((0.6 + 1.6) / 5**0.5, abs=1e-6)


def test_it_is_not_known_for_other_models_and_other_questions() -> None:
    assert often_right("multimodal", Opened(), Request("red dress"), ROWS) is None
    assert often_right("photo", Opened(), Request("red dress", b"picture"), ROWS) is None
    assert often_right("photo", Opened(), Request.like_rows([1]), ROWS) is None
