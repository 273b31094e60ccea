"""The rules that looks keep, whatever a set scorer says: what a stylist would not put together.

Two of them are never broken: a look is for one wearer, and each article of it has a purpose of its own. The others give
way, the lightest first, where nothing else is left.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import BoolVector, IntVector
from stylehub_core.catalog.wearers import Wearers, wearers_of
from stylehub_core.outfits.roles import BODY, ROLES, Role, RoleVector, roles_of
from stylehub_core.outfits.slots import SlotVector
from stylehub_core.outfits.style_traits import ANY_MOOD, NEUTRAL, Mood, StyleTraits, style_traits

SEASON, OCCASION, STATEMENT, COLOUR, SHOP = 16, 8, 4, 2, 1
"""What it costs to break a rule; the dearer one is kept first.

SEASON: no linen with wool. OCCASION: no hoodie with a blazer. STATEMENT: one patterned piece. COLOUR: one colour beside
neutral ones. SHOP: it sells now, and has a picture.
"""
_LATELY = timedelta(days=56)
"""What has not sold for so long may no longer be in the shop, if half of all articles have sold since."""


@dataclass(frozen=True, eq=False)
class Taste:
    """What the rules read of each article.

    roles: (articles,). sold: (articles,) pieces. products: (articles,) the same number for all colours of a product.
    gone: (articles,) what the shop may no longer have, or cannot show.
    """

    roles: RoleVector
    wearers: Wearers
    traits: StyleTraits
    sold: NDArray[np.int64]
    products: NDArray[np.int32]
    gone: BoolVector

    @classmethod
    def of(cls, articles: pd.DataFrame, slots: SlotVector) -> "Taste":
        """articles: as people see them, with `has_picture`. slots: (articles,)."""
        roles = roles_of(articles, slots)
        sold = articles["times_sold"].to_numpy(np.int64) if "times_sold" in articles else np.zeros(len(articles), int)
        return cls(
            roles,
            wearers_of(articles),
            style_traits(articles, roles),
            sold,
            pd.factorize(articles["product_code"].astype(str))[0].astype(np.int32),
            _gone(articles),
        )

    def is_played(self, row: int) -> bool:
        """Whether this article plays any role in a look."""
        return ROLES[self.roles[row]] is not Role.NONE

    def is_offered(self, row: int) -> bool:
        """Whether a look may be given this article."""
        return self.is_played(row) and not self.traits.at_home[row]

    def offered(self, roles: tuple[Role, ...]) -> IntVector:
        """The rows of these roles that a look may be given."""
        codes = [ROLES.index(role) for role in roles]
        return np.flatnonzero(np.isin(self.roles, codes) & ~self.traits.at_home).astype(np.int32)

    def allowed(self, look: IntVector, rows: IntVector) -> BoolVector:
        """(n,) which of these rows may join the look at all.

        A child's article joins no grown-up's, a maternity or plus-size garment only garments of that fit, and no second
        article of an accessory's kind.
        """
        allowed = ~np.isin(rows, look)
        for row in look.tolist():
            allowed &= self.wearers.suit(self.wearers.of(row))[rows]
        body = [ROLES.index(role) for role in BODY]
        worn = look[np.isin(self.roles[look], body)]
        if len(worn):
            fits = self.traits.fit[worn]
            allowed &= ~np.isin(self.roles[rows], body) | np.isin(self.traits.fit[rows], fits)
        accessory = [ROLES.index(role) for role in (Role.ACCESSORY, Role.BAG, Role.SHOES)]
        carried = look[np.isin(self.roles[look], accessory)]
        return np.asarray(allowed & ~np.isin(self.traits.kind[rows], self.traits.kind[carried]))

    def faults(self, look: IntVector, rows: IntVector, mood: Mood = ANY_MOOD) -> NDArray[np.int8]:
        """(n,) the cost of the rules that each of these rows would break in this look; 0 for none.

        mood: what the look is for.
        """
        traits = self.traits
        faults = np.where(self.gone[rows], SHOP, 0)
        for values, wanted, cost in (
            (traits.warmth, mood.warmth, SEASON),
            (traits.occasion, mood.occasion, OCCASION),
        ):
            signs = {wanted, *np.unique(values[look]).tolist()}
            for sign in (-1, 1):
                if sign in signs:
                    faults += cost * (values[rows] == -sign)
        if traits.statement[look].any():
            faults += STATEMENT * traits.statement[rows]
        colours = traits.colour[look]
        colours = colours[colours != NEUTRAL]
        if len(colours):
            own = traits.colour[rows]
            faults += COLOUR * ((own != NEUTRAL) & ~np.isin(own, colours))
        return faults.astype(np.int8)


def _gone(articles: pd.DataFrame) -> BoolVector:
    gone = np.zeros(len(articles), np.bool_)
    if "has_picture" in articles and articles["has_picture"].any():
        gone |= ~articles["has_picture"].to_numpy(np.bool_)
    if "last_sold" in articles and articles["last_sold"].notna().any():
        last = pd.to_datetime(articles["last_sold"])
        lately = min(last.max() - _LATELY, last.median())
        gone |= ~(last >= lately).to_numpy()  # what never sold, too: nobody knows what it costs
    return gone
