"""Several users at once: how long a page takes while others click too, and whether the server's memory stays flat.

The app runs in its own process on 127.0.0.1, and users are websockets to it. There is no other connection.

python -m benchmarks.page_load --workspace WORKSPACE [--people 10] [--seconds 60] [--pause 2] [--after 12] [--app TREE]
python -m benchmarks.page_load --workspace WORKSPACE --people 4 --pause 0 --pages 2000
"""

import argparse
import asyncio
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np

from benchmarks.app_addresses import Addresses, addresses
from benchmarks.app_person import Person, Visit
from benchmarks.app_server import TREE, Server, served
from benchmarks.machine import heading
from stylehub_core.hub.hub import Hub

MOST_PEOPLE, MOST_SECONDS, MOST_PAGES = 100, 1_800, 20_000
_STEPS = 10  # how often memory is read


def main() -> None:
    options = _options()
    screens = addresses(options.workspace)
    with served(options.workspace, options.app) as server:
        load = _Load(server, screens, options)
        asyncio.run(load.run())
    about = f"{options.people} people, {options.pause:g} s between clicks, from {load.began:.0f} s after the start"
    print(heading(f"{about}, {load.lasted:.0f} s long, {_articles(options.workspace):,} articles"))
    _show(load.visits)
    print(
        "memory, MiB: " + " ".join(f"{mebibytes:.0f}" for mebibytes in load.memory) + "  (ten equal parts of the run)"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--app", type=Path, default=TREE, help="the folder with app.py")
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between a finished page and the next click")
    parser.add_argument("--after", type=float, default=12.0, help="seconds from the app's start to the first click")
    parser.add_argument("--pages", type=int, default=0, help="stop after this many pages, instead of --seconds")
    options = parser.parse_args()
    options.seconds = MOST_SECONDS if options.pages else options.seconds
    for name, most in (("people", MOST_PEOPLE), ("seconds", MOST_SECONDS), ("pages", MOST_PAGES)):
        if not 0 <= getattr(options, name) <= most:
            parser.error(f"--{name} is {getattr(options, name):g}: it must be between 0 and {most:,}")
    return options


class _Load:
    """One run. visits: in the order in which pages were finished; memory: of the server over the run, in MiB."""

    def __init__(self, server: Server, screens: Addresses, options: argparse.Namespace) -> None:
        self.server, self.screens, self.options = server, screens, options
        self.visits: list[Visit] = []
        self.memory: list[float] = []
        self.began = self.lasted = 0.0

    async def run(self) -> None:
        await asyncio.sleep(max(0.0, self.server.started + self.options.after - time.monotonic()))
        start = time.monotonic()
        self.began = start - self.server.started
        self.memory.append(self.server.memory)
        await asyncio.gather(*(self._person(number, start) for number in range(self.options.people)))
        self.lasted = time.monotonic() - start

    async def _person(self, number: int, start: float) -> None:
        rng = random.Random(number)
        await asyncio.sleep(rng.uniform(0, self.options.pause))
        async with Person(self.server.port) as person:
            while self._share(start) < 1:
                screen = rng.choice(list(self.screens))
                self.visits.append(await person.visit(rng.choice(self.screens[screen])))
                if self._share(start) * _STEPS >= len(self.memory):
                    self.memory.append(self.server.memory)
                await asyncio.sleep(self.options.pause)

    def _share(self, start: float) -> float:
        """How much of the run is over, 0 to 1."""
        over: float = (time.monotonic() - start) / self.options.seconds
        return max(over, len(self.visits) / self.options.pages) if self.options.pages else over


def _show(visits: list[Visit]) -> None:
    print(f"{'screen':<14}{'pages':>7}{'median':>10}{'p95':>10}{'worst':>10}")
    screens = {visit.address.screen for visit in visits}
    for screen in sorted(screens):
        _line(screen or "Home", [visit.seconds for visit in visits if visit.address.screen == screen])
    _line("all", [visit.seconds for visit in visits])
    problems = Counter(problem for visit in visits for problem in visit.problems)
    print(f"\nexceptions: {problems.total()}")
    for problem, count in problems.most_common(10):
        print(f"  {count} x {problem}")


def _line(name: str, seconds: list[float]) -> None:
    times = np.array(seconds)
    cells = (np.median(times), np.percentile(times, 95), times.max())
    print(f"{name:<14}{len(times):>7}" + "".join(f"{1000 * cell:>7.0f} ms" for cell in cells))


def _articles(workspace: Path) -> int:
    return len(Hub(workspace).catalog)


if __name__ == "__main__":
    main()
