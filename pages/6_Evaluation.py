"""Evaluation: every recommender under one protocol, with ranges, trade-offs, slices and the models behind them."""

from ui.evaluation.view import evaluation_screen
from ui.shell import open_page

with open_page("Evaluation") as hub:
    evaluation_screen(hub)
