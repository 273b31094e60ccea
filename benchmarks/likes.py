"""What thumbs change: people ask for a kind, and look for one colour or pattern of it that they do not name.

Each liked article has what is looked for, each unliked one has not; all come from the first answer. The share of the
next 12 that has it, before and after. The judged articles count in neither.

python -m benchmarks.likes --workspace WORKSPACE --models raw-text,photo
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.machine import heading
from stylehub_core.evaluation.bootstrap import mean_range
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request, WeightedArticle
from stylehub_core.search.opened_model import OpenedModel
from stylehub_core.search.recipe import Page

ASKED = 200
FEWEST = 15
"""Articles that have what is looked for; at least as many of the same kind have not."""
SHOWN, K = 24, 12
LOOKED_FOR = ("colour_group_name", "graphical_appearance_name")
THUMBS = ((1, 0), (2, 0), (0, 1), (0, 2), (2, 2))
"""Liked and unliked articles."""
NEAR = 10
"""Nearest neighbours of an unliked article, which should leave the answer with it."""


@dataclass(frozen=True)
class Wish:
    """text: the kind, as it is asked for. wanted: rows of the articles that have what is looked for."""

    text: str
    wanted: frozenset[int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--models", default="")
    parser.add_argument("--wishes", type=int, default=ASKED)
    arguments = parser.parse_args()
    hub = Hub(arguments.workspace)
    asked = wishes(hub.articles, arguments.wishes)
    print(heading(f"Thumbs on an answer, {len(hub.catalog):,} articles, up to {len(asked)} wishes"))
    header = f"{'model':<20}{'liked':>6}{'unliked':>8}{'wishes':>8}{'before':>8}{'after':>20}"
    print(f"{header}{'alike before':>14}{'alike after':>13}")
    for name in arguments.models.split(",") if arguments.models else hub.ready:
        if "text" not in hub.opened(name).uses:
            continue
        for liked, unliked in THUMBS:
            rows = [row for wish in asked if (row := _tried(hub, name, wish, liked, unliked))]
            if not rows:
                continue
            before, after, alike_before, alike_after = np.array(rows, np.float32).reshape(-1, 4).T
            figure = mean_range(after)
            ranged = f"{figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})"
            print(f"{name:<20}{liked:>6}{unliked:>8}{len(rows):>8}{before.mean():>8.3f}{ranged:>20}", end="")
            print(f"{alike_before.mean():>14.3f}{alike_after.mean():>13.3f}" if unliked else "")


def wishes(articles: pd.DataFrame, count: int) -> list[Wish]:
    """Wishes drawn from all pairs of a kind and a value that are large enough."""
    kinds = articles["product_type_name"].astype(str)
    sizes = kinds.value_counts()
    found = []
    for column in LOOKED_FOR:
        for (kind, _), rows in articles.groupby([kinds, articles[column].astype(str)]).indices.items():
            if FEWEST <= len(rows) <= sizes[kind] / 2:
                found.append(Wish(kind.lower(), frozenset(rows.tolist())))
    chosen = np.random.default_rng(0).permutation(len(found))[:count]
    return [found[number] for number in chosen]


def _tried(hub: Hub, name: str, wish: Wish, liked: int, unliked: int) -> tuple[float, float, float, float] | None:
    """(share before, share after, neighbours of the unliked before, and after); None without such articles."""
    first = hub.search(Request(wish.text), name, Page(SHOWN)).rows.tolist()
    like = [row for row in first if row in wish.wanted][:liked]
    unlike = [row for row in first if row not in wish.wanted][:unliked]
    if len(like) < liked or len(unlike) < unliked:
        return None
    before = [row for row in first if row not in (*like, *unlike)][:K]
    request = Request(wish.text, like=_articles(like), unlike=_articles(unlike))
    after = hub.search(request, name, Page(K)).rows.tolist()
    near = _near(hub.opened(name), unlike)
    return _share(before, wish.wanted), _share(after, wish.wanted), _share(before, near), _share(after, near)


def _articles(rows: Sequence[int]) -> tuple[WeightedArticle, ...]:
    return tuple(WeightedArticle(row) for row in rows)


def _near(model: OpenedModel, rows: Sequence[int]) -> frozenset[int]:
    """The nearest neighbours of these articles."""
    if not rows:
        return frozenset()
    hits = model.index.search(np.asarray(model.vectors[list(rows)]), NEAR + 1).rows
    return frozenset(hits.ravel().tolist()) - set(rows)


def _share(rows: Sequence[int], wanted: frozenset[int]) -> float:
    return float(np.mean([row in wanted for row in rows])) if rows else 0.0


if __name__ == "__main__":
    main()
