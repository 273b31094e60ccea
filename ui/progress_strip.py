"""A slim line about the build that runs in the background, while the rest of the app is in use."""

import streamlit as st

from stylehub_core.build_state import BuildReport
from ui import jobs, resources
from ui.wording import literal, shortened

_SEEN = "stylehub_seen_version"


def progress_strip() -> None:
    """Nothing where no build runs; otherwise its progress, and a rerun of the page when something new is ready."""
    st.session_state[_SEEN] = resources.version()
    if jobs.running(resources.workspace()) is not None:
        _strip()


@st.fragment(run_every="2s")
def _strip() -> None:
    report = jobs.running(resources.workspace())
    if report is None or st.session_state.get(_SEEN) != resources.version():
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.progress(report.share, text=strip_text(report))
        st.button(
            "Stop", key="stop_strip", type="tertiary", icon=":material/stop_circle:", on_click=jobs.cancel,
            args=(resources.workspace(),), help="What is finished stays; the next build goes on from there",
        )  # fmt: skip


def strip_text(report: BuildReport) -> str:
    """Such as 'Building · Map of Item text: layout 40 % · 6 of 12 done'."""
    if not report.stages:
        return "Building · getting ready"
    done = sum(stage.state in ("done", "failed") for stage in report.stages)
    now = next((stage for stage in report.stages if stage.state == "running"), None)
    parts = ["Building"]
    if now is not None:
        share = f" {100 * now.done // now.total} %" if now.total else ""
        what = f": {now.what}" if now.what else ""
        parts.append(literal(shortened(f"{now.title}{what}{share}", 80)))
    return " · ".join([*parts, f"{done} of {len(report.stages)} done"])
