"""The Compare screen's entry in the navigation."""

from ui import links
from ui.screens import Screen

SCREEN = Screen(links.COMPARE, "Compare", ":material/compare:")
