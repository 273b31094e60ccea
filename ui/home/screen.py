"""The Home screen's entry in the navigation."""

from ui import links
from ui.screens import Screen

SCREEN = Screen(links.HOME, "Home", ":material/home:")
