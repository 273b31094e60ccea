"""The process of one job: waits for its turn, runs its command, and writes how it ended.

`python -m stylehub_core.jobs.runner FOLDER LOCK`; LOCK is the file descriptor of the job's lock, open and held.
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
_POLITENESS = 5  # screens are asked while it works


def main() -> None:
    folder, lock = Path(sys.argv[1]), int(sys.argv[2])
    # The lock is this process's own: what it starts must not hold it longer.
    os.set_inheritable(lock, False)
    os.register_at_fork(after_in_child=lambda: os.close(lock))
    # An app that was started in the background of a shell passes on that the first of these is ignored.
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, signal.default_int_handler)
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
    """Wait until the processes of all earlier jobs are gone."""
    for folder in sorted(job.folder.parent.iterdir()):
        if folder.name.isdigit() and folder.name < job.id:
            with contextlib.suppress(FileNotFoundError), (folder / LOCK).open() as earlier:
                fcntl.flock(earlier, fcntl.LOCK_SH)


def _run(job: Job) -> int:
    """The exit code of the command, run in this process."""
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
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, signal.SIG_IGN)  # the last word is written whole
    sys.stdout.flush()
    states: dict[int, State] = {0: "done", LEFT_OUT: "done", _STOPPED: "cancelled"}
    state = states.get(code, "failed")
    message = job.last_words() if state == "failed" or code == LEFT_OUT else ""
    if state == "failed" and not message:
        message = f"It ended with code {code}."
    replace(job, state=state, ended=time.time(), message=message).save()


if __name__ == "__main__":
    main()
