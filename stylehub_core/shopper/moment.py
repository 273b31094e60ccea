"""Which moment and which recommenders the Shopper screen starts with, and which it offers."""

from collections.abc import Sequence
from typing import get_args

from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab.serving import Serving, When
from stylehub_core.recommenders.registry import recommenders

MOMENTS: tuple[When, ...] = get_args(When)

_LIKED = ("next-purchase", "transactional", "item-knn-tfidf", "als", "item-text", "raw-text", "popularity")
"""Shown first where they are prepared: ours beside what others do."""


def usual_moment(hub: Hub) -> When:
    """The protocol under which the lab has measured most; today where it has measured nothing."""
    counts: dict[When, int] = {}
    for when in MOMENTS:
        if when != "today":
            counts[when] = sum(lab.is_kept(hub, when, name) for name in lab.names(hub))
    best = max(counts, key=lambda when: counts[when])
    return best if counts[best] else "today"


def lab_stamp(hub: Hub) -> str:
    """A text that changes when the lab measures something."""
    folders = [hub.workspace.lab(when) for when in MOMENTS]
    return "|".join(str(folder.stat().st_mtime_ns) if folder.is_dir() else "" for folder in folders)


def offered(serving: Serving) -> dict[str, str]:
    """Titles, by name, of what answers at this moment or can be prepared for it."""
    hub, models, own = serving.hub, serving.hub.models, recommenders()
    names = [name for name in lab.names(hub) if serving.protocol or name in own or name in hub.ready]
    return {name: own[name].title if name in own else models[name].title for name in names}


def usual_recommenders(ready: Sequence[str], count: int = 2) -> list[str]:
    """The ones to start with, of those that are `ready`."""
    liked = [name for name in _LIKED if name in ready]
    return [*liked, *(name for name in ready if name not in liked)][:count]


def stamp(serving: Serving, name: str) -> str:
    """A text that changes when the recommender is prepared or measured again at this moment."""
    workspace = serving.hub.workspace
    files = [workspace.serving(name) / "key", *(workspace.lab(when) / name / "report.json" for when in MOMENTS)]
    return "|".join(str(file.stat().st_mtime_ns) if file.is_file() else "" for file in files)
