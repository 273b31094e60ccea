"""Long work in processes of its own: one job runs, at most one waits. Screens say `jobs.start(…)`."""

from stylehub_core.jobs.job import Job, State
from stylehub_core.jobs.queue import cancel, current, find, jobs, start, waiting

__all__ = ["Job", "State", "cancel", "current", "find", "jobs", "start", "waiting"]
