"""How long each screen takes for one person, warm; with --against TREE, beside another version of the app in turns.

Median of so many visits (--times), of wall time and of the server's processor time, which other work on the machine
hardly changes. Addresses are the same for both, and each is visited once before. Both run on 127.0.0.1.

python -m benchmarks.page_times --workspace WORKSPACE [--times 10] [--against TREE [--its-workspace WORKSPACE]]
"""

import argparse
import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.app_addresses import addresses
from benchmarks.app_person import Address, Person
from benchmarks.app_server import TREE, Server, served
from benchmarks.machine import heading

_MOST_TIMES = 200


@dataclass
class _Times:
    """Of one version and screen: seconds of each visit, by the clock and of the processor, and what went wrong."""

    clock: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def main() -> None:
    asked = _asked()
    trees = {"this": (asked.workspace, TREE)}
    if asked.against:
        trees["that"] = (asked.its_workspace or asked.workspace, asked.against)
    chosen = {screen: (each * asked.times)[: asked.times] for screen, each in addresses(asked.workspace).items()}
    with ExitStack() as running:
        servers = {name: running.enter_context(served(*tree)) for name, tree in trees.items()}
        times = asyncio.run(_measured(servers, chosen))
    print(heading(f"One person, {asked.times} warm visits of each screen, {' and '.join(servers)} in turns; medians"))
    print(f"{'screen':<14}" + "".join(f"{name:>12}{'processor':>12}" for name in servers) + f"{'ratio':>10}" * 2)
    for screen in chosen:
        _line(screen, [times[name, screen] for name in servers])
    for (name, screen), one in times.items():
        for problem in dict.fromkeys(one.problems):
            print(f"{name}, {screen}: {problem}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--against", type=Path, help="a folder with another version's app.py")
    parser.add_argument("--its-workspace", type=Path, help="the other version's workspace, where it needs its own")
    asked = parser.parse_args()
    if not 1 <= asked.times <= _MOST_TIMES:
        parser.error(f"--times is {asked.times}: from 1 to {_MOST_TIMES}")
    return asked


async def _measured(servers: dict[str, Server], chosen: dict[str, list[Address]]) -> dict[tuple[str, str], _Times]:
    """The times by version and screen. Visits of one address follow each other, each version first every other time."""
    times = {(name, screen): _Times() for name in servers for screen in chosen}
    people = {name: Person(server.port) for name, server in servers.items()}
    for person in people.values():
        await person.__aenter__()
    for screen, visits in chosen.items():
        for address in dict.fromkeys(visits):
            for person in people.values():
                await person.visit(address)
        for place, address in enumerate(visits):
            for name in list(people)[:: 1 if place % 2 else -1]:
                busy = servers[name].busy
                visit = await people[name].visit(address)
                one = times[name, screen]
                one.clock.append(visit.seconds)
                one.busy.append(servers[name].busy - busy)
                one.problems += visit.problems
    for person in people.values():
        await person.__aexit__(None, None, None)
    return times


def _line(screen: str, versions: list[_Times]) -> None:
    medians = [(np.median(one.clock), np.median(one.busy)) for one in versions]
    cells = "".join(f"{1000 * clock:>9.0f} ms{1000 * busy:>9.0f} ms" for clock, busy in medians)
    ratios = [first / second for first, second in zip(*medians, strict=True)] if len(medians) == 2 else []
    print(f"{screen:<14}{cells}" + "".join(f"{ratio:>10.2f}" for ratio in ratios))


if __name__ == "__main__":
    main()
