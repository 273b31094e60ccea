"""How long the Shopper screen's core takes for one change of a history: the new list of 12 and all its reasons.

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
    chosen = parser.parse_args()
    serving = Serving(Hub(chosen.workspace), chosen.when)
    people = _people(serving)
    articles = f"{len(serving.hub.catalog):,} articles"
    print(heading(f"One change of a history, {chosen.when}, {articles}, {len(people)} customers, 12 with reasons"))
    print(f"{'recommender':<24}{'p50':>10}{'p95':>10}{'worst':>10}{'CPU p50':>10}{'reasons':>10}")
    for name in serving.ready():
        times, busy, named = _measured(serving, name, people)
        cells = (np.median(times), np.percentile(times, 95), times.max(), np.median(busy))
        print(f"{name:<24}" + "".join(f"{1000 * cell:>7.0f} ms" for cell in cells) + f"{named:>10.0%}")
    print("\nCPU: of all threads, whatever else the machine does.")
    print("reasons: the share of the articles for which a purchase, the history or what sells is the reason.")


def _people(serving: Serving) -> list[int]:
    """Loyal customers, whose histories are the longest, and others."""
    among = kinds(serving)
    rows = [row for kind in ("loyal", "seasonal", "newcomer") for row in among.drawn[kind].tolist()]
    return list(dict.fromkeys(rows))[:CUSTOMERS]


def _measured(serving: Serving, name: str, people: list[int]) -> tuple[np.ndarray, np.ndarray, float]:
    """((customers,) seconds after one to warm up, (customers,) CPU seconds, the share of articles with a reason)."""
    times, busy, because = [], [], []
    for place, customer in enumerate([people[0], *people]):
        asked = changed(serving.history(customer), [Change(place, added=True)])
        before, busy_before = time.perf_counter(), time.process_time()
        found = explained(serving, name, Request(history=asked))
        times.append(time.perf_counter() - before)
        busy.append(time.process_time() - busy_before)
        because += [reason.because for reason in found.reasons]
    return np.array(times[1:]), np.array(busy[1:]), 1 - because.count("unknown") / len(because)


if __name__ == "__main__":
    main()
