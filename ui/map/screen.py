"""The Map screen's entry in the navigation."""

from ui import links
from ui.screens import Screen

SCREEN = Screen(links.MAP, "Map", ":material/scatter_plot:")
