"""What is asked on the Shopper screen: at which moment, which recommenders, with the blend or without."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving, When
from stylehub_core.shopper.moment import lab_stamp, offered, usual_moment, usual_recommenders
from ui import resources
from ui.links import say_wrong_link
from ui.wording import day

MOMENTS: dict[When, str] = {
    "next-basket": "The lab’s last basket",
    "next-week": "The lab’s next week",
    "today": "Today",
}
MOST = 3
_COUNTS = ("6", "12", "24")
_MOMENT_HELP = """
- **The lab’s last basket**: each customer is asked on the day of the last basket, which is hidden
- **The lab’s next week**: everybody is asked on one day, and the last week of the data is hidden
- **Today**: learned from every purchase; nothing is hidden, so nothing can be checked
"""


@dataclass(frozen=True)
class Asked:
    """titles: of the chosen recommenders, by name; blended: whether the blend is added; count: articles a list."""

    serving: Serving
    titles: dict[str, str]
    blended: bool
    count: int


def moment_at_first(hub: Hub) -> When:
    """The moment that the screen opens with where no other is asked for."""
    return resources.remembered(("usual_moment", resources.version(), lab_stamp(hub)), lambda: usual_moment(hub))


def moment_choice(hub: Hub) -> Serving:
    """The recommenders at the chosen moment. Raises NoSplitError where the data is too short for it."""
    names = {title: when for when, title in MOMENTS.items()}
    say_wrong_link("when", names, "the moment")
    when = moment_at_first(hub)
    chosen = st.segmented_control(
        "Asked", list(names), default=MOMENTS[when], required=True, key="when", bind="query-params",
        help=_MOMENT_HELP, width="content",
    )  # fmt: skip
    return resources.serving(hub, names.get(str(chosen), "today"))


def recommender_choices(serving: Serving) -> Asked:
    """Which recommenders, how many articles, with or without the blend; all kept in the address."""
    names = {title: name for name, title in offered(serving).items()}
    say_wrong_link("by", names, "the recommender")
    # Not a default: what is chosen stays when the moment, and with it what is prepared, changes.
    if "by" not in st.session_state and not any(title in names for title in st.query_params.get_all("by")):
        # Where nothing is prepared, the lists' places say how to prepare them.
        usual = usual_recommenders(serving.ready() or list(names.values()))
        st.session_state["by"] = [title for title, name in names.items() if name in usual]
    chosen = st.multiselect(
        f"Recommenders, {MOST} at most", list(names), key="by", bind="query-params", max_selections=MOST,
        placeholder="Choose a recommender", width=420,
    )  # fmt: skip
    say_wrong_link("k", _COUNTS, "the number of articles")
    count = st.segmented_control(
        "Articles a list", _COUNTS, default="12", required=True, key="k", bind="query-params", width="content"
    )
    blended = st.toggle(
        "With the blend", value=True, key="blend", bind="query-params",
        help="Adds own purchases, their other colours and what sells, as much of each as the lab chose for the "
        "recommender on its validation; “own ×3” is three times the highest score. The trials were the same for all.",
    )  # fmt: skip
    return Asked(serving, {names[title]: title for title in chosen[:MOST]}, blended, int(count or "12"))


def moment_note(serving: Serving) -> str:
    """What the recommenders have seen, and what is hidden from them."""
    if serving.protocol is not None:
        return f"As the lab asks: {serving.protocol.test.note}"
    last = serving.hub.catalog.summary.last_day
    return f"Learned from every purchase until {day(last)}. Nothing is hidden, so nothing shows whether it is right."
