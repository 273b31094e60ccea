"""The training of a lesson: a job started here, whose live curves every user can see."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core import jobs
from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.jobs import Job
from stylehub_core.lesson.run import curve, find_run, run_stamp
from stylehub_core.lesson.subject import History
from ui import resources
from ui.charts import Pair
from ui.lesson.choice import LessonChoice
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


def ready(hub: Hub, choice: LessonChoice) -> Ready:
    return Ready(
        bool(run_stamp(hub.workspace, choice.lesson.chosen_id)), bool(run_stamp(hub.workspace, choice.lesson.base_id))
    )


def training(hub: Hub, choice: LessonChoice, pair: Pair, *, predicted: bool) -> None:
    """The start button, or the live training; also how the last one ended if it failed or was cancelled."""
    job = _job(hub, choice)
    if job is not None and job.live:
        _live(hub, choice, pair)
        return
    if job is not None and job.state == "failed":
        st.error(literal(job.message), icon=":material/error:")
    if job is not None and job.state == "cancelled":
        st.info("Cancelled. Nothing was kept.", icon=":material/stop_circle:")
    if ready(hub, choice).both:
        st.markdown(":green[:material/check_circle:] Both are trained and kept.")
        return
    if lacking := choice.lesson.subject.lacking(hub.workspace):
        st.info(literal(lacking), icon=":material/info:")
        return
    _start_button(hub, choice, predicted=predicted)


def _start_button(hub: Hub, choice: LessonChoice, *, predicted: bool) -> None:
    kept = ready(hub, choice)
    label = "Train both" if not kept.base and not kept.chosen else "Train it" if kept.base else "Train the base"
    if st.button(
        label, type="primary", icon=":material/play_arrow:", key="lesson_train", disabled=not predicted,
        help=None if predicted else "First predict what will happen",
    ):  # fmt: skip
        try:
            jobs.start(hub.workspace, f"Lesson: {choice.title}", _command(hub, choice), key=_key(choice))
        except StyleHubError as error:
            st.error(literal(str(error)), icon=":material/error:")
        else:
            st.rerun()
    st.caption(f"At most two minutes: {choice.words.size}. The base is trained once and kept.")


@st.fragment(run_every="1.5s")
def _live(hub: Hub, choice: LessonChoice, pair: Pair) -> None:
    job = _job(hub, choice)
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
        pair.first: _history(hub, choice.lesson.chosen_id), pair.second: _history(hub, choice.lesson.base_id),
    }  # fmt: skip
    if any(histories.values()):
        curves(histories, pair, choice.words.figures, key="lesson_live")
    else:
        with st.skeleton(height=220):
            st.caption("The first epoch finishes in a few seconds.")


def _history(hub: Hub, run: str) -> History:
    stamp = run_stamp(hub.workspace, run)
    if not stamp:
        return curve(hub.workspace, run)
    kept_run = resources.made_once(("lesson", stamp), lambda: find_run(hub.workspace, run))
    return kept_run.history if kept_run else []


def _job(hub: Hub, choice: LessonChoice) -> Job | None:
    return next((job for job in jobs.jobs(hub.workspace) if job.key == _key(choice)), None)


def _key(choice: LessonChoice) -> str:
    return f"lesson {choice.lesson.chosen_id} {choice.lesson.base_id}"


def _command(hub: Hub, choice: LessonChoice) -> list[str]:
    change = ["--set", choice.setting] if choice.setting else []
    return ["lesson", "--preset", choice.preset, *change, "--workspace", str(hub.workspace.folder)]
