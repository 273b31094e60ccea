"""Recommenders that are not measured under a protocol, and the job that measures them."""

import streamlit as st

from stylehub_core import jobs
from stylehub_core.errors import StyleHubError
from stylehub_core.lab import run as lab
from stylehub_core.number_text import counted
from ui import resources
from ui.evaluation.data import View, measured_stamp
from ui.shell import show_error
from ui.wording import literal


def show_missing(view: View) -> None:
    """A line for each damaged result, and a button to measure what is missing; nothing if all is measured."""
    standing = view.standing
    for name, why in standing.damaged.items():
        st.warning(literal(f"{_title(view, name)} is left out: {why}"), icon=":material/broken_image:")
    if not standing.to_measure:
        return
    if not standing.outcomes and not _running(view):
        st.info(
            "Nothing has been measured for this protocol yet. Measuring runs in the background and keeps each "
            "result as soon as it is done.",
            icon=":material/monitoring:",
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="to_measure"):
        st.caption(literal(_summary(view)), width="content")
        if _running(view):
            st.caption("Measuring: results appear here one by one.", width="content")
            _watch(view)
        else:
            _start(view)


@st.fragment(run_every="3s")
def _watch(view: View) -> None:
    """Rerun the page as soon as another recommender is measured."""
    if measured_stamp(view.hub, view.protocol.name) != view.key:
        st.rerun()


def _start(view: View) -> None:
    titles = resources.remembered(
        ("titles to measure", resources.version(), view.key),
        lambda: {_title(view, name): name for name in view.standing.to_measure},
    )
    with st.popover("Measure", icon=":material/play_arrow:", key="measure_what"):
        chosen = st.multiselect("Recommenders", list(titles), default=list(titles), key="to_measure_names")
        st.caption("Most take seconds; those that train take minutes. You can close this page: measuring continues.")
        if st.button("Start", type="primary", icon=":material/play_arrow:", disabled=not chosen, key="measure_start"):
            try:
                _launch(view, [titles[title] for title in chosen])
            except StyleHubError as error:
                show_error(error)
            else:
                st.rerun()


def _launch(view: View, names: list[str]) -> None:
    protocol, workspace = view.protocol.name, resources.workspace()
    command = ["evaluate", "--protocol", protocol, "--models", ",".join(names), "--workspace", str(workspace.folder)]
    jobs.start(workspace, f"Evaluation: {protocol}", command, key=_key(view))


def _running(view: View) -> bool:
    return any(job.live and job.key == _key(view) for job in jobs.jobs(resources.workspace()))


def _key(view: View) -> str:
    return f"evaluate {view.protocol.name}"


def _summary(view: View) -> str:
    standing = view.standing
    parts = []
    if standing.missing:
        parts.append(f"{len(standing.missing)} not measured yet")
    if standing.changed:
        parts.append(f"{len(standing.changed)} to measure again, as data or settings changed")
    if standing.damaged:
        parts.append(f"{len(standing.damaged)} damaged")
    return f"{counted(len(standing.outcomes), 'recommender')} measured · {' · '.join(parts)}"


def _title(view: View, name: str) -> str:
    try:
        return lab.recommender_of(view.hub, name, view.protocol.name).title
    except StyleHubError:
        return name
