import streamlit as st
def download_articles(hub, rows, name, key):
    st.download_button("CSV", "x", key=key)
