"""The moment and the recommenders that the Shopper screen starts with, and those that it offers."""

from collections.abc import Sequence
from typing import get_args

from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab.serving import Serving, When
from stylehub_core.recommenders.registry import recommenders

MOMENTS: tuple[When, ...] = get_args(When)

_PREFERRED = ("next-purchase", "transactional", "item-knn-tfidf", "als", "item-text", "raw-text", "popularity")
"""Shown first if they are prepared: ours beside common methods."""


def usual_moment(hub: Hub) -> When:
    """The protocol under which the lab has measured most; 'today' if it has measured nothing."""
    counts: dict[When, int] = {}
    for when in MOMENTS:
        if when != "today":
            counts[when] = sum(lab.is_kept(hub, when, name) for name in lab.names(hub))
    best = max(counts, key=lambda when: counts[when])
    return best if counts[best] else "today"


def offered(serving: Serving) -> dict[str, str]:
    """Titles, by name, of the recommenders and models that are prepared for this moment or can be."""
    hub, models, own = serving.hub, serving.hub.models, recommenders()
    names = [name for name in lab.names(hub) if serving.protocol or name in own or name in hub.ready]
    return {name: own[name].title if name in own else models[name].title for name in names}


def usual_recommenders(ready: Sequence[str], count: int = 2) -> list[str]:
    """The recommenders to start with, out of those that are `ready`."""
    preferred = [name for name in _PREFERRED if name in ready]
    return [*preferred, *(name for name in ready if name not in preferred)][:count]
