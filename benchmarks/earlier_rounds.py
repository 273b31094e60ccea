"""Recommenders on the baskets or weeks before the test's, which gives more questions than the test has.

It serves to choose settings, as the test's purchases stay held out, and to judge differences that are too small for the
test alone. Rounds are numbered from the end: 1 is the test, 2 the basket or week before it. Each round holds out its
own purchases and all later ones. Its blend is chosen on the round before it, as in the lab.

Prints recall@12, MAP@12 and recall on articles never sold before, without and with the blend; the 95 % range by
customer; the recall of each round; and for our recommenders the gain over the best of the others, with a p value by
customer.

    python -m benchmarks.earlier_rounds --workspace DIR --models next-purchase --set latest=6 --set l2=0.01
    python -m benchmarks.earlier_rounds --workspace DIR --protocol next-week
"""

import argparse
import json
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.machine import heading
from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix, IntVector
from stylehub_core.evaluation.blend_choice import chosen_blend
from stylehub_core.evaluation.bootstrap import difference, mean_range
from stylehub_core.evaluation.protocol import Round, basket_round, week_round
from stylehub_core.evaluation.ranking import map_at_k, recall_at_k
from stylehub_core.evaluation.significance import randomisation_test
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.figures import K
from stylehub_core.lab.run import fitted, untuned
from stylehub_core.recommenders.blend import Blend
from stylehub_core.recommenders.contract import Recommender

ROUNDS = {"next-basket": basket_round, "next-week": week_round}
USUAL = ("popularity", "own-recent", "item-knn-tfidf", "als", "raw-text", "next-purchase")


@dataclass(frozen=True, eq=False)
class Measured:
    """plain, blended: for each round, (customers, 3) recall, average precision, and recall on articles never sold.

    The last is NaN for a customer who bought none of them.
    """

    name: str
    kind: str
    plain: list[FloatMatrix]
    blended: list[FloatMatrix]

    @property
    def recall(self) -> FloatVector:
        """(questions,) recall with the blend, over all rounds."""
        return np.concatenate(self.blended)[:, 0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--protocol", choices=ROUNDS, default="next-basket")
    parser.add_argument("--models", nargs="+", default=USUAL)
    parser.add_argument("--last", type=int, default=7, help="the earliest round, counted from the end; 1 is the test")
    parser.add_argument(
        "--set", action="append", default=[], type=_setting, metavar="NAME=JSON", help="a setting for all models"
    )
    options = parser.parse_args()
    hub = Hub(options.workspace)
    world = hub.world()
    rounds = {number: ROUNDS[options.protocol](world, number) for number in range(options.last + 1, 1, -1)}
    tested = list(rounds.values())[1:]
    customers = np.concatenate([each.questions.customers for each in tested])
    print(heading(f"{options.protocol}, rounds 2 to {options.last} from the end: {len(customers):,} questions"))
    print(f"settings: {json.dumps(dict(options.set))}" if options.set else "default settings")
    print(f"never sold, by chance: {_chance(tested):.4f}; {_with_new(tested):,} questions have such purchases")
    print(f"{'recommender':<22}  recall     MAP   never |  recall     MAP   never  {'range':<13}", end="")
    print("".join(f"{number:>8}" for number in list(rounds)[1:]))
    results = []
    for name in options.models:
        results.append(_measure(untuned(hub, name).changed(dict(options.set)), list(rounds.values())))
        print(_line(results[-1], customers), flush=True)
    _compare(results, customers)


def _setting(text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    with suppress(json.JSONDecodeError):
        if sign:
            return name, json.loads(value)
    raise argparse.ArgumentTypeError(
        f"'{text}' is not a setting: write its name, '=' and its value in JSON, such as l2=0.01"
    )


def _measure(recommender: Recommender, rounds: list[Round]) -> Measured:
    """rounds: the earliest first, which only serves to choose the blend of the next."""
    plain, blended, blend = [], [], None
    for task in rounds:
        with tempfile.TemporaryDirectory() as folder:
            blender = fitted(recommender, task, Path(folder))
            if blend is not None:
                first, second = blender.rankings(task.requests, K, (Blend(), blend))
                plain.append(_measures(first, task))
                blended.append(_measures(second, task))
            if task is not rounds[-1]:
                blend, _ = chosen_blend(blender, task.requests, task.questions.relevant, K)
    return Measured(recommender.name, recommender.kind, plain, blended)


def _measures(ranked: IntMatrix, task: Round) -> FloatMatrix:
    relevant, new = task.questions.relevant, task.questions.targets(seen=False)
    measures = (recall_at_k(ranked, relevant, k=K), map_at_k(ranked, relevant, k=K), recall_at_k(ranked, new, k=K))
    return np.stack(measures, axis=1)


def _with_new(rounds: list[Round]) -> int:
    return sum(len(rows) > 0 for task in rounds for rows in task.questions.targets(seen=False))


def _chance(rounds: list[Round]) -> float:
    return K / len(rounds[0].world.catalog)


def _line(result: Measured, customers: IntVector) -> str:
    figures = [np.nanmean(np.concatenate(rows), axis=0) for rows in (result.plain, result.blended)]
    plain, blended = ("".join(f"{value:>8.4f}" for value in row) for row in figures)
    recall = mean_range(result.recall, groups=customers)
    by_round = "".join(f"{np.nanmean(rows[:, 0]):>8.4f}" for rows in result.blended)
    return f"{result.name:<22}{plain} | {blended}  {recall.low:.4f}-{recall.high:.4f}{by_round}"


def _compare(results: list[Measured], customers: IntVector) -> None:
    others = [result for result in results if result.kind != "ours"]
    if not others:
        return
    best = max(others, key=lambda result: float(np.nanmean(result.recall)))
    _, owner = np.unique(customers, return_inverse=True)
    for result in results:
        if result.kind != "ours":
            continue
        gain = difference(result.recall, best.recall, groups=customers)
        sums = [np.asarray(np.bincount(owner, system.recall), np.float32) for system in (result, best)]
        ratio = float(np.nanmean(result.recall) / np.nanmean(best.recall))
        print(
            f"{result.name} over {best.name}, the best of the others: x{ratio:.3f}, "
            f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f}), p {randomisation_test(*sums):.4f}"
        )


if __name__ == "__main__":
    main()
