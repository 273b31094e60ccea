"""Long work in its own process: one job runs and at most one waits. Screens call `jobs.start(…)`."""

from stylehub_core.jobs.job import Job, State
from stylehub_core.jobs.queue import cancel, current, find, jobs, start, waiting

__all__ = ["Job", "State", "cancel", "current", "find", "jobs", "start", "waiting"]
