"""The Evaluation screen: the protocol, what is measured under it, and five views of recommenders or one of outfits."""

from collections.abc import Callable

import streamlit as st

from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.figures import K
from stylehub_core.lab.outfit_table import OUTFIT_PROTOCOLS
from stylehub_core.lab.report_words import PROTOCOL_QUESTIONS
from stylehub_core.lab.run import DEPTH
from stylehub_core.number_text import counted
from ui.evaluation.customers import customers
from ui.evaluation.data import View, view_of
from ui.evaluation.measure import show_missing
from ui.evaluation.outfits import outfits
from ui.evaluation.slices import slices
from ui.evaluation.spaces import spaces
from ui.evaluation.table import table
from ui.evaluation.take_away import take_away
from ui.evaluation.trade_offs import trade_offs
from ui.links import query_value, toast_note, warn_of_wrong_link
from ui.shell import error_boundary, show_error
from ui.wording import literal

PROTOCOLS = {
    "Next basket": "next-basket",
    "Next week": "next-week",
    "Co-purchase": "co-purchase",
    "Outfits": "outfits",
    "Outfits, new articles": "outfits-disjoint",
}
PARTS = ("Table", "Trade-offs", "Slices", "Customer by customer", "Spaces")
BEST = "The best baseline"


def evaluation_screen(hub: Hub) -> None:
    """Everything below the title."""
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom", key="evaluation_asked")
    with row:
        protocol = _protocol(usual_protocol(hub))
    for outfit_protocol in OUTFIT_PROTOCOLS:
        if protocol == outfit_protocol:
            outfits(hub, outfit_protocol)
            return
    with row:
        k, blended = _choices(min(DEPTH, len(hub.catalog)))
    try:
        with st.spinner("Loading held-out purchases and recommendations"):
            view = view_of(hub, protocol, k, blended=blended)
    except StyleHubError as error:
        show_error(error)
        spaces(hub)
        return
    test = view.protocol.test
    st.markdown(f"**{literal(PROTOCOL_QUESTIONS[protocol])}**")
    st.caption(
        literal(f"{test.note} {counted(len(test.questions), 'customer')}, all {counted(len(hub.catalog), 'article')}.")
    )
    show_missing(view)
    if not view.standing.outcomes:
        spaces(hub)
        return
    with row:
        baseline = _baseline(view)
    _parts(view, baseline)


def usual_protocol(hub: Hub) -> str:
    """The title of the first protocol with anything measured, or of the very first protocol."""
    measured = (title for title, name in PROTOCOLS.items() if any(hub.workspace.lab(name).glob("*/report.json")))
    return next(measured, next(iter(PROTOCOLS)))


def _protocol(usual: str) -> str:
    """The name of the chosen protocol, kept in the address. usual: the title of the default one."""
    warn_of_wrong_link("protocol", PROTOCOLS, "the protocol")
    title = st.segmented_control(
        "Protocol", list(PROTOCOLS), default=usual, required=True, key="protocol", bind="query-params",
        help="\n".join(f"- **{title}**: {PROTOCOL_QUESTIONS[name]}" for title, name in PROTOCOLS.items()),
    )  # fmt: skip
    return PROTOCOLS[str(title or usual)]


def _choices(most: int) -> tuple[int, bool]:
    """(k, with the blend), each kept in the address. most: the largest k, as long as the rankings are."""
    if (text := query_value("k")) and not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most):
        toast_note(
            f"The link asks for k “{text[:20]}”, but rankings are {most} articles long: k can be 1 to {most}. "
            f"Showing {min(K, most)}."
        )
        del st.query_params["k"]
    k = st.number_input(
        "k", 1, most, min(K, most), key="k", bind="query-params", width=130,
        help=f"How many articles are recommended to each customer, up to {most}. Kaggle uses {K}.",
    )  # fmt: skip
    blended = st.toggle(
        "With the blend", True, key="blend", bind="query-params",
        help="Adds the customer’s own purchases, other colours of them, and bestsellers to every recommender. The "
        "weights are chosen on validation data, from the same trials for each; nothing is added unless the gain there "
        "exceeds one standard error.",
    )  # fmt: skip
    return int(k or K), blended


def _baseline(view: View) -> str:
    options = [BEST, *view.titles]
    warn_of_wrong_link("baseline", options, "the baseline")
    chosen = st.selectbox(
        "Gains over", options, key="baseline", bind="query-params", width=220,
        help="The best baseline is the floor or published method with the highest recall in this protocol.",
    )  # fmt: skip
    return view.titles.get(str(chosen), "")


def _parts(view: View, baseline: str) -> None:
    warn_of_wrong_link("part", PARTS, "the tab")
    comparison = view.comparison(baseline)
    bodies: list[Callable[[], None]] = [
        lambda: table(comparison),
        lambda: trade_offs(comparison),
        lambda: slices(view, comparison),
        lambda: customers(view, comparison),
        lambda: spaces(view.hub),
    ]
    tabs = st.tabs(PARTS, key="part", bind="query-params", on_change="rerun")
    for tab, body in zip(tabs, bodies, strict=True):
        if tab.open:
            with tab, error_boundary():
                body()
    take_away(view, comparison, baseline)
