"""A full disk: for every file of a build, the refusal of the operating system becomes one clear error."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import torch

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.errors import WorkspaceError
from stylehub_core.features.vector_cache import VectorCache, text_key
from stylehub_core.files import write_json
from stylehub_core.models.contract import Fitted
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.saved import save
from stylehub_core.search.index import VectorIndex
from stylehub_core.training.checkpoint import save_checkpoint
from stylehub_core.training.network import Network, NetworkConfig

VECTORS = unit(np.random.default_rng(0).normal(size=(50, 32)).astype(np.float32))


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """Inside this block, the system refuses to write more than `size` bytes to a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def write_network(folder: Path) -> None:
    save(Fitted(np.zeros((2, 4), np.float32), {"text": NetworkTower.of(Network(32, NetworkConfig()))}), folder)


def write_index(folder: Path) -> None:
    VectorIndex.build(VECTORS).save(folder / "index.faiss")


def write_vectors(folder: Path) -> None:
    VectorCache(folder / "cache").put([text_key(str(at)) for at in range(len(VECTORS))], VECTORS)


def write_checkpoint(folder: Path) -> None:
    save_checkpoint(folder / "checkpoint.safetensors", {"now": torch.zeros(5000)}, [], [], {})


def write_facts(folder: Path) -> None:
    write_json(folder / "facts.json", list(range(5000)))


@pytest.mark.parametrize("write", [write_network, write_index, write_vectors, write_checkpoint, write_facts])
def test_what_cannot_be_written_is_named(tmp_path: Path, write: Callable[[Path], None]) -> None:
    with no_file_above(2000), pytest.raises(WorkspaceError, match=r"cannot be written.*is the disk full"):
        write(tmp_path)
    assert not (tmp_path / "facts.json").exists()
    assert not list((tmp_path / "cache").glob("*")) or write is not write_vectors
    write(tmp_path)


def test_a_vector_cache_without_room_keeps_what_it_has(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    cache.put([text_key("kept")], VECTORS[:1])
    with no_file_above(500), pytest.raises(WorkspaceError):
        cache.put([text_key(str(at)) for at in range(len(VECTORS))], VECTORS)
    cached: dict[bytes, FloatMatrix] = cache.get({text_key("kept")})
    assert np.array_equal(cached[text_key("kept")], VECTORS[0])
