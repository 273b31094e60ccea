"""Queries of a colour group and a product type, all pairs with 5 or more articles: precision@12 of both words right.

In units of min(12, number that exist). The raw encoder alone is the peer.

    python -m benchmarks.attribute_queries --workspace WORKSPACE
"""

import argparse
from pathlib import Path

from benchmarks.machine import heading
from stylehub_core.evaluation.attribute_queries import attribute_pairs, precision_at_12
from stylehub_core.evaluation.bootstrap import mean_range
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    hub = Hub(parser.parse_args().workspace)
    pairs = attribute_pairs(hub.articles)
    print(heading(f"Attribute queries, {len(hub.catalog):,} articles, {len(pairs):,} queries"))
    print(f"{'model':<22}{'mode':<8}{'precision@12':>14}{'95 % range':>18}{'/ raw encoder':>16}")
    floor = 0.0
    for name in hub.ready:
        for mode in ("model", "fused"):
            rankings = [hub.search(Request(pair.text), name, Page(12), mode=mode).rows for pair in pairs]
            found = mean_range(precision_at_12(rankings, pairs))
            floor = floor or found.value
            span = f"{found.low:.3f} to {found.high:.3f}"
            print(f"{name:<22}{mode:<8}{found.value:>14.3f}{span:>18}{found.value / max(floor, 1e-9):>15.2f}x")
    words = mean_range(
        precision_at_12([hub.search(Request(p.text), page=Page(12), mode="words").rows for p in pairs], pairs)
    )
    print(f"{'(words alone)':<30}{words.value:>14.3f}{f'{words.low:.3f} to {words.high:.3f}':>18}")


if __name__ == "__main__":
    main()
