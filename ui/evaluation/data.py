"""What the Evaluation screen shows: computed from saved rankings, and cached until something is measured again."""

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
    """What to show.

    standing: what is measured under the protocol.
    key: changes whenever anything of this protocol is measured or built again.
    k: how many recommendations count.
    blended: whether with the blend.
    """

    hub: Hub
    protocol: Protocol
    standing: Standing
    key: str
    k: int
    blended: bool

    @property
    def titles(self) -> dict[str, str]:
        """Names of the measured recommenders, by title."""
        return {str(outcome.report["title"]): outcome.name for outcome in self.standing.outcomes}

    @property
    def measures(self) -> list[Measures]:
        """The measures of each outcome, customer by customer."""
        key = ("lab measures", self.protocol.name, self.key, str(self.k), str(self.blended))
        return made_once(key, lambda: measured_at(self.protocol, self.standing.outcomes, self.k, blended=self.blended))

    def comparison(self, baseline: str) -> Comparison:
        """The table of all recommenders. baseline: a name, or '' for the best floor or baseline."""
        outcomes = self.standing.outcomes

        def make() -> Comparison:
            spaces = {outcome.name: space_figures(self.hub, outcome.name) for outcome in outcomes}
            return compare(self.protocol, outcomes, self.measures, spaces, blended=self.blended, baseline=baseline)

        return made_once(("lab table", self.protocol.name, self.key, str(self.k), str(self.blended), baseline), make)

    def with_slices(self, baseline: str) -> Comparison:
        """The same with the slices of the best recommenders, for a report."""
        return compared(
            self.hub, self.protocol, self.standing.outcomes, self.k, blended=self.blended, baseline=baseline
        )

    def sliced(self) -> Sliced:
        return made_once(("lab slices", self.protocol.name, self.key), lambda: Sliced.of(self.protocol.test))

    def duel(self, first: str, second: str) -> Duel:
        """Two recommenders' recall at k, compared customer by customer."""
        recall = {
            outcome.name: measures.values["recall"]
            for outcome, measures in zip(self.standing.outcomes, self.measures, strict=True)
        }
        key = ("lab duel", self.protocol.name, self.key, str(self.k), str(self.blended), first, second)
        return made_once(key, lambda: duel(recall[first], recall[second]))


def view_of(hub: Hub, protocol_name: str, k: int, *, blended: bool) -> View:
    """Raises QueryError, or NoSplitError if the data covers too few days for the protocol."""
    catalog = hub.workspace.get("catalog").fingerprint
    chosen_protocol = made_once(
        ("lab protocol", catalog, hub.encoder.identity, protocol_name),
        lambda: protocol(protocol_name, hub.world()),
    )
    key = measured_stamp(hub, protocol_name)
    measured = made_once(("lab standing", catalog, protocol_name, key), lambda: standing(hub, chosen_protocol))
    return View(hub, chosen_protocol, measured, key, k, blended)


def calibrations(hub: Hub) -> list[Calibration]:
    """The calibrations of the collapse meter on all trained models."""
    histories = {name: hub.model(name).history for name in hub.ready}
    trained = {name: history for name, history in histories.items() if history}
    return made_once(("lab meters", resources.version()), lambda: calibration(trained))


def measured_stamp(hub: Hub, protocol_name: str) -> str:
    """A text that changes whenever anything is measured: names, times and sizes of all saved files."""
    parts = [resources.version()]
    for file in sorted(hub.workspace.lab(protocol_name).glob("*/*")):
        if file.parent.suffix == ".partial":  # being measured now
            continue
        with contextlib.suppress(OSError):  # replaced in the meantime
            status = file.stat()
            parts.append(f"{file.parent.name}/{file.name} {status.st_mtime_ns} {status.st_size}")
    return "|".join(parts)
