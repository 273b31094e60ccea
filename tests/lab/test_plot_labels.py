"""Labels of a plot: none covers another label or a point at any width, and in a crowd the first points have one."""

import numpy as np
import pytest

from stylehub_core.lab.plot_labels import SCREENS, Label, labels


def covers(label: Label, at: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    """Whether the label covers the box (left, right, top, bottom). A letter is 5 pixels wide, a line 12 pixels high."""
    width = 5 * len(label.text)
    left = at[0] + label.dx - {"left": 0, "center": width / 2, "right": width}[label.align]
    top = at[1] + label.dy - 6
    return left < box[1] and box[0] < left + width and top < box[3] and box[2] < top + 12


@pytest.mark.parametrize("width", [SCREENS[0], 400.0, 800.0, SCREENS[1]])
def test_no_label_covers_another_or_a_point_at_any_width(width: float) -> None:
    chance = np.random.default_rng(3)
    for _ in range(20):
        x, y = (chance.normal(0.5, 0.15, 21).clip(0, 1) for _ in "xy")
        wanted = [[f"{n} A name of some length", str(n)] if n < 6 else [str(n)] for n in range(1, 22)]
        placed = labels(x.tolist(), y.tolist(), wanted, widths=SCREENS, height=320)
        assert sum(label is not None for label in placed) > 10
        places = [(across * width, (1 - up) * 320) for across, up in zip(x, y, strict=True)]
        shown = [(at, label) for at, label in enumerate(placed) if label]
        for at, label in shown:
            dots = [(left - 4, left + 4, down - 4, down + 4) for left, down in places]
            assert not any(covers(label, places[at], dot) for dot in dots)
            for other_at, other_label in shown:
                long = 5 * len(other_label.text)
                shift = {"left": 0, "center": long / 2, "right": long}[other_label.align]
                left = places[other_at][0] + other_label.dx - shift
                down = places[other_at][1] + other_label.dy
                assert other_at == at or not covers(label, places[at], (left, left + long, down - 6, down + 6))


def test_where_points_crowd_the_first_have_the_labels() -> None:
    placed = labels([0.5] * 12, [0.5] * 12, [["12"]] * 12, widths=SCREENS, height=320)
    assert placed[0] == Label("12", 9, 0, "left")
    assert placed[-1] is None
    shown = [label for label in placed if label]
    assert len(set(shown)) == len(shown)
    assert labels([0.99], [0.5], [["A name", "1"]], widths=SCREENS, height=320) == [Label("A name", -9, 0, "right")]
