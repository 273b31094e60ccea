"""All figures of one recommender's rankings: right, beyond right, and by slices, as JSON."""

import math
from dataclasses import asdict
from typing import Any

from stylehub_core.arrays import IntMatrix
from stylehub_core.evaluation.bootstrap import Range
from stylehub_core.evaluation.protocol import Round
from stylehub_core.lab.measures import measures, ranges
from stylehub_core.lab.slices import Sliced

K = 12


def figures(ranked: IntMatrix, asked: Round, k: int = K) -> dict[str, Any]:
    """Every measure at k. ranked: (customers, k or more). Figures without a range are of all lists."""
    k = min(k, ranked.shape[1])  # of a catalogue of fewer articles
    found = measures(ranked, asked, k)
    [slices] = Sliced.of(asked).recall([ranked], k)
    plain: dict[str, Any] = plain_json({**ranges([found])[0], **found.totals, "slices": slices})
    return plain


def plain_json(value: Any) -> Any:
    """`value` as JSON holds it: ranges as dicts, and what is no number as null."""
    if isinstance(value, Range):
        return plain_json(asdict(value))
    if isinstance(value, dict):
        return {key: plain_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
