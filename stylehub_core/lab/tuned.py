"""What a search of a recommender's settings has found, kept in the workspace; the lab and the screens use it."""

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
    """settings: the best; score, before: recall@12 on validation with the blend, of the best and of the settings as
    they were; trials: that were made; out_of_time: whether the time ended it.
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


def tuned(hub: Hub, protocol_name: str, one: Recommender) -> Tuned | None:
    """What a search has found for `one`, as it is in the code, with nothing changed since; None where there is none."""
    try:
        return Tuned(**json.loads((tuning_folder(hub, protocol_name, one) / _FILE).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def tuning_folder(hub: Hub, protocol_name: str, one: Recommender) -> Path:
    """Where the search of `one` keeps its trials: another one as soon as anything changes that they depend on."""
    key = result_key(hub, protocol_name, one, repr(sorted(one.space.items())), CHOICE)
    return hub.workspace.tuned(protocol_name, one.name, key)
