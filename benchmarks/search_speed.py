"""How long a warm text search takes in-process, including the query's encoding: every query is new to the cache.

python -m benchmarks.search_speed --workspace WORKSPACE
"""

import argparse
import time
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.recipe import Mode, Page

QUERIES = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    hub = Hub(parser.parse_args().workspace)
    print(heading(f"Warm text search, {len(hub.catalog):,} articles, {QUERIES} queries, 24 results"))
    print(f"{'model':<22}{'mode':<8}{'median':>10}{'p95':>10}{'worst':>10}")
    searched = 0
    for name in hub.ready:
        for mode in ("model", "fused"):
            times = _times(hub, name, mode, start=searched)
            searched += QUERIES + 5
            cells = (np.median(times), np.percentile(times, 95), times.max())
            print(f"{name:<22}{mode:<8}" + "".join(f"{1000 * cell:>7.1f} ms" for cell in cells))


def _times(hub: Hub, name: str, mode: Mode, *, start: int) -> np.ndarray:
    """(QUERIES,) seconds, after five queries to warm up. Queries are names and colours of articles, all different."""
    articles = hub.articles
    rng = np.random.default_rng(start)
    times = []
    for number, row in enumerate(rng.integers(0, len(articles), QUERIES + 5)):
        article = articles.iloc[int(row)]
        kind = f"{article.colour_group_name} {article.product_type_name}"
        text = f"{kind} like {article.prod_name} number {start + number}".lower()
        before = time.perf_counter()
        hub.search(Request(text), name, Page(24), mode=mode)
        times.append(time.perf_counter() - before)
    return np.array(times[5:])


if __name__ == "__main__":
    main()
