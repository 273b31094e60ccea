"""The Evaluation screen's entry in the navigation."""

from ui import links
from ui.screens import Screen

SCREEN = Screen(links.EVALUATION, "Evaluation", ":material/monitoring:")
