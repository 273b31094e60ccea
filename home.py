"""Home: a search box and pictures first, then what is in the catalogue and how good the models are."""

import streamlit as st

from ui import links, overview
from ui.grid import cards_of_rows, product_row
from ui.resources import examples, popular_rows
from ui.shell import open_page


def search_box() -> None:
    with (
        st.form("home_search", border=False, enter_to_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        text = st.text_input(
            "Search the catalogue",
            placeholder="Describe what you are looking for",
            key="home_text",
            label_visibility="collapsed",
            icon=":material/search:",
        )
        sent = st.form_submit_button("Search", type="primary")
    if sent and text.strip():
        st.switch_page(links.SEARCH, query_params={"q": text.strip()})


with open_page("Home", icon=":material/home:", heading=False) as hub:
    st.title("See what a fashion model has learned", anchor=False)
    search_box()
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        for example in examples():
            st.page_link(links.SEARCH, label=example, icon="", query_params={"q": example})
    st.subheader("Bought most lately", anchor=False)
    product_row(hub, cards_of_rows(hub, popular_rows(8)), key="home_popular", columns=8)
    overview.catalogue(hub)
    overview.model_cards(hub)
