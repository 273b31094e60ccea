"""Recommenders on the baskets, or the weeks, before the one that the test asks for: more questions than it has.

For choosing settings, as the test's purchases stay hidden in all; and for judging a difference that the test, with the
few answers that anybody can foresee, leaves open. Each place from the end is a round of its own, with what it asks for
and all that came later hidden. The blend is chosen one place before, as the lab does.

Prints recall@12, MAP@12 and the recall of what nobody had bought before, without the blend and with it, the 95 % range
by customer, the recall of each place, and for the recommenders of ours how much better they are than the best of the
others, with a p value by customer.

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
class Found:
    """plain, blended: by place, (customers, 3) recall, average precision, and recall of what was never sold, NaN where
    none of it was bought.
    """

    name: str
    kind: str
    plain: list[FloatMatrix]
    blended: list[FloatMatrix]

    @property
    def recall(self) -> FloatVector:
        """(questions,) of all places, with the blend."""
        return np.concatenate(self.blended)[:, 0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--protocol", choices=ROUNDS, default="next-basket")
    parser.add_argument("--models", nargs="+", default=USUAL)
    parser.add_argument("--last", type=int, default=7, help="places 2 to this, from the end; 1 is the test")
    parser.add_argument("--set", action="append", default=[], type=_setting, metavar="NAME=JSON", help="for all models")
    chosen = parser.parse_args()
    hub = Hub(chosen.workspace)
    world = hub.world()
    rounds = {place: ROUNDS[chosen.protocol](world, place) for place in range(chosen.last + 1, 1, -1)}
    asked = list(rounds.values())[1:]
    customers = np.concatenate([one.questions.customers for one in asked])
    print(heading(f"{chosen.protocol}, places 2 to {chosen.last} from the end: {len(customers):,} questions"))
    print(f"settings: {json.dumps(dict(chosen.set))}" if chosen.set else "settings of the code")
    print(f"never sold, by chance: {_chance(asked):.4f} of {_asked_new(asked):,} questions that ask for any")
    print(f"{'recommender':<22}  recall     MAP   never |  recall     MAP   never  {'range':<13}", end="")
    print("".join(f"{place:>8}" for place in list(rounds)[1:]))
    found = []
    for name in chosen.models:
        found.append(_measured(untuned(hub, name).changed(dict(chosen.set)), list(rounds.values())))
        print(_line(found[-1], customers), flush=True)
    _compare(found, customers)


def _setting(text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    with suppress(json.JSONDecodeError):
        if sign:
            return name, json.loads(value)
    raise argparse.ArgumentTypeError(f"'{text}' is no setting: write its name, '=' and its value in JSON, as l2=0.01")


def _measured(one: Recommender, rounds: list[Round]) -> Found:
    """rounds: the earliest first; it only serves to choose the blend of the next."""
    plain, blended, blend = [], [], None
    for asked in rounds:
        with tempfile.TemporaryDirectory() as folder:
            blender = fitted(one, asked, Path(folder))
            if blend is not None:
                first, second = blender.rankings(asked.requests, K, (Blend(), blend))
                plain.append(_measures(first, asked))
                blended.append(_measures(second, asked))
            if asked is not rounds[-1]:
                blend, _ = chosen_blend(blender, asked.requests, asked.questions.relevant, K)
    return Found(one.name, one.kind, plain, blended)


def _measures(ranked: IntMatrix, asked: Round) -> FloatMatrix:
    right, new = asked.questions.relevant, asked.questions.targets(seen=False)
    measures = (recall_at_k(ranked, right, k=K), map_at_k(ranked, right, k=K), recall_at_k(ranked, new, k=K))
    return np.stack(measures, axis=1)


def _asked_new(rounds: list[Round]) -> int:
    return sum(len(rows) > 0 for asked in rounds for rows in asked.questions.targets(seen=False))


def _chance(rounds: list[Round]) -> float:
    return K / len(rounds[0].world.catalog)


def _line(found: Found, customers: IntVector) -> str:
    figures = [np.nanmean(np.concatenate(rows), axis=0) for rows in (found.plain, found.blended)]
    plain, blended = ("".join(f"{value:>8.4f}" for value in row) for row in figures)
    recall = mean_range(found.recall, groups=customers)
    places = "".join(f"{np.nanmean(rows[:, 0]):>8.4f}" for rows in found.blended)
    return f"{found.name:<22}{plain} | {blended}  {recall.low:.4f}-{recall.high:.4f}{places}"


def _compare(found: list[Found], customers: IntVector) -> None:
    others = [one for one in found if one.kind != "ours"]
    if not others:
        return
    best = max(others, key=lambda one: float(np.nanmean(one.recall)))
    _, owner = np.unique(customers, return_inverse=True)
    for one in found:
        if one.kind != "ours":
            continue
        gain = difference(one.recall, best.recall, groups=customers)
        sums = [np.asarray(np.bincount(owner, of.recall), np.float32) for of in (one, best)]
        ratio = float(np.nanmean(one.recall) / np.nanmean(best.recall))
        print(
            f"{one.name} over {best.name}, the best of the others: x{ratio:.3f}, "
            f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f}), p {randomisation_test(*sums):.4f}"
        )


if __name__ == "__main__":
    main()
