"""Find a customer: by the first characters of an id, at random, or by kind."""

import random

import streamlit as st

from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving
from stylehub_core.number_text import counted
from stylehub_core.shopper.customers import Customer, customer_at, find_customer
from stylehub_core.shopper.kinds import KINDS, SENTENCES, Kind, Kinds, kinds, random_customer
from ui import resources
from ui.entered_customer import entered_customer
from ui.scroll import go_to_top

ICONS: dict[Kind, str] = {
    "loyal": ":material/favorite:",
    "seasonal": ":material/sunny:",
    "newcomer": ":material/waving_hand:",
    "cold": ":material/ac_unit:",
}


def find_bar(hub: Hub, serving: Serving) -> Customer | None:
    """The chosen customer, if any, from a text field for an id and buttons for anyone and for each kind."""
    text = st.text_input(
        "Customer", key="customer", bind="query-params", type="search", max_chars=100, on_change=_shorten_id,
        placeholder="A customer id, or its first characters", args=(hub,),
    )  # fmt: skip
    all_kinds = kinds_of_moment(serving)
    st.button("Anyone", icon=":material/shuffle:", key="find_any", on_click=_show_anyone, args=(serving,))
    for kind in KINDS:
        st.button(
            kind.capitalize(), icon=ICONS[kind], key=f"find_{kind}", on_click=_show_kind, args=(serving, kind),
            disabled=not all_kinds.counts[kind], help=_about(all_kinds, kind),
        )  # fmt: skip
    return entered_customer(hub, text)


def kind_cards(serving: Serving) -> None:
    """A card for each kind: its definition, and how many customers are of it."""
    all_kinds = kinds_of_moment(serving)
    for column, kind in zip(st.columns(len(KINDS), gap="small"), KINDS, strict=True):
        with column, st.container(border=True, height="stretch", gap="small"):
            st.markdown(f"**{ICONS[kind]} {kind.capitalize()}**")
            st.caption(SENTENCES[kind])
            st.space("stretch")
            st.button(
                f"Show one of the {all_kinds.counts[kind]:,}", key=f"card_{kind}", on_click=_show_kind, type="tertiary",
                args=(serving, kind), disabled=not all_kinds.counts[kind], icon=":material/arrow_forward:",
            )  # fmt: skip


def kinds_of_moment(serving: Serving) -> Kinds:
    """The kinds of the customers of this moment, computed once."""
    with st.spinner("Sorting the customers into kinds", show_time=True):
        return resources.remembered(("kinds", resources.version(), serving.when), lambda: kinds(serving))


def forget_changes() -> None:
    """For callbacks: undo all changes of the history, and fold it."""
    st.query_params.pop("edit", None)
    st.session_state["older"] = False


def _about(all_kinds: Kinds, kind: Kind) -> str:
    count = f"{all_kinds.counts[kind]:,} of {counted(all_kinds.examined, 'customer')} checked"
    return f"{SENTENCES[kind]} {count}; each click shows another."


def _shorten_id(hub: Hub) -> None:
    """For callbacks: replace the id by the shortest prefix that finds the same customer."""
    forget_changes()
    try:
        st.session_state["customer"] = find_customer(hub.catalog, st.session_state["customer"]).address
    except QueryError:
        return  # the screen shows the error


def _show_anyone(serving: Serving) -> None:
    _show(serving, random_customer(serving, random.randrange(2**31)))


def _show_kind(serving: Serving, kind: Kind) -> None:
    _show(serving, kinds_of_moment(serving).customer_of(kind, random.randrange(2**31)))


def _show(serving: Serving, row: int) -> None:
    forget_changes()
    st.session_state["customer"] = customer_at(serving.hub.catalog, row).address
    go_to_top()
