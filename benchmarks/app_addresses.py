"""Addresses of all screens for a workspace, as users would save them."""

import random
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

import numpy as np

from benchmarks.app_person import Address
from stylehub_core.catalog.customer_ids import customer_ids
from stylehub_core.hub.hub import Hub

Addresses = dict[str, list[Address]]

_DRAWN = 40  # articles, texts and customers
_MODES = ("Model + words", "Model only", "Words only")
_COMPARED = ("Side by side", "Where they disagree", "Distances", "Training", "Measured", "Outfits")
_PARTS = ("Table", "Trade-offs", "Slices", "Customer by customer", "Spaces")
_PROTOCOLS = {"next-basket": "Next basket", "next-week": "Next week", "co-purchase": "Co-purchase"}
_COLOURINGS = ("Product group", "Colour", "Price")
_PRESETS = ("The study’s failure", "Its cure")


def addresses(workspace: Path, seed: int = 0) -> Addresses:
    """The addresses of each screen, by its title. `seed` decides which articles, texts and customers they have."""
    hub = Hub(workspace)
    rng = random.Random(seed)
    rows = rng.sample(range(len(hub.catalog)), min(_DRAWN, len(hub.catalog)))
    ids = [str(hub.catalog.ids[row]) for row in rows]
    texts = [_text(hub, row) for row in rows]
    models = [hub.models[name].title for name in hub.ready]
    pairs = [(first, second) for first in models for second in models if first != second][:3] or [("", "")]
    protocols = [title for name, title in _PROTOCOLS.items() if any((workspace / "lab" / name).glob("*/report.json"))]
    return {
        "Home": [Address("")],
        "Search": [
            *(_search(text, _MODES[i % len(_MODES)], models[i % len(models)]) for i, text in enumerate(texts)),
            *(_address("Search", like=article) for article in ids[:10]),
        ],
        "Article": [_address("Article", id=article) for article in ids],
        "Compare": [_address("Compare", a=a, b=b, part=part, q=texts[0]) for a, b in pairs for part in _COMPARED],
        "Map": [_address("Map", colour=colour, model=model) for model in models[:3] for colour in _COLOURINGS],
        "Shopper": [Address("Shopper"), *(_address("Shopper", customer=customer) for customer in _customers(hub, rng))],
        "Evaluation": [
            _address("Evaluation", protocol=title, part=part) for title in protocols or [""] for part in _PARTS
        ],
        "Outfit": [_address("Outfit", article=article) for article in ids],
        "Lesson": [_address("Lesson", preset=preset) for preset in _PRESETS],
    }


def _address(screen: str, **parameters: str) -> Address:
    return Address(screen, urlencode({key: value for key, value in parameters.items() if value}, quote_via=quote))


def _search(text: str, mode: str, model: str) -> Address:
    return _address("Search", q=text, mode=mode, model=model)


def _text(hub: Hub, row: int) -> str:
    article = hub.articles.iloc[row]
    return f"{article.colour_group_name} {article.product_type_name} like {article.prod_name}".lower()


def _customers(hub: Hub, rng: random.Random) -> Sequence[str]:
    count = hub.catalog.summary.customers
    rows = rng.sample(range(count), min(_DRAWN, count))
    return customer_ids(hub.catalog, np.array(rows, dtype=np.int32))
