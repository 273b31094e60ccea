"""How much memory this process may still use."""

import contextlib
from pathlib import Path

_SYSTEM = Path("/proc/meminfo")
_CONTAINER = Path("/sys/fs/cgroup")


def free_memory() -> int | None:
    """Free bytes on the machine and within a container's limit; None if the system does not report them."""
    free: list[int] = []
    with contextlib.suppress(OSError, ValueError):
        free.append(1024 * _figure(_SYSTEM, "MemAvailable:"))
    with contextlib.suppress(OSError, ValueError):  # "max" means no limit; memory of cached files can be reclaimed
        limit = int((_CONTAINER / "memory.max").read_text())
        free.append(max(limit - _figure(_CONTAINER / "memory.stat", "anon"), 0))
    return min(free, default=None)


def _figure(file: Path, name: str) -> int:
    return next(int(line.split()[1]) for line in [*file.read_text().splitlines(), f"{name} ?"] if name in line.split())
