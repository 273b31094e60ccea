"""The verdict on runs of the picture model, for spaces with a known answer."""

from dataclasses import replace

import numpy as np
import pytest

from stylehub_core.arrays import IntVector, unit
from stylehub_core.lesson.subject import DataShare
from stylehub_core.lesson.views.recipe import PRESETS
from stylehub_core.lesson.views.run import ViewRun
from stylehub_core.lesson.views.space import chance, meters
from stylehub_core.lesson.views.verdict import reading, verdict

COUNT = 200
TYPES, COLOURS = (np.arange(COUNT) % 5).astype(np.int32), (np.arange(COUNT) // 5 % 4).astype(np.int32)
LABELS = np.stack([np.arange(COUNT, dtype=np.int32), TYPES, COLOURS], axis=1)


def run(*seen: IntVector, before: float = 0.2) -> ViewRun:
    """A run whose space shows these labels and nothing else."""
    columns = [np.eye(8)[labels] for labels in seen] + [0.05 * np.random.default_rng(0).standard_normal((COUNT, 8))]
    vectors = unit(np.concatenate(columns, axis=1).astype(np.float32))
    history = [{"epoch": 1.0, "loss": 1.0, **meters(vectors, LABELS)}]
    untrained = {"same_type": before, "same_colour": before}
    return ViewRun(
        "a", PRESETS["pictures"], history, untrained, DataShare(COUNT, COUNT, 1, 1), 1.0, vectors,
        np.arange(COUNT, dtype=np.int32), LABELS, np.zeros((1, 3, 4, 4, 3), np.uint8),
    )  # fmt: skip


def test_what_the_neighbours_share_is_compared() -> None:
    by_type, by_colour = run(TYPES), run(COLOURS)
    assert verdict(by_type, by_colour).answers == ("more", "less")
    assert verdict(by_colour, by_type).answers == ("less", "more")
    assert verdict(by_type, by_type).answers == ("same", "same")
    first, second = verdict(by_type, by_colour).sentences
    assert "more often of the same product type than" in first
    assert "less often of the same colour than" in second
    assert "about as often of the same colour as" in verdict(by_type, by_type).sentences[1]


def test_the_difference_is_that_of_the_meters() -> None:
    one, other = run(TYPES, COLOURS), run(COLOURS)
    assert verdict(one, other).types.value == pytest.approx(one.last["same_type"] - other.last["same_type"], abs=1e-5)


def test_chance_is_the_share_of_random_articles() -> None:
    assert chance(LABELS) == pytest.approx({"same_type": 1 / 5, "same_colour": 1 / 4})


def test_a_run_is_read_against_the_untrained_network() -> None:
    assert "both what an article is and its colour" in reading(run(TYPES, COLOURS))
    assert "and to overlook its colour" in reading(run(TYPES, before=0.5))
    assert "at the expense of what an article is" in reading(run(COLOURS, before=0.5))
    blind = run()
    assert "next to nothing" in reading(replace(blind, before=blind.last))
    assert "100% of the 10 nearest, 20% before training, 20% by chance" in reading(run(TYPES))
