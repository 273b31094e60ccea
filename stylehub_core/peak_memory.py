"""How much memory a piece of work takes at its highest."""

import threading
from pathlib import Path
from types import TracebackType

_EVERY = 0.02  # seconds between two looks
_STATUS = Path("/proc/self/status")


class PeakMemory:
    """`with PeakMemory() as peak: …`, and then `peak.megabytes`: how far the process grew meanwhile, None where the
    system does not tell.

    Memory that an earlier piece of work has freed but the process still holds is not counted again.
    """

    def __init__(self) -> None:
        self._done = threading.Event()
        self._before = self._highest = _resident()
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
            now = _resident()
            if now is not None and self._highest is not None:
                self._highest = max(self._highest, now)
            if self._done.wait(_EVERY):
                return


def _resident() -> int | None:
    """Kilobytes of this process in memory."""
    try:
        lines = _STATUS.read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), None)
