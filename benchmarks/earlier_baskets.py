"""Recommenders on baskets before the last, which next-basket asks for: more questions than one validation has.

For choosing settings, as the test's baskets stay hidden in all.

Each place from the end is a round of its own, with that basket and all later ones hidden. Prints recall@12, MAP@12 and
the recall of what nobody had bought before, without a blend, and the 95 % range of the recall over all, by customer.

    python -m benchmarks.earlier_baskets --workspace DIR --models next-purchase --set latest=6 --set l2=0.01
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from stylehub_core.arrays import FloatMatrix
from stylehub_core.evaluation.blend import Blend
from stylehub_core.evaluation.bootstrap import mean_range
from stylehub_core.evaluation.lab import fitted
from stylehub_core.evaluation.lab_figures import K
from stylehub_core.evaluation.protocol import Round, basket_round
from stylehub_core.evaluation.ranking import map_at_k, recall_at_k
from stylehub_core.hub import Hub
from stylehub_core.models.contract import World
from stylehub_core.recommenders.contract import Recommender
from stylehub_core.recommenders.registry import recommender


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--models", nargs="+", default=["popularity", "own-recent", "next-purchase"])
    parser.add_argument("--places", nargs="+", type=int, default=[2, 3, 4, 5, 6, 7], help="from the end; 1 is the test")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=JSON", help="a setting of all models")
    chosen = parser.parse_args()
    settings = {name: json.loads(value) for name, value in (one.split("=", 1) for one in chosen.set)}
    hub = Hub(chosen.workspace)
    world = World(hub.catalog, hub.encoder)
    rounds = {place: basket_round(world, place) for place in chosen.places}
    print(heading(f"Baskets before the last: {sum(len(one.questions) for one in rounds.values()):,} questions"))
    print(f"settings: {json.dumps(settings)}" if settings else "settings of the code")
    print(f"{'recommender':<20}{'place':>6}{'questions':>10}{'recall@12':>11}{'MAP@12':>9}{'never sold':>12}")
    for name in chosen.models:
        _report(recommender(name).changed(settings), rounds)


def _report(one: Recommender, rounds: dict[int, Round]) -> None:
    parts = []
    for place, asked in rounds.items():
        parts.append(_measured(one, asked))
        print(_line(one.name, place, parts[-1]), flush=True)
    together = np.concatenate(parts)
    customers = np.concatenate([asked.questions.customers for asked in rounds.values()])
    recall = mean_range(together[:, 0], groups=customers)
    print(f"{_line(one.name, 'all', together)}   {recall.low:.4f}-{recall.high:.4f}", flush=True)


def _line(name: str, place: object, found: FloatMatrix) -> str:
    recall, precision, new = np.nanmean(found, axis=0)
    return f"{name:<20}{place!s:>6}{len(found):>10,}{recall:>11.4f}{precision:>9.4f}{new:>12.4f}"


def _measured(one: Recommender, asked: Round) -> FloatMatrix:
    """(customers, 3) recall, average precision, and recall of what was never sold: NaN where none of it was bought."""
    with tempfile.TemporaryDirectory() as folder:
        (ranked,) = fitted(one, asked, Path(folder)).rankings(asked.past, K, (Blend(),))
    right, new = asked.questions.relevant, asked.questions.targets(seen=False)
    measures = (recall_at_k(ranked, right, k=K), map_at_k(ranked, right, k=K), recall_at_k(ranked, new, k=K))
    return np.stack(measures, axis=1)


if __name__ == "__main__":
    main()
