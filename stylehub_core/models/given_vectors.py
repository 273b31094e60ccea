"""Reads vectors from a Parquet file, whatever library wrote it, and rejects files that hold no usable vectors."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import ModelError
from stylehub_core.machine.free_memory import free_memory

ID, VECTOR = "article_id", "vector"
FEWEST = 2
"""The fewest articles with a vector from which the mapping from texts to the space can be learned."""
_BATCH = 4096
_SMALLEST = 1e-12
_ROUNDING = 1e-5
"""Vectors whose length is this close to one are kept as they are."""
_COPIES = 5
"""Peak memory of adding a model, in copies of the vectors: file, model, two indexes and their lists."""

AsId = Callable[[str], str]


@dataclass(frozen=True, eq=False)
class GivenVectors:
    """Vectors read from a file.

    ids: (n,) distinct, as the catalogue writes them.
    vectors: (n, d) unit rows.
    empty: the number of rows without a vector.
    """

    ids: NDArray[np.str_]
    vectors: FloatMatrix
    empty: int = 0

    @property
    def digest(self) -> str:
        """16 hex digits that change when any id or vector does."""
        made = hashlib.blake2b("\n".join(self.ids.tolist()).encode(), digest_size=8)
        made.update(np.ascontiguousarray(self.vectors).data)
        return made.hexdigest()

    def save(self, file: Path) -> None:
        size = self.vectors.shape[1]
        column = pa.FixedSizeListArray.from_arrays(pa.array(self.vectors.ravel(), pa.float32()), size)
        pq.write_table(pa.table({ID: pa.array(self.ids.tolist(), pa.string()), VECTOR: column}), file)


def read_given(file: Path, canonical_id: AsId = str) -> GivenVectors:
    """The vectors of `file`, scaled to length one.

    canonical_id: converts an id to the catalogue's form.
    Any Parquet list type of any number type is accepted. Raises ModelError with the problem and an example.
    """
    parquet = _opened(file)
    total = parquet.metadata.num_rows
    ids: list[str] = []
    vectors = np.zeros((0, 0), np.float32)
    for batch in _batches(parquet, file):
        names, lists = _ids(batch.column(0), file), batch.column(1)
        present = np.flatnonzero(lists.is_valid().to_numpy(zero_copy_only=False))
        kept = [canonical_id(names[row]) for row in present]
        rows = _rows(lists, kept, file)
        if not vectors.size and len(rows):
            _check_memory(total, rows.shape[1], file)
            vectors = np.empty((total, rows.shape[1]), np.float32)
        if len(rows):
            if rows.shape[1] != vectors.shape[1]:
                raise _ragged(file, kept[0], rows.shape[1], vectors.shape[1])
            vectors[len(ids) : len(ids) + len(rows)] = rows
        ids += kept
    if not ids:
        raise ModelError(f"{file} holds no vector: give at least two rows with {ID} and {VECTOR}.")
    most_common, times = Counter(ids).most_common(1)[0]
    if times > 1:
        repeated = sum(count > 1 for count in Counter(ids).values())
        raise ModelError(
            f"{file} holds {repeated:,} articles more than once, such as {most_common} ({times} times): "
            "keep one vector for each article."
        )
    return GivenVectors(np.array(ids, dtype=np.str_), vectors[: len(ids)], total - len(ids))


def unknown_ids(given: GivenVectors, catalog: Catalog, file: Path) -> list[str]:
    """The ids that are not in the catalogue. Raises ModelError if fewer than FEWEST of them are."""
    unknown: list[str] = given.ids[catalog.find(given.ids.tolist()) < 0].tolist()
    known = len(given.ids) - len(unknown)
    if known < FEWEST:
        raise ModelError(
            f"{file}: {known or 'none'} of its {len(given.ids):,} ids {'is' if known == 1 else 'are'} in this "
            f"catalogue of {len(catalog):,} articles; at least {FEWEST} must be. An id in the file: {given.ids[0]}; "
            f"in the catalogue: {catalog.ids[0]}."
        )
    return unknown


def _opened(file: Path) -> pq.ParquetFile:
    if not file.is_file():
        problem = "is a folder" if file.is_dir() else "does not exist"
        raise ModelError(f"{file} {problem}: give one Parquet file with the columns {ID} and {VECTOR}.")
    try:
        parquet = pq.ParquetFile(file)
    except (pa.ArrowException, OSError) as error:
        raise ModelError(
            f"{file} cannot be read as Parquet ({_short(error)}): write one with the columns {ID} and {VECTOR}, "
            "for example with pandas' to_parquet."
        ) from error
    schema = parquet.schema_arrow
    for name in (ID, VECTOR):
        if name not in schema.names:
            raise ModelError(
                f"{file}: column '{name}' is missing (found: {', '.join(schema.names[:8]) or 'none'}). "
                f"Two columns are needed: {ID}, and {VECTOR} with lists of numbers."
            )
    kind = _plain_type(schema.field(VECTOR).type)
    if not (_is_list(kind) and _is_number(kind.value_type)):
        raise ModelError(f"{file}: column '{VECTOR}' holds {kind}, but must hold lists of numbers.")
    return parquet


def _batches(parquet: pq.ParquetFile, file: Path) -> Iterator[pa.RecordBatch]:
    try:
        for batch in parquet.iter_batches(batch_size=_BATCH, columns=[ID, VECTOR]):
            yield batch.select([ID, VECTOR])
    except (pa.ArrowException, OSError) as error:
        raise ModelError(f"{file} is damaged ({_short(error)}): create it again.") from error


def _ids(column: Any, file: Path) -> list[str]:
    """The ids as texts; whole numbers without a decimal point."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if column.null_count:
        raise ModelError(f"{file}: {column.null_count:,} rows have no {ID}: remove them.")
    if pa.types.is_floating(column.type):
        column = _cast(column, pa.int64(), file, ID)
    return [str(name) for name in _cast(column, pa.string(), file, ID).to_pylist()]


def _rows(lists: Any, ids: list[str], file: Path) -> FloatMatrix:
    """(len(ids), d) unit rows of the lists that are not null."""
    if isinstance(lists, pa.ExtensionArray):
        lists = lists.storage
    lists = lists.drop_null()
    if not len(lists):
        return np.zeros((0, 0), np.float32)
    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
    odd = np.flatnonzero(lengths != lengths[0])
    if len(odd):
        raise _ragged(file, ids[odd[0]], int(lengths[odd[0]]), int(lengths[0]))
    if not lengths[0]:
        raise ModelError(f"{file}: the vectors are empty, such as that of {ids[0]}.")
    numbers = _cast(pc.list_flatten(lists), pa.float64(), file, VECTOR)
    values = numbers.to_numpy(zero_copy_only=False).reshape(len(lists), int(lengths[0]))
    broken = np.flatnonzero(~np.isfinite(values).all(axis=1))
    if len(broken):
        raise ModelError(
            f"{file}: vectors hold NaN or infinite values, such as that of {ids[broken[0]]}. "
            "Correct them, or leave these articles out: they are then placed by their text."
        )
    largest = np.abs(values).max(axis=1, keepdims=True)
    empty = np.flatnonzero(largest[:, 0] < _SMALLEST)
    if len(empty):
        raise ModelError(
            f"{file}: vectors of zeros have no direction, such as that of {ids[empty[0]]}. "
            "Leave these articles out: they are then placed by their text."
        )
    scaled = values / largest  # so that squares cannot overflow
    length = np.linalg.norm(scaled, axis=1, keepdims=True)
    is_unit = np.abs(largest * length - 1) < _ROUNDING
    rows: FloatMatrix = np.where(is_unit, values, scaled / length).astype(np.float32)
    return rows


def _check_memory(rows: int, dimensions: int, file: Path) -> None:
    needed, free = _COPIES * rows * dimensions * 4, free_memory()
    if free is not None and needed > free:
        raise ModelError(
            f"{file}: {rows:,} vectors of {dimensions:,} numbers need about {needed / 1e9:.1f} GB of memory, but "
            f"only {free / 1e9:.1f} GB are free: give vectors of fewer dimensions, or free some memory."
        )


def _ragged(file: Path, article: str, length: int, before: int) -> ModelError:
    return ModelError(
        f"{file}: the vector of {article} has {length:,} numbers, but those before it have {before:,}. "
        "All must have the same length."
    )


def _cast(column: Any, kind: Any, file: Path, name: str) -> Any:
    try:
        return column.cast(kind)
    except pa.ArrowException as error:
        raise ModelError(f"{file}: column '{name}' cannot be read ({_short(error)}).") from error


def _plain_type(kind: Any) -> Any:
    return kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind


def _is_list(kind: Any) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def _is_number(kind: Any) -> bool:
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
