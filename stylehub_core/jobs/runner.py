"""The process of one job: it waits for its turn, runs the command, and writes how it ended.

`python -m stylehub_core.jobs.runner FOLDER LOCK`; LOCK is the open file descriptor of the job's lock.
"""

import contextlib
import fcntl
import os
import runpy
import signal
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path

from stylehub_core.errors import LEFT_OUT
from stylehub_core.jobs.job import LOCK, PROGRESS, Job, State, read_job
from stylehub_core.progress import PROGRESS_FILE

_STOPPED = 130
_POLITENESS = 5  # niceness: screens come first


def main() -> None:
    folder, lock = Path(sys.argv[1]), int(sys.argv[2])
    # Only this process holds the lock: its children must not keep it after this process ends.
    os.set_inheritable(lock, False)
    os.register_at_fork(after_in_child=lambda: os.close(lock))
    # A shell's background process ignores SIGINT, and the app passes that on to its children.
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, signal.default_int_handler)
    job = read_job(folder)
    if job is None:
        sys.exit(f"There is no job in {folder}.")
    code = _STOPPED
    try:
        job = replace(job, pid=os.getpid())
        job.save()
        _wait_for_turn(job)
        job = replace(job, state="running")
        job.save()
        os.nice(_POLITENESS)
        code = _run(job)
    except KeyboardInterrupt:
        code = _STOPPED
    _write_end(job, code)


def _wait_for_turn(job: Job) -> None:
    """Wait until the processes of all earlier jobs have ended."""
    for folder in sorted(job.folder.parent.iterdir()):
        if folder.name.isdigit() and folder.name < job.id:
            with contextlib.suppress(FileNotFoundError), (folder / LOCK).open() as earlier:
                fcntl.flock(earlier, fcntl.LOCK_SH)


def _run(job: Job) -> int:
    """Run the command in this process, and return its exit code."""
    os.environ[PROGRESS_FILE] = str(job.folder / PROGRESS)
    sys.argv = ["stylehub_core", *job.argv]
    try:
        runpy.run_module("stylehub_core", run_name="__main__")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except KeyboardInterrupt:
        return _STOPPED
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _write_end(job: Job, code: int) -> None:
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, signal.SIG_IGN)  # nothing may interrupt this write
    sys.stdout.flush()
    states: dict[int, State] = {0: "done", LEFT_OUT: "done", _STOPPED: "cancelled"}
    state = states.get(code, "failed")
    message = job.last_words() if state == "failed" or code == LEFT_OUT else ""
    if state == "failed" and not message:
        message = f"It ended with exit code {code}."
    replace(job, state=state, ended=time.time(), message=message).save()


if __name__ == "__main__":
    main()
