"""How the points of a map are coloured: by region, by category, or by number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector
from stylehub_core.maps.clusters import label_positions
from stylehub_core.maps.saved_map import ArticleMap
from ui.map.component import Key, Layer, Name, Ramp
from ui.map.palette import CATEGORIES, OTHER, cloth_colours, ramp
from ui.map.payload import identity, pack, positions, quantiles

STEPS = 9
_MOST_NAMES = 40
_MOST_KEYS = 12
_NEAR = 40

Kind = Literal["region", "category", "cloth", "number", "disagreement"]


@dataclass(frozen=True)
class Colouring:
    """A way to colour the map. column: of the articles table, or '' if it uses none."""

    key: str
    label: str
    kind: Kind
    column: str = ""


COLOURINGS = {
    colouring.key: colouring
    for colouring in (
        Colouring("region", "Region", "region"),
        Colouring("group", "Product group", "category", "product_group_name"),
        Colouring("type", "Product type", "category", "product_type_name"),
        Colouring("colour", "Colour", "cloth", "colour_group_name"),
        Colouring("family", "Colour family", "cloth", "perceived_colour_master_name"),
        Colouring("garment", "Garment group", "category", "garment_group_name"),
        Colouring("department", "Department", "category", "department_name"),
        Colouring("index", "Index group", "category", "index_group_name"),
        Colouring("price", "Price", "number", "price"),
        Colouring("sold", "Times sold", "number", "times_sold"),
        Colouring("disagreement", "Disagreement", "disagreement"),
    )
}


@dataclass(frozen=True, eq=False)
class Coloured:
    """A layer and the packed colour codes that it refers to."""

    layer: Layer
    codes: bytes


@dataclass(frozen=True, eq=False)
class Faces:
    """For choosing the picture of a region. pictured: which articles have a picture; sold: how often each was sold."""

    pictured: BoolVector
    sold: IntVector


def by_region(drawn: ArticleMap, faces: Faces) -> Coloured:
    """Clusters in colours that differ from their neighbours', with their names on the map."""
    names = drawn.clusters.names
    hue = _distinct_colours(positions_of(drawn, drawn.label_places))
    palette = [OTHER, *(CATEGORIES[number] for number in hue)]
    texts = _names(drawn, faces, names, drawn.clusters.labels, drawn.label_places, codes=range(1, len(names) + 1))
    return _layer("Region", drawn.clusters.labels + 1, palette, ["", *names], texts)


def by_category(drawn: ArticleMap, faces: Faces, label: str, column: pd.Series, *, cloth: bool = False) -> Coloured:
    """The largest categories each in a colour, the rest in one.

    cloth: use the colours that the categories are named after.
    """
    counts = column.astype(str).value_counts()
    counts = counts[counts > 0]
    most = min(len(counts), _MOST_NAMES + 20) if cloth else min(len(counts), len(CATEGORIES))
    own = [str(name) for name in counts.index[:most]]
    code_of = {name: code for code, name in enumerate(own, 1)}
    codes = column.astype(str).map(code_of).fillna(0).to_numpy(dtype=np.int32)
    palette = [OTHER, *(_cloth(name) if cloth else CATEGORIES[at] for at, name in enumerate(own))]
    named = [str(name) for name in counts.index[:_MOST_NAMES]]
    labels = column.astype(str).map({name: at for at, name in enumerate(named)}).fillna(-1).to_numpy(dtype=np.int32)
    spots = label_positions(drawn.coordinates, labels, len(named))
    texts = _names(drawn, faces, named, labels, spots, codes=[code_of.get(name, 0) for name in named])
    rest = len(counts) - most
    values = [f"{label}: other", *own]
    keys = tuple(Key(code_of[name], name) for name in own[:_MOST_KEYS])
    keys += (Key(0, f"{rest} more"),) if rest else ()
    return _layer(label, codes, palette, values, texts, legend=keys)


def by_number(
    drawn: ArticleMap, faces: Faces, label: str, values: FloatVector, written: Callable[[float], str]
) -> Coloured:
    """Numbers in steps of about equally many articles, low ones light on light paper; the map names its regions.

    written: a number as text.
    """
    bins, edges = quantiles(values, STEPS)
    steps = max(len(edges) - 1, 1)
    texts = [f"{label}: unknown"]
    for low, high in pairwise(edges.tolist()):
        low_text, high_text = written(low), written(high)
        texts.append(f"{label}: {low_text}" if low_text == high_text else f"{label}: {low_text} to {high_text}")
    groups = drawn.clusters
    names = _names(drawn, faces, groups.names, groups.labels, drawn.label_places, codes=[None] * len(groups.names))
    ends = (written(float(edges[0])), written(float(edges[-1]))) if len(edges) else ("unknown", "")
    scale = Ramp(*ends, codes=tuple(range(1, steps + 1)))
    return _layer(label, bins + 1, [OTHER, *ramp(steps)], texts, names, ramp=scale)


def positions_of(drawn: ArticleMap, points: NDArray[np.floating]) -> NDArray[np.uint16]:
    """Grid positions of points in the map's plane, such as its labels."""
    count = len(drawn.coordinates)
    stacked = np.concatenate([drawn.coordinates, np.nan_to_num(points, nan=0.0)]).astype(np.float64)
    low, high = drawn.coordinates.min(axis=0), drawn.coordinates.max(axis=0)
    return positions(np.clip(stacked, low, high))[count:]


def _layer(
    title: str,
    codes: IntVector,
    palette: Sequence[tuple[str, str]],
    values: Sequence[str],
    names: Sequence[Name],
    *,
    legend: tuple[Key, ...] = (),
    ramp: Ramp | None = None,
) -> Coloured:
    packed = pack({"codes": codes.astype(np.uint8)})
    light, dark = zip(*palette, strict=True)
    return Coloured(Layer(title, identity(packed), light, dark, tuple(values), tuple(names), legend, ramp), packed)


def _names(
    drawn: ArticleMap,
    faces: Faces,
    names: Sequence[str],
    labels: IntVector,
    spots: FloatMatrix,
    *,
    codes: Sequence[int | None],
) -> list[Name]:
    """The names at their spots, each with the picture of the bestseller among its articles nearest to the spot."""
    at = positions_of(drawn, spots)
    placed = []
    for label, (name, spot, (x, y), code) in enumerate(zip(names, spots, at, codes, strict=True)):
        rows = np.flatnonzero((labels == label) & faces.pictured)
        far = np.hypot(*(drawn.coordinates[rows] - spot).T)
        near = rows[np.argsort(far, kind="stable")[:_NEAR]]
        face = int(near[np.argmax(faces.sold[near])]) if len(near) else None
        placed.append(Name(name, int(x), int(y), code, face))
    return placed


def _cloth(name: str) -> tuple[str, str]:
    colour = cloth_colours().get(name)
    return (colour, colour) if colour else OTHER


def _distinct_colours(points: NDArray[np.uint16]) -> list[int]:
    """A colour number for each point, the largest cluster first.

    Each gets the colour whose nearest point so far is farthest away.
    """
    hue: list[int] = []
    spots = points.astype(np.float64)
    for at, spot in enumerate(spots):
        far = np.hypot(*(spots[:at] - spot).T)
        nearest = [
            min((far[i] for i in range(at) if hue[i] == number), default=np.inf) for number in range(len(CATEGORIES))
        ]
        hue.append(int(np.argmax(nearest)))
    return hue
