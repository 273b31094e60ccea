"""Sentences about an outfit: its weakest link and its standing, the same on screens and in tables."""

from stylehub_core.arrays import IntVector
from stylehub_core.catalog.type_words import is_plural, kind_named
from stylehub_core.hub.hub import Hub

_BEST, _WORST = 0.995, 0.005


def kind_of(hub: Hub, row: int) -> str:
    """The product type inside a sentence: 'sneakers', 'T-shirt'; 'article' if it is unknown."""
    return kind_named(str(hub.values("product_type_name")[row]))


def named_kind(hub: Hub, outfit: IntVector, row: int) -> str:
    """The product type, and the name too if another article of the outfit is of the same type."""
    kind = kind_of(hub, row)
    alike = [other for other in outfit.tolist() if other != row and kind_of(hub, other) == kind]
    return f"{kind} “{hub.values('prod_name')[row]}”" if alike else kind


def weakest_sentence(hub: Hub, outfit: IntVector, row: int) -> str:
    """'The sneakers fit the rest least.'"""
    kind = kind_of(hub, row)
    return f"The {named_kind(hub, outfit, row)} {'fit' if is_plural(kind) else 'fits'} the rest least."


def standing_sentence(share: float | None) -> str:
    """'Better than 83 % of outfits of the same kinds of articles, drawn by sales.'"""
    if share is None:
        return "There are too few other articles of these kinds to say how good this outfit is."
    if share >= _BEST:
        return "Better than nearly all outfits of the same kinds of articles, drawn by sales."
    if share <= _WORST:
        return "Worse than nearly all outfits of the same kinds of articles, drawn by sales."
    return f"Better than {100 * share:.0f} % of outfits of the same kinds of articles, drawn by sales."
