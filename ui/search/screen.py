"""The Search screen's entry in the navigation."""

from ui import links
from ui.screens import Screen

SCREEN = Screen(links.SEARCH, "Search", ":material/search:")
