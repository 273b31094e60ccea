"""The state of a protocol's measurements: which are current, outdated, missing or unreadable."""

import json
from dataclasses import dataclass

from stylehub_core.errors import StyleHubError
from stylehub_core.evaluation.protocol import Protocol
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab


@dataclass(frozen=True, eq=False)
class Standing:
    """outcomes: the current ones, in the order of the recommenders.
    changed: names of those measured with other data or settings.
    missing: names of those never measured.
    damaged: the reason, by name.
    """

    outcomes: tuple[lab.Outcome, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    damaged: dict[str, str]

    @property
    def to_measure(self) -> tuple[str, ...]:
        return (*self.damaged, *self.changed, *self.missing)


def standing(hub: Hub, protocol: Protocol) -> Standing:
    """Read all outcomes of a protocol; an unreadable one does not stop the others."""
    outcomes, changed, missing, damaged = [], [], [], {}
    for name in lab.names(hub):
        try:
            outcome = lab.kept(hub, protocol.name, name)
            damage = _damage(hub, protocol, name) if outcome is None else _mismatch(outcome, protocol)
        except StyleHubError as error:
            damaged[name] = str(error)
            continue
        if damage:
            damaged[name] = damage
        elif outcome is not None:
            outcomes.append(outcome)
        elif (hub.workspace.lab(protocol.name) / name).is_dir():
            changed.append(name)
        else:
            missing.append(name)
    return Standing(tuple(outcomes), tuple(changed), tuple(missing), damaged)


def _damage(hub: Hub, protocol: Protocol, name: str) -> str:
    """Why an outcome cannot be read; '' if there is none, or only one of other data or settings."""
    folder, key = lab.folder_and_key(hub, protocol.name, name)
    if not folder.is_dir():
        return ""
    try:
        made_with = json.loads((folder / "report.json").read_text()).get("key")
    except (OSError, ValueError, AttributeError):
        return f"{folder / 'report.json'} cannot be read: measure it again."
    return f"{folder} is damaged: measure it again." if made_with == key else ""


def _mismatch(outcome: lab.Outcome, protocol: Protocol) -> str:
    questions, articles = protocol.test.questions, len(protocol.test.world.catalog)
    for ranked in (outcome.plain, outcome.blended):
        if ranked.ndim != 2 or len(ranked) != len(questions) or not ranked.shape[1] or ranked.max() >= articles:
            return f"{outcome.folder} holds rankings that do not fit {len(questions):,} customers: measure it again."
    return ""
