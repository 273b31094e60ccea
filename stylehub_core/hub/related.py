"""An article's three kinds of relatives: those that look like it, that read like it, and that are bought with it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stylehub_core.hub.hub import Hub
from stylehub_core.search.recipe import Page
from stylehub_core.search.results import Result
from stylehub_core.search.why import bought_together

Kind = Literal["looks", "reads", "bought"]

MODELS: dict[Kind, tuple[str, ...]] = {
    "looks": ("photo", "picture-text", "look"),
    "reads": ("item-text", "raw-text"),
    "bought": ("transactional",),
}
"""The models that answer for each kind, the best first. Bought with it: only if nothing was bought together."""


@dataclass(frozen=True)
class Related:
    """items: best first. model: the name of the model that found them; '' for what was bought together.

    note: one sentence that says why there are none, or ''.
    """

    kind: Kind
    items: tuple[Result, ...]
    model: str = ""
    note: str = ""


def looks_like(hub: Hub, article_id: str, page: Page) -> Related:
    """Its nearest articles in the best model that sees. Raises QueryError for an unknown article."""
    row = hub.catalog.row_of(article_id)
    if not hub.articles["has_picture"].any():
        return Related("looks", (), note="This catalogue has no pictures to compare.")
    if not hub.values("has_picture")[row]:
        return Related("looks", (), note="This article has no picture to compare.")
    return _nearest(hub, "looks", article_id, page)


def reads_like(hub: Hub, article_id: str, page: Page) -> Related:
    """Its nearest articles in the best model of texts. Raises QueryError for an unknown article."""
    return _nearest(hub, "reads", article_id, page)


def bought_with(hub: Hub, article_id: str, page: Page) -> Related:
    """What the same customers bought on the same day, most often first; for want of any, what a model expects.

    Its other colours count as other articles if `page.variants`.
    Raises QueryError for an unknown article.
    """
    together = together_with(hub, article_id, page)
    return Related("bought", together) if together else _nearest(hub, "bought", article_id, page)


def together_with(hub: Hub, article_id: str, page: Page) -> tuple[Result, ...]:
    """What the same customers bought on the same day; the score is how often. Raises QueryError as above."""
    left_out = set() if page.variants else set(hub.catalog.variants(hub.catalog.row_of(article_id)).tolist())
    pairs = hub.bought_with(article_id, len(hub.catalog)).astype(int).itertuples(index=False)
    ranking = [(row, times) for row, times in pairs if row not in left_out]
    kept = hub.searched.cut(np.array([row for row, _ in ranking], np.int32), page)
    items = (
        Result(row, str(hub.catalog.ids[row]), rank, float(times), (bought_together(times),))
        for rank, (row, times) in enumerate((ranking[each.at] for each in kept), page.offset + 1)
    )
    return hub.searched.coloured(items, kept)


def _nearest(hub: Hub, kind: Kind, article_id: str, page: Page) -> Related:
    name = next((name for name in MODELS[kind] if name in hub.ready), "")
    if name:
        return Related(kind, hub.neighbours(article_id, name, page).items, name)
    title = hub.models[MODELS[kind][0]].title
    return Related(kind, (), note=f"{_MISSING[kind]}: build the model “{title}”.")


_MISSING: dict[Kind, str] = {
    "looks": "No model that sees is built yet",
    "reads": "No model of texts is built yet",
    "bought": "No customer in this data bought it on the same day as anything else, and no model says what fits",
}
