"""Article: one product, all that is known of it, and what each model finds near it."""

import streamlit as st

from stylehub_core.errors import QueryError
from ui import links
from ui.article import view as article
from ui.grid import cards_of_rows, product_grid
from ui.resources import popular_rows
from ui.search_box import search_box
from ui.shell import open_page, say_error

with open_page("Article", heading=False) as hub:
    asked = links.asked("id")
    row = None
    if asked:
        try:
            row = hub.catalog.row_of(asked)
        except QueryError as error:
            say_error(error)
    if row is None:
        st.title("Choose an article", anchor=False)
        search_box("article")
        st.subheader("Recent bestsellers", anchor=False)
        product_grid(hub, cards_of_rows(hub, popular_rows(12)), key="article_popular", more=False)
    else:
        article_id = str(hub.catalog.ids[row])
        article.portrait(hub, row)
        article.other_colours(hub, row)
        article.near(hub, article_id)
        article.together(hub, article_id)
