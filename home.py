"""Home: a search box and pictures, then the catalogue in numbers and how good the models are."""

import streamlit as st

from ui.grid import cards_of_rows, one_a_product, product_row
from ui.home import overview
from ui.resources import popular_rows
from ui.search_box import example_chips, search_box
from ui.shell import open_page
from ui.showing import by_product

with open_page("Home", heading=False) as hub:
    st.title("See what a fashion model has learned", anchor=False)
    search_box("home")
    example_chips()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("Recent bestsellers", anchor=False, width="stretch")
        grouped = by_product()
    cards = cards_of_rows(hub, popular_rows(8, by_product=grouped))
    product_row(hub, one_a_product(hub, cards) if grouped else cards, key="home_popular", columns=8)
    overview.catalogue(hub)
    overview.model_cards(hub)
    overview.left_out()
