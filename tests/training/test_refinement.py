"""How words change a picture: learned where it can be learned, and kept."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from stylehub_core.arrays import FloatMatrix, IntVector, unit
from stylehub_core.errors import WorkspaceError
from stylehub_core.files import reading
from stylehub_core.models.refinement import Refinement
from stylehub_core.training.configs import RefinementTraining
from stylehub_core.training.refinement import Asking, _Pairs, refinement_weights

SIZE, KINDS, COLOURS = 16, 4, 5
QUICK = RefinementTraining(steps=120, batch=64)


def shop(count: int, seed: int) -> tuple[FloatMatrix, IntVector, IntVector]:
    """((count, SIZE) pictures that show a kind and a colour, the kinds, the colours)"""
    rng = np.random.default_rng(seed)
    kinds, colours = (rng.integers(0, many, count).astype(np.int32) for many in (KINDS, COLOURS))
    pictures = np.zeros((count, SIZE), np.float32)
    pictures[np.arange(count), kinds] = 1
    pictures[np.arange(count), KINDS + colours] = 1
    return unit(pictures + rng.normal(0, 0.1, pictures.shape).astype(np.float32)), kinds, colours


def words() -> np.ndarray:
    """(COLOURS, 1, SIZE) a text for each colour."""
    texts = np.zeros((COLOURS, 1, SIZE), np.float32)
    texts[np.arange(COLOURS), 0, KINDS + np.arange(COLOURS)] = 1
    return texts


def names() -> np.ndarray:
    """(KINDS, SIZE) a text for each kind."""
    return np.eye(KINDS, SIZE, dtype=np.float32)


def test_other_articles_are_changed_as_asked() -> None:
    pictures, kinds, colours = shop(400, seed=0)
    weights = refinement_weights(pictures, kinds, names(), [Asking(words(), colours, 1.0)], QUICK)
    assert weights is not None
    refinement = Refinement(weights)
    others, other_kinds, other_colours = shop(200, seed=1)
    right = []
    for row in range(40):
        asked = (other_colours[row] + 1) % COLOURS
        first = np.argsort(-(others @ refinement(others[row], words()[asked, 0])))[:5]
        right.append((other_kinds[first] == other_kinds[row]) & (other_colours[first] == asked))
    assert np.mean(right) > 0.95


def test_the_same_articles_teach_the_same() -> None:
    pictures, kinds, colours = shop(100, seed=0)
    first, again = (
        refinement_weights(pictures, kinds, names(), [Asking(words(), colours, 1.0)], QUICK) for _ in range(2)
    )
    assert first is not None and again is not None
    np.testing.assert_array_equal(first["picture"], again["picture"])


def test_nothing_is_learned_where_no_type_has_two_values() -> None:
    pictures, kinds, _ = shop(100, seed=0)
    assert refinement_weights(pictures, kinds, names(), [Asking(words(), kinds, 1.0)], QUICK) is None
    assert refinement_weights(pictures, kinds, names(), [], QUICK) is None


def test_drawn_pairs_keep_the_type_and_change_the_value() -> None:
    types = np.array([0, 0, 0, 3, 3, 5, 5, 5], np.int32)
    values = np.array([1, 1, 2, 4, 4, 0, 6, 7], np.int32)
    pairs = _Pairs.of(types, values)
    assert pairs is not None
    asked, wanted, found = pairs.drawn(2000, np.random.default_rng(0))
    np.testing.assert_array_equal(types[asked], types[found])
    np.testing.assert_array_equal(values[found], wanted)
    assert (values[asked] != wanted).all()
    assert set(asked.tolist()) == {0, 1, 2, 5, 6, 7}  # type 3 has one value alone
    assert {(int(a), int(w)) for a, w in zip(asked, wanted, strict=True)} >= {(5, 6), (5, 7), (0, 2), (2, 1)}


def test_dimensions_that_know_no_words_do_not_count() -> None:
    maps = {name: np.random.default_rng(2).normal(size=(3, 3)).astype(np.float32) for name in ("picture", "named")}
    refinement = Refinement({**maps, "text": np.eye(3, dtype=np.float32), "names": np.eye(3, dtype=np.float32)})
    picture, text = unit(np.float32([1, 2, 3])), unit(np.float32([3, 1, 0]))
    longer = unit(np.concatenate([0.5 * picture, np.float32([0.4, -0.2])]))
    changed = refinement(longer, np.concatenate([text, np.zeros(2, np.float32)]))
    np.testing.assert_allclose(changed, [*refinement(picture, text), 0, 0], atol=1e-6)


def test_a_damaged_file_is_found_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "refinement.safetensors"
    Refinement(dict.fromkeys(("picture", "named", "text", "names"), np.eye(3, dtype=np.float32))).save(path)
    assert Refinement.load(path, 3).weights["text"].shape == (3, 3)
    for dimensions, arrays in ((2, None), (3, {"picture": np.eye(3, dtype=np.float32)})):
        if arrays is not None:
            save_file(arrays, path)
        with pytest.raises(WorkspaceError, match="refinement"), reading(path):
            Refinement.load(path, dimensions)
