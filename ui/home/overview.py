"""The catalogue in numbers, and the quality of each model in one line."""

from typing import Any

import streamlit as st

from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from ui import jobs, links, resources
from ui.choices import placed_caption
from ui.wording import compact, day, literal


def catalogue(hub: Hub) -> None:
    """Counts of articles, products, customers, purchases and pictures, and the days of the data."""
    summary = hub.catalog.summary
    st.header("The catalogue", anchor=False)
    with st.grid(5, min_column_width=140, gap="small"):
        st.metric("Articles", f"{summary.articles:,}")
        st.metric(
            "Products",
            f"{resources.product_count():,}",
            help="Articles that differ only in colour or print count as one product",
        )
        st.metric("Customers", compact(summary.customers))
        st.metric("Pieces bought", compact(summary.transactions))
        st.metric("With a picture", f"{_share(hub):.1%}" if hub.pictures_folder else "–")
    st.caption(f"Purchases from {day(summary.first_day)} to {day(summary.last_day)}")


def model_cards(hub: Hub) -> None:
    """A card for each ready model: what it is, its main figure beside the popularity baseline, and a link to try it."""
    st.header("The models", anchor=False)
    with st.grid(3, min_column_width=280, gap="small", border=True) as grid:
        for name in hub.ready:
            with grid.cell():
                model = hub.models[name]
                st.subheader(literal(model.title), anchor=False)
                st.write(literal(model.about))
                placed_caption(hub, name)
                st.caption(quality_line(hub, name))
                st.space("stretch")
                st.page_link(
                    links.SEARCH,
                    label=f"Search with {literal(model.title)}",
                    icon=":material/search:",
                    query_params={"model": model.title},
                )
    st.caption("Figures are measured on purchases made after the model’s training period, with 95 % ranges.")
    more = [model.title for name, model in hub.models.items() if not model.by_default and name not in hub.ready]
    with st.expander("More models", icon=":material/add:"):
        if more:
            st.write(literal(f"Not built by default: {', '.join(more)}. To build one:"))
            st.code(
                f"python -m stylehub_core build -w {hub.workspace.folder} --models NAME", language=None, wrap_lines=True
            )
        st.write("To add your own embedding as a model:")
        st.code(
            f"python -m stylehub_core add-model NAME --vectors FILE.parquet -w {hub.workspace.folder}",
            language=None,
            wrap_lines=True,
        )


def left_out() -> None:
    """What the last build did not finish, with a button to continue, and what there is too little data for."""
    workspace = resources.workspace()
    if note := jobs.left_out(workspace):
        st.info(literal(f"There is too little data for some of it. {note}"), icon=":material/info:")
    missing = jobs.unfinished(workspace)
    if not missing:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        why = jobs.last_message(workspace)
        st.markdown(literal(f"Not built: {', '.join(missing)}. {why}".strip()), width="stretch")
        if st.button("Build the rest", icon=":material/play_arrow:", key="build_rest"):
            jobs.resume(workspace)
            st.rerun()


def quality_line(hub: Hub, name: str) -> str:
    """The share of co-purchases that the model finds, beside popularity's; or why it is not known."""
    try:
        metrics = hub.metrics(name)
    except StyleHubError as error:
        return literal(str(error))
    if metrics is None:
        return "Not measured yet"
    figure = _figure(metrics.get("co_purchase"))
    if figure is None:
        return literal(str(metrics.get("split_note") or "")) or "Too few purchases to measure"
    baseline = _figure((metrics.get("baselines") or {}).get("popularity"))
    beside = f"; bestsellers find {baseline[0]:.1%}" if baseline else ""
    value, low, high = figure
    share = f"Its 12 nearest contain **{value:.1%}** of what else is bought that day"
    return f"{share} ({low:.1%} to {high:.1%}{beside})"


def _figure(part: Any) -> tuple[float, float, float] | None:
    recall = part.get("recall") if isinstance(part, dict) else None
    if not isinstance(recall, dict) or recall.get("value") is None:
        return None
    value = float(recall["value"])
    return value, float(recall.get("low") or value), float(recall.get("high") or value)


def _share(hub: Hub) -> float:
    return float(hub.articles["has_picture"].mean())
