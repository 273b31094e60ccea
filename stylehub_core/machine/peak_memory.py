"""Measures the peak memory of a piece of work."""

import contextlib
import ctypes
import gc
import threading
from pathlib import Path
from types import TracebackType

_EVERY = 0.02  # seconds between two measurements
_STATUS = Path("/proc/self/status")


class PeakMemory:
    """Use as `with PeakMemory() as peak: …`; then `peak.megabytes` is how much the process grew at its peak.

    It is None if the system does not report memory.
    Memory that earlier work has freed is first returned to the system, so that it does not hide this work's use.
    """

    def __init__(self) -> None:
        give_back()
        self._done = threading.Event()
        self._before = self._highest = resident_kilobytes()
        self._watcher = threading.Thread(target=self._watch, name="peak-memory", daemon=True)

    @property
    def megabytes(self) -> float | None:
        if self._before is None or self._highest is None:
            return None
        return round((self._highest - self._before) / 1024, 1)

    def __enter__(self) -> "PeakMemory":
        self._watcher.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._done.set()
        self._watcher.join()

    def _watch(self) -> None:
        while True:
            now = resident_kilobytes()
            if now is not None and self._highest is not None:
                self._highest = max(self._highest, now)
            if self._done.wait(_EVERY):
                return


def give_back() -> None:
    """Returns freed memory to the system."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):  # glibc only
        ctypes.CDLL(None).malloc_trim(0)


def resident_kilobytes() -> int | None:
    """Resident memory of this process; None if the system does not report it."""
    try:
        lines = _STATUS.read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), None)
