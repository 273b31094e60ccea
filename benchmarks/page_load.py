"""Several people at once: how long a page takes while others click too, and whether the server's memory stays flat.

The app runs in a process of its own on 127.0.0.1, and people are its websockets: nothing else is spoken to.

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
_STEPS = 10  # memory is read so many times


def main() -> None:
    asked = _asked()
    chosen = addresses(asked.workspace)
    with served(asked.workspace, asked.app) as server:
        load = _Load(server, chosen, asked)
        asyncio.run(load.run())
    about = f"{asked.people} people, {asked.pause:g} s between clicks, from {load.began:.0f} s after the start"
    print(heading(f"{about}, {load.lasted:.0f} s long, {_articles(asked.workspace):,} articles"))
    _show(load.visits)
    print("memory, MiB: " + " ".join(f"{one:.0f}" for one in load.memory) + "  (ten equal parts of the run)")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--app", type=Path, default=TREE, help="the folder with app.py")
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between a finished page and the next click")
    parser.add_argument("--after", type=float, default=12.0, help="seconds from the app's start to the first click")
    parser.add_argument("--pages", type=int, default=0, help="stop after so many pages, instead of --seconds")
    asked = parser.parse_args()
    asked.seconds = MOST_SECONDS if asked.pages else asked.seconds
    for name, most in (("people", MOST_PEOPLE), ("seconds", MOST_SECONDS), ("pages", MOST_PAGES)):
        if not 0 <= getattr(asked, name) <= most:
            parser.error(f"--{name} is {getattr(asked, name):g}: at most {most:,}")
    return asked


class _Load:
    """One run. visits: all pages in the order in which they were finished; memory: of the server, over the run."""

    def __init__(self, server: Server, chosen: Addresses, asked: argparse.Namespace) -> None:
        self.server, self.chosen, self.asked = server, chosen, asked
        self.visits: list[Visit] = []
        self.memory: list[float] = []
        self.began = self.lasted = 0.0

    async def run(self) -> None:
        await asyncio.sleep(max(0.0, self.server.started + self.asked.after - time.monotonic()))
        start = time.monotonic()
        self.began = start - self.server.started
        self.memory.append(self.server.memory)
        await asyncio.gather(*(self._person(place, start) for place in range(self.asked.people)))
        self.lasted = time.monotonic() - start

    async def _person(self, place: int, start: float) -> None:
        draw = random.Random(place)
        await asyncio.sleep(draw.uniform(0, self.asked.pause))
        async with Person(self.server.port) as person:
            while self._share(start) < 1:
                screen = draw.choice(list(self.chosen))
                self.visits.append(await person.visit(draw.choice(self.chosen[screen])))
                if self._share(start) * _STEPS >= len(self.memory):
                    self.memory.append(self.server.memory)
                await asyncio.sleep(self.asked.pause)

    def _share(self, start: float) -> float:
        """How much of the run is over."""
        over = (time.monotonic() - start) / self.asked.seconds
        return max(over, len(self.visits) / self.asked.pages) if self.asked.pages else over


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
