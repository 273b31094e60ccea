"""What the Alignment screen shows, read once and kept."""

from stylehub_core.alignment.alignment import Alignment
from stylehub_core.alignment.disagreements import worst_first
from stylehub_core.arrays import IntVector
from stylehub_core.hub.disagreeing import Flags, with_flags
from stylehub_core.hub.hub import Hub
from ui import resources

ALL = "All"
FLAGS: dict[str, Flags] = {ALL: "all", "Flagged": "flagged", "Not flagged": "not-flagged"}
"""The choices by their titles."""


def alignment_of(hub: Hub) -> Alignment:
    """Raises as `Hub.alignment` does."""
    return resources.made_once(("alignment", _fingerprint(hub)), hub.alignment)


def chosen_positions(hub: Hub, alignment: Alignment, aspect: str, flags: str, flagged_ids: set[str]) -> IntVector:
    """Positions in the alignment, the worst first. aspect: as for `worst_first`. flags: a title in FLAGS."""
    key = ("worst first", _fingerprint(hub), aspect)
    order: IntVector = resources.made_once(key, lambda: worst_first(alignment, aspect))
    return with_flags(hub, alignment, order, FLAGS[flags], flagged_ids)


def expected_wrong(hub: Hub) -> float:
    """The share of wrong texts that the alignment was computed with."""
    return float(hub.workspace.get("alignment").facts["inputs"]["config"]["prior"])


def _fingerprint(hub: Hub) -> str:
    artifact = hub.workspace.find("alignment")
    return f"{hub.workspace.folder} {artifact.fingerprint if artifact else ''}"
