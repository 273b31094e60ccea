"""One article on screen: its picture, facts, sales, and the articles related to it."""

import altair as alt
import pandas as pd
import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.hub.related import Related, bought_with, looks_like, reads_like
from stylehub_core.models.contract import PICTURE_MODEL
from stylehub_core.number_text import counted
from stylehub_core.search.attributes import LABELS, says_something
from stylehub_core.search.recipe import Page
from ui import links
from ui.choices import model_title
from ui.drawing import drawn
from ui.grid import alt_text, cards_of_items, cards_of_rows, large_picture_url, product_row, to_similar
from ui.showing import by_product, scores_shown
from ui.wording import day, literal

_ROW = 8
_SHOWN = (
    "product_type_name", "product_group_name", "colour_group_name", "perceived_colour_value_name",
    "graphical_appearance_name", "garment_group_name", "department_name", "section_name", "index_name",
    "index_group_name",
)  # fmt: skip


def portrait(hub: Hub, row: int) -> None:
    """The picture in its original size, beside the name, the description, the facts and the sales."""
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.image(large_picture_url(hub, row), alt=alt_text(hub, row), width="stretch")
    with right:
        _story(hub, row)
        _facts(hub, row)
        sales(hub, row)


def sales(hub: Hub, row: int) -> None:
    """Pieces sold per week over the whole period of the data, or a note that none were sold."""
    weeks = hub.catalog.sales_by_week(row)
    st.subheader("Sales", anchor=False)
    if weeks.empty:
        st.markdown(":gray[Never sold in this data: its description is all there is to go by.]")
        return
    total, best = int(weeks["pieces"].sum()), weeks.loc[weeks["pieces"].idxmax()]
    summary = f"{counted(total, 'piece')}, with a peak of {int(best['pieces']):,} in the week of {day(best['week'])}"
    st.vega_lite_chart(spec=drawn(_weekly_bars, _all_weeks(hub, weeks)), alt=f"Bars of weekly sales: {summary}")
    st.caption(summary)


def other_colours(hub: Hub, row: int) -> None:
    """The same product in other colours and prints."""
    variants = [int(variant) for variant in hub.catalog.variants(row)]
    if variants:
        st.header("In other colours", anchor=False)
        product_row(hub, cards_of_rows(hub, variants[:_ROW]), key="variants", columns=_ROW)


def related(hub: Hub, article_id: str) -> None:
    """A row each of what looks like it, reads like it and is bought with it; and perhaps one for every model."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header("What the models find similar", anchor=False, width="stretch")
        hide_variants = st.toggle("Leave out its other colours", key="colours_out", bind="query-params")
        grouped, scores = by_product(), scores_shown()
    page = Page(_ROW, variants=not hide_variants, by_product=grouped)
    for found, title in (
        (looks_like(hub, article_id, page), "Looks like it"),
        (reads_like(hub, article_id, page), "Reads like it"),
        (bought_with(hub, article_id, page), "Bought with it"),
    ):
        _relatives(hub, article_id, found, title, scores=scores)
    if st.toggle("Show every model", key="every", bind="query-params"):
        for name in hub.ready:
            items = hub.neighbours(article_id, name, page).items
            _row_head(model_title(name), hub.models[name].about, article_id, name)
            product_row(hub, cards_of_items(hub, items, "cosine"), key=f"near_{name}", columns=_ROW, scores=scores)


def _relatives(hub: Hub, article_id: str, found: Related, title: str, *, scores: bool) -> None:
    """One row with its model's name, or the sentence that says why there is none."""
    if not found.items:
        st.subheader(title, anchor=False)
        st.markdown(f":gray[{literal(found.note)}]")
    elif found.model:
        _row_head(title, hub.models[found.model].about, article_id, found.model, model_title(found.model))
        cards = cards_of_items(hub, found.items, "cosine")
        product_row(hub, cards, key=f"row_{found.kind}", columns=_ROW, scores=scores)
    else:
        st.subheader(f"{title} :gray[:small[on the same day, by the same customers]]", anchor=False)
        product_row(hub, cards_of_items(hub, found.items, None), key=f"row_{found.kind}", columns=_ROW)


def _row_head(title: str, about: str, article_id: str, model: str, beside: str = "") -> None:
    """The title of a row of neighbours, with a link to more of them. beside: smaller, after the title."""
    shown = f"{literal(title)} :gray[:small[{literal(beside)}]]" if beside else literal(title)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(shown, anchor=False, help=literal(about), width="stretch")
        st.page_link(
            links.SEARCH, label="See more", icon=":material/arrow_forward:", icon_position="right",
            help=f"More articles that {literal(model_title(model))} finds similar",
            query_params={"article": article_id, "model": model_title(model)},
        )  # fmt: skip


def _weekly_bars(weeks: pd.DataFrame) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(weeks, height=180)
        .mark_bar()
        .encode(
            x=alt.X("week:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=6)),
            y=alt.Y("pieces:Q", title="Pieces per week", axis=alt.Axis(tickCount=3, tickMinStep=1)),
            tooltip=[
                alt.Tooltip("week:T", title="Week of", format="%d %b %Y"),
                alt.Tooltip("pieces:Q", title="Pieces"),
            ],
        )
    )
    return chart


def _all_weeks(hub: Hub, weeks: pd.DataFrame) -> pd.DataFrame:
    """The same table with every week of the data, so that all articles show the same time span."""
    first, last = hub.catalog.summary.first_day, hub.catalog.summary.last_day
    if first is None or last is None:
        return weeks[["week", "pieces"]]
    monday = pd.Timestamp(first) - pd.Timedelta(days=first.weekday())
    span = pd.date_range(monday, pd.Timestamp(last), freq="7D").as_unit("us")
    pieces = weeks.set_index("week")["pieces"].reindex(span, fill_value=0)
    return pieces.rename_axis("week").reset_index()


def _seeing(hub: Hub) -> dict[str, str]:
    """The choice of the model that searches by pictures, for a link; if it is not built, Search says what to do."""
    return {"model": model_title(PICTURE_MODEL)} if PICTURE_MODEL in hub.ready else {}


def _story(hub: Hub, row: int) -> None:
    article_id = str(hub.catalog.ids[row])
    st.title(literal(str(hub.values("prod_name")[row])), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if cost := hub.prices.text(row):
            st.markdown(f"**{literal(cost)}**", help=literal(hub.prices.note(row)), width="content")
        st.markdown(f"`{article_id}`", width="content")
        to_similar(article_id, key="article_like")
        if hub.values("has_picture")[row]:
            st.page_link(
                links.SEARCH, label="Search by a part of it", icon=":material/crop:",
                query_params={"article": article_id} | _seeing(hub),
            )  # fmt: skip
    text = str(hub.values("detail_desc")[row]).strip()
    st.markdown(literal(text) if text else ":gray[No description]")


def _facts(hub: Hub, row: int) -> None:
    articles = hub.articles
    facts = [(LABELS[column].capitalize(), str(hub.values(column)[row])) for column in _SHOWN if column in articles]
    facts.append(("Pieces sold", f"{int(hub.values('times_sold')[row]):,}"))
    first, last = hub.values("first_sold")[row], hub.values("last_sold")[row]
    if not pd.isna(first):
        facts.append(("Sold", f"{first:%b %Y} to {last:%b %Y}"))
    with st.grid(3, min_column_width=150, gap="small") as grid:
        for label, value in facts:
            with grid.cell(), st.container(gap=None):
                st.caption(label)
                st.markdown(literal(value) if says_something(value) else ":gray[unknown]")
