"""Outfits: does the missing article score above others of its type that sell as well?

The same table as `evaluate --protocol outfits` prints, but nothing is kept, and the models whose cosine is a floor need
not be built.

    python -m benchmarks.outfits --workspace WORKSPACE [--scorers stylist] [--models text,transactional] [--validation]
        [--disjoint]
"""

import argparse
import sys
from pathlib import Path

from benchmarks.machine import heading
from stylehub_core.evaluation.outfit_rounds import outfit_protocol
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.overrides import with_overrides
from stylehub_core.lab.outfit_table import compared
from stylehub_core.lab.outfits import measured
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.models.registry import model
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.outfits.cosine_blend import CosineBlend
from stylehub_core.outfits.model_cosine import ModelCosine
from stylehub_core.outfits.registry import set_scorers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--scorers", default="", help="set scorers beside the floors, by commas; all by default")
    parser.add_argument(
        "--models", default="look,transactional,hybrid,multimodal", help="models whose cosine is a floor"
    )
    parser.add_argument("--validation", action="store_true", help="for choosing settings")
    parser.add_argument("--disjoint", action="store_true", help="answers that no visible outfit or purchase has")
    options = parser.parse_args()
    hub = Hub(options.workspace)
    protocol = outfit_protocol(hub.world(), disjoint=options.disjoint)
    round_ = protocol.validation if options.validation else protocol.test
    print(heading(f"{round_.note} {len(round_.questions):,} questions with 3 wrong answers each."))
    outcomes = []
    for scorer in _chosen(hub, options):
        outcomes.append(measured(scorer, round_))
        print(f"{scorer.title}: done", file=sys.stderr, flush=True)
    table = compared("outfits-disjoint" if options.disjoint else "outfits", round_, outcomes, {})
    print(table.to_text())


def _chosen(hub: Hub, options: argparse.Namespace) -> list[SetScorer]:
    """The floors, the cosines of the models asked for, and the set scorers asked for."""
    names = [name for name in options.scorers.split(",") if name]
    every = [kind() for kind in set_scorers().values()]
    floors = [scorer for scorer in every if scorer.is_floor]
    ours = [scorer for scorer in every if not scorer.is_floor and (not names or scorer.name in names)]
    models = [with_overrides(model(name), hub.settings.overrides) for name in options.models.split(",") if name]
    cosines = [ModelCosine(each) for each in models]
    blend = [CosineBlend([with_overrides(model(FIRST_MODEL), hub.settings.overrides), *models])] if models else []
    return [*floors, *cosines, *blend, *ours]


if __name__ == "__main__":
    main()
