"""A slim line about the jobs running in the background, the same for every user."""

import time

import streamlit as st

from stylehub_core import jobs as work
from stylehub_core.build.state import ENDED, BuildReport
from stylehub_core.errors import StyleHubError
from stylehub_core.jobs import Job
from ui import jobs, resources
from ui.wording import literal, shortened

_SEEN = "stylehub_seen_version"
_WATCHED = "stylehub_watched_jobs"
_LOG_LINES = 30


def progress_strip() -> None:
    """The progress of every running job; nothing if none runs.

    Reruns the page when something new is ready, or when a job starts elsewhere.
    """
    st.session_state[_SEEN] = resources.version()
    building, live = jobs.running(resources.workspace()) is not None, _live()
    if building:
        _strip()
    _announce_ends(live)
    if live:
        _job_strip()
    if not building and not live:
        _watch_for_jobs()


@st.fragment(run_every="10s")
def _watch_for_jobs() -> None:
    """Rerun the page when another user or a terminal has started a job. Draws nothing itself."""
    if jobs.running(resources.workspace()) is not None or _live():
        st.rerun()


@st.fragment(run_every="2s")
def _strip() -> None:
    report = jobs.running(resources.workspace())
    if report is None or st.session_state.get(_SEEN) != resources.version():
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.progress(report.share, text=strip_text(report))
        st.button(
            "Stop", key="stop_strip", type="tertiary", icon=":material/stop_circle:", on_click=jobs.cancel,
            args=(resources.workspace(),), help="Finished steps are kept; the next build continues from there",
        )  # fmt: skip


@st.fragment(run_every="2s")
def _job_strip() -> None:
    live = _live()
    if [job.id for job in live] != st.session_state.get(_WATCHED):
        st.rerun()
    for job in live:
        _job_line(job)


def _job_line(job: Job) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"job_{job.id}"):
        st.progress(job.share, text=job_text(job))
        with st.popover("Log", icon=":material/notes:", type="tertiary", key=f"job_log_{job.id}"):
            since = time.strftime("%H:%M", time.localtime(job.started))
            st.caption(literal(f"{job.title}: started by {job.by} at {since}"))
            st.code(job.log_tail(_LOG_LINES) or "No output yet.", language=None, wrap_lines=True)
        st.button(
            "Cancel", key=f"job_cancel_{job.id}", type="tertiary", icon=":material/stop_circle:", on_click=_cancel,
            args=(job.id,), help="Stops it for everyone",
        )  # fmt: skip


def job_text(job: Job) -> str:
    """Such as 'Lesson: temperature · epochs (40%)', or 'Lesson: temperature · waiting for its turn'."""
    if job.state == "waiting":
        return literal(shortened(f"{job.title} · waiting for its turn", 90))
    share = f" ({job.share:.0%})" if job.total else ""
    return literal(shortened(f"{job.title} · {job.what or 'getting ready'}{share}", 90))


def strip_text(report: BuildReport) -> str:
    """Such as 'Building · Map of Item text: layout (40 %) · 6 of 12 done'."""
    if not report.stages:
        return "Building · getting ready"
    done = sum(stage.state in ENDED for stage in report.stages)
    now = next((stage for stage in report.stages if stage.state == "running"), None)
    parts = ["Building"]
    if now is not None:
        share = f" ({100 * now.done // now.total} %)" if now.total else ""
        what = f": {now.what}" if now.what else ""
        parts.append(literal(shortened(f"{now.title}{what}{share}", 80)))
    return " · ".join([*parts, f"{done} of {len(report.stages)} done"])


def _live() -> list[Job]:
    """Running jobs, then waiting ones; without builds, which have a strip of their own."""
    return [job for job in reversed(work.jobs(resources.workspace())) if job.live and job.key != jobs.BUILD]


def _announce_ends(live: list[Job]) -> None:
    """Show one toast for each job that this session saw running and that has ended."""
    now = [job.id for job in live]
    for job_id in st.session_state.get(_WATCHED, []):
        job = work.find(resources.workspace(), job_id)
        if job_id in now or job is None:
            continue
        if job.state == "done":
            note = f" {job.message}" if job.message else ""
            st.toast(literal(f"Done: {job.title}.{note}"), icon=":material/check_circle:")
        elif job.state == "failed":
            st.toast(literal(f"Failed: {job.title}. {job.message}"), icon=":material/error:", duration="infinite")
    st.session_state[_WATCHED] = now


def _cancel(id: str) -> None:
    try:
        work.cancel(resources.workspace(), id)
    except StyleHubError as error:
        st.toast(literal(str(error)), icon=":material/error:", duration="long")
