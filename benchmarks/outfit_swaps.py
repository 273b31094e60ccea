"""How long the Outfit screen's answers take: a swap, a look, three looks, a verdict, and the swap that helps most.

Medians and the slowest of --starts looks from random articles, in this process, by the usual set scorer.

    python -m benchmarks.outfit_swaps --workspace WORKSPACE [--starts 40] [--scorer NAME]
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.machine import heading
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.outfits.compose import NOTHING
from stylehub_core.outfits.roles import BODY
from stylehub_core.outfits.standing import better_than
from stylehub_core.outfits.swaps import best_swap, next_best

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--starts", type=int, default=40)
    parser.add_argument("--scorer", default="")
    options = parser.parse_args()
    outfitting = Outfitting(Hub(options.workspace))
    name = options.scorer or outfitting.usual
    started = time.perf_counter()
    composer = outfitting.composer(name)
    opening = time.perf_counter() - started
    rows = composer.taste.offered(BODY)
    starts = np.random.default_rng(0).choice(rows, options.starts, replace=False)
    times: dict[str, list[float]] = defaultdict(list)

    def timed(what: str, answer: Callable[..., T], *given: object, **named: object) -> T:
        began = time.perf_counter()
        result = answer(*given, **named)
        times[what].append(time.perf_counter() - began)
        return result

    for row in starts.tolist():
        own = np.array([row], np.int32)
        look = timed("a look", composer.look, own)
        timed("three looks", composer.looks, [own], 3, common=own)
        if len(look) > 1:
            for worn in look.tolist():  # tops are many and bags few
                timed("a swap", next_best, composer, look, worn)
            timed("a verdict", better_than, composer, look)
            timed("the best swap", best_swap, composer, look, NOTHING)
    print(heading(f"{name}, {len(outfitting.hub.catalog):,} articles, looks from {options.starts} of them"))
    print(f"{'opening':<16}{1000 * opening:>8.0f} ms, once")
    for what, seconds in times.items():
        print(f"{what:<16}{1000 * np.median(seconds):>8.1f} ms{1000 * max(seconds):>10.1f} ms at most")


if __name__ == "__main__":
    main()
