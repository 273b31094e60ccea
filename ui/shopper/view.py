"""The Shopper screen: an existing or new customer, the purchase history, and the lists recommended from it."""

import streamlit as st

from stylehub_core.days import date_of
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving
from stylehub_core.number_text import counted
from stylehub_core.shopper.customers import Customer
from stylehub_core.shopper.kinds import SENTENCES, kinds_of
from ui import resources
from ui.complete_look import complete_the_look
from ui.shell import error_boundary, show_error
from ui.shopper import lists as shopper_lists
from ui.shopper.choices import Choices, moment_choice, moment_note, recommender_choices
from ui.shopper.find import find_bar, kind_cards, kinds_of_moment
from ui.shopper.history import EditedHistory, edited_history, has_changes, history_row, history_tools
from ui.shopper.picker import picker
from ui.shopper.prepare import not_prepared
from ui.wording import literal


def shopper_screen(hub: Hub) -> None:
    """Everything below the title."""
    finding = st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="find_bar")
    choosing = st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="shopper_choices")
    with choosing:
        serving = moment_choice(hub)
        choices = recommender_choices(serving)
    with finding:
        customer = find_bar(hub, serving)
    st.caption(literal(moment_note(serving)))
    if customer is None and not has_changes():
        _welcome(hub, serving)
        return
    history = edited_history(hub, _original_history(serving, customer))
    _customer_head(serving, customer, history)
    adding = history_tools(hub, history, adding=customer is None)
    if history.pieces:
        history_row(hub, history)
    if adding:
        picker(hub, {piece.row for piece in history.pieces}, wrap=False)
    _lists(hub, choices, customer, history)
    _look(hub, customer, history)


def _look(hub: Hub, customer: Customer | None, history: EditedHistory) -> None:
    """What completes the look around the newest piece that a look is built of; nothing without one."""
    taste = resources.outfitting(hub).taste
    row = next((piece.row for piece in history.pieces if taste.is_offered(piece.row)), None)
    if row is None:
        return
    wearer, address = (-1, "") if customer is None else (customer.row, customer.address)
    beside = f"with {hub.values('prod_name')[row]}, the newest piece"
    with error_boundary():
        complete_the_look(hub, row, customer=wearer, address=address, beside=beside)


def _welcome(hub: Hub, serving: Serving) -> None:
    """Shown before a customer is chosen."""
    st.subheader("Choose a kind of customer", anchor=False)
    kind_cards(serving)
    st.subheader("Or start as a new customer: pick a few articles", anchor=False)
    picker(hub, set(), wrap=True)


def _original_history(serving: Serving, customer: Customer | None) -> Histories:
    """The history before any change; empty for a new customer."""
    return Histories.picked([], serving.today) if customer is None else serving.history(customer.row)


def _customer_head(serving: Serving, customer: Customer | None, history: EditedHistory) -> None:
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="person"):
        if customer is None:
            st.subheader("New customer", anchor=False, width="content")
            picked = counted(len(history.pieces), "article") if history.pieces else "No articles"
            st.caption(f"{picked} picked, treated as if bought the day before")
        else:
            st.subheader(f"Customer {literal(customer.shown)}", anchor=False, width="content")
            _facts(serving, customer, history)
    if not history.pieces:
        st.info(
            "This customer has no purchases before this day, so every list shows bestsellers, or what its recommender "
            "shows to everyone. Add an article to change that.",
            icon=":material/ac_unit:",
        )


def _facts(serving: Serving, customer: Customer, history: EditedHistory) -> None:
    """Age, number of purchases, dates and kinds in one line."""
    key = ("kinds_of", resources.version(), serving.when, str(customer.row))
    all_kinds = kinds_of_moment(serving)
    own_kinds = resources.remembered(key, lambda: kinds_of(serving, customer.row, all_kinds))
    days = {piece.day for piece in history.pieces}
    parts = [f"age {customer.age}"] if customer.age is not None else []
    parts.append(f"{counted(sum(piece.pieces for piece in history.pieces), 'piece')} on {counted(len(days), 'day')}")
    if days:
        first, last = (f"{day.day} {day:%b %Y}" for day in (min(days), max(days)))
        parts.append(first if first == last else f"{first} to {last}")
    if len(serving.held_out(customer.row)):
        recommended_on = date_of(serving.day_of(customer.row))
        parts.append(f"recommending for {recommended_on.day} {recommended_on:%b %Y}")
    elif serving.questions is not None:
        parts.append("not part of this evaluation, so nothing is held out to compare with")
    for kind in own_kinds:
        st.badge(kind, color="gray", help=SENTENCES[kind])
    st.caption(" · ".join(parts))


def _lists(hub: Hub, choices: Choices, customer: Customer | None, history: EditedHistory) -> None:
    if not choices.titles:
        st.info("Choose up to three recommenders above.", icon=":material/info:")
        return
    ready = choices.serving.ready()
    held_out = [] if customer is None else choices.serving.held_out(customer.row).tolist()
    with st.spinner("Asking the recommenders", show_time=True):
        columns, failed = shopper_lists.recommend(choices, history.histories, ready)
    if held_out:
        shopper_lists.show_held_out(choices, held_out, columns)
    by_name = {column.name: column for column in columns}
    slots = st.columns(len(choices.titles), gap="large")
    for slot, (name, title), (letter, colour) in zip(
        slots, choices.titles.items(), shopper_lists.LETTERS, strict=False
    ):
        with slot, error_boundary():
            st.subheader(f":{colour}-badge[{letter}] {literal(title)}", anchor=False)
            if name in by_name:
                shopper_lists.show_column(choices, by_name[name], history, set(held_out))
            elif name in failed:
                show_error(failed[name])
            else:
                not_prepared(choices.serving, name, title)
    shopper_lists.take_away(hub, columns, set(held_out), customer.shown if customer else "new")
