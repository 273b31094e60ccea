"""Outfits of a workspace as Python code uses them: ids in, pandas DataFrames and plain values out."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import picture_file
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.named_articles import articles_named
from stylehub_core.hub.outfit_members import members
from stylehub_core.hub.outfit_picture import outfit_png
from stylehub_core.hub.outfit_tables import articles_table, check_facts, looks_table
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.lab.outfit_table import OUTFIT_PROTOCOLS, OutfitProtocolName
from stylehub_core.lab.outfits import measured_outfits
from stylehub_core.outfits.registry import set_scorers
from stylehub_core.outfits.slots import slot_named
from stylehub_core.outfits.swaps import alternatives
from stylehub_core.search.recipe import check_length
from stylehub_core.shopper.customers import find_customer


class OpenedOutfits:
    """What goes together, as the Outfit screen answers it.

    scorer: a built set scorer; by default stylist, or the best that is built. Raises NotBuiltError if none is.
    customer: the customer_id of who would wear it, or its beginning; '' for anybody.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._outfitting = Outfitting(hub)

    @property
    def scorers(self) -> pd.DataFrame:
        """One row for each set scorer, by name: title, about, ready, uses_customers."""
        ready = self._outfitting.ready
        rows = [(s.name, s.title, s.about, s.name in ready, s.uses_customers) for s in set_scorers().values()]
        return pd.DataFrame(rows, columns=["scorer", "title", "about", "ready", "uses_customers"]).set_index("scorer")

    def compose(
        self,
        articles: str | Sequence[str] = (),
        *,
        text: str = "",
        picture: bytes | Path | str | None = None,
        customer: str = "",
        scorer: str = "",
        looks: int = 3,
    ) -> pd.DataFrame:
        """Up to `looks` looks from articles, a text, a picture, a customer or nothing; any two share at most half.

        Columns: look (from 1), role, article_id, name, type, colour, price, price_text (such as '€19.99'), score and
        better_than of the look.
        Raises QueryError for an unknown article or customer, or a start that leads to no look.
        """
        who = self._row_of(customer)
        content = picture if picture is None or isinstance(picture, bytes) else picture_file(Path(picture))
        rows = members(self._hub.catalog, [articles] if isinstance(articles, str) else articles, fewest=0)
        start = self._outfitting.start(articles=rows, text=text, picture=content, customer=who)
        return looks_table(self._outfitting, self._outfitting.looks(start, looks, scorer, who), scorer, who)

    def check(self, articles: Sequence[str], *, customer: str = "", scorer: str = "") -> dict[str, Any]:
        """How good an outfit of 2 to 50 articles is, its weakest link, and the swap that helps most.

        articles: ids, or names as on the Article screen.
        Keys: articles (by role), score, better_than (the share of outfits of the same kinds of articles, drawn by
        sales, that are worse; None if too few can be drawn), standing, weakest, weakest_link, swap_out, swap_in, gain.
        """
        rows, _ = articles_named(self._hub, list(articles))
        return check_facts(self._hub, self._outfitting.checked(rows, scorer, self._row_of(customer)))

    def swap(
        self, articles: Sequence[str], article_id: str, *, k: int = 12, customer: str = "", scorer: str = ""
    ) -> pd.DataFrame:
        """The k articles that best take the place of `article_id` in the outfit of `articles`, best first.

        Columns: rank, role, article_id, name, type, colour, price, price_text. Raises QueryError if it is not in the
        outfit.
        """
        check_length(k)
        rows = members(self._hub.catalog, articles)
        row = self._hub.catalog.row_of(article_id)
        if row not in rows:
            raise QueryError(f"The article {article_id} is not in this outfit of {len(rows)}: name one that is.")
        composer = self._outfitting.composer(scorer, self._row_of(customer))
        found = alternatives(composer, rows, row)
        table = articles_table(self._outfitting, found[found != row][:k])
        table.insert(0, "rank", range(1, len(table) + 1))
        return table

    def complete(
        self, articles: Sequence[str], slot: str, *, k: int = 12, customer: str = "", scorer: str = ""
    ) -> pd.DataFrame:
        """The k articles of a slot that the scorer alone finds best beside these: rank, article_id, name, score."""
        rows = members(self._hub.catalog, articles)
        name = scorer or self._outfitting.usual
        found = self._outfitting.completions(name, rows, slot_named(slot), k, self._row_of(customer))
        return pd.DataFrame(
            {
                "rank": np.arange(1, len(found.rows) + 1),
                "article_id": self._hub.catalog.ids[found.rows],
                "name": self._hub.values("prod_name")[found.rows],
                "score": found.scores,
            }
        )

    def figures(self, protocol: OutfitProtocolName = "outfits") -> pd.DataFrame:
        """What is measured under an outfit protocol, as on the Evaluation screen: one row for each set scorer, by name.

        protocol: "outfits", or "outfits-disjoint" for answers that nobody has worn or bought.
        Columns: those of `evaluate --protocol outfits --csv`: each measure with its range, gains over the best floor,
        seconds. Empty until `evaluate` has measured something. Raises QueryError for another protocol, NoSplitError if
        there are no outfits to ask about.
        """
        if protocol not in OUTFIT_PROTOCOLS:
            known = " or ".join(OUTFIT_PROTOCOLS)
            raise QueryError(f"There is no outfit protocol '{str(protocol)[:60]}': choose {known}.")
        return pd.read_csv(io.StringIO(measured_outfits(self._hub, protocol).to_csv()), index_col="name")

    def picture(self, articles: Sequence[str]) -> bytes:
        """A PNG of these articles side by side, with the price in all."""
        return outfit_png(self._hub, self._hub.catalog.rows_of(articles))

    def _row_of(self, customer: str) -> int:
        return find_customer(self._hub.catalog, customer).row if customer else -1
