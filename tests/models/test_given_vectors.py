"""Embeddings from elsewhere: every format is read, and files without embeddings are refused with a clear message."""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stylehub_core.errors import ModelError
from stylehub_core.models import given_vectors as module
from stylehub_core.models.given_vectors import read_given, unknown_ids
from tests.conftest import MakeCatalog, article_id

IDS = [article_id(row) for row in range(6)]
VALUES = np.random.default_rng(0).normal(size=(6, 4))
UNIT = VALUES / np.linalg.norm(VALUES, axis=1, keepdims=True)


def write(file: Path, vectors: object, ids: object = IDS, names: tuple[str, str] = ("article_id", "vector")) -> Path:
    pq.write_table(pa.table({names[0]: ids, names[1]: vectors}), file)
    return file


def flat(values: np.ndarray, kind: pa.DataType) -> pa.Array:
    return pa.FixedSizeListArray.from_arrays(pa.array(values.ravel().astype(kind.to_pandas_dtype()), kind), 4)


def changed(row: int, values: list[float] | None) -> list[list[float] | None]:
    rows: list[list[float] | None] = VALUES.tolist()
    rows[row] = values
    return rows


@pytest.mark.parametrize(
    "vectors",
    [
        pa.array(VALUES.tolist()),
        pa.array(VALUES.tolist(), pa.list_(pa.float32())),
        pa.array(VALUES.tolist(), pa.large_list(pa.float32())),
        pa.array(VALUES.tolist(), pa.list_(pa.float32(), 4)),
        flat(VALUES, pa.float64()),
        flat(VALUES, pa.float16()),
        pa.FixedShapeTensorArray.from_numpy_ndarray(VALUES),
        pa.chunked_array([pa.array(VALUES[:2].tolist()), pa.array(VALUES[2:].tolist())]),
    ],
    ids=["float64", "float32", "large", "fixed", "fixed64", "half", "tensor", "chunks"],
)
def test_every_list_of_numbers_is_read_at_length_one(tmp_path: Path, vectors: pa.Array) -> None:
    given = read_given(write(tmp_path / "v.parquet", vectors))
    assert given.ids.tolist() == IDS
    assert given.vectors.dtype == np.float32
    np.testing.assert_allclose(given.vectors, UNIT, atol=2e-3)


def test_other_writers(tmp_path: Path) -> None:
    pd.DataFrame({"vector": list(VALUES), "article_id": IDS, "more": 1}).to_parquet(tmp_path / "pandas.parquet")
    source, out = tmp_path / "pandas.parquet", tmp_path / "duck.parquet"
    duckdb.execute(f"COPY (SELECT article_id, vector::FLOAT[4] AS vector FROM '{source}') TO '{out}'")
    for name in ("pandas.parquet", "duck.parquet"):
        np.testing.assert_allclose(read_given(tmp_path / name).vectors, UNIT, atol=1e-6)


def test_many_batches_keep_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BATCH", 4)
    given = read_given(write(tmp_path / "v.parquet", pa.array(changed(1, None))))
    assert given.ids.tolist() == [IDS[0], *IDS[2:]]
    assert given.empty == 1
    np.testing.assert_allclose(given.vectors, np.delete(UNIT, 1, axis=0), atol=1e-6)


@pytest.mark.parametrize(
    "ids",
    [
        pa.array([int(digits) for digits in IDS]),
        pa.array([float(digits) for digits in IDS]),
        pa.array(IDS).dictionary_encode(),
        pa.array([digits.lstrip("0") for digits in IDS], pa.large_string()),
    ],
    ids=["int", "float", "category", "short"],
)
def test_ids_that_lost_their_zeros_are_found(tmp_path: Path, make_catalog: MakeCatalog, ids: pa.Array) -> None:
    catalog = make_catalog([])
    given = read_given(write(tmp_path / "v.parquet", pa.array(VALUES.tolist()), ids), catalog.canonical_id)
    assert catalog.find(given.ids.tolist()).tolist() == list(range(6))


def test_lengths_beyond_float32_are_no_trouble(tmp_path: Path) -> None:
    given = read_given(write(tmp_path / "v.parquet", pa.array((VALUES * 1e200).tolist())))
    np.testing.assert_allclose(given.vectors, UNIT, atol=1e-6)


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    first = read_given(write(tmp_path / "v.parquet", pa.array(VALUES.tolist())))
    first.save(tmp_path / "kept.parquet")
    again = read_given(tmp_path / "kept.parquet")
    assert again.digest == first.digest
    np.testing.assert_allclose(again.vectors, first.vectors, atol=1e-7)
    moved = read_given(write(tmp_path / "w.parquet", pa.array((VALUES + 0.1).tolist())))
    assert moved.digest != first.digest


@pytest.mark.parametrize(
    ("vectors", "ids", "text"),
    [
        (pa.array(changed(2, [1.0, 2.0])), IDS, rf"{IDS[2]} has 2 numbers, but those before it have 4"),
        (pa.array(changed(3, [1.0, float("nan"), 0, 0])), IDS, rf"NaN or infinite values, such as that of {IDS[3]}"),
        (pa.array(changed(3, [1.0, float("inf"), 0, 0])), IDS, "NaN or infinite"),
        (pa.array([[1.0, None, 2.0, 3.0], *VALUES[1:].tolist()]), IDS, rf"NaN or infinite.*{IDS[0]}"),
        (pa.array(changed(5, [0.0] * 4)), IDS, rf"zeros have no direction, such as that of {IDS[5]}"),
        (pa.array([[]] * 6, pa.list_(pa.float32())), IDS, "the vectors are empty"),
        (pa.array([None] * 6, pa.list_(pa.float32())), IDS, "holds no vector"),
        (pa.array([], pa.list_(pa.float32())), pa.array([], pa.string()), "holds no vector"),
        (pa.array(VALUES.tolist()), [*IDS[:5], IDS[0]], rf"1 articles more than once, such as {IDS[0]} \(2 times\)"),
        (pa.array(VALUES.tolist()), [*IDS[:5], None], "1 rows have no article_id"),
        (pa.array(VALUES[:, 0]), IDS, "'vector' holds double, but must hold lists of numbers"),
        (pa.array([["a"]] * 6), IDS, "lists of numbers"),
    ],
)
def test_what_is_no_embedding_is_refused(tmp_path: Path, vectors: pa.Array, ids: object, text: str) -> None:
    with pytest.raises(ModelError, match=text):
        read_given(write(tmp_path / "v.parquet", vectors, ids))


def test_ragged_batches_are_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BATCH", 3)
    rows = [*VALUES[:3].tolist(), *VALUES[3:, :2].tolist()]
    with pytest.raises(ModelError, match=rf"{IDS[3]} has 2 numbers"):
        read_given(write(tmp_path / "v.parquet", pa.array(rows)))


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text("article_id,vector\n1,[1]\n")
    whole = write(tmp_path / "v.parquet", pa.array(VALUES.tolist())).read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[:-40])
    for file, text in (
        (tmp_path / "no.parquet", "does not exist"), (tmp_path, "is a folder"),
        (tmp_path / "v.csv", "cannot be read as Parquet"), (tmp_path / "cut.parquet", "cannot be read as Parquet"),
        (write(tmp_path / "w.parquet", pa.array(VALUES.tolist()), IDS, ("id", "vec")), r"missing \(found: id, vec\)"),
    ):  # fmt: skip
        with pytest.raises(ModelError, match=text):
            read_given(file)


def test_less_memory_than_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "free_memory", lambda: 100)
    with pytest.raises(ModelError, match="6 vectors of 4 numbers need about"):
        read_given(write(tmp_path / "v.parquet", pa.array(VALUES.tolist())))


def test_ids_of_another_catalogue(tmp_path: Path, make_catalog: MakeCatalog) -> None:
    catalog, file = make_catalog([]), tmp_path / "v.parquet"
    for strangers, text in ((6, "none of its 6 ids are"), (5, "1 of its 6 ids is")):
        ids = [*IDS[: 6 - strangers], *(f"sku-{row}" for row in range(strangers))]
        given = read_given(write(file, pa.array(VALUES.tolist()), ids), catalog.canonical_id)
        with pytest.raises(ModelError, match=text):
            unknown_ids(given, catalog, file)
    given = read_given(write(file, pa.array(VALUES.tolist()), [*IDS[:2], "a", "b", "c", "d"]), catalog.canonical_id)
    assert unknown_ids(given, catalog, file) == ["a", "b", "c", "d"]
