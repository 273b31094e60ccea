"""One recommender against another, customer by customer, with a link to each customer."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from stylehub_core.catalog.customer_ids import customer_ids
from stylehub_core.lab.comparison import Comparison
from stylehub_core.lab.duel import Duel
from stylehub_core.number_text import counted, figure_text
from ui import links
from ui.drawing import drawn
from ui.evaluation.charts import differences_chart
from ui.evaluation.data import View
from ui.evaluation.trade_offs import colours
from ui.links import warn_of_wrong_link
from ui.moments import MOMENTS
from ui.wording import literal

MOST = 50
"""At most this many customers are listed."""
_SHOWN = 12  # characters of an id


def customers(view: View, comparison: Comparison) -> None:
    """Wins, ties and losses, a chart of the differences, and the customers at either end."""
    titles = {line.title: line.name for line in comparison.lines}
    if len(titles) < 2:
        st.info("Comparing takes two recommenders, and only one has been measured.", icon=":material/hourglass_top:")
        return
    for key, label in (("a", "recommender A"), ("b", "recommender B")):
        warn_of_wrong_link(key, titles, label)
    with st.grid(2, min_column_width=150, gap="small", key="duel_models"):
        first = st.selectbox(":orange-badge[A] Recommender", list(titles), key="a", bind="query-params")
        rest = [title for title in titles if title != first]
        second = st.selectbox(":blue-badge[B] Recommender", rest, key="b", bind="query-params")
    first_name, second_name = titles[str(first)], titles[str(second)]
    duel = view.duel(first_name, second_name)
    _counts(duel, str(first), str(second))
    if not duel.wins and not duel.losses:
        st.caption("Both recommenders do equally well for every customer.")
        return
    st.vega_lite_chart(
        spec=drawn(differences_chart, _differences(duel), colours(), f"Recall at {view.k}, A minus B"), key="duel",
        alt=f"{first} against {second}: {duel.wins} wins, {duel.ties} ties, {duel.losses} losses",
    )  # fmt: skip
    _listed(view, duel, first_name, second_name)


def customers_table(view: View, duel: Duel, first: str, second: str, *, wins: bool) -> pd.DataFrame:
    """The customers with the largest wins or losses of the first recommender, at most MOST.

    wins: whether wins or losses.
    """
    questions, past = view.protocol.test.questions, view.protocol.test.past
    rows = duel.order[duel.differences > 0][:MOST] if wins else duel.order[duel.differences < 0][::-1][:MOST]
    recall = {
        outcome.name: measures.values["recall"]
        for outcome, measures in zip(view.standing.outcomes, view.measures, strict=True)
    }
    history_lines = np.bincount(past.owner, minlength=len(questions))
    titles = [title for name in (first, second) for title, titled_name in view.titles.items() if titled_name == name]
    bought = [len(questions.relevant[row]) for row in rows]
    ids = customer_ids(view.hub.catalog, questions.customers[rows])
    return pd.DataFrame(
        {
            "Customer": [customer_id[:_SHOWN] for customer_id in ids],
            "Open": [
                shopper_address(customer_id, view.protocol.name, titles, blended=view.blended) for customer_id in ids
            ],
            "Bought": bought,
            "A finds": np.round(recall[first][rows] * bought).astype(int),
            "B finds": np.round(recall[second][rows] * bought).astype(int),
            "Difference": recall[first][rows] - recall[second][rows],
            "History": history_lines[rows],
        }
    )


def shopper_address(customer: str, protocol: str, titles: Sequence[str], *, blended: bool) -> str:
    """The address of the Shopper screen for this customer, these recommenders and the protocol's moment.

    Co-purchase has no such moment, as its baskets have no customers: the screen then opens with its usual one.
    """
    moment = next((title for when, title in MOMENTS.items() if when == protocol), "")
    blend = "" if blended else "false"
    return links.address(links.SHOPPER, {"customer": customer, "when": moment, "by": titles, "blend": blend})


def _counts(duel: Duel, first: str, second: str) -> None:
    with st.grid(4, min_column_width=130, gap="small", key="duel_counts"):
        st.metric("A is better", f"{duel.wins:,}", help="Customers for whom A finds more of what they bought.")
        st.metric("Tied", f"{duel.ties:,}", help="Customers for whom both find the same number.")
        st.metric("B is better", f"{duel.losses:,}", help="Customers for whom B finds more of what they bought.")
        st.metric(
            "p", figure_text(duel.p, ".4f"), help="Two-sided paired randomisation test, for this comparison alone."
        )
    mean = duel.mean
    st.caption(
        literal(
            f"{first} minus {second}: {mean.value:+.4f} on average over {counted(mean.n, 'customer')} "
            f"({mean.low:+.4f} to {mean.high:+.4f} in 95 % of resamples). Choosing the largest of many differences "
            "makes small p values likelier: the table corrects for that."
        )
    )


def _differences(duel: Duel) -> pd.DataFrame:
    side = np.where(duel.differences > 0, "first", np.where(duel.differences < 0, "second", "tie"))
    return pd.DataFrame({"rank": np.arange(1, len(duel.order) + 1), "difference": duel.differences, "side": side})


def _listed(view: View, duel: Duel, first: str, second: str) -> None:
    options = [name for name, count in (("A wins", duel.wins), ("B wins", duel.losses)) if count]
    warn_of_wrong_link("whom", ("A wins", "B wins"), "the customers")
    chosen = st.segmented_control(
        "Customers", options, default=options[0], required=True, key="whom", bind="query-params"
    )
    table = customers_table(view, duel, first, second, wins=(chosen or options[0]) == "A wins")
    st.dataframe(
        table, hide_index=True, width="stretch", key="duel_customers",
        column_config={
            "Customer": st.column_config.TextColumn(width=130, help="The first characters of the customer’s id."),
            "Bought": st.column_config.NumberColumn(help="Distinct articles the customer bought."),
            "A finds": st.column_config.NumberColumn(help=f"How many of these are among A’s first {view.k}."),
            "B finds": st.column_config.NumberColumn(help=f"How many of these are among B’s first {view.k}."),
            "Difference": st.column_config.NumberColumn(format="%+.3f", help="Recall of A minus recall of B."),
            "History": st.column_config.NumberColumn(help="Lines of purchase history that the recommenders saw."),
            "Open": st.column_config.LinkColumn(
                display_text="Shopper", help="This customer on the Shopper screen, with both recommenders."
            ),
        },
    )  # fmt: skip
