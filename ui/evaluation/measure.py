"""What is not measured under a protocol, and the job that measures it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from stylehub_core import jobs
from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.number_text import counted
from ui import resources
from ui.evaluation.data import View, measured_stamp
from ui.shell import show_error
from ui.wording import literal


@dataclass(frozen=True)
class ToMeasure:
    """What can be measured under a protocol.

    key: changes whenever anything of this protocol is measured.
    noun: of what is measured, such as 'recommender'.
    measured: how many are. why: such as '2 not measured yet', for each reason to measure.
    titles: the names of what is to be measured, by title.
    chosen: the titles that are measured if the user changes nothing.
    """

    protocol: str
    key: str
    noun: str
    measured: int
    why: Sequence[str]
    titles: Mapping[str, str]
    chosen: Sequence[str]


def show_missing(view: View) -> None:
    """A line for each damaged result, and a button to measure what is missing; nothing if all is measured."""
    standing = view.standing
    for name, damage in standing.damaged.items():
        st.warning(literal(f"{_title(view, name)} is left out: {damage}"), icon=":material/broken_image:")
    if not standing.to_measure:
        return
    titles = resources.remembered(
        ("titles to measure", resources.version(), view.key),
        lambda: {_title(view, name): name for name in standing.to_measure},
    )
    why = reasons(len(standing.missing), len(standing.changed), len(standing.damaged))
    measured = len(standing.outcomes)
    offer(ToMeasure(view.protocol.name, view.key, "recommender", measured, why, titles, list(titles)), view.hub)


def reasons(missing: int, changed: int, damaged: int = 0) -> list[str]:
    """Why so many are to be measured, without reasons that count none."""
    parts = {
        f"{missing} not measured yet": missing,
        f"{changed} to measure again, as data or settings changed": changed,
        f"{damaged} damaged": damaged,
    }
    return [text for text, count in parts.items() if count]


def offer(wanted: ToMeasure, hub: Hub) -> None:
    """What is measured and what is not, with a button that starts a job; while it runs, the page follows it."""
    running = _running(wanted)
    if not wanted.measured and not running:
        st.info(
            "Nothing has been measured for this protocol yet. Measuring runs in the background and keeps each "
            "result as soon as it is done.",
            icon=":material/monitoring:",
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="to_measure"):
        st.caption(
            literal(" · ".join([f"{counted(wanted.measured, wanted.noun)} measured", *wanted.why])), width="content"
        )
        if running:
            st.caption("Measuring: results appear here one by one.", width="content")
            _watch(hub, wanted)
        else:
            _start(wanted)


@st.fragment(run_every="3s")
def _watch(hub: Hub, wanted: ToMeasure) -> None:
    """Rerun the page as soon as another result is there."""
    if measured_stamp(hub, wanted.protocol) != wanted.key:
        st.rerun()


def _start(wanted: ToMeasure) -> None:
    with st.popover("Measure", icon=":material/play_arrow:", key="measure_what"):
        label = f"{wanted.noun[0].upper()}{wanted.noun[1:]}s"
        chosen = st.multiselect(label, list(wanted.titles), default=list(wanted.chosen), key="to_measure_names")
        st.caption("Most take seconds; those that train take minutes. You can close this page: measuring continues.")
        if st.button("Start", type="primary", icon=":material/play_arrow:", disabled=not chosen, key="measure_start"):
            try:
                _launch(wanted, [wanted.titles[title] for title in chosen])
            except StyleHubError as error:
                show_error(error)
            else:
                st.rerun()


def _launch(wanted: ToMeasure, names: list[str]) -> None:
    protocol, workspace = wanted.protocol, resources.workspace()
    command = ["evaluate", "--protocol", protocol, "--models", ",".join(names), "--workspace", str(workspace.folder)]
    jobs.start(workspace, f"Evaluation: {protocol}", command, key=_key(wanted))


def _running(wanted: ToMeasure) -> bool:
    return any(job.live and job.key == _key(wanted) for job in jobs.jobs(resources.workspace()))


def _key(wanted: ToMeasure) -> str:
    return f"evaluate {wanted.protocol}"


def _title(view: View, name: str) -> str:
    try:
        return lab.recommender_of(view.hub, name, view.protocol.name).title
    except StyleHubError:
        return name
