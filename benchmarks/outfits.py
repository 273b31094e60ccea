"""Outfits: does the missing article score above others of its type that sell as well?

Every floor and every set scorer is fitted on the same visible data. AUC and fill in the blank with 95 % ranges over
outfits; then each of ours against the best floor, paired by outfit, with Holm's correction.

    python -m benchmarks.outfits --workspace WORKSPACE [--scorers stylist] [--models text,transactional] [--validation]
        [--disjoint]
"""

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.machine import heading
from stylehub_core.evaluation.bootstrap import mean_range
from stylehub_core.evaluation.outfit_measures import OutfitFigures, outfit_figures
from stylehub_core.evaluation.outfit_rounds import OutfitRound, outfit_protocol
from stylehub_core.evaluation.significance import holm, randomisation_test
from stylehub_core.hub.hub import Hub
from stylehub_core.models.registry import model
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.outfits.model_cosine import ModelCosine
from stylehub_core.outfits.registry import set_scorers

FLOORS = ("mean-cosine", "chance", "popularity", "slot-pairs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--scorers", default="", help="set scorers, separated by commas; all by default")
    parser.add_argument(
        "--models", default="look,transactional,hybrid,multimodal", help="models whose cosine is a floor"
    )
    parser.add_argument("--validation", action="store_true", help="for choosing settings")
    parser.add_argument("--disjoint", action="store_true", help="answers that no visible outfit or purchase has")
    options = parser.parse_args()
    known = set_scorers()
    ours = [name for name in options.scorers.split(",") if name] or [name for name in known if name not in FLOORS]
    protocol = outfit_protocol(Hub(options.workspace).world(), disjoint=options.disjoint)
    round_ = protocol.validation if options.validation else protocol.test
    print(heading(f"{round_.note} {len(round_.questions):,} questions with 3 wrong answers each."))
    print(f"{'':34}{'AUC':>22}{'fill in the blank':>24}{'fitted in':>12}")
    floors = {scorer.title: measured(scorer, round_) for scorer in _floors(options.models)}
    best = max(floors, key=lambda title: floors[title].blank.mean())
    results = {known[name]().title: measured(known[name](), round_) for name in ours}
    tests = [(title, measure) for title in results for measure in ("auc", "blank")]
    p_values = holm(
        [
            randomisation_test(getattr(results[title], measure), getattr(floors[best], measure))
            for title, measure in tests
        ]
    )
    if results:
        print(f"\nagainst the best floor, {best}")
    for (title, measure), p_value in zip(tests, p_values, strict=True):
        ratio = getattr(results[title], measure).mean() / getattr(floors[best], measure).mean()
        print(f"{title:34}{measure:>8}  {ratio:.3f} x  p {p_value:.4f}")


def _floors(models: str) -> list[SetScorer]:
    cosines = [ModelCosine(model(name)) for name in models.split(",") if name]
    return [*(set_scorers()[name]() for name in FLOORS), *cosines]


def measured(scorer: SetScorer, round_: OutfitRound) -> OutfitFigures:
    """The scorer's figures, printed as a line."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        fitted = scorer.fit(round_.world, Path(folder))
    seconds = time.monotonic() - started
    figures = outfit_figures(fitted, round_.questions)
    auc, blank = mean_range(figures.auc), mean_range(figures.blank)
    print(
        f"{scorer.title:34}{auc.value:>8.3f} {auc.low:.3f}–{auc.high:.3f}{blank.value:>10.3f} {blank.low:.3f}–"
        f"{blank.high:.3f}{seconds:>10.0f} s",
        flush=True,
    )
    return figures


if __name__ == "__main__":
    main()
