"""How long Shopper takes to recompute after one change of a history: the new list of 12 with all its reasons.

python -m benchmarks.shopper_speed --workspace WORKSPACE [--when today]
"""

import argparse
import time
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving
from stylehub_core.request import Request
from stylehub_core.shopper.attribution import explained
from stylehub_core.shopper.kinds import kinds
from stylehub_core.shopper.wardrobe import Change, changed

CUSTOMERS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--when", default="today")
    options = parser.parse_args()
    serving = Serving(Hub(options.workspace), options.when)
    customers = _customers(serving)
    articles = f"{len(serving.hub.catalog):,} articles"
    print(heading(f"One change of a history, {options.when}, {articles}, {len(customers)} customers, 12 with reasons"))
    print(f"{'recommender':<24}{'p50':>10}{'p95':>10}{'worst':>10}{'CPU p50':>10}{'reasons':>10}")
    for name in serving.ready():
        times, busy, explained_share = _measured(serving, name, customers)
        cells = (np.median(times), np.percentile(times, 95), times.max(), np.median(busy))
        print(f"{name:<24}" + "".join(f"{1000 * cell:>7.0f} ms" for cell in cells) + f"{explained_share:>10.0%}")
    print("\nCPU: processor time of all threads, unaffected by other work on the machine.")
    print("reasons: the share of articles explained by a purchase, the whole history or bestseller status.")


def _customers(serving: Serving) -> list[int]:
    """Rows of loyal customers, who have the longest histories, then of others; at most CUSTOMERS."""
    all_kinds = kinds(serving)
    rows = [row for kind in ("loyal", "seasonal", "newcomer") for row in all_kinds.drawn[kind].tolist()]
    return list(dict.fromkeys(rows))[:CUSTOMERS]


def _measured(serving: Serving, name: str, customers: list[int]) -> tuple[np.ndarray, np.ndarray, float]:
    """(seconds, CPU seconds, share of articles with a reason); both times are (customers,), after one to warm up."""
    times, busy, because = [], [], []
    for article, customer in enumerate([customers[0], *customers]):
        history = changed(serving.history(customer), [Change(article, added=True)])
        before, busy_before = time.perf_counter(), time.process_time()
        result = explained(serving, name, Request(history=history))
        times.append(time.perf_counter() - before)
        busy.append(time.process_time() - busy_before)
        because += [reason.because for reason in result.reasons]
    return np.array(times[1:]), np.array(busy[1:]), 1 - because.count("unknown") / len(because)


if __name__ == "__main__":
    main()
