"""What is in the catalogue, and how good each model is in one line."""

from typing import Any

import streamlit as st

from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from ui import jobs, links, resources
from ui.choices import placed_caption
from ui.wording import compact, day, literal


def catalogue(hub: Hub) -> None:
    """Articles, products, customers, purchases and days, as numbers in a row."""
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
    """Each ready model: what it is, one figure with its range beside the simplest rival, and the way to try it."""
    st.header("The models", anchor=False)
    with st.grid(3, min_column_width=280, gap="small", border=True) as grid:
        for name in hub.ready:
            with grid.cell():
                kind = hub.models[name]
                st.subheader(literal(kind.title), anchor=False)
                st.write(literal(kind.about))
                placed_caption(hub, name)
                st.caption(quality_line(hub, name))
                st.space("stretch")
                st.page_link(
                    links.SEARCH,
                    label=f"Search with {literal(kind.title)}",
                    icon=":material/search:",
                    query_params={"model": kind.title},
                )
    st.caption("Figures are measured on purchases made after the model’s training period, with 95 % ranges.")
    more = [one.title for name, one in hub.models.items() if not one.by_default and name not in hub.ready]
    with st.expander("More models", icon=":material/add:"):
        if more:
            st.write(literal(f"{', '.join(more)}: built when asked for by name."))
            st.code(
                f"python -m stylehub_core build -w {hub.workspace.folder} --models NAME", language=None, wrap_lines=True
            )
        st.write("You can add your own embedding as a model.")
        st.code(
            f"python -m stylehub_core add-model NAME --vectors FILE.parquet -w {hub.workspace.folder}",
            language=None,
            wrap_lines=True,
        )


def left_out() -> None:
    """What the last build did not finish, and the way to go on; what this data is too little for."""
    workspace = resources.workspace()
    if note := jobs.left_out(workspace):
        st.info(literal(f"This data is too little for some of it. {note}"), icon=":material/info:")
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
    """How often the model finds what is bought together, beside popularity; or why that is not known."""
    try:
        metrics = hub.metrics(name)
    except StyleHubError as error:
        return literal(str(error))
    if metrics is None:
        return "Not measured yet"
    found = _figure(metrics.get("co_purchase"))
    if found is None:
        return literal(str(metrics.get("split_note") or "")) or "Too few purchases to measure"
    rival = _figure((metrics.get("baselines") or {}).get("popularity"))
    beside = f"; bestsellers find {rival[0]:.1%}" if rival else ""
    value, low, high = found
    found_in = f"Finds **{value:.1%}** of what else is bought that day among its 12 nearest"
    return f"{found_in} ({low:.1%} to {high:.1%}{beside})"


def _figure(part: Any) -> tuple[float, float, float] | None:
    recall = part.get("recall") if isinstance(part, dict) else None
    if not isinstance(recall, dict) or recall.get("value") is None:
        return None
    value = float(recall["value"])
    return value, float(recall.get("low") or value), float(recall.get("high") or value)


def _share(hub: Hub) -> float:
    return float(hub.articles["has_picture"].mean())
