"""Article: one article, its facts, and what looks, reads and sells like it."""

import streamlit as st

from stylehub_core.errors import QueryError
from ui import links
from ui.article import view as article
from ui.complete_look import complete_the_look
from ui.grid import cards_of_rows, one_a_product, product_grid
from ui.resources import popular_rows
from ui.search_box import search_box
from ui.shell import open_page, show_error

with open_page("Article", heading=False) as hub:
    wanted = links.query_value("id")
    row = None
    if wanted:
        try:
            row = hub.catalog.row_of(wanted)
        except QueryError as error:
            show_error(error)
    if row is None:
        st.title("Choose an article", anchor=False)
        search_box("article")
        st.subheader("Recent bestsellers", anchor=False)
        cards = one_a_product(hub, cards_of_rows(hub, popular_rows(12)))
        product_grid(hub, cards, key="article_popular", more=False)
    else:
        article_id = str(hub.catalog.ids[row])
        article.portrait(hub, row)
        article.other_colours(hub, row)
        complete_the_look(hub, row)
        article.related(hub, article_id)
