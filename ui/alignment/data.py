"""What the Alignment screen shows, read once and kept."""

import numpy as np

from stylehub_core.alignment.alignment import Alignment
from stylehub_core.alignment.disagreements import worst_first
from stylehub_core.arrays import IntVector
from stylehub_core.hub.hub import Hub
from ui import resources

ALL = "All"
FLAGS = (ALL, "Flagged", "Not flagged")


def alignment_of(hub: Hub) -> Alignment:
    """Raises as `Hub.alignment` does."""
    return resources.made_once(("alignment", _fingerprint(hub)), hub.alignment)


def chosen_positions(hub: Hub, alignment: Alignment, aspect: str, flags: str, flagged_ids: set[str]) -> IntVector:
    """Positions in the alignment, the worst first. aspect: as for `worst_first`. flags: one of FLAGS."""
    key = ("worst first", _fingerprint(hub), aspect)
    order: IntVector = resources.made_once(key, lambda: worst_first(alignment, aspect))
    if flags == ALL:
        return order
    is_flagged = np.isin(hub.catalog.ids[alignment.rows[order]], sorted(flagged_ids))
    return np.asarray(order[is_flagged == (flags == "Flagged")], np.int32)


def expected_wrong(hub: Hub) -> float:
    """The share of wrong texts that the alignment was computed with."""
    return float(hub.workspace.get("alignment").facts["inputs"]["config"]["prior"])


def _fingerprint(hub: Hub) -> str:
    artifact = hub.workspace.find("alignment")
    return f"{hub.workspace.folder} {artifact.fingerprint if artifact else ''}"
