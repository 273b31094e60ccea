"""What a look is put together from: articles, a text, a picture, a customer, or nothing at all."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.catalog.wearers import Age, Wearer, wearer_of
from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.outfits.compose import NOTHING
from stylehub_core.outfits.roles import BODY, PLAYED, ROLES
from stylehub_core.outfits.style_traits import ANY_MOOD, Mood, mood_of
from stylehub_core.outfits.taste import SHOP, Taste
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page

SEEDS = 6
"""Articles that looks of a text, a customer or nothing are built around, one each."""
_FOUND = 200
_BEST = 24
"""Of the best articles for a text, the ones that sell now are taken first."""
_FIRST, _CLOTHES = 10, 0.3
"""If this share of so many answers to a text are clothes, looks start from clothes."""
_BESTSELLER_DAYS = 28
_ASKING = re.compile(
    r"^\s*(?:(?:what|which|how)\s+(?:(?:clothes|outfit|look)\s+)?(?:can|could|do|should|shall|to)?\s*(?:i|you|we|one)?\s*"
    r"(?:to\s+)?(?:wear|dress|put on)|(?:an?\s+|my\s+)?(?:outfits?|looks?|something to wear|clothes))"
    r"\s*(?:to|for|with|at|on|in)?\s*(?:an?|the|my)?\b\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Start:
    """common: the articles that every look has. seeds: one further article for each look, best first.

    leaning: (articles,) how well each suits the text; None without one. mood: what the text asks for.
    note: a sentence about what the looks start from, or ''.
    """

    common: IntVector
    seeds: IntVector
    leaning: FloatVector | None = None
    mood: Mood = ANY_MOOD
    note: str = ""

    @property
    def starts(self) -> list[IntVector]:
        """What each look begins with, beside `common`."""
        return [self.seeds[at : at + 1] for at in range(len(self.seeds))] or [NOTHING]


def start_of(
    hub: Hub, taste: Taste, *, articles: IntVector = NOTHING, text: str = "", picture: bytes | None = None,
    customer: int = -1,
) -> Start:  # fmt: skip
    """The start of looks for a request; bestsellers if it is empty.

    articles: rows that every look has. A text that is an article's id is such an article.
    customer: a row, -1 for anybody; without anything else, looks start from what was bought last.
    Raises QueryError if the text or picture leads to no article that a look is built of, and as `Hub.search`.
    """
    text = text.strip()
    named = hub.catalog.find([text]) if text else NOTHING
    if len(named) and named[0] >= 0:
        return Start(np.unique(np.append(articles, named)).astype(np.int32), NOTHING)
    if text:
        return _from_text(hub, taste, articles, text, customer)
    if len(articles):
        return Start(articles, NOTHING)
    if picture is not None:
        return _from_picture(hub, taste, picture)
    return _from_customer(hub, taste, customer) if customer >= 0 else _from_bestsellers(hub, taste)


def subject(text: str) -> str:
    """What a text asks to be dressed for: 'summer wedding' of 'What to wear to a summer wedding?'."""
    return _ASKING.sub("", text).strip(" ?!.") or text


def _from_text(hub: Hub, taste: Taste, articles: IntVector, text: str, customer: int) -> Start:
    words = subject(text)
    mood, opened = mood_of(words), hub.opened(FIRST_MODEL)
    leaning = np.asarray(opened.saved.vectors @ opened.text_vectors([words])[0], np.float32)
    if len(articles):
        return Start(articles, NOTHING, leaning, mood)
    results = hub.search(Request(words), FIRST_MODEL, Page(min(_FOUND, len(hub.catalog))))
    found = _for(taste, _playable(taste, results.rows), _wearer(hub, taste, words, customer))
    if not len(found):
        raise QueryError(
            f"No look can start from “{text[:60]}”: nothing that fits it is worn in a look. Try other words."
        )
    best = _body_first(taste, found, mood)
    best = best[np.argsort(taste.faults(NOTHING, best, mood) & ~SHOP, kind="stable")][:_BEST]
    best = best[np.argsort(taste.gone[best], kind="stable")]
    return Start(NOTHING, _one_a_product(taste, best), leaning, mood, results.note)


def _from_picture(hub: Hub, taste: Taste, picture: bytes) -> Start:
    results = hub.search(Request(picture=picture), hub.picture_model(), Page(min(_FOUND, len(hub.catalog))))
    found = _playable(taste, results.rows)
    if not len(found):
        raise QueryError("No look can start from this picture: nothing like it is worn in a look. Try another picture.")
    return Start(found[:1], NOTHING, note="Every look has the article that is most like your picture.")


def _from_customer(hub: Hub, taste: Taste, customer: int) -> Start:
    bought = bought_last(hub, customer)
    seeds = _one_a_product(taste, _body_first(taste, _playable(taste, bought)))
    if len(seeds):
        return Start(NOTHING, seeds, note="Each look is built around something that this customer bought lately.")
    start = _from_bestsellers(hub, taste)
    note = "This customer has bought nothing that a look is built of, so the looks start from bestsellers."
    return Start(start.common, start.seeds, note=note)


def _from_bestsellers(hub: Hub, taste: Taste) -> Start:
    rows = hub.catalog.popularity_rows(_BESTSELLER_DAYS)[:_FOUND]
    rows = rows if len(rows) else np.argsort(-taste.sold, kind="stable").astype(np.int32)
    seeds = _one_a_product(taste, _body_first(taste, _playable(taste, rows)))
    if not len(seeds):
        raise QueryError("This catalogue has nothing that a look is built of: no tops, dresses, shoes or bags.")
    return Start(NOTHING, seeds, note="Each look is built around a recent bestseller.")


def bought_last(hub: Hub, customer: int) -> IntVector:
    """(n,) the articles that a customer bought, the last first, each once."""
    with hub.catalog.connect() as connection:
        rows = connection.execute(
            "SELECT article FROM transactions WHERE customer = $customer GROUP BY article "
            "ORDER BY max(t_dat) DESC, article LIMIT 200",
            {"customer": customer},
        ).fetchall()
    return np.array([row for (row,) in rows], np.int32)


def _wearer(hub: Hub, taste: Taste, words: str, customer: int) -> Wearer:
    """For whom the text is; if it does not say, for whom the customer usually buys, and otherwise for a grown-up."""
    told = wearer_of(words.lower())
    if told != Wearer():
        return told if told.age is not Age.ANY else Wearer(told.gender, Age.ADULT)
    usual = Counter(taste.wearers.of(row) for row in (bought_last(hub, customer).tolist() if customer >= 0 else []))
    return usual.most_common(1)[0][0] if usual else Wearer(age=Age.ADULT)


def _for(taste: Taste, rows: IntVector, wearer: Wearer) -> IntVector:
    """Those of these rows that the wearer may wear; all of them if that leaves none."""
    suited = rows[taste.wearers.suit(wearer)[rows]]
    return suited if len(suited) else rows


def _playable(taste: Taste, rows: IntVector) -> IntVector:
    return rows[np.isin(rows, taste.offered(PLAYED))]


def _body_first(taste: Taste, rows: IntVector, mood: Mood = ANY_MOOD) -> IntVector:
    """The clothes among these rows; if few of the first ones are clothes, as for "black boots", those of their role.

    An occasion, as `mood` tells, is always dressed for with clothes, if there are any.
    """
    if not len(rows):
        return rows
    clothes = np.isin(taste.roles[rows], [ROLES.index(role) for role in BODY])
    if clothes[:_FIRST].mean() >= _CLOTHES or (mood != ANY_MOOD and clothes.any()):
        return rows[clothes]
    first = taste.roles[rows[:_FIRST]]
    return np.asarray(rows[taste.roles[rows] == np.bincount(first).argmax()], np.int32)


def _one_a_product(taste: Taste, rows: IntVector) -> IntVector:
    _, first = np.unique(taste.products[rows], return_index=True)
    return rows[np.sort(first)][:SEEDS]
