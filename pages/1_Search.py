"""Search: find articles by text, by a picture, by a similar article and by thumbs, under any model and filters."""

import streamlit as st

from stylehub_core.errors import QueryError
from ui.choices import mode_choice, model_choice
from ui.export import take_away
from ui.grid import product_grid
from ui.search import filters, results
from ui.search.asking import Settings, answer, request_of
from ui.search.customer import asking_customer
from ui.search.likes import chips, liked_articles, thumbs
from ui.search.picture import search_by_picture
from ui.search.question import answering_model, asked, is_asked, usual_model
from ui.search.reading import how_it_was_read
from ui.search.usual_model import choose_model, say_why
from ui.search_box import example_chips
from ui.shell import open_page, show_error
from ui.showing import by_product, scores_shown
from ui.wording import literal


def first_page() -> None:
    st.session_state["page"] = 1


with open_page("Search", heading=False) as hub:
    st.title("Search", anchor=False)
    text = st.text_input(
        "What are you looking for?", key="q", type="search", bind="query-params", on_change=first_page, max_chars=300,
        placeholder="Such as a navy wool coat, or an article id", label_visibility="collapsed",
    )  # fmt: skip
    tools = st.container(horizontal=True, gap="small")
    with tools:
        search_by_picture(hub)
    asker = asking_customer(hub, tools, on_change=first_page)
    liked = liked_articles(hub)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        choose_model(hub, usual_model(hub, text, asker))
        model = model_choice(hub, on_change=first_page)
        alone = is_asked() or liked.any  # the words' index knows nothing of pictures and thumbs
        mode = "model" if alone else mode_choice(on_change=first_page)
        try:
            chosen = filters.filter_panel(hub, on_change=first_page)
        except QueryError as error:
            show_error(error)
            st.stop()
        filters.active_filters(hub, chosen, on_change=first_page)
        grouped, scores = by_product(on_change=first_page), scores_shown()
    if asker is None and not is_asked() and mode != "words":
        say_why(hub, model)
    question = asked(hub, text)
    chips(hub, liked)
    if not filters.passing(hub, chosen):
        filters.nothing_passes(hub, chosen, on_change=first_page)
        st.stop()
    total, noun = filters.passing(hub, chosen, by_product=grouped), "product" if grouped else "article"
    shown, foot = st.container(), st.empty()
    with foot.container(horizontal=True, vertical_alignment="center", gap="medium"):
        size = results.page_size(on_change=first_page)
        page = results.page_choice(total, size)
        taking = st.container(horizontal=True, horizontal_alignment="right", gap="small")
    with shown:
        if question and question.content:
            model = answering_model(hub, model)
        settings = Settings(model, mode, chosen, size, (page - 1) * size, grouped, scores)
        result = answer(hub, request_of(text, question, liked), settings, asker)
        if result.note:
            st.info(literal(result.note), icon=":material/info:")
        if result.results:
            how_it_was_read(result.results, on_change=first_page)
        if result.cards:
            about = result.results.about if result.results else None
            results.answer_head(
                result.cards, first=settings.offset, total=total, noun=noun, order=result.order, about=about
            )
            product_grid(hub, result.cards, key="answer", scores=scores, below=thumbs)
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
