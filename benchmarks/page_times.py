"""How long each warm screen takes for one user; with --against TREE, compared with another version of the app.

Medians over --times visits, of wall time and of the server's processor time, which other work on the machine hardly
changes. Both versions run on 127.0.0.1 and get the same addresses in turns, each visited once beforehand.

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
    """One version and screen.

    clock, busy: wall and processor seconds of each visit.
    problems: what went wrong.
    """

    clock: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def main() -> None:
    options = _options()
    trees = {"this": (options.workspace, TREE)}
    if options.against:
        trees["that"] = (options.its_workspace or options.workspace, options.against)
    visits = {screen: (each * options.times)[: options.times] for screen, each in addresses(options.workspace).items()}
    with ExitStack() as running:
        servers = {name: running.enter_context(served(*tree)) for name, tree in trees.items()}
        times = asyncio.run(_measured(servers, visits))
    print(heading(f"One person, {options.times} warm visits of each screen, {' and '.join(servers)} in turns; medians"))
    print(f"{'screen':<14}" + "".join(f"{name:>12}{'processor':>12}" for name in servers) + f"{'ratio':>10}" * 2)
    for screen in visits:
        _line(screen, [times[name, screen] for name in servers])
    for (name, screen), measured in times.items():
        for problem in dict.fromkeys(measured.problems):
            print(f"{name}, {screen}: {problem}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--against", type=Path, help="a folder with another version's app.py")
    parser.add_argument("--its-workspace", type=Path, help="the other version's workspace, where it needs its own")
    options = parser.parse_args()
    if not 1 <= options.times <= _MOST_TIMES:
        parser.error(f"--times is {options.times}: it must be between 1 and {_MOST_TIMES}")
    return options


async def _measured(servers: dict[str, Server], visits: dict[str, list[Address]]) -> dict[tuple[str, str], _Times]:
    """The times by version and screen. Versions visit each address in turns and take turns at going first."""
    times = {(name, screen): _Times() for name in servers for screen in visits}
    people = {name: Person(server.port) for name, server in servers.items()}
    for person in people.values():
        await person.__aenter__()
    for screen, screen_visits in visits.items():
        for address in dict.fromkeys(screen_visits):
            for person in people.values():
                await person.visit(address)
        for number, address in enumerate(screen_visits):
            for name in list(people)[:: 1 if number % 2 else -1]:
                busy = servers[name].busy
                visit = await people[name].visit(address)
                measured = times[name, screen]
                measured.clock.append(visit.seconds)
                measured.busy.append(servers[name].busy - busy)
                measured.problems += visit.problems
    for person in people.values():
        await person.__aexit__(None, None, None)
    return times


def _line(screen: str, versions: list[_Times]) -> None:
    medians = [(np.median(version.clock), np.median(version.busy)) for version in versions]
    cells = "".join(f"{1000 * clock:>9.0f} ms{1000 * busy:>9.0f} ms" for clock, busy in medians)
    ratios = [first / second for first, second in zip(*medians, strict=True)] if len(medians) == 2 else []
    print(f"{screen:<14}{cells}" + "".join(f"{ratio:>10.2f}" for ratio in ratios))


if __name__ == "__main__":
    main()
