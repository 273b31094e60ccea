"""Looks, alternatives and a checked outfit as the tables that every face of the program gives."""

from collections.abc import Sequence

import pandas as pd

from stylehub_core.arrays import IntVector
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfit_words import standing_sentence, weakest_sentence
from stylehub_core.hub.outfitting import Checked, Outfitting
from stylehub_core.outfits.roles import ROLES

_ABOUT = {"product_type_name": "type", "colour_group_name": "colour", "price": "price"}
_SHOWN_PRICE = "price_text"


def articles_table(outfitting: Outfitting, rows: IntVector) -> pd.DataFrame:
    """One row for each article: role, article_id, name, type, colour, price, price_text."""
    hub = outfitting.hub
    table = pd.DataFrame(
        {
            "role": [str(ROLES[code]) for code in outfitting.taste.roles[rows]],
            "article_id": hub.catalog.ids[rows],
            "name": hub.values("prod_name")[rows],
        }
    )
    table = table.assign(**{title: hub.values(column)[rows] for column, title in _ABOUT.items()})
    return table.assign(**{_SHOWN_PRICE: [hub.prices.text(row) for row in rows.tolist()]})


def for_reading(table: pd.DataFrame) -> pd.DataFrame:
    """The same with the price as people read it, and no number beside it."""
    return table.drop(columns="price").rename(columns={_SHOWN_PRICE: "price"}) if _SHOWN_PRICE in table else table


def looks_table(outfitting: Outfitting, looks: Sequence[IntVector], name: str = "", customer: int = -1) -> pd.DataFrame:
    """The articles of looks: look (from 1), the columns of `articles_table`, and score and better_than of the look."""
    parts = []
    for number, look in enumerate(looks, 1):
        checked = outfitting.checked(look, name, customer, swaps=False)
        part = articles_table(outfitting, look).assign(score=checked.score, better_than=checked.better_than)
        part.insert(0, "look", number)
        parts.append(part)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["look"])


def check_facts(hub: Hub, checked: Checked) -> dict[str, object]:
    """A checked outfit in plain values: the scores, and sentences with ids."""
    ids, swap = hub.catalog.ids, checked.swap
    return {
        "articles": ids[checked.outfit].tolist(),
        "score": checked.score,
        "better_than": checked.better_than,
        "standing": standing_sentence(checked.better_than),
        "weakest": str(ids[checked.weakest]),
        "weakest_link": weakest_sentence(hub, checked.outfit, checked.weakest),
        "swap_out": None if swap is None else str(ids[swap.out]),
        "swap_in": None if swap is None else str(ids[swap.into]),
        "gain": None if swap is None else swap.gain,
    }
