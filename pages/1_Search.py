"""Search: words or an article find articles, under any model, with any filters."""

import streamlit as st

from stylehub_core.errors import QueryError
from ui.choices import mode_choice, model_choice
from ui.export import take_away
from ui.grid import product_grid
from ui.search import filters, results
from ui.search.asking import Question, answer, asked_article, forget_likeness, likeness_head
from ui.search_box import example_chips
from ui.shell import open_page, say_error
from ui.wording import literal


def first_page() -> None:
    st.session_state["page"] = 1


def new_text() -> None:
    first_page()
    forget_likeness()


with open_page("Search", heading=False) as hub:
    st.title("Search", anchor=False)
    text = st.text_input(
        "What are you looking for?", key="q", type="search", bind="query-params", on_change=new_text, max_chars=300,
        placeholder="Such as a navy wool coat, or an article id", label_visibility="collapsed",
    )  # fmt: skip
    like = asked_article(hub)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        model = model_choice(hub, on_change=first_page)
        mode = "model" if like else mode_choice(on_change=first_page)
        try:
            chosen = filters.filter_panel(on_change=first_page)
        except QueryError as error:
            say_error(error)
            st.stop()
        filters.active_filters(chosen, on_change=first_page)
    if like:
        likeness_head(hub, like)
    passing = filters.passing(hub, chosen)
    if not passing:
        filters.nothing_passes(hub, chosen, on_change=first_page)
        st.stop()
    shown, foot = st.container(), st.empty()
    with foot.container(horizontal=True, vertical_alignment="center", gap="medium"):
        size = results.page_size(on_change=first_page)
        page = results.page_choice(passing, size)
        taking = st.container(horizontal=True, horizontal_alignment="right", gap="small")
    with shown:
        question = Question(text, like, model, mode, chosen, size, (page - 1) * size)
        found = answer(hub, question)
        if found.note:
            st.info(literal(found.note), icon=":material/info:")
        if found.cards:
            results.answer_head(found.cards, first=question.offset, total=passing, what=found.what)
            product_grid(hub, found.cards, key="answer")
            with taking:
                take_away(hub, found.cards, name="search", key="answer")
        elif found.refused:
            foot.empty()
        elif question.offset:
            st.subheader("There are no more", anchor=False)
            st.button("Back to the first page", icon=":material/first_page:", on_click=first_page)
        else:
            st.subheader("Nothing was found", anchor=False)
            st.write("No article has these words. Search by model + words, or try one of these:")
            example_chips()
            foot.empty()
