"""Take away the comparison: as CSV, JSON, a report in one HTML file, or a link."""

import streamlit as st

from stylehub_core.lab.comparison import Comparison
from stylehub_core.lab.report import html_report
from ui.evaluation.data import View
from ui.export import share


def take_away(view: View, comparison: Comparison, baseline: str) -> None:
    """Quiet buttons; each file is made when its button is clicked."""
    name = f"stylehub-{comparison.protocol}-at-{comparison.k}{'' if comparison.blended else '-plain'}"
    with st.container(horizontal=True, gap="small", key="evaluation_take_away"):
        st.download_button(
            "CSV", lambda: comparison.to_csv().encode("utf-8-sig"), f"{name}.csv", "text/csv", key="evaluation_csv",
            icon=":material/download:", type="tertiary", on_click="ignore", help="The table, with every range",
        )  # fmt: skip
        st.download_button(
            "JSON", lambda: view.with_slices(baseline).to_json(), f"{name}.json", "application/json",
            key="evaluation_json", icon=":material/download:", type="tertiary", on_click="ignore",
            help="All figures, including slices, for programs",
        )  # fmt: skip
        st.download_button(
            "Report", lambda: html_report(view.with_slices(baseline)), f"{name}.html", "text/html",
            key="evaluation_html", icon=":material/article:", type="tertiary", on_click="ignore",
            help="One HTML file that opens offline: figures, tables, slices, method, machine and versions",
        )  # fmt: skip
        share(key="evaluation")
