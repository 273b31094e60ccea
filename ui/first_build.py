"""The first run: the sample catalogue in one click, or the user's own data folder after a check."""

from pathlib import Path

import streamlit as st

from stylehub_core.build.state import BuildReport, StageProgress
from stylehub_core.catalog.check import CheckReport, Severity, check
from stylehub_core.errors import StyleHubError
from ui import jobs, links, resources
from ui.places import APP
from ui.progress_strip import strip_text
from ui.wording import literal

_ICONS = {
    "waiting": ":gray[:material/radio_button_unchecked:]",
    "running": ":primary[:material/progress_activity:]",
    "done": ":green[:material/check_circle:]",
    "left-out": ":gray[:material/do_not_disturb_on:]",
    "failed": ":red[:material/error:]",
}
_SEVERITIES = {
    Severity.OK: ":green[:material/check:]",
    Severity.NOTE: ":gray[:material/info:]",
    Severity.WARNING: ":orange[:material/warning:]",
    Severity.ERROR: ":red[:material/error:]",
}
_PREVIEW = (
    "Navy coat with a belt",
    "Floral dress",
    "Striped shirt",
    "Pink trousers",
    "Floral skirt",
    "Striped polo neck",
    "Brown bag",
    "Black denim jacket",
)
_CHECKED = "stylehub_checked_folder"


def first_build(*, compact: bool) -> None:
    """All of Home before anything is built. compact: only a line and a link to Home, for the other screens."""
    if compact:
        st.title("Nothing is built yet", anchor=False)
        st.write("Articles and models appear here once a catalogue is built.")
        st.page_link(links.HOME, label="Build a catalogue on Home", icon=":material/arrow_forward:")
        return
    st.title("See what a fashion model has learned", anchor=False)
    if jobs.running(resources.workspace()) is not None:
        _live_build()
        return
    message = jobs.last_message(resources.workspace())
    if message:
        st.warning(literal(message), icon=":material/warning:")
    st.write(
        "StyleHub learns from a catalogue and its purchases. The sample catalogue is drawn on your machine: no "
        "account, no download."
    )
    _sample_choice()
    _preview()
    _own_choice()


def _preview() -> None:
    """Eight pictures from the sample catalogue: a preview of what the build will show."""
    with st.grid(len(_PREVIEW), min_column_width=120, wrap=False, gap="small"):
        for number, description in enumerate(_PREVIEW, start=1):
            st.image(
                APP / "assets" / "sample" / f"{number}.jpg", alt=f"{description}, from the sample", width="stretch"
            )


def _sample_choice() -> None:
    if st.button("Build the sample catalogue", type="primary", icon=":material/auto_awesome:", key="build_sample"):
        try:
            jobs.start_sample(resources.workspace())
        except StyleHubError as error:
            st.error(literal(str(error)), icon=":material/error:")
        else:
            st.rerun()
    st.caption("2,500 drawn articles, 3,000 customers. You can search within a minute; the models follow.")


def _own_choice() -> None:
    with st.expander("Use my own data", icon=":material/folder_open:", key="own_data"):
        st.caption(
            "A folder with Kaggle’s articles.csv, customers.csv, transactions_train.csv and images/, "
            "or with another shop’s tables and a catalog.toml that describes them."
        )
        with st.form("own_folder", border=False):
            typed = st.text_input("Folder on this machine", placeholder="/data/hm", key="own_folder_path")
            if st.form_submit_button("Check the folder", icon=":material/fact_check:"):
                st.session_state[_CHECKED] = typed.strip()
        folder = st.session_state.get(_CHECKED, "")
        if folder:
            _findings(Path(folder))


def _findings(folder: Path) -> None:
    try:
        with st.spinner("Checking every table"):
            report = _checked(folder)
    except StyleHubError as error:
        st.error(literal(str(error)), icon=":material/error:")
        return
    lines = [f"{_SEVERITIES[finding.severity]} {literal(str(finding))}" for finding in report.findings]
    st.markdown("  \n".join(lines))
    if report.ok and st.button("Build from this folder", type="primary", key="build_own"):
        try:
            jobs.start_build(resources.workspace(), folder)
        except StyleHubError as error:
            st.error(literal(str(error)), icon=":material/error:")
        else:
            st.rerun()


def _checked(folder: Path) -> CheckReport:
    kept = st.session_state.get("stylehub_check")
    if not isinstance(kept, CheckReport) or kept.data != folder.expanduser():
        kept = st.session_state["stylehub_check"] = check(folder.expanduser())
    return kept


@st.fragment(run_every="1s")
def _live_build() -> None:
    report = jobs.running(resources.workspace())
    if report is None or resources.usable():
        st.rerun()
    st.progress(report.share, text=strip_text(report))
    st.caption("You can close this page: the build continues. Search works as soon as the first model is ready.")
    _stages(report)
    if st.button("Stop the build", icon=":material/stop_circle:", key="stop_build"):
        jobs.cancel(resources.workspace())
        st.rerun()


def _stages(report: BuildReport) -> None:
    if report.stages:
        st.markdown("  \n".join(_stage_line(stage) for stage in report.stages))
    else:
        with st.skeleton(height=160):
            st.caption("Drawing the sample catalogue")


def _stage_line(stage: StageProgress) -> str:
    text = f"{_ICONS[stage.state]} {literal(stage.title)}"
    if stage.state == "done":
        return f"{text} :gray[{stage.seconds:.0f} s]" if stage.seconds >= 1 else text
    if stage.state == "waiting":
        return f":gray[{text}]"
    share = f" · {stage.done:,} of {stage.total:,}" if stage.total else ""
    return f"{text} :gray[{literal(stage.what)}{share}]"
