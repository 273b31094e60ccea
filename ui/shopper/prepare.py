"""A recommender that is not prepared yet: what that means, and a button to prepare it in the background."""

import streamlit as st

from stylehub_core import jobs
from stylehub_core.errors import StyleHubError
from stylehub_core.jobs import Job
from stylehub_core.lab.serving import Serving
from ui.moments import MOMENTS
from ui.shell import show_error
from ui.wording import literal


def not_prepared(serving: Serving, name: str, title: str) -> None:
    """Shown instead of the recommender's list."""
    job = _job(serving, name)
    if job is not None and job.live:
        state = "is waiting for its turn" if job.state == "waiting" else "is being prepared"
        st.info(literal(f"{title} {state}. Its list will appear here."), icon=":material/hourglass_top:")
        return
    if job is not None and job.state == "failed":
        st.error(literal(f"{title} could not be prepared. {job.message}"), icon=":material/error:")
    work = (
        "learn from every purchase"
        if serving.protocol is None
        else "learn from all but the held-out purchases, and be measured"
    )
    st.markdown(literal(f"{title} is not ready for this yet: it must first {work}."))
    if st.button("Prepare it", icon=":material/play_arrow:", key=f"prepare_{name}"):
        try:
            _start(serving, name, title)
        except StyleHubError as error:
            show_error(error)
        else:
            st.rerun()


def _start(serving: Serving, name: str, title: str) -> None:
    workspace = serving.hub.workspace
    argv = ["prepare", name, "--when", serving.when, "--workspace", str(workspace.folder.resolve())]
    jobs.start(workspace, f"Preparing {title}: {MOMENTS[serving.when]}", argv, key=_key(serving, name))


def _job(serving: Serving, name: str) -> Job | None:
    """The latest job that prepares this recommender, if any."""
    return next((job for job in jobs.jobs(serving.hub.workspace) if job.key == _key(serving, name)), None)


def _key(serving: Serving, name: str) -> str:
    return f"prepare/{serving.when}/{name}"
