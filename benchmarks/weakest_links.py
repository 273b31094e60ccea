"""How often a set scorer names the article that does not belong into one of the sample's planted looks.

One article of a look is replaced by another of its product type, drawn by sales. The looks are unlabelled, or of the
parts valid and test, so that the set scorer has not learned from them; benchmarks.planted_looks has the rules' figure.

    python -m benchmarks.weakest_links --workspace WORKSPACE [--scorers stylist,mean-cosine] [--looks 500]
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.machine import heading
from stylehub_core.arrays import IntVector
from stylehub_core.evaluation.bootstrap import mean_range
from stylehub_core.evaluation.outfit_rounds import outfit_protocol
from stylehub_core.hub.hub import Hub
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.registry import set_scorer
from stylehub_core.outfits.same_type import SameType, product_types
from stylehub_core.outfits.visible import times_worn
from stylehub_core.outfits.weakest_link import WeakestLink


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, required=True, help="of the sample")
    parser.add_argument("--scorers", default="mean-cosine,stylist")
    parser.add_argument("--looks", type=int, default=500)
    options = parser.parse_args()
    hub = Hub(options.workspace)
    round_ = outfit_protocol(hub.world()).validation
    looks = pd.read_parquet(Path(hub.settings.data) / "truth" / "looks.parquet")
    looks = looks[looks["split"] != "train"].sample(frac=1, random_state=0)
    same_type = SameType(product_types(hub.articles), times_worn(round_.world))
    sets: list[IntVector] = []
    foreign: list[int] = []
    rng = np.random.default_rng(0)
    for ids in looks["article_ids"]:
        rows = hub.catalog.rows_of(list(ids))
        place = int(rng.integers(len(rows)))
        other = same_type.others(int(rows[place]), rows, 1, rng)
        if len(other) and len(sets) < options.looks:
            rows[place] = other[0]
            sets.append(rows)
            foreign.append(int(other[0]))
    given = ArticleSets.of(sets)
    print(heading(f"{len(given)} planted looks with one foreign article; learned from the others' part 'train'."))
    print(f"{'by chance':24}{(1 / given.sizes).mean():.3f}")
    for name in options.scorers.split(","):
        with tempfile.TemporaryDirectory() as folder:
            fitted = set_scorer(name).fit(round_.world, Path(folder))
        named = WeakestLink(fitted, round_.slots).of(given) == np.array(foreign)
        figure = mean_range(named.astype(np.float32))
        print(f"{name:24}{figure.value:.3f} {figure.low:.3f}–{figure.high:.3f}", flush=True)


if __name__ == "__main__":
    main()
