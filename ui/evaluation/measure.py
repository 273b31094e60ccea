"""What of a protocol is not measured, and the job that measures it."""

import streamlit as st

from stylehub_core import jobs
from stylehub_core.errors import StyleHubError
from stylehub_core.lab import run as lab
from ui import resources
from ui.evaluation.data import View, measured_when
from ui.shell import say_error
from ui.wording import counted, literal


def what_is_missing(found: View) -> None:
    """One line a damaged result, and the way to measure what is missing; nothing where all is there."""
    standing = found.standing
    for name, why in standing.damaged.items():
        st.warning(literal(f"{_title(found, name)} is left out: {why}"), icon=":material/broken_image:")
    if not standing.to_measure:
        return
    if not standing.outcomes and not _running(found):
        st.info(
            "Nothing has been measured for this protocol yet. Measuring runs in the background and keeps each "
            "recommender "
            "as soon as it is done.",
            icon=":material/monitoring:",
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="to_measure"):
        st.caption(literal(_said(found)), width="content")
        if _running(found):
            st.caption("Measuring: results appear here one by one.", width="content")
            _watch(found)
        else:
            _start(found)


@st.fragment(run_every="3s")
def _watch(found: View) -> None:
    """Show the page anew as soon as one more is measured."""
    if measured_when(found.hub, found.protocol.name) != found.key:
        st.rerun()


def _start(found: View) -> None:
    titles = {_title(found, name): name for name in found.standing.to_measure}
    with st.popover("Measure", icon=":material/play_arrow:", key="measure_what"):
        chosen = st.multiselect("Recommenders", list(titles), default=list(titles), key="to_measure_names")
        st.caption("Most take seconds; those that train take minutes. You can close this page: measuring continues.")
        if st.button("Start", type="primary", icon=":material/play_arrow:", disabled=not chosen, key="measure_start"):
            try:
                _launch(found, [titles[one] for one in chosen])
            except StyleHubError as error:
                say_error(error)
            else:
                st.rerun()


def _launch(found: View, names: list[str]) -> None:
    protocol, workspace = found.protocol.name, resources.workspace()
    command = ["evaluate", "--protocol", protocol, "--models", ",".join(names), "--workspace", str(workspace.folder)]
    jobs.start(workspace, f"Evaluation: {protocol}", command, key=_key(found))


def _running(found: View) -> bool:
    return any(job.live and job.key == _key(found) for job in jobs.jobs(resources.workspace()))


def _key(found: View) -> str:
    return f"evaluate {found.protocol.name}"


def _said(found: View) -> str:
    standing = found.standing
    parts = []
    if standing.missing:
        parts.append(f"{len(standing.missing)} not measured yet")
    if standing.changed:
        parts.append(f"{len(standing.changed)} to be measured again, as data or settings changed")
    if standing.damaged:
        parts.append(f"{len(standing.damaged)} damaged")
    return f"{counted(len(standing.outcomes), 'recommender')} measured · {' · '.join(parts)}"


def _title(found: View, name: str) -> str:
    try:
        return lab.recommender_of(found.hub, name, found.protocol.name).title
    except StyleHubError:
        return name
