"""The app in its own process, on this machine's loopback address only."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TREE = Path(__file__).resolve().parents[1]
LOOPBACK = "127.0.0.1"
_PATIENCE = 120.0  # seconds


@dataclass(frozen=True)
class Server:
    """A running app. process: its id; started: time.monotonic() when its process was started."""

    port: int
    process: int
    started: float

    @property
    def memory(self) -> float:
        """Resident memory in MiB."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    @property
    def busy(self) -> float:
        """Processor time of the process so far, in seconds, over all threads."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(workspace: Path, tree: Path = TREE) -> Iterator[Server]:
    """The app of `tree` on `workspace`, stopped at the end. Raises RuntimeError if it does not start in time."""
    if not (workspace / "stages").is_dir():
        raise SystemExit(f"{workspace} is not a built workspace: name one with --workspace.")
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(tree / "app.py"), "--server.headless", "true"]
    command += ["--server.address", LOOPBACK, "--server.port", str(port)]
    environment = {**os.environ, "STYLEHUB_WORKSPACE": str(workspace.resolve())}
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=tree, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield Server(port, process.pid, started)
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://{LOOPBACK}:{port}/_stcore/health", timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The app did not start on port {port} within {_PATIENCE:.0f} seconds: see its log above.")
