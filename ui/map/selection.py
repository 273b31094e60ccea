"""What a link says about a map: the selected shape, the articles inside it, and the view."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stylehub_core.arrays import IntVector
from stylehub_core.maps.lasso import inside
from stylehub_core.maps.saved_map import ArticleMap
from ui.map.payload import UNITS, units

_MOST_CORNERS = 200


@dataclass(frozen=True)
class Selection:
    """A shape on one of the panels. corners: in the units of a link."""

    panel: int
    corners: tuple[tuple[float, float], ...]


def read_selection(text: str) -> Selection | None:
    """The selection of '0_120.340_130.350_90.80'; None for anything else."""
    panel, *rest = text.split("_")
    if panel not in ("0", "1") or not 3 <= len(rest) <= _MOST_CORNERS:
        return None
    corners = []
    for corner in rest:
        x, point, y = corner.partition(".")
        if not (point and x.isdecimal() and y.isdecimal() and x.isascii() and y.isascii()):
            return None
        if len(x) > 4 or len(y) > 4 or int(x) > UNITS or int(y) > UNITS:
            return None
        corners.append((float(x), float(y)))
    return Selection(int(panel), tuple(corners))


def is_view(text: str) -> bool:
    """Whether the text is a view of one map or of two: '512.488.240', '512.488.240_', '512.488.240_300.310.400'."""
    parts = text.split("_")
    views = [part.split(".") for part in parts if part]
    return len(parts) <= 2 and all(
        len(view) == 3 and all(digits.isascii() and digits.isdecimal() and len(digits) <= 6 for digits in view)
        for view in views
    )


def selected_rows(drawn: ArticleMap, selection: Selection, sold: IntVector) -> IntVector:
    """Rows inside the shape, bestsellers first."""
    rows = np.flatnonzero(inside(units(drawn.coordinates), np.array(selection.corners)))
    order = np.argsort(-np.asarray(sold)[rows], kind="stable")
    ordered: IntVector = rows[order].astype(np.int32)
    return ordered


def common_types(articles: pd.DataFrame, rows: IntVector, most: int = 3) -> str:
    """The most common product types among the rows, with their shares: 'Trousers 61 %, Shorts 12 %'."""
    if not len(rows):
        return ""
    counts = Counter(articles["product_type_name"].astype(str).iloc[rows].tolist()).most_common(most)
    return ", ".join(f"{name} {100 * count / len(rows):.0f} %" for name, count in counts)
