"""The cards of an answer, each with a number that means something to people, or with none."""

from dataclasses import replace
from typing import Literal

import numpy as np

from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.calibrated import often_right
from stylehub_core.search.recipe import is_free_text
from stylehub_core.search.results import Results, ScoreKind
from ui.grid import Card, cards_of

Shown = ScoreKind | Literal["right", "nothing"]
"""What the number on a card is. right: how often such an answer to words was right."""


def scored_cards(hub: Hub, name: str, request: Request, results: Results) -> tuple[list[Card], Shown]:
    """(the cards of a model's answer to a request, what their number is)

    A cosine between words and a picture is low by nature, so where a model sees, it is not shown.
    """
    cards = cards_of(hub, results)
    if results.kind != "cosine" or "picture" not in (model := hub.opened(name)).uses:
        return cards, results.kind
    if len(request.fields) == 1 and not is_free_text(hub.searched, request.text):
        return cards, "cosine"
    right = often_right(name, model, request, np.array([item.row for item in results.items], np.int32))
    if right is None:
        return [replace(card, score="") for card in cards], "nothing"
    return [
        replace(card, score=f"{share:.0%}", measure="right in") for card, share in zip(cards, right, strict=True)
    ], "right"
