"""Queries of a colour group and a product type, for all pairs with at least 5 articles: precision@12.

A result counts if both its colour and its type are right. Precision is relative to min(12, matching articles).
The last column compares with the raw encoder.

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
            precision = mean_range(precision_at_12(rankings, pairs))
            floor = floor or precision.value
            span = f"{precision.low:.3f} to {precision.high:.3f}"
            print(f"{name:<22}{mode:<8}{precision.value:>14.3f}{span:>18}{precision.value / max(floor, 1e-9):>15.2f}x")
    words = mean_range(
        precision_at_12([hub.search(Request(pair.text), page=Page(12), mode="words").rows for pair in pairs], pairs)
    )
    print(f"{'(words alone)':<30}{words.value:>14.3f}{f'{words.low:.3f} to {words.high:.3f}':>18}")


if __name__ == "__main__":
    main()
