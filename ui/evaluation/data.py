"""What the Evaluation screen shows, computed from kept rankings and cached until anything is measured anew."""

import contextlib
from dataclasses import dataclass

from stylehub_core.evaluation.meter_calibration import Calibration, calibration
from stylehub_core.evaluation.protocol import Protocol, protocol
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.comparison import Comparison, compare, compared, measured_at, space_figures
from stylehub_core.lab.duel import Duel, duel
from stylehub_core.lab.measures import Measures
from stylehub_core.lab.slices import Sliced
from stylehub_core.lab.standing import Standing, standing
from ui import resources
from ui.resources import made_once


@dataclass(frozen=True, eq=False)
class View:
    """What is asked for. key: changes whenever anything of this protocol is measured or built anew."""

    hub: Hub
    protocol: Protocol
    standing: Standing
    key: str
    k: int
    blended: bool

    @property
    def titles(self) -> dict[str, str]:
        """Names of what is measured, by title."""
        return {str(one.report["title"]): one.name for one in self.standing.outcomes}

    @property
    def measures(self) -> list[Measures]:
        """Of each outcome, customer by customer."""
        key = ("lab measures", self.protocol.name, self.key, str(self.k), str(self.blended))
        return made_once(key, lambda: measured_at(self.protocol, self.standing.outcomes, self.k, blended=self.blended))

    def comparison(self, baseline: str) -> Comparison:
        """baseline: a name, or '' for the best floor or baseline."""
        outcomes = self.standing.outcomes

        def make() -> Comparison:
            spaces = {one.name: space_figures(self.hub, one.name) for one in outcomes}
            return compare(self.protocol, outcomes, self.measures, spaces, blended=self.blended, baseline=baseline)

        return made_once(("lab table", self.protocol.name, self.key, str(self.k), str(self.blended), baseline), make)

    def with_slices(self, baseline: str) -> Comparison:
        """For a report: the same with the slices of the best."""
        return compared(
            self.hub, self.protocol, self.standing.outcomes, self.k, blended=self.blended, baseline=baseline
        )

    def sliced(self) -> Sliced:
        return made_once(("lab slices", self.protocol.name, self.key), lambda: Sliced.of(self.protocol.test))

    def duel(self, first: str, second: str) -> Duel:
        """Of recall at k."""
        recall = {
            one.name: found.values["recall"] for one, found in zip(self.standing.outcomes, self.measures, strict=True)
        }
        key = ("lab duel", self.protocol.name, self.key, str(self.k), str(self.blended), first, second)
        return made_once(key, lambda: duel(recall[first], recall[second]))


def view(hub: Hub, protocol_name: str, k: int, *, blended: bool) -> View:
    """Raises QueryError, and NoSplitError where the data is too short for the protocol."""
    catalog = hub.workspace.get("catalog").fingerprint
    asked = made_once(
        ("lab protocol", catalog, hub.encoder.identity, protocol_name),
        lambda: protocol(protocol_name, hub.world()),
    )
    key = measured_when(hub, protocol_name)
    found = made_once(("lab standing", catalog, protocol_name, key), lambda: standing(hub, asked))
    return View(hub, asked, found, key, k, blended)


def calibrations(hub: Hub) -> list[Calibration]:
    """Of all models that are trained."""
    histories = {name: hub.model(name).history for name in hub.ready}
    trained = {name: history for name, history in histories.items() if history}
    return made_once(("lab meters", resources.version()), lambda: calibration(trained))


def measured_when(hub: Hub, protocol_name: str) -> str:
    """Changes whenever anything is measured: names, times and sizes of all that is kept, damaged files too."""
    parts = [resources.version()]
    for file in sorted(hub.workspace.lab(protocol_name).glob("*/*")):
        if file.parent.suffix == ".partial":  # being measured now
            continue
        with contextlib.suppress(OSError):  # replaced between two looks
            noted = file.stat()
            parts.append(f"{file.parent.name}/{file.name} {noted.st_mtime_ns} {noted.st_size}")
    return "|".join(parts)
