"""Writes the sample catalogue in Kaggle's layout, and its outfits: tables first, then pictures, then sample.json."""

import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from pathlib import Path
from zlib import crc32

import pandas as pd

from .articles import MAX_ARTICLES, MIN_ARTICLES, SampleArticles, make_articles
from .customers import MIN_CUSTOMERS, SampleCustomers, make_customers
from .look import Look
from .looks import PlantedLooks, make_looks, sales_of
from .prices import CATALOG_TOML
from .purchases import make_purchases
from .truth import planted_truth, write_truth
from .wrong_texts import plant_wrong_texts

PURCHASES_PER_CUSTOMER = 40
MOST_WRONG_TEXTS = 0.5
_UNPICTURED = 0.004
_USUAL: dict[str, float] = {"wrong_texts": 0, "pictures": True}
_CHUNK = 16
Progress = Callable[[str, int, int], None]


def write_sample(
    out: Path,
    *,
    articles: int = 2500,
    customers: int = 3000,
    seed: int = 7,
    wrong_texts: float = 0.0,
    pictures: bool = True,
    workers: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Fill `out` with Kaggle's three tables, outfits.csv, catalog.toml, truth/, images/ and, last, sample.json.

    The same sizes and seed give the same bytes. After an interruption, only the missing pictures are drawn.
    wrong_texts: the share of articles whose text says what the picture does not show; truth/ knows which. Pictures,
    customers and purchases are the same as without.
    pictures: whether to draw them; without, there is no images/, and the tables are the same.
    workers: the number of drawing processes; default: one per core; 0 draws in this process.
    progress: called with (step, done, total).
    Raises ValueError for invalid sizes, or if `out` holds a sample of other sizes or another seed.
    """
    made = _made(articles, customers, seed, wrong_texts, pictures)
    _check(made, workers)
    _claim(out, made)
    report = progress or _silent
    catalogue = _write_tables(out, made, report)
    if pictures:
        missing = _undrawn(out, catalogue, seed)
        _draw_all(missing, workers, lambda done: report("pictures", done, len(missing)))
    for left_over in [out / "making.json", *out.rglob(".*.part")]:
        left_over.unlink(missing_ok=True)
    _publish(out / "sample.json", json.dumps({**made, "format": 1}, indent=2).encode() + b"\n")


def write_tables(
    out: Path,
    *,
    articles: int = 2500,
    customers: int = 3000,
    seed: int = 7,
    wrong_texts: float = 0.0,
    progress: Progress | None = None,
) -> None:
    """Write only the tables of `write_sample`, without pictures and sample.json. Raises as `write_sample`."""
    made = _made(articles, customers, seed, wrong_texts, True)
    _check(made, None)
    _claim(out, made)
    _write_tables(out, made, progress or _silent)


def _silent(stage: str, done: int, total: int) -> None:
    """A Progress that shows nothing."""


def _made(articles: int, customers: int, seed: int, wrong_texts: float, pictures: bool) -> dict[str, float]:
    """What the sample is made with, as sample.json tells it; it says nothing about what is usual (_USUAL)."""
    made: dict[str, float] = {"articles": articles, "customers": customers, "seed": seed}
    made["purchases"] = customers * PURCHASES_PER_CUSTOMER
    unusual = {"wrong_texts": wrong_texts, "pictures": pictures}
    return made | {key: value for key, value in unusual.items() if value != _USUAL[key]}


def _check(made: dict[str, float], workers: int | None) -> None:
    for name, least in (("articles", MIN_ARTICLES), ("customers", MIN_CUSTOMERS)):
        if made[name] < least:
            raise ValueError(f"{name}: {made[name]} is too few for a sample; request at least {least}.")
    if made["articles"] > MAX_ARTICLES:
        raise ValueError(f"articles: {made['articles']} is too many for a sample; request at most {MAX_ARTICLES}.")
    if made["seed"] < 0:
        raise ValueError(f"seed: {made['seed']} is negative; use 0 or more.")
    if not 0 <= made.get("wrong_texts", 0) <= MOST_WRONG_TEXTS:
        raise ValueError(
            f"wrong_texts: {made['wrong_texts']} is not a share of the articles that a sample can have; use 0 to "
            f"{MOST_WRONG_TEXTS}."
        )
    if workers is not None and workers < 0:
        raise ValueError(f"workers: {workers} is negative; use 0 to draw in this process, or leave it out.")


def _claim(out: Path, made: dict[str, float]) -> None:
    """Record in `out` which sample is being made, so that two different samples never mix."""
    out.mkdir(parents=True, exist_ok=True)
    for name in ("sample.json", "making.json"):
        if (out / name).exists():
            existing = json.loads((out / name).read_text())
            expected = {**_USUAL, **made}
            if any({**_USUAL, **existing}.get(key) != value for key, value in expected.items()):
                raise ValueError(
                    f"{out} holds a sample made with {existing}, not with {made}. "
                    "Choose another folder, or delete this one."
                )
    if not (out / "sample.json").exists():
        _publish(out / "making.json", json.dumps(made, indent=2).encode())


def _publish(path: Path, content: bytes) -> None:
    """Write `content` to `path` by rename, unless the file already has this content."""
    if path.exists() and path.read_bytes() == content:
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)


def _write_tables(out: Path, made: dict[str, float], report: Progress) -> SampleArticles:
    report("tables", 0, 5)
    _publish(out / "catalog.toml", CATALOG_TOML.encode())
    seed = int(made["seed"])
    catalogue = make_articles(int(made["articles"]), seed)
    _publish_csv(out / "articles.csv", _with_wrong_texts(out, catalogue, made.get("wrong_texts", 0), seed))
    report("tables", 1, 5)
    people = make_customers(int(made["customers"]), seed)
    _publish_csv(out / "customers.csv", people.table)
    report("tables", 2, 5)
    purchases = make_purchases(catalogue, people, int(made["purchases"]), seed)
    _publish_csv(out / "transactions_train.csv", purchases)
    report("tables", 3, 5)
    _write_looks(out, make_looks(catalogue, people, sales_of(catalogue, purchases), seed), catalogue, people)
    report("tables", 4, 5)
    planted_truth(catalogue, people).write(out / "truth")
    report("tables", 5, 5)
    return catalogue


def _write_looks(out: Path, looks: PlantedLooks, catalogue: SampleArticles, people: SampleCustomers) -> None:
    """outfits.csv with the labelled looks; truth/ knows all looks, and what their rules read of each article."""
    article_ids, customer_ids = catalogue.table["article_id"], people.table["customer_id"]
    _publish_csv(out / "outfits.csv", looks.published(article_ids, customer_ids))
    write_truth(looks.truth(article_ids, customer_ids), "looks", out / "truth")
    write_truth(looks.traits.table(article_ids), "look_traits", out / "truth")


def _with_wrong_texts(out: Path, catalogue: SampleArticles, share: float, seed: int) -> pd.DataFrame:
    """The table of articles, with this share of wrong texts, which truth/ then tells."""
    if not share:
        return catalogue.table
    seen = [pictured(article, seed) for article in catalogue.table["article_id"]]
    planted = plant_wrong_texts(catalogue, seen, share, seed)
    write_truth(planted.truth, "wrong_texts", out / "truth")
    return planted.table


def _publish_csv(path: Path, table: pd.DataFrame) -> None:
    _publish(path, table.to_csv(index=False, lineterminator="\n").encode())


def picture_path(out: Path, article_id: str) -> Path:
    """The path of an article's picture in Kaggle's layout."""
    return out / "images" / article_id[:3] / f"{article_id}.jpg"


def pictured(article_id: str, seed: int) -> bool:
    """Whether an article has a picture: as in the real data, about 0.4 % have none."""
    return crc32(f"{seed} {article_id}".encode()) / 2**32 >= _UNPICTURED


def _undrawn(out: Path, catalogue: SampleArticles, seed: int) -> list[tuple[Path, Look]]:
    paths = [(picture_path(out, article), article) for article in catalogue.table["article_id"]]
    for folder in {path.parent for path, _ in paths}:
        folder.mkdir(parents=True, exist_ok=True)
    return [
        (path, look)
        for (path, article), look in zip(paths, catalogue.looks, strict=True)
        if pictured(article, seed) and not path.exists()
    ]


def _draw_some(work: list[tuple[Path, Look]]) -> int:
    """Draw and write a few pictures; runs in a worker process."""
    from .drawing import draw

    for path, look in work:
        _publish(path, draw(look))
    return len(work)


def _draw_all(work: list[tuple[Path, Look]], workers: int | None, report: Callable[[int], None]) -> None:
    """Draw all of `work` in spawned processes. The first error ends it."""
    done = 0
    report(done)
    for count in _drawn(_chunks(work), os.cpu_count() or 1 if workers is None else workers):
        done += count
        report(done)


def _chunks(work: list[tuple[Path, Look]]) -> Iterator[list[tuple[Path, Look]]]:
    return (work[start : start + _CHUNK] for start in range(0, len(work), _CHUNK))


def _drawn(chunks: Iterable[list[tuple[Path, Look]]], workers: int) -> Iterator[int]:
    """The number of pictures in each chunk, as soon as it is drawn."""
    if workers == 0:
        yield from map(_draw_some, chunks)
        return
    waiting = iter(chunks)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        running: set[Future[int]] = {pool.submit(_draw_some, chunk) for chunk in islice(waiting, 2 * workers)}
        try:
            while running:
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                running |= {pool.submit(_draw_some, chunk) for chunk in islice(waiting, len(finished))}
                yield from (future.result() for future in finished)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
