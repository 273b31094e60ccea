"""The customer who asks: chosen on Search, with a slider from just the words to just the customer."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stylehub_core import jobs
from stylehub_core.errors import StyleHubError
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.personal import PersonalSearch
from stylehub_core.lab.personal_config import NAME, TITLE
from stylehub_core.number_text import counted
from stylehub_core.request import Request
from stylehub_core.search.filters import Filters
from stylehub_core.search.personal import LEARNED
from stylehub_core.search.recipe import Mode, Page
from stylehub_core.search.results import Results
from stylehub_core.shopper.customers import Customer, customer_at
from stylehub_core.shopper.kinds import KINDS, SENTENCES, Kind, kinds
from ui import resources
from ui.entered_customer import entered_customer
from ui.shell import show_error
from ui.wording import literal

_JOB = f"prepare/today/{NAME}"


@dataclass(frozen=True, eq=False)
class Asker:
    """A customer whose order is ready. weight: from 0, just the words, to 1, just the customer."""

    personal: PersonalSearch
    history: Histories
    weight: float

    def search(self, request: Request, model: str, page: Page, filters: Filters, mode: Mode) -> Results:
        asked = replace(request, history=self.history, day=None)
        return self.personal.search(asked, model, page, filters=filters, mode=mode, weight=self.weight)


def asking_customer(hub: Hub, tools: DeltaGenerator, *, on_change: Callable[[], None]) -> Asker | None:
    """A button to choose a customer among the tools, and here the chosen one with the slider.

    None if no customer is chosen, or if searches with a customer are not prepared yet, which it then says.
    """
    with tools, st.popover("Search as a customer", icon=":material/person:", type="tertiary", key="as_customer"):
        if not hub.catalog.summary.customers or not hub.catalog.summary.transactions:
            st.write("This data has no purchases, so a search can’t know who asks.")
            return None
        text = st.text_input(
            "Customer", key="customer", bind="query-params", type="search", max_chars=100, on_change=on_change,
            placeholder="A customer id, or its first characters",
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            for kind in KINDS:
                st.button(
                    kind.capitalize(), key=f"as_{kind}", help=SENTENCES[kind], on_click=_choose,
                    args=(hub, kind, on_change),
                )  # fmt: skip
    customer = entered_customer(hub, text)
    if customer is None:
        return None
    personal = _personal(hub)
    history = personal.serving.history(customer.row)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="asker"):
        st.markdown(f":material/person: **{literal(customer.shown)}** {_about(customer, history)}", width="content")
        if not personal.is_ready:
            _not_prepared(personal)
            return None
        weight = st.slider(
            "From just the words to just this customer", 0, 100, round(100 * personal.config.weight), 5, key="personal",
            bind="query-params", format="%d %%", width=300, on_change=on_change,
            help=f"0 %: the same answer for everyone. {100 * LEARNED:.0f} %: as learned from what customers bought. "
            "100 %: whatever the words say.",
        )  # fmt: skip
        st.button("Remove the customer", icon=":material/close:", type="tertiary", key="no_customer", on_click=_forget)
    return Asker(personal, history, int(weight) / 100)


def _about(customer: Customer, history: Histories) -> str:
    age = "" if customer.age is None else f"{customer.age} years, "
    pieces = int(history.pieces.sum())
    return f"{age}{counted(pieces, 'piece') if pieces else 'nothing'} bought"


def _personal(hub: Hub) -> PersonalSearch:
    serving = resources.serving(hub, "today")
    return resources.made_once(("personal", str(id(serving))), lambda: PersonalSearch(serving))


def _not_prepared(personal: PersonalSearch) -> None:
    workspace = personal.hub.workspace
    job = next((job for job in jobs.jobs(workspace) if job.key == _JOB), None)
    if job is not None and job.live:
        st.caption(f"{TITLE} is being prepared. Until then, the answer is the same for everyone.")
        return
    if job is not None and job.state == "failed":
        st.error(literal(f"{TITLE} could not be prepared. {job.message}"), icon=":material/error:")
    st.markdown("To know who asks, the search must first learn from every purchase.", width="content")
    if st.button("Prepare it", icon=":material/play_arrow:", key="prepare_personal"):
        argv = ["prepare", NAME, "--workspace", str(workspace.folder.resolve())]
        try:
            jobs.start(workspace, f"Preparing {TITLE}", argv, key=_JOB)
        except StyleHubError as error:
            show_error(error)
        else:
            st.rerun()


def _choose(hub: Hub, kind: Kind, on_change: Callable[[], None]) -> None:
    """For callbacks: another customer of this kind."""
    serving = resources.serving(hub, "today")
    known = resources.remembered(("kinds", resources.version(), serving.when), lambda: kinds(serving))
    if known.counts[kind]:
        row = known.customer_of(kind, random.randrange(2**31))
        st.session_state["customer"] = customer_at(hub.catalog, row).address
        on_change()


def _forget() -> None:
    """For callbacks: nobody in particular asks."""
    st.session_state["customer"] = ""
