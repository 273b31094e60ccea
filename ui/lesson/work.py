"""The training of a lesson: a job that is started here, with its curves as they come, for everybody who looks."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core import jobs
from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.jobs import Job
from stylehub_core.lesson.recipe import EPOCH_PAIRS, EPOCHS
from stylehub_core.lesson.run import History, curve, find_run, run_stamp
from ui import resources
from ui.charts import Pair
from ui.lesson.choice import Asked
from ui.lesson.curves import curves
from ui.progress_strip import job_text
from ui.wording import literal


@dataclass(frozen=True)
class Ready:
    """Whether the chosen run and its base are kept."""

    chosen: bool
    base: bool

    @property
    def both(self) -> bool:
        return self.chosen and self.base


def ready(hub: Hub, asked: Asked) -> Ready:
    return Ready(
        bool(run_stamp(hub.workspace, asked.lesson.chosen_id)), bool(run_stamp(hub.workspace, asked.lesson.base_id))
    )


def training(hub: Hub, asked: Asked, pair: Pair, *, predicted: bool) -> None:
    """The button, or the training as it goes; how the last one ended, where it did not go well."""
    job = _job(hub, asked)
    if job is not None and job.live:
        _live(hub, asked, pair)
        return
    if job is not None and job.state == "failed":
        st.error(literal(job.message), icon=":material/error:")
    if job is not None and job.state == "cancelled":
        st.info("Cancelled. Nothing was kept.", icon=":material/stop_circle:")
    if ready(hub, asked).both:
        st.markdown(":green[:material/check_circle:] Both are trained and kept.")
        return
    _start_button(hub, asked, predicted=predicted)


def _start_button(hub: Hub, asked: Asked, *, predicted: bool) -> None:
    kept = ready(hub, asked)
    what = "Train both" if not kept.base and not kept.chosen else "Train it" if kept.base else "Train the base"
    if st.button(
        what, type="primary", icon=":material/play_arrow:", key="lesson_train", disabled=not predicted,
        help=None if predicted else "Say first what will happen",
    ):  # fmt: skip
        try:
            jobs.start(hub.workspace, f"Lesson: {asked.title}", _command(hub, asked), key=_key(asked))
        except StyleHubError as error:
            st.error(literal(str(error)), icon=":material/error:")
        else:
            st.rerun()
    st.caption(
        f"At most two minutes: {EPOCHS} epochs of {EPOCH_PAIRS:,} pairs each, on a part of the customers and articles "
        "where there are many. The base is trained once and kept."
    )


@st.fragment(run_every="1.5s")
def _live(hub: Hub, asked: Asked, pair: Pair) -> None:
    job = _job(hub, asked)
    if job is None or not job.live:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.progress(job.share, text=job_text(job))
        if st.button("Cancel the training", icon=":material/stop_circle:", key="lesson_cancel"):
            try:
                jobs.cancel(hub.workspace, job.id)
            except StyleHubError as error:
                st.error(literal(str(error)), icon=":material/error:")
            st.rerun()
    histories = {
        pair.first: _history(hub, asked.lesson.chosen_id), pair.second: _history(hub, asked.lesson.base_id),
    }  # fmt: skip
    if any(histories.values()):
        curves(histories, pair, key="lesson_live")
    else:
        with st.skeleton(height=220):
            st.caption("The first epoch finishes in a few seconds.")


def _history(hub: Hub, run: str) -> History:
    stamp = run_stamp(hub.workspace, run)
    if not stamp:
        return curve(hub.workspace, run)
    found = resources.made_once(("lesson", stamp), lambda: find_run(hub.workspace, run))
    return found.history if found else []


def _job(hub: Hub, asked: Asked) -> Job | None:
    return next((job for job in jobs.jobs(hub.workspace) if job.key == _key(asked)), None)


def _key(asked: Asked) -> str:
    return f"lesson {asked.lesson.chosen_id} {asked.lesson.base_id}"


def _command(hub: Hub, asked: Asked) -> list[str]:
    change = ["--set", asked.setting] if asked.setting else []
    return ["lesson", "--preset", asked.preset, *change, "--workspace", str(hub.workspace.folder)]
