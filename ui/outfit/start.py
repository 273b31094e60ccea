"""What the looks start from: a text, a picture, an article, a customer, or nothing; and who judges them."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfit_starts import Start
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.outfits.compose import NOTHING, Composer
from stylehub_core.outfits.registry import set_scorers
from stylehub_core.shopper.customers import Customer
from ui import resources
from ui.entered_customer import entered_customer
from ui.links import query_value, warn_of_wrong_link
from ui.outfit.worn import ARTICLE, CUSTOMER, PICTURE, TEXT, start_anew
from ui.own_picture import Upload, picture_button
from ui.shell import show_error
from ui.wording import literal


@dataclass(frozen=True, eq=False)
class Asked:
    """What a person has chosen above the outfit. scorer: a set scorer that is ready."""

    outfitting: Outfitting
    text: str
    upload: Upload | None
    customer: Customer | None
    scorer: str

    @property
    def wearer(self) -> int:
        """The customer's row, -1 for anybody."""
        return -1 if self.customer is None else self.customer.row

    @property
    def key(self) -> tuple[str, ...]:
        """What a cache of answers depends on, beside the outfit."""
        return (resources.version(), self.text, str(self.wearer), self.scorer)

    def composer(self, start: Start | None = None) -> Composer:
        return self.outfitting.composer(self.scorer, self.wearer, start)

    def start(self, articles: IntVector = NOTHING) -> Start:
        """What further looks start from. articles: rows that they all have.

        Raises QueryError if nothing that is worn fits the text or picture.
        """
        key = ("outfit_start", *self.key, str(articles.tolist()))
        if self.upload is not None and not self.text and not len(articles):
            return self.outfitting.start(picture=self.upload.content)
        return resources.remembered(
            key, lambda: self.outfitting.start(articles=articles, text=self.text, customer=self.wearer)
        )

    def looks(self, start: Start, count: int, without: IntVector = NOTHING) -> list[IntVector]:
        parts = (start.common, start.seeds, without)
        key = ("outfit_looks", *self.key, str(count), *(str(rows.tolist()) for rows in parts))
        return resources.remembered(key, lambda: self.outfitting.looks(start, count, self.scorer, self.wearer, without))


def asked(hub: Hub, outfitting: Outfitting) -> Asked:
    """The fields above the outfit, and what is in them."""
    text = st.text_input(
        "What is it for, or what should it go with?", key=TEXT, bind="query-params", type="search", max_chars=300,
        on_change=start_anew, placeholder="Such as a summer wedding, black jeans, or an article id",
    )  # fmt: skip
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="outfit_tools"):
        picture_button(hub, "Start from a picture", "A picture of something to wear", _start_from)
        customer = _customer(hub)
        scorer = scorer_choice(outfitting)
    upload: Upload | None = st.session_state.get(PICTURE)
    return Asked(outfitting, (text or "").strip(), upload, customer, scorer)


def scorer_choice(outfitting: Outfitting, *, key: str = "scorer") -> str:
    """The set scorer, one that is ready, kept in the address; shown only if there is a choice."""
    kinds, usual = set_scorers(), outfitting.usual
    names = {kinds[name].title: name for name in sorted(outfitting.ready, key=lambda name: name != usual)}
    if (named := query_value(key)) in outfitting.ready:  # a link with the name that commands take
        st.query_params[key] = kinds[named].title
    warn_of_wrong_link(key, names, "the set scorer")
    if len(names) < 2:
        return usual
    about = "\n".join(f"- **{literal(title)}**: {literal(kinds[name].about)}" for title, name in names.items())
    chosen = st.selectbox(
        "Set scorer", list(names), key=key, bind="query-params", help=about, width=240, label_visibility="collapsed"
    )
    return names.get(chosen or "", usual)


def article_in_address(hub: Hub) -> IntVector:
    """The article that a link starts from. Shows an error for an unknown one."""
    wanted = query_value(ARTICLE)
    if not wanted:
        return NOTHING
    try:
        return hub.catalog.rows_of([wanted])
    except QueryError as error:
        show_error(error)
        return NOTHING


def _customer(hub: Hub) -> Customer | None:
    """The customer who would wear it; None for anybody."""
    chosen = query_value(CUSTOMER) or str(st.session_state.get(CUSTOMER) or "")
    label = f"For customer {literal(chosen[:8])}" if chosen.strip() else "For anybody"
    with st.popover(label, icon=":material/person:", type="tertiary", key="outfit_customer"):
        if not hub.catalog.summary.customers:
            st.write("This data has no customers.")
            return None
        text = st.text_input(
            "Customer", key=CUSTOMER, bind="query-params", type="search", max_chars=100, on_change=start_anew,
            placeholder="A customer id, or its first characters", help="Leave it empty for anybody.",
        )  # fmt: skip
    return entered_customer(hub, text)


def _start_from(upload: Upload) -> None:
    """For callbacks: looks with what is most like this picture."""
    start_anew()
    st.session_state[TEXT] = ""
    st.session_state[PICTURE] = upload
