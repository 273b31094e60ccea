"""A map's points as bytes for the browser: packed once, sent once, the same on every rerun."""

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector
from stylehub_core.catalog.schema import ARTICLE_ID_LENGTH

GRID = 65535
"""Grid positions along each side of the square that a map is drawn in, from 0."""
UNITS = 1000
"""Units along each side in a link, for the corners of a selection and the centre of a view."""
ID_LENGTH = 36

Part = NDArray[Any] | Sequence[str]


def positions(coordinates: FloatMatrix) -> NDArray[np.uint16]:
    """(n, 2) grid positions, 0 to GRID. The map keeps its shape; y grows downwards as on a screen."""
    if not len(coordinates):
        return np.zeros((0, 2), dtype=np.uint16)
    low, high = coordinates.min(axis=0), coordinates.max(axis=0)
    span = float(max((high - low).max(), 1e-9))
    scaled = (coordinates - (low + high) / 2) / span * 0.96 + 0.5
    scaled[:, 1] = 1 - scaled[:, 1]
    rounded: NDArray[np.uint16] = np.round(scaled * GRID).astype(np.uint16)
    return rounded


def pack(parts: Mapping[str, Part]) -> bytes:
    """An id of 36 characters, then gzip of: the header's length (4 bytes), the JSON header, the arrays.

    Arrays are uint8, uint16, uint32 or float64; a sequence of texts becomes one text with a line for each.
    """
    header: list[dict[str, Any]] = []
    bodies: list[bytes] = []
    for name, part in parts.items():
        if isinstance(part, np.ndarray):
            body, kind, length = np.ascontiguousarray(part).tobytes(), part.dtype.str[1:], len(part)
        else:
            body = "\n".join(" ".join(text.split()) for text in part).encode()
            kind, length = "text", len(body)
        header.append({"name": name, "type": kind, "length": length})
        bodies.append(body)
    plain = _laid_out(header, bodies)
    identity = hashlib.sha256(plain).hexdigest()[:ID_LENGTH].encode()
    return identity + gzip.compress(plain, compresslevel=6, mtime=0)


def identity(packed: bytes) -> str:
    """The id under which the browser keeps `packed`."""
    return packed[:ID_LENGTH].decode()


def base_parts(
    ids: NDArray[np.str_], names: Sequence[str], kinds: Sequence[str], pictured: BoolVector, sold: IntVector
) -> dict[str, Part]:
    """The facts about the articles, the same on every map: id, name, kind, whether pictured, how often sold."""
    name_texts, name = _dictionary(names)
    kind_texts, kind = _dictionary(kinds)
    steps = np.clip(np.log2(np.maximum(sold, 0).astype(np.float64) + 1) * 16, 0, 255)
    return {
        "ids": _ids(ids),
        "names": name_texts,
        "name": name,
        "kinds": kind_texts,
        "kind": kind,
        "pictured": pictured.astype(np.uint8),
        "sold": steps.astype(np.uint8),
    }


def point_parts(coordinates: FloatMatrix) -> dict[str, Part]:
    """The grid positions of a model's map, as arrays x and y."""
    points = positions(coordinates)
    return {"x": points[:, 0], "y": points[:, 1]}


def units(coordinates: FloatMatrix) -> FloatMatrix:
    """(n, 2) positions in the units of a link, exactly as the browser computes them."""
    scaled: FloatMatrix = (positions(coordinates).astype(np.float64) / GRID * UNITS).astype(np.float64)
    return scaled


def quantiles(values: FloatVector, most: int) -> tuple[IntVector, FloatVector]:
    """(the bin of each value, the edges of the bins).

    Bins are (n,) from 0 to most - 1, or -1 for a value that is not finite.
    Each has about equally many values; equal values share a bin.
    """
    finite = np.isfinite(values)
    if not finite.any():
        return np.full(len(values), -1, dtype=np.int32), np.zeros(0, dtype=np.float32)
    edges = np.unique(np.quantile(values[finite], np.linspace(0, 1, most + 1)))
    if len(edges) < 2:
        edges = np.array([edges[0], edges[0]])
    bins = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2)
    return np.where(finite, bins, -1).astype(np.int32), edges.astype(np.float32)


def _ids(ids: NDArray[np.str_]) -> Part:
    """Kaggle's ids as numbers, which take a third of the space; other ids as text."""
    if not all(len(text) == ARTICLE_ID_LENGTH and text.isdigit() for text in ids.tolist()):
        return [str(article_id) for article_id in ids]
    numbers = ids.astype(np.uint64)
    small = not len(numbers) or int(numbers.max()) < 2**32
    return numbers.astype(np.uint32) if small else numbers.astype(np.float64)


def _dictionary(texts: Sequence[str]) -> tuple[Sequence[str], NDArray[Any]]:
    distinct, codes = np.unique(np.asarray(texts, dtype=object).astype(str), return_inverse=True)
    kind = np.uint8 if len(distinct) < 2**8 else np.uint16 if len(distinct) < 2**16 else np.uint32
    return distinct.tolist(), codes.astype(kind)


def _laid_out(header: list[dict[str, Any]], bodies: list[bytes]) -> bytes:
    """The header and the arrays, each array at a multiple of 8 bytes. Offsets have a fixed width in the header."""
    for entry in header:
        entry["at"] = 10**9
    size = -(-(4 + len(json.dumps({"arrays": header}))) // 8) * 8
    at = size
    for entry, body in zip(header, bodies, strict=True):
        entry["at"] = at
        at += -(-len(body) // 8) * 8
    text = json.dumps({"arrays": header}).ljust(size - 4).encode()
    plain = bytearray(at)
    plain[:4] = (size - 4).to_bytes(4, "little")
    plain[4:size] = text
    for entry, body in zip(header, bodies, strict=True):
        plain[entry["at"] : entry["at"] + len(body)] = body
    return bytes(plain)
