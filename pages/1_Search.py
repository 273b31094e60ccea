"""Search: find articles by text, by a picture or by a similar article, under any model, with any filters."""

import streamlit as st

from stylehub_core.errors import QueryError
from ui.choices import mode_choice, model_choice
from ui.export import take_away
from ui.grid import product_grid
from ui.search import filters, results
from ui.search.asking import Settings, answer, forget_likeness, like_article, likeness_head, request_of
from ui.search.customer import asking_customer
from ui.search.picture import answering_model, asked_picture, picture_button, picture_head
from ui.search_box import example_chips
from ui.shell import open_page, show_error
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
    with st.container(horizontal=True, gap="small"):
        picture_button(hub)
        asker = asking_customer(hub, on_change=first_page)
    like = like_article(hub)
    content = None if like else asked_picture()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        model = model_choice(hub, on_change=first_page)
        mode = "model" if like or content else mode_choice(on_change=first_page)
        try:
            chosen = filters.filter_panel(on_change=first_page)
        except QueryError as error:
            show_error(error)
            st.stop()
        filters.active_filters(chosen, on_change=first_page)
    if like:
        likeness_head(hub, like, text)
    picture = picture_head(content, words=bool(text.strip())) if content else None
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
        if picture:
            model = answering_model(hub, model)
        settings = Settings(model, mode, chosen, size, (page - 1) * size)
        result = answer(hub, request_of(hub, text, like, picture), settings, asker)
        if result.note:
            st.info(literal(result.note), icon=":material/info:")
        if result.cards:
            results.answer_head(result.cards, first=settings.offset, total=passing, order=result.order)
            product_grid(hub, result.cards, key="answer")
            with taking:
                take_away(hub, result.cards, name="search", key="answer")
        elif result.refused:
            foot.empty()
        elif settings.offset:
            st.subheader("No more results", anchor=False)
            st.button("Back to the first page", icon=":material/first_page:", on_click=first_page)
        else:
            st.subheader("No results", anchor=False)
            st.write("No article has these words. Search by “Model + words”, or try one of these:")
            example_chips()
            foot.empty()
