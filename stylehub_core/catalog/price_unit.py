"""What a shop's prices are counted in, as its catalog.toml says."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from stylehub_core.errors import WorkspaceError
from stylehub_core.files import write_json

_FILE = "prices.json"


@dataclass(frozen=True)
class PriceUnit:
    """currency: its ISO code; '' if the shop names none. factor: a price times this is an amount in the currency."""

    currency: str = ""
    factor: float = 1.0

    def save(self, folder: Path) -> None:
        write_json(folder / _FILE, asdict(self))

    @classmethod
    def load(cls, folder: Path) -> "PriceUnit":
        """The unit that `save` wrote. Raises WorkspaceError if it is missing or damaged."""
        path = folder / _FILE
        try:
            notes = json.loads(path.read_text(encoding="utf-8"))
            return cls(str(notes["currency"]), float(notes["factor"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(f"{path} is damaged ({error}): delete {folder} and build again.") from error
