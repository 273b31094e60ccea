"""Compatibility learned from a share of the labelled outfits: what unlabelled pictures are worth.

Every part of the loss on and off, for 1 to 100 % of the labels. AUC and fill in the blank of the same questions, each
the mean over several draws of labels and starts, with 95 % ranges over the outfits. Then the claim of Revanur et al.:
with 10 % of the labels, pseudo-labels and consistency together close half of the gap to all labels.

    python -m benchmarks.label_shares --workspace WORKSPACE [--seeds 3] [--shares 0.01,0.1,1] [--pixels]
        [--set training.pseudo=0.5] [--validation] [--disjoint]
"""

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from stylehub_core.arrays import FloatVector
from stylehub_core.config import changed
from stylehub_core.evaluation.bootstrap import Range, mean_range
from stylehub_core.evaluation.outfit_measures import BlankFigures, blank_figures
from stylehub_core.evaluation.outfit_rounds import OutfitRound, outfit_protocol
from stylehub_core.evaluation.significance import randomisation_test
from stylehub_core.hub.hub import Hub
from stylehub_core.outfits.compatibility import PIXELS, Compatibility, CompatibilityConfig

PARTS = {
    "labels alone": {"pseudo", "consistency"},
    "+ pseudo-labels": {"consistency"},
    "+ consistency": {"pseudo"},
    "+ both": set[str](),
}
"""What is switched off."""
CLAIMED = 0.1
"""The share of labels of the claim."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--shares", default="0.01,0.05,0.1,0.5,1")
    parser.add_argument("--seeds", type=int, default=3, help="draws of labels and starts of the network")
    parser.add_argument("--pixels", action="store_true", help="a residual network that learns to see")
    parser.add_argument("--set", action="append", default=[], help="a setting, such as training.pseudo=0.5")
    parser.add_argument("--validation", action="store_true", help="for choosing settings")
    parser.add_argument("--disjoint", action="store_true", help="answers that no visible outfit or purchase has")
    options = parser.parse_args()
    protocol = outfit_protocol(Hub(options.workspace).world(), disjoint=options.disjoint)
    round_ = protocol.validation if options.validation else protocol.test
    settings = dict(setting.split("=", 1) for setting in options.set)
    config = changed(PIXELS if options.pixels else Compatibility.default, settings)
    shares = [float(share) for share in options.shares.split(",")]
    print(heading(f"{round_.note} {len(round_.questions):,} questions with 3 wrong answers; {options.seeds} seeds."))
    print(f"{'labels':>7}  {'':18}{'AUC':>22}{'fill in the blank':>26}")
    table = {}
    for share in shares:
        for title, off in PARTS.items():
            figures = learned(round_, replace(config, labels=share), off, options.seeds)
            table[share, title] = figures
            print(f"{share:>7.0%}  {title:18}{shown(figures.auc)}    {shown(figures.blank)}", flush=True)
    for measure in ("auc", "blank"):
        print(claim({key: getattr(figures, measure) for key, figures in table.items()}, measure))


def learned(round_: OutfitRound, config: CompatibilityConfig, off: set[str], seeds: int) -> BlankFigures:
    """The mean over the seeds of each question's figures."""
    drawn = []
    for seed in range(seeds):
        training = changed(replace(config.training, seed=seed), dict.fromkeys(off, 0.0))
        with tempfile.TemporaryDirectory() as folder:
            fitted = Compatibility(replace(config, training=training)).fit(round_.world, Path(folder))
        drawn.append(blank_figures(fitted, round_.questions))
    means = (np.mean([getattr(figures, name) for figures in drawn], axis=0) for name in ("auc", "blank"))
    return BlankFigures(*means)


def claim(table: dict[tuple[float, str], FloatVector], measure: str) -> str:
    """How much of the gap between labels alone and all labels the unlabelled pictures close, in a sentence."""
    few, both, every = (table.get(key) for key in ((CLAIMED, "labels alone"), (CLAIMED, "+ both"), (1, "labels alone")))
    if few is None or both is None or every is None:
        return f"{measure}: the claim is about {CLAIMED:.0%} and 100 % of the labels."
    gain, gap = both - few, every - few
    closed, p_value = gain.mean() / gap.mean(), randomisation_test(both, few)
    return (
        f"{measure}: of the gap of {shown(gap).strip()} between {CLAIMED:.0%} and all labels, both parts close "
        f"{shown(gain).strip()}, {closed:.0%}; p {p_value:.4f} that they change nothing."
    )


def shown(values: FloatVector) -> str:
    found: Range = mean_range(values)
    return f"{found.value:>8.3f} {found.low:.3f}–{found.high:.3f}"


if __name__ == "__main__":
    main()
