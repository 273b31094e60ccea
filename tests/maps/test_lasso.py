"""Points inside drawn shapes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.errors import QueryError
from stylehub_core.maps.lasso import inside, inside_box

_GRID = np.stack(np.meshgrid(np.arange(-4.5, 5), np.arange(-4.5, 5)), -1).reshape(-1, 2).astype(np.float32)
_SIDES = st.tuples(*[st.integers(-5, 5)] * 4)


@given(_SIDES)
def test_a_drawn_box_is_the_box(sides: tuple[int, int, int, int]) -> None:
    x1, y1, x2, y2 = sides
    polygon = np.array([(x1, y1), (x2, y1), (x2, y2), (x1, y2)], dtype=np.float32)
    assert (inside(_GRID, polygon) == inside_box(_GRID, x1, y1, x2, y2)).all()


@given(st.integers(3, 40), st.floats(0.5, 6))
def test_a_drawn_circle_holds_what_is_near(corners: int, radius: float) -> None:
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    selected = inside(_GRID, radius * np.stack([np.cos(turn), np.sin(turn)], axis=1).astype(np.float32))
    distance = np.hypot(*_GRID.T)
    assert not selected[distance > radius * 1.001].any()
    assert selected[distance < radius * np.cos(np.pi / corners) * 0.999].all()


def test_a_notch_is_outside() -> None:
    notched = np.array([(0, 0), (4, 0), (4, 4), (2, 1), (0, 4)], dtype=np.float32)
    points = np.array([(2, 0.5), (2, 3), (0.5, 2)], dtype=np.float32)
    assert inside(points, notched).tolist() == [True, False, True]


@pytest.mark.parametrize("corners", [np.zeros((2, 2)), np.zeros((3, 3)), np.full((4, 2), np.nan)])
def test_what_is_no_shape_is_refused(corners: np.ndarray) -> None:
    with pytest.raises(QueryError, match="three corners"):
        inside(_GRID, corners)
