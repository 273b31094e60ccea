"""Is the list the same everywhere? Compares customers' lists from the command line, Shopper, the lab and Python.

python -m benchmarks.same_list --workspace WORKSPACE [--customers 50] [--models als,next-purchase] [--when next-basket]

For today, the lab's list is its ranking of a batch; for a protocol, it is the one that the lab kept from its test.
Recommenders that are not prepared are prepared first.
"""

import argparse
import tempfile
import time
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks.machine import heading
from stylehub_core.arrays import IntMatrix, IntVector
from stylehub_core.catalog.customer_ids import customer_ids
from stylehub_core.cli.recommending import recommend
from stylehub_core.errors import StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab.serving import Serving, When
from stylehub_core.request import Request, Requests
from stylehub_core.shopper.attribution import explained

K = 12
WAYS = ("command line", "Shopper", "lab", "Python")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--customers", type=int, default=50)
    parser.add_argument("--models", default="")
    parser.add_argument("--when", default="today", choices=("today", "next-basket", "next-week"))
    options = parser.parse_args()
    serving = Serving(Hub(options.workspace), options.when)
    customers = sample_customers(serving, options.customers)
    names = [name for name in options.models.split(",") if name] or lab.names(serving.hub)
    articles = f"{len(serving.hub.catalog):,} articles"
    print(heading(f"Lists that are the same in all four ways, {options.when}, {articles}, {len(customers)} customers"))
    for name in names:
        started = time.monotonic()
        try:
            serving.prepare(name)
        except StyleHubError as error:
            print(f"{name:<24}{error}")
            continue
        same = int(alike(lists_of(serving, name, customers)).sum())
        print(f"{name:<24}{same:>4} of {len(customers)}{time.monotonic() - started:>8.0f} s", flush=True)


def sample_customers(serving: Serving, count: int, seed: int = 0) -> IntVector:
    """(count or fewer,) rows of random customers: the protocol's, or any for today."""
    questions = serving.questions
    everyone = np.arange(serving.hub.catalog.summary.customers, dtype=np.int32)
    among = everyone if questions is None else questions.customers
    return np.sort(np.random.default_rng(seed).permutation(among)[:count])


def alike(lists: dict[str, IntMatrix]) -> np.ndarray:
    """(customers,) whether a customer's list is the same in every way."""
    first = lists[WAYS[0]]
    return np.all([(first == lists[way]).all(axis=1) for way in WAYS], axis=0)  # type: ignore[no-any-return]


def lists_of(serving: Serving, name: str, customers: IntVector) -> dict[str, IntMatrix]:
    """(customers, K) article rows by way, recommended for the moment's day of each customer."""
    requests = [Request(history=serving.history(int(customer))) for customer in customers]
    return {
        "command line": _from_command_line(serving, name, customers),
        "Shopper": np.stack([explained(serving, name, request, K).rows for request in requests]),
        "lab": _from_lab(serving, name, customers, requests),
        "Python": np.stack([serving.answer(name, request, K).rows for request in requests]),
    }


def _from_lab(serving: Serving, name: str, customers: IntVector, requests: list[Request]) -> IntMatrix:
    when: When = serving.when
    outcome = None if when == "today" else lab.kept(serving.hub, when, name)
    if outcome is None or serving.questions is None:
        return serving.blender(name).rankings(Requests.of(requests), K, (serving.blend(name),))[0]
    return outcome.blended[np.searchsorted(serving.questions.customers, customers), :K]


def _from_command_line(serving: Serving, name: str, customers: IntVector) -> IntMatrix:
    hub = serving.hub
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "customers.txt", Path(folder) / "lists.parquet"
        file.write_text("\n".join(customer_ids(hub.catalog, customers)))
        with redirect_stderr(StringIO()):
            recommend(
                customers=file, workspace=hub.workspace.folder, model=name, k=K, when=serving.when, out=out, blend=True
            )
        ids = pq.read_table(out)["article_id"].to_pylist()
    return hub.catalog.rows_of(ids).reshape(len(customers), -1)


if __name__ == "__main__":
    main()
