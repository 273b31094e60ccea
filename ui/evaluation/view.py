"""The Evaluation screen: what is asked, what is measured of it, and five ways to look at that."""

from collections.abc import Callable

import streamlit as st

from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.figures import K
from stylehub_core.lab.report_words import PROTOCOL_QUESTIONS
from stylehub_core.lab.run import DEPTH
from ui.evaluation.customers import customers
from ui.evaluation.data import View, view
from ui.evaluation.measure import what_is_missing
from ui.evaluation.slices import slices
from ui.evaluation.spaces import spaces
from ui.evaluation.table import table
from ui.evaluation.take_away import take_away
from ui.evaluation.trade_offs import trade_offs
from ui.links import asked, say_wrong_link, toast_note
from ui.shell import error_boundary, say_error
from ui.wording import counted, literal

PROTOCOLS = {"Next basket": "next-basket", "Next week": "next-week", "Co-purchase": "co-purchase"}
PARTS = ("Table", "Trade-offs", "Slices", "Customer by customer", "Spaces")
BEST = "The best baseline"


def evaluation_screen(hub: Hub) -> None:
    """Everything below the title."""
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom", key="evaluation_asked")
    with row:
        protocol, k, blended = _asked(usual_protocol(hub))
    try:
        with st.spinner("Loading held-out purchases and recommendations"):
            found = view(hub, protocol, k, blended=blended)
    except StyleHubError as error:
        say_error(error)
        spaces(hub)
        return
    test = found.protocol.test
    st.markdown(f"**{literal(PROTOCOL_QUESTIONS[protocol])}**")
    st.caption(
        literal(f"{test.note} {counted(len(test.questions), 'customer')}, all {counted(len(hub.catalog), 'article')}.")
    )
    what_is_missing(found)
    if not found.standing.outcomes:
        spaces(hub)
        return
    with row:
        baseline = _baseline(found)
    _parts(found, baseline)


def usual_protocol(hub: Hub) -> str:
    """The title of the first protocol under which anything is measured; of the first of all where nothing is."""
    measured = (title for title, name in PROTOCOLS.items() if any(hub.workspace.lab(name).glob("*/report.json")))
    return next(measured, next(iter(PROTOCOLS)))


def _asked(usual: str) -> tuple[str, int, bool]:
    """(protocol, k, with the blend), each kept in the address. usual: the protocol's title where none is asked for."""
    say_wrong_link("protocol", PROTOCOLS, "the protocol")
    if (wrong := asked("k")) and not (wrong.isascii() and wrong.isdigit() and 1 <= int(wrong[:9]) <= DEPTH):
        toast_note(
            f"The link asks for k “{wrong[:20]}”: {DEPTH} articles of each ranking are kept, so k is 1 to {DEPTH}. "
            f"Shown is {K}."
        )
        del st.query_params["k"]
    title = st.segmented_control(
        "Protocol", list(PROTOCOLS), default=usual, required=True, key="protocol", bind="query-params",
        help="\n".join(f"- **{one}**: {PROTOCOL_QUESTIONS[name]}" for one, name in PROTOCOLS.items()),
    )  # fmt: skip
    k = st.number_input(
        "k", 1, DEPTH, K, key="k", bind="query-params", width=130,
        help=f"How many articles are recommended to each customer, up to {DEPTH}. Kaggle uses {K}.",
    )  # fmt: skip
    blended = st.toggle(
        "With the blend", True, key="blend", bind="query-params",
        help="Adds the customer’s own purchases, other colours of them, and bestsellers to every recommender. The "
        "weights are "
        "chosen on validation data, from the same trials for each; nothing is added unless the gain there exceeds one "
        "standard error.",
    )  # fmt: skip
    return PROTOCOLS[str(title or usual)], int(k or K), blended


def _baseline(found: View) -> str:
    options = [BEST, *found.titles]
    say_wrong_link("baseline", options, "the baseline")
    chosen = st.selectbox(
        "Gains over", options, key="baseline", bind="query-params", width=220,
        help="The best baseline is the floor or published method with the highest recall in this protocol.",
    )  # fmt: skip
    return found.titles.get(str(chosen), "")


def _parts(found: View, baseline: str) -> None:
    say_wrong_link("part", PARTS, "the part")
    comparison = found.comparison(baseline)
    bodies: list[Callable[[], None]] = [
        lambda: table(comparison),
        lambda: trade_offs(comparison),
        lambda: slices(found, comparison),
        lambda: customers(found, comparison),
        lambda: spaces(found.hub),
    ]
    tabs = st.tabs(PARTS, key="part", bind="query-params", on_change="rerun")
    for tab, body in zip(tabs, bodies, strict=True):
        if tab.open:
            with tab, error_boundary():
                body()
    take_away(found, comparison, baseline)
