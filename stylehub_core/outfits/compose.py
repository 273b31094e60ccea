"""Looks put together from a start: for each role, what a set scorer finds best within the rules of taste."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.errors import QueryError
from stylehub_core.outfits.contract import FittedSetScorer
from stylehub_core.outfits.roles import PLAYED, ROLES, Role
from stylehub_core.outfits.style_traits import ANY_MOOD, Mood
from stylehub_core.outfits.taste import Taste

_FEWEST_SCORED = 400
"""Articles that break rules are scored only if fewer than so many break none."""
_MOST_ACCESSORIES = 3
_REPLACED: dict[Role, tuple[Role, ...]] = {
    Role.UPPER: (Role.UPPER, Role.FULL),
    Role.LOWER: (Role.LOWER, Role.FULL),
    Role.FULL: (Role.UPPER, Role.LOWER, Role.FULL),
    Role.ACCESSORY: (),
    Role.NONE: (),
}
NOTHING = np.zeros(0, np.int32)


@dataclass(frozen=True, eq=False)
class Composer:
    """Puts looks together.

    customer: a row, -1 for anybody.
    leaning: (articles,) how well each article suits a text that the looks are for; None without one.
    mood: what that text asks for.
    """

    scorer: FittedSetScorer
    taste: Taste
    customer: int = -1
    leaning: FloatVector | None = None
    mood: Mood = ANY_MOOD

    def ranking(self, rest: IntVector, roles: tuple[Role, ...], without: IntVector = NOTHING) -> IntVector:
        """The articles of these roles that may join `rest`, best first, one for each product.

        Those that break fewer rules come first, and of these the ones that complete `rest` best; where nothing is left
        to fit, the bestsellers. without: rows of articles whose products are left out, in every colour.
        """
        taste = self.taste
        rows = taste.offered(roles)
        left_out = taste.products[np.concatenate([without, rest])]
        rows = rows[taste.allowed(rest, rows) & ~np.isin(taste.products[rows], left_out)]
        faults = taste.faults(rest, rows, self.mood)
        if len(rows) > _FEWEST_SCORED:
            kept = faults <= np.partition(faults, _FEWEST_SCORED - 1)[_FEWEST_SCORED - 1]
            rows, faults = rows[kept], faults[kept]
        if not len(rows):
            return rows
        order = np.lexsort((rows, -self._scores(rest, rows), faults))
        return self._one_a_product(rows[order])

    def look(self, start: IntVector, without: IntVector = NOTHING) -> IntVector:
        """The look with the articles of `start` and what they lack, by role; without the products of `without`.

        Once it is whole, each chosen article is compared again with all others, given the rest.
        A role for which the catalogue has nothing stays empty.
        """
        look, missed = start, set[tuple[Role, ...]]()
        while roles := next((roles for roles in self._lacking(look) if roles not in missed), None):
            best = self.ranking(look, roles, without)[:1]
            look = np.append(look, best).astype(np.int32)
            if not len(best):
                missed.add(roles)
        for row in look[len(start) :].tolist():
            rest = look[look != row]
            best = self.ranking(rest, self._roles_of(row), without)[:1]
            look = np.append(rest, best if len(best) else np.int32(row)).astype(np.int32)
        return self.in_order(look)

    def looks(
        self, starts: list[IntVector], count: int, *, common: IntVector = NOTHING, without: IntVector = NOTHING
    ) -> list[IntVector]:
        """Up to `count` looks, any two of which share at most half of their articles; fewer if no more can be made.

        A look that leaves somebody half dressed is given only if there is no other.

        starts: what each look begins with; if there are fewer than looks, the last one serves again.
        common: the articles that all looks have.
        without: rows of articles that none of them may have, unless they are common.
        """
        made: list[IntVector] = []
        in_part: list[IntVector] = []
        used = without
        for number in range(max(count, len(starts)) if starts else 0):
            if len(made) == count:
                break
            start = starts[min(number, len(starts) - 1)]
            own = start[~np.isin(start, common)]
            if np.isin(self.taste.products[own], self.taste.products[used]).any():
                continue
            look = self.look(np.unique(np.append(common, start)).astype(np.int32), used[~np.isin(used, common)])
            if len(look) < 2 or any(shares_more_than_half(look, other) for other in made):
                continue
            if not self.dresses(look):
                in_part.append(look)
                continue
            made.append(look)
            used = np.append(used, look).astype(np.int32)
        return made or in_part[:1]

    def in_order(self, look: IntVector) -> IntVector:
        """The same articles by role, as a look is shown; those of one role stay in their order."""
        return look[np.argsort(self.taste.roles[look], kind="stable")].astype(np.int32)

    def with_article(self, look: IntVector, row: int, kept: IntVector = NOTHING) -> IntVector:
        """The look with this article, in order; it takes the place of what cannot be worn beside it.

        A full-body piece takes that of an upper and a lower one, and the other way round; a further accessory takes
        none. kept: rows that stay nevertheless.
        """
        role = ROLES[self.taste.roles[row]]
        replaced = [ROLES.index(other) for other in _REPLACED.get(role, (role,))]
        gone = np.isin(self.taste.roles[look], replaced) & ~np.isin(look, kept)
        return self.in_order(np.append(look[~gone & (look != row)], np.int32(row)))

    def dresses(self, look: IntVector) -> bool:
        """Whether it has a full-body piece, or something above and something below."""
        played = {ROLES[code] for code in self.taste.roles[look].tolist()}
        return Role.FULL in played or {Role.UPPER, Role.LOWER} <= played

    def missing(self, look: IntVector) -> list[Role]:
        """The roles that this look may still be given without giving up another, in the order in which it is shown."""
        played = [ROLES[code] for code in self.taste.roles[look].tolist()]
        taken = set(played)
        if Role.FULL in taken:
            taken |= {Role.UPPER, Role.LOWER}
        if taken & {Role.UPPER, Role.LOWER}:
            taken.add(Role.FULL)
        if played.count(Role.ACCESSORY) < _MOST_ACCESSORIES:
            taken.discard(Role.ACCESSORY)
        return [role for role in PLAYED if role not in taken]

    def roles_like(self, row: int) -> tuple[Role, ...]:
        """The roles whose articles may take this one's place. Raises QueryError for what no look is built of."""
        if not self.taste.is_played(row):
            raise QueryError(
                "This article has no part in a look, such as a top, shoes or a bag: leave it, or remove it."
            )
        return self._roles_of(row)

    # inside --------------------------------------------------------------------------------------------------

    def _scores(self, rest: IntVector, rows: IntVector) -> FloatVector:
        sold = self.taste.sold[rows].astype(np.float32)
        scores = self.scorer.completion(rest, rows, self.customer) if len(rest) else np.log1p(sold)
        if self.leaning is None:
            return scores
        return np.asarray(_standard(scores) + _standard(self.leaning[rows]), np.float32)

    def _one_a_product(self, rows: IntVector) -> IntVector:
        _, first = np.unique(self.taste.products[rows], return_index=True)
        return rows[np.sort(first)]

    def _roles_of(self, row: int) -> tuple[Role, ...]:
        return (ROLES[self.taste.roles[row]],)

    def _lacking(self, look: IntVector) -> list[tuple[Role, ...]]:
        """What a look needs to be whole, the first first. A bag is best, but another accessory will do."""
        played = {ROLES[code] for code in self.taste.roles[look].tolist()}
        lacking: list[tuple[Role, ...]] = []
        if not {Role.UPPER, Role.FULL} & played:
            lacking.append((Role.UPPER,) if Role.LOWER in played else (Role.UPPER, Role.FULL))
        if not {Role.LOWER, Role.FULL} & played:
            lacking.append((Role.LOWER,))
        if Role.SHOES not in played:
            lacking.append((Role.SHOES,))
        if not {Role.BAG, Role.ACCESSORY} & played:
            lacking += [(Role.BAG,), (Role.ACCESSORY,)]
        return lacking


def shares_more_than_half(first: IntVector, second: IntVector) -> bool:
    """Whether two looks share more than half of the articles of the smaller one."""
    return int(np.isin(first, second).sum()) * 2 > min(len(first), len(second))


def _standard(values: FloatVector) -> FloatVector:
    """The values with mean 0 and deviation 1; zeros if all are equal."""
    spread = float(values.std())
    return np.asarray((values - values.mean()) / spread if spread > 0 else values * 0, np.float32)
