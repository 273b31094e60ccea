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
"""Places each way of the square that a map is drawn in."""
UNITS = 1000
"""Units each way in a link: the corners of a selection and the centre of a view."""
ID_LENGTH = 36

Part = NDArray[Any] | Sequence[str]


def places(coordinates: FloatMatrix) -> NDArray[np.uint16]:
    """(n, 2) places on the square, 0 to GRID: the map's shape is kept, y grows downwards as on a screen."""
    if not len(coordinates):
        return np.zeros((0, 2), dtype=np.uint16)
    low, high = coordinates.min(axis=0), coordinates.max(axis=0)
    span = float(max((high - low).max(), 1e-9))
    scaled = (coordinates - (low + high) / 2) / span * 0.96 + 0.5
    scaled[:, 1] = 1 - scaled[:, 1]
    found: NDArray[np.uint16] = np.round(scaled * GRID).astype(np.uint16)
    return found


def pack(parts: Mapping[str, Part]) -> bytes:
    """An id of 36 characters, then gzip of: the header's length (4 bytes), the JSON header, the arrays.

    Arrays are uint8, uint16, uint32 or float64; a sequence of texts goes as one text, a line each.
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
    """The id that the browser keeps `packed` under."""
    return packed[:ID_LENGTH].decode()


def base_parts(
    ids: NDArray[np.str_], names: Sequence[str], kinds: Sequence[str], pictured: BoolVector, sold: IntVector
) -> dict[str, Part]:
    """What a point says of its article, whichever map it stands on: id, name, kind, picture, how well it sold."""
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
    """A model's places, x and y apart."""
    found = places(coordinates)
    return {"x": found[:, 0], "y": found[:, 1]}


def units(coordinates: FloatMatrix) -> FloatMatrix:
    """(n, 2) the places in the units of a link, exactly as the browser sees them."""
    found: FloatMatrix = (places(coordinates).astype(np.float64) / GRID * UNITS).astype(np.float64)
    return found


def quantiles(values: FloatVector, most: int) -> tuple[IntVector, FloatVector]:
    """(n,) the bin of each value, 0 to most - 1, and the bins' edges: about equally many values a bin, equal ones
    together. -1 where a value is not finite.
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
    """Kaggle's ids as numbers, which are a third of their text; others as they are."""
    if not all(len(one) == ARTICLE_ID_LENGTH and one.isdigit() for one in ids.tolist()):
        return [str(one) for one in ids]
    numbers = ids.astype(np.uint64)
    small = not len(numbers) or int(numbers.max()) < 2**32
    return numbers.astype(np.uint32) if small else numbers.astype(np.float64)


def _dictionary(texts: Sequence[str]) -> tuple[Sequence[str], NDArray[Any]]:
    distinct, codes = np.unique(np.asarray(texts, dtype=object).astype(str), return_inverse=True)
    kind = np.uint8 if len(distinct) < 2**8 else np.uint16 if len(distinct) < 2**16 else np.uint32
    return distinct.tolist(), codes.astype(kind)


def _laid_out(header: list[dict[str, Any]], bodies: list[bytes]) -> bytes:
    """Header and arrays with each array at a multiple of 8, found by fixed-width offsets."""
    for one in header:
        one["at"] = 10**9
    size = -(-(4 + len(json.dumps({"arrays": header}))) // 8) * 8
    at = size
    for one, body in zip(header, bodies, strict=True):
        one["at"] = at
        at += -(-len(body) // 8) * 8
    text = json.dumps({"arrays": header}).ljust(size - 4).encode()
    plain = bytearray(at)
    plain[:4] = (size - 4).to_bytes(4, "little")
    plain[4:size] = text
    for one, body in zip(header, bodies, strict=True):
        plain[one["at"] : one["at"] + len(body)] = body
    return bytes(plain)
