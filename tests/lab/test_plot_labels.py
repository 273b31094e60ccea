"""Labels of a plot: none covers another or a point, at any width; where points crowd, the first have theirs."""

import numpy as np
import pytest

from stylehub_core.lab.plot_labels import SCREENS, Label, labels


def covers(one: Label, at: tuple[float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether a text of 5 pixels a letter and 12 pixels high lies over a box of left, right, top, bottom."""
    width = 5 * len(one.text)
    left = at[0] + one.dx - {"left": 0, "center": width / 2, "right": width}[one.align]
    top = at[1] + one.dy - 6
    return left < other[1] and other[0] < left + width and top < other[3] and other[2] < top + 12


@pytest.mark.parametrize("width", [SCREENS[0], 400.0, 800.0, SCREENS[1]])
def test_no_label_covers_another_or_a_point_at_any_width(width: float) -> None:
    chance = np.random.default_rng(3)
    for _ in range(20):
        x, y = (chance.normal(0.5, 0.15, 21).clip(0, 1) for _ in "xy")
        wanted = [[f"{n} A name of some length", str(n)] if n < 6 else [str(n)] for n in range(1, 22)]
        found = labels(x.tolist(), y.tolist(), wanted, widths=SCREENS, height=320)
        assert sum(one is not None for one in found) > 10
        places = [(across * width, (1 - up) * 320) for across, up in zip(x, y, strict=True)]
        shown = [(at, one) for at, one in enumerate(found) if one]
        for at, one in shown:
            dots = [(left - 4, left + 4, down - 4, down + 4) for left, down in places]
            assert not any(covers(one, places[at], dot) for dot in dots)
            for other, label in shown:
                long = 5 * len(label.text)
                left = places[other][0] + label.dx - {"left": 0, "center": long / 2, "right": long}[label.align]
                down = places[other][1] + label.dy
                assert other == at or not covers(one, places[at], (left, left + long, down - 6, down + 6))


def test_where_points_crowd_the_first_have_the_labels() -> None:
    found = labels([0.5] * 12, [0.5] * 12, [["12"]] * 12, widths=SCREENS, height=320)
    assert found[0] == Label("12", 9, 0, "left")
    assert found[-1] is None
    shown = [one for one in found if one]
    assert len(set(shown)) == len(shown)
    assert labels([0.99], [0.5], [["A name", "1"]], widths=SCREENS, height=320) == [Label("A name", -9, 0, "right")]
