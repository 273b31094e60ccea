"""Describes the machine on which results were made."""

import contextlib
import os
import platform
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stylehub_core.number_text import counted


@dataclass(frozen=True)
class Machine:
    """memory: in GiB, 0 if unknown."""

    system: str
    processor: str
    cores: int
    memory: float

    def __str__(self) -> str:
        memory = f", {self.memory:.0f} GiB" if self.memory else ""
        return f"{self.processor}, {counted(self.cores, 'core')}{memory}, {self.system}"


@cache
def machine() -> Machine:
    """The machine that this process runs on."""
    memory = 0.0
    with contextlib.suppress(OSError, ValueError, AttributeError):
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return Machine(f"{platform.system()} {platform.release()}", _processor(), os.cpu_count() or 1, round(memory, 1))


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
