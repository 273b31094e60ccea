"""What is measured of one protocol, what has to be measured again, and what cannot be read."""

import json
from dataclasses import dataclass

from stylehub_core.errors import StyleHubError
from stylehub_core.evaluation.protocol import Protocol
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab


@dataclass(frozen=True, eq=False)
class Standing:
    """outcomes: measured, with nothing changed since, in the order of the recommenders; changed: names of those whose
    data or settings are others now; missing: names never measured; damaged: what is wrong, by name.
    """

    outcomes: tuple[lab.Outcome, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    damaged: dict[str, str]

    @property
    def to_measure(self) -> tuple[str, ...]:
        return (*self.damaged, *self.changed, *self.missing)


def standing(hub: Hub, asked: Protocol) -> Standing:
    """Read all that is kept of a protocol; what cannot be read does not stop the others."""
    outcomes, changed, missing, damaged = [], [], [], {}
    for name in lab.names(hub):
        try:
            found = lab.kept(hub, asked.name, name)
            why = _wrong(hub, asked, name) if found is None else _unfitting(found, asked)
        except StyleHubError as error:
            damaged[name] = str(error)
            continue
        if why:
            damaged[name] = why
        elif found is not None:
            outcomes.append(found)
        elif (hub.workspace.lab(asked.name) / name).is_dir():
            changed.append(name)
        else:
            missing.append(name)
    return Standing(tuple(outcomes), tuple(changed), tuple(missing), damaged)


def _wrong(hub: Hub, asked: Protocol, name: str) -> str:
    """Why an outcome cannot be read; '' where there is none, or only one of other data or settings."""
    folder, key = lab.place(hub, asked.name, name)
    if not folder.is_dir():
        return ""
    try:
        made_with = json.loads((folder / "report.json").read_text()).get("key")
    except (OSError, ValueError, AttributeError):
        return f"{folder / 'report.json'} cannot be read: measure it again."
    return f"{folder} is damaged: measure it again." if made_with == key else ""


def _unfitting(found: lab.Outcome, asked: Protocol) -> str:
    questions, articles = asked.test.questions, len(asked.test.world.catalog)
    for ranked in (found.plain, found.blended):
        if ranked.ndim != 2 or len(ranked) != len(questions) or not ranked.shape[1] or ranked.max() >= articles:
            return (
                f"{found.folder} holds rankings of another shape than {len(questions):,} customers: measure it again."
            )
    return ""
