"""The result of a search of a recommender's settings, kept in the workspace for the lab and the screens."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from stylehub_core.evaluation.blend_choice import CHOICE
from stylehub_core.files import write_json
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.result_key import result_key
from stylehub_core.recommenders.contract import Recommender

_FILE = "tuned.json"


@dataclass(frozen=True)
class Tuned:
    """settings: the best ones found.
    score: recall@12 on validation, with the blend, of these settings.
    before: the same of the settings before the search.
    trials: how many were made.
    out_of_time: whether the search ended because its time was used up.
    """

    name: str
    settings: dict[str, Any]
    score: float
    before: float
    trials: int
    seconds: float
    out_of_time: bool = False

    def save(self, folder: Path) -> None:
        write_json(folder / _FILE, asdict(self))


def tuned(hub: Hub, protocol_name: str, recommender: Recommender) -> Tuned | None:
    """The current result of a search for `recommender`, with its default settings; None if there is none."""
    try:
        return Tuned(**json.loads((tuning_folder(hub, protocol_name, recommender) / _FILE).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def tuning_folder(hub: Hub, protocol_name: str, recommender: Recommender) -> Path:
    """The folder of the trials of `recommender`; it changes with everything that the trials depend on."""
    key = result_key(hub, protocol_name, recommender, repr(sorted(recommender.space.items())), CHOICE)
    return hub.workspace.tuned(protocol_name, recommender.name, key)
