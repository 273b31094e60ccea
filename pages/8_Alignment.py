"""Alignment: the articles whose text says one thing and whose picture shows another."""

from ui.alignment.view import alignment_screen
from ui.shell import open_page

with open_page("Alignment") as hub:
    alignment_screen(hub)
