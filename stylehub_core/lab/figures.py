"""All figures of a recommender's rankings as JSON: accuracy, beyond accuracy, and by slices."""

from typing import Any

from stylehub_core.arrays import IntMatrix
from stylehub_core.evaluation.protocol import Round
from stylehub_core.lab.measures import measures, ranges
from stylehub_core.lab.slices import Sliced
from stylehub_core.plain_json import plain

K = 12


def figures(ranked: IntMatrix, round_: Round, k: int = K) -> dict[str, Any]:
    """Every measure at k. ranked: (customers, k or more). Figures without a range are of all lists together."""
    k = min(k, ranked.shape[1])  # the catalogue may have fewer articles
    measured = measures(ranked, round_, k)
    [slices] = Sliced.of(round_).recall([ranked], k)
    report: dict[str, Any] = plain({**ranges([measured])[0], **measured.totals, "slices": slices})
    return report
