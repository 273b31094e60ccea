"""One recommender against another, customer by customer, with the way to each of these customers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from stylehub_core.catalog.customer_ids import customer_ids
from stylehub_core.lab.comparison import Comparison
from stylehub_core.lab.duel import Duel
from stylehub_core.number_text import figure_text
from ui import links
from ui.drawing import drawn
from ui.evaluation.charts import differences_chart
from ui.evaluation.data import View
from ui.evaluation.trade_offs import colours
from ui.links import say_wrong_link
from ui.moments import MOMENTS
from ui.wording import counted, literal

MOST = 50
"""Customers that are listed."""
_SHOWN = 12  # characters of an id


def customers(found: View, comparison: Comparison) -> None:
    """Wins, ties and losses, the differences in order, and the customers at either end."""
    titles = {line.title: line.name for line in comparison.lines}
    if len(titles) < 2:
        st.info("Comparing takes two recommenders, and only one has been measured.", icon=":material/hourglass_top:")
        return
    for key, label in (("a", "recommender A"), ("b", "recommender B")):
        say_wrong_link(key, titles, label)
    with st.grid(2, min_column_width=150, gap="small", key="duel_models"):
        first = st.selectbox(":orange-badge[A] Recommender", list(titles), key="a", bind="query-params")
        rest = [title for title in titles if title != first]
        second = st.selectbox(":blue-badge[B] Recommender", rest, key="b", bind="query-params")
    one, other = titles[str(first)], titles[str(second)]
    met = found.duel(one, other)
    _counts(met, str(first), str(second))
    if not met.wins and not met.losses:
        st.caption("Both recommenders do equally well for every customer.")
        return
    st.vega_lite_chart(
        spec=drawn(differences_chart, _differences(met), colours(), f"Recall at {found.k}, A minus B"), key="duel",
        alt=f"{first} against {second}: {met.wins} wins, {met.ties} ties, {met.losses} losses",
    )  # fmt: skip
    _listed(found, met, one, other)


def customers_table(found: View, met: Duel, first: str, second: str, *, wins: bool) -> pd.DataFrame:
    """The customers with the largest wins (losses), at most MOST; the second column is the address of each one."""
    questions, past = found.protocol.test.questions, found.protocol.test.past
    at = met.order[met.differences > 0][:MOST] if wins else met.order[met.differences < 0][::-1][:MOST]
    values = {
        one.name: part.values["recall"] for one, part in zip(found.standing.outcomes, found.measures, strict=True)
    }
    lines = np.bincount(past.owner, minlength=len(questions))
    titles = [title for name in (first, second) for title, known in found.titles.items() if known == name]
    ids = customer_ids(found.hub.catalog, questions.customers[at])
    return pd.DataFrame(
        {
            "Customer": [one[:_SHOWN] for one in ids],
            "Open": [shopper_address(one, found.protocol.name, titles, blended=found.blended) for one in ids],
            "Bought": [len(questions.relevant[place]) for place in at],
            "A finds": np.round(values[first][at] * [len(questions.relevant[place]) for place in at]).astype(int),
            "B finds": np.round(values[second][at] * [len(questions.relevant[place]) for place in at]).astype(int),
            "Difference": values[first][at] - values[second][at],
            "History": lines[at],
        }
    )


def shopper_address(customer: str, protocol: str, titles: Sequence[str], *, blended: bool) -> str:
    """Where the Shopper screen shows this customer as the protocol asked, with these recommenders.

    A basket without its customer, as co-purchase asks, is no moment of that screen: it opens at its usual one.
    """
    moment = next((title for when, title in MOMENTS.items() if when == protocol), "")
    blend = "" if blended else "false"
    return links.address(links.SHOPPER, {"customer": customer, "when": moment, "by": titles, "blend": blend})


def _counts(met: Duel, first: str, second: str) -> None:
    with st.grid(4, min_column_width=130, gap="small", key="duel_counts"):
        st.metric("A is better", f"{met.wins:,}", help="Customers for whom A finds more of what they bought.")
        st.metric("Tied", f"{met.ties:,}", help="Customers for whom both find the same number.")
        st.metric("B is better", f"{met.losses:,}", help="Customers for whom B finds more of what they bought.")
        st.metric(
            "p", figure_text(met.p, ".4f"), help="Two-sided paired randomisation test, for this comparison alone."
        )
    mean = met.mean
    st.caption(
        literal(
            f"Of {counted(mean.n, 'customer')}. {first} minus {second}: {mean.value:+.4f} on average "
            f"({mean.low:+.4f} to {mean.high:+.4f} in 95 % of resamples). Choosing the largest of many differences "
            "makes small p values likelier: the table corrects for that."
        )
    )


def _differences(met: Duel) -> pd.DataFrame:
    side = np.where(met.differences > 0, "first", np.where(met.differences < 0, "second", "tie"))
    return pd.DataFrame({"place": np.arange(1, len(met.order) + 1), "difference": met.differences, "side": side})


def _listed(found: View, met: Duel, one: str, other: str) -> None:
    options = [name for name, count in (("A wins", met.wins), ("B wins", met.losses)) if count]
    say_wrong_link("whom", ("A wins", "B wins"), "the customers")
    chosen = st.segmented_control(
        "Customers", options, default=options[0], required=True, key="whom", bind="query-params"
    )
    table = customers_table(found, met, one, other, wins=(chosen or options[0]) == "A wins")
    st.dataframe(
        table, hide_index=True, width="stretch", key="duel_customers",
        column_config={
            "Customer": st.column_config.TextColumn(width=130, help="The first characters of the customer’s id."),
            "Bought": st.column_config.NumberColumn(help="Distinct articles the customer bought."),
            "A finds": st.column_config.NumberColumn(help=f"Of these, among A’s first {found.k}."),
            "B finds": st.column_config.NumberColumn(help=f"Of these, among B’s first {found.k}."),
            "Difference": st.column_config.NumberColumn(format="%+.3f", help="Recall of A minus recall of B."),
            "History": st.column_config.NumberColumn(help="Lines of purchase history that the recommenders saw."),
            "Open": st.column_config.LinkColumn(
                display_text="Shopper", help="This customer on the Shopper screen, with both recommenders."
            ),
        },
    )  # fmt: skip
