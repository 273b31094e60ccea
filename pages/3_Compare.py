"""Compare: two models on the same question, where they disagree, and how they measure up."""

from ui.compare.view import compare_screen
from ui.shell import open_page

with open_page("Compare") as hub:
    compare_screen(hub)
