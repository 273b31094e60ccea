"""What pictures tell: held-out articles found by words, and their type, colour and pattern by the nearest pictures.

All models learn from pictures of other products than those of the held-out articles. Four tables:

- Recall@1, 10 and 50 among the held-out articles, from an article's sentence to its picture and back.
- Requests of a colour and a type, answered from the held-out pictures alone, for every pair that at least three
  held-out articles have. Both right: the share of the first 12 (or of all that are right, if fewer) with this colour
  and type. Type right: the share of the first 12 with this type.
- Held-out pictures with words that change them ("this, but in red"), answered from the held-out pictures alone.
- The share of held-out articles whose label is the majority among the 10 nearest pictures to learn from.

Beside them stands a peer: two small towers on frozen EfficientNet-lite0, without any tuning (see two_small_towers.py).

    python -m benchmarks.picture_text --workspace WORKSPACE [--validation] [--without-simclr] [--articles 2000]
    python -m benchmarks.picture_text --workspace WORKSPACE --validation --ablations [--pictures 4000] [--epochs 6]
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from benchmarks.colours_and_edges import colours_and_edges
from benchmarks.held_out_products import held_out, keeping_nothing
from benchmarks.machine import heading
from benchmarks.opened_fit import opened_fit
from benchmarks.refined_requests import refined, refined_requests
from benchmarks.simclr_ablations import ablations
from benchmarks.two_small_towers import small_towers
from stylehub_core.arrays import FloatMatrix, IntVector, unit
from stylehub_core.evaluation.nearest_majority import nearest_majority
from stylehub_core.features.article_text import column_words
from stylehub_core.features.picture_encoders.garment import Garment
from stylehub_core.features.picture_encoders.pixels import Pixels, rows_of
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.features.small_pictures import SmallPictures, small_pictures
from stylehub_core.hub.hub import Hub
from stylehub_core.machine.peak_memory import PeakMemory
from stylehub_core.models.look import Look, spread
from stylehub_core.models.photo import Photo, learned_cutter, photo_towers
from stylehub_core.models.picture_text import PictureText, fitted, learned
from stylehub_core.models.shared_towers import Towers
from stylehub_core.models.simclr import Simclr
from stylehub_core.models.simclr import learned as simclr_tower
from stylehub_core.models.world import World

DEPTHS = (1, 10, 50)
FIRST = 12
REFINED = 200
"""Pictures with words that change them."""
FEWEST = 3
"""The fewest held-out articles that a request must fit."""
LABELS = {"type": "product_type_name", "colour": "colour_group_name", "pattern": "graphical_appearance_name"}
ASKED = ("colour_group_name", "product_type_name")


@dataclass(frozen=True, eq=False)
class Task:
    """The held-out articles and the pictures to learn from.

    asked, learned: (m,) and (n,) numbers of pictures, in `pictures` and in `small` alike.
    lite, garments: the vectors of all pictures by two encoders.
    """

    world: World
    asked: IntVector
    learned: IntVector
    lite: PictureVectors
    garments: PictureVectors
    small: SmallPictures

    @property
    def rows(self) -> IntVector:
        """(m,) the rows of the held-out articles."""
        return self.garments.rows[self.asked]

    def labels(self, column: str, numbers: IntVector) -> NDArray[np.str_]:
        labels: NDArray[np.str_] = self.world.articles[column].to_numpy(str)[self.garments.rows[numbers]]
        return labels


@dataclass(frozen=True, eq=False)
class Space:
    """A space of pictures and texts.

    pictures: (p, d) all of them. texts: what maps text vectors into it. towers: of a model of the app.
    """

    pictures: FloatMatrix
    texts: Callable[[FloatMatrix], FloatMatrix]
    towers: Towers | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=2000, help="held-out articles")
    parser.add_argument("--validation", action="store_true", help="other products, for choosing settings")
    parser.add_argument("--without-simclr", action="store_true", help="leaves out what takes longest")
    parser.add_argument("--ablations", action="store_true", help="short runs of SimCLR alone, with one part changed")
    parser.add_argument("--pictures", type=int, default=4000, help="pictures that each ablation learns from")
    parser.add_argument("--epochs", type=int, default=6, help="of each ablation")
    options = parser.parse_args()
    task = _task(options.workspace, options.articles, "validation" if options.validation else "test")
    print(heading(f"{len(task.asked):,} held-out articles, {len(task.learned):,} pictures to learn from"))
    if options.ablations:
        print(f"SimCLR, {options.pictures:,} pictures, {options.epochs} epochs")
        short = ablations(task.small.levels, task.learned, options.pictures, options.epochs)
        _nearest(task, chain(_without_learning(task), short))
        return
    with tempfile.TemporaryDirectory() as folder:
        spaces = _spaces(task, Path(folder))
        _words(task, spaces)
        _refined(task, spaces, Path(folder))
        _nearest(task, _pictures(task, spaces, Path(folder), simclr=not options.without_simclr))


def _task(workspace: Path, articles: int, split: str) -> Task:
    hub = Hub(workspace)
    world = hub.world()
    garments = world.picture_vectors(Garment())
    rows, numbers = held_out(hub, garments, articles, split)
    assert world.pictures is not None
    small = small_pictures(world.pictures, Pixels.default.side)
    lite = world.picture_vectors(picture_encoder(Look.default.encoder))
    assert np.array_equal(small.rows, garments.rows) and np.array_equal(lite.rows, garments.rows)
    asked = np.searchsorted(garments.rows, rows).astype(np.int32)
    return Task(world, asked, numbers, lite, garments, small)


def _spaces(task: Task, folder: Path) -> dict[str, Space]:
    """The spaces of pictures and texts, by title."""
    with _timed("two small towers"):
        rows = task.garments.rows[task.learned]
        peer = small_towers(task.world, task.lite.vectors[task.learned], rows, folder)
    with _timed("picture-text"):
        words = learned(keeping_nothing(task.world), task.garments, task.learned, PictureText.default, folder)
    with _timed("photo, beyond picture-text"):
        assert task.world.pictures is not None
        cutter = learned_cutter(task.world.pictures, rows, Photo.default, folder)
        photo = photo_towers(words, task.world, task.garments, task.learned, cutter, Photo.default, folder)
    return {
        "two small towers": Space(peer.pictures(task.lite.vectors), peer.texts),
        "picture-text": Space(words.picture(task.garments.vectors), words.text, words),
        "photo": Space(photo.picture(task.garments.vectors), photo.text, photo),
    }


def _words(task: Task, spaces: dict[str, Space]) -> None:
    """Prints the tables of recall and of requests."""
    count = len(task.asked)
    print(f"\n{'recall@1 / 10 / 50':<28}{'text to picture':>24}{'picture to text':>24}")
    chance = " / ".join(f"{depth / count:.3f}" for depth in DEPTHS)
    print(f"{'chance':<28}{chance:>24}{chance:>24}")
    for title, space in spaces.items():
        pictures, texts = space.pictures[task.asked], space.texts(task.world.sentences[task.rows])
        there, back = _recalls(texts, pictures), _recalls(pictures, texts)
        print(f"{title:<28}{there:>24}{back:>24}", flush=True)
    print(f"\n{'colour and type':<28}{'both right':>24}{'type right':>24}")
    for title, space in spaces.items():
        both, kind = _requests(task, space)
        print(f"{title:<28}{both:>24.3f}{kind:>24.3f}", flush=True)


def _refined(task: Task, spaces: dict[str, Space], folder: Path) -> None:
    """Prints the table of pictures with words that change them."""
    articles, pictures = task.world.articles, task.world.pictures
    assert pictures is not None
    asked = refined_requests(articles, task.rows, REFINED)
    print(f"\n{f'this, but in red ({len(asked)})':<28}{'both right':>16}{'colour right':>16}{'type right':>16}")
    for title, space in spaces.items():
        if space.towers is not None:
            model = fitted(task.world, task.garments, space.towers, PictureText.default.encoder)
            opened = opened_fit(task.world, model, title, folder / title)
            shares = refined(opened, pictures, articles, task.rows, asked)
            print(f"{title:<28}" + "".join(f"{share:>16.3f}" for share in shares), flush=True)


def _recalls(queries: FloatMatrix, answers: FloatMatrix) -> str:
    """Recall at each depth, where row i of both belongs together."""
    cosines = queries @ answers.T
    better = (cosines > np.diag(cosines)[:, None]).sum(axis=1)
    return " / ".join(f"{(better < depth).mean():.3f}" for depth in DEPTHS)


def _requests(task: Task, space: Space) -> tuple[float, float]:
    """(both right, type right), means over the requests."""
    articles = task.world.articles.iloc[task.rows]
    said, types = column_words(articles, ASKED).to_numpy(str), articles[ASKED[1]].to_numpy(str)
    requests, counts = np.unique(said, return_counts=True)
    requests = requests[counts >= FEWEST]
    cosines = space.texts(task.world.encoder.encode(requests.tolist())) @ space.pictures[task.asked].T
    both, kind = [], []
    for request, row in zip(requests, cosines, strict=True):
        right, first = said == request, np.argsort(-row, kind="stable")[:FIRST]
        both.append(right[first].sum() / min(FIRST, right.sum()))
        kind.append((types[first] == types[right][0]).mean())
    return float(np.mean(both)), float(np.mean(kind))


def _pictures(task: Task, spaces: dict[str, Space], folder: Path, *, simclr: bool) -> Iterator[tuple[str, FloatMatrix]]:
    """(title, vectors of all pictures)"""
    yield from _without_learning(task)
    yield "efficientnet-lite0", task.lite.vectors
    yield "garment encoder", task.garments.vectors
    config = Look.default
    yield "look", spread(task.lite.vectors[task.learned], config.dimensions, config.whitening)(task.lite.vectors)
    yield from ((title, space.pictures) for title, space in spaces.items())
    if simclr:
        with _timed("simclr"):
            (folder / "simclr").mkdir()
            tower, _ = simclr_tower(task.small.levels[task.learned], Simclr.default, folder / "simclr")
        yield "simclr", tower.place(task.small.levels)


def _without_learning(task: Task) -> Iterator[tuple[str, FloatMatrix]]:
    """(title, vectors of all pictures)"""
    yield "raw pixels", rows_of(task.small.levels)
    yield "colours and HOG", colours_and_edges(task.garments.vectors, task.small.levels)


def _nearest(task: Task, pictures: Iterator[tuple[str, FloatMatrix]]) -> None:
    """Prints the table of majorities."""
    print(f"\n{'majority of the 10 nearest':<28}" + "".join(f"{label:>12}" for label in LABELS))
    labels = {
        column: (task.labels(column, task.learned), task.labels(column, task.asked)) for column in LABELS.values()
    }
    for title, vectors in pictures:
        rows = unit(vectors)
        share = partial(nearest_majority, rows[task.learned])
        figures = [share(known, rows[task.asked], asked) for known, asked in labels.values()]
        print(f"{title:<28}" + "".join(f"{figure:>12.3f}" for figure in figures), flush=True)


@contextmanager
def _timed(title: str) -> Iterator[None]:
    """Prints how long the block took, and by how much the process grew in it."""
    start, used = perf_counter(), process_time()
    with PeakMemory() as peak:
        yield
    seconds, busy = perf_counter() - start, process_time() - used
    print(f"{title}: {seconds:.0f} s, {busy:.0f} s of processor time, {peak.megabytes or 0:,.0f} MB", flush=True)


if __name__ == "__main__":
    main()
