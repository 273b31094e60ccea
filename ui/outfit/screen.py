"""The Outfit screen's entry in the navigation."""

from ui import links
from ui.screens import Screen

SCREEN = Screen(links.OUTFIT, "Outfit", ":material/apparel:")
