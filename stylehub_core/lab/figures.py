"""All figures of one recommender's rankings: right, beyond right, and by slices, as JSON."""

from typing import Any

from stylehub_core.arrays import IntMatrix
from stylehub_core.evaluation.protocol import Round
from stylehub_core.lab.measures import measures, ranges
from stylehub_core.lab.slices import Sliced
from stylehub_core.plain_json import plain

K = 12


def figures(ranked: IntMatrix, asked: Round, k: int = K) -> dict[str, Any]:
    """Every measure at k. ranked: (customers, k or more). Figures without a range are of all lists."""
    k = min(k, ranked.shape[1])  # of a catalogue of fewer articles
    found = measures(ranked, asked, k)
    [slices] = Sliced.of(asked).recall([ranked], k)
    found_plain: dict[str, Any] = plain({**ranges([found])[0], **found.totals, "slices": slices})
    return found_plain
