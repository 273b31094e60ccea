"""The choices on the Shopper screen: the moment, the recommenders, the length of the lists, and the blend."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving, When
from stylehub_core.shopper.moment import offered, usual_moment, usual_recommenders
from ui import resources
from ui.links import renamed_in_link, warn_of_wrong_link
from ui.moments import MOMENTS
from ui.showing import by_product, scores_shown
from ui.wording import day

_FORMER_MOMENTS = {
    "The lab’s last basket": MOMENTS["next-basket"],
    "The lab’s next week": MOMENTS["next-week"],
}
"""Former titles that saved addresses may still have."""
MOST = 3
_COUNTS = ("6", "12", "24")
_MOMENT_HELP = """
- **The held-out last basket**: recommend for the day of each customer’s last basket, which is held out
- **The held-out last week**: recommend for one day for everyone; the last week of the data is held out
- **Today**: learn from every purchase; nothing is held out, so the lists can’t be checked
"""


@dataclass(frozen=True)
class Choices:
    """titles: the titles of the chosen recommenders, by name.

    blended: whether to add the blend.
    count: cards per list.
    by_product: whether a card stands for a product. scores: whether cards show their scores.
    """

    serving: Serving
    titles: dict[str, str]
    blended: bool
    count: int
    by_product: bool
    scores: bool


def initial_moment(hub: Hub) -> When:
    """The moment that the screen opens with by default."""
    return resources.remembered(("usual_moment", hub.workspace.recommenders_stamp), lambda: usual_moment(hub))


def moment_choice(hub: Hub) -> Serving:
    """The recommenders at the chosen moment. Raises NoSplitError if the data covers too few days for it."""
    names = {title: when for when, title in MOMENTS.items()}
    renamed_in_link("when", _FORMER_MOMENTS)
    warn_of_wrong_link("when", names, "the moment")
    when = initial_moment(hub)
    chosen = st.segmented_control(
        "Recommend for", list(names), default=MOMENTS[when], required=True, key="when", bind="query-params",
        help=_MOMENT_HELP, width="content",
    )  # fmt: skip
    return resources.serving(hub, names.get(str(chosen), "today"))


def recommender_choices(serving: Serving) -> Choices:
    """The chosen recommenders, list length and blend, kept in the address."""
    names = {title: name for name, title in offered(serving).items()}
    warn_of_wrong_link("by", names, "the recommender")
    # If nothing is prepared, each column says how to prepare its recommender.
    usual = set(usual_recommenders(serving.ready() or list(names.values())))
    chosen = st.multiselect(
        f"Recommenders (up to {MOST})", list(names), [title for title in names if names[title] in usual], key="by",
        bind="query-params", max_selections=MOST, placeholder="Choose a recommender", width=420,
    )  # fmt: skip
    warn_of_wrong_link("k", _COUNTS, "the number of articles")
    count = st.segmented_control(
        "Articles per list", _COUNTS, default="12", required=True, key="k", bind="query-params", width="content"
    )
    blended = st.toggle(
        "With the blend", value=True, key="blend", bind="query-params",
        help="Adds the customer’s own purchases, other colours of them, and bestsellers. The weights were chosen "
        "on validation data, with the same trials for every recommender. “own ×3” means three times the highest "
        "score.",
    )  # fmt: skip
    titles = {names[title]: title for title in chosen[:MOST]}
    return Choices(serving, titles, blended, int(count or "12"), by_product(), scores_shown())


def moment_note(serving: Serving) -> str:
    """A sentence about what the recommenders have seen, and what is held out."""
    if serving.protocol is not None:
        return f"As in the evaluation: {serving.protocol.test.note}"
    last = serving.hub.catalog.summary.last_day
    return f"Learned from every purchase until {day(last)}. Nothing is held out here, so these lists can’t be checked."
