"""The Article screen's entry in the navigation."""

from ui import links
from ui.screens import Screen

SCREEN = Screen(links.ARTICLE, "Article", ":material/checkroom:")
