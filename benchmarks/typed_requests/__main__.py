"""Requests as people type them: what they do not want, misspelt, in their own words. Is what is found right?

    python -m benchmarks.typed_requests --workspace WORKSPACE [--mode fused] [--model item-text] [--half choosing]
        [--worst 10]

Rules over the columns of articles.csv say which articles are right (terms.toml; a file of requests for each kind).
Precision@12 is the share of right articles among the first 12, relative to min(12, all right articles). Requests with
fewer than 3 right articles in the catalogue are left out. Half of the requests are held back: settings are chosen on
the other half, and single requests of the half held back are never shown. "About" is the number of articles that the
answer says there are. Times are of the first time that each request is searched, 24 results, by a warm process.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from benchmarks.typed_requests.answers import FIRST, OUTCOMES, Answer, Asked, miscounts, precision
from benchmarks.typed_requests.catalogue import Catalogue
from benchmarks.typed_requests.halves import HALVES, Half
from benchmarks.typed_requests.misspellings import Misspeller
from benchmarks.typed_requests.odd_requests import odd_requests
from benchmarks.typed_requests.rules import RightArticles
from benchmarks.typed_requests.written import KINDS, written_requests
from stylehub_core.arrays import IntVector
from stylehub_core.evaluation.bootstrap import mean_range
from stylehub_core.hub.hub import Hub

FEWEST_RIGHT = 3
PREFERRED = "item-text"
GENERATED, SPELT_RIGHT = "generated misspellings", "  spelt right"
_WARM_UP = ("blue", "long dress", "shoes with a strap", "gift", "cotton socks")


@dataclass(frozen=True, eq=False)
class Judged:
    """A request of `kind`, its answer and its right articles."""

    kind: str
    text: str
    answer: Answer
    right: IntVector

    @property
    def precision(self) -> float:
        """Of its answer."""
        return precision(self.answer, self.right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--mode", choices=("fused", "model", "words"), default="fused")
    parser.add_argument("--model", help=f"default: {PREFERRED} if it is built, else the first that is")
    parser.add_argument("--half", choices=(*HALVES, "both"), default="choosing")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="also show the N worst, of the half for choosing"
    )
    options = parser.parse_args()
    if options.worst and options.half != "choosing":
        parser.error("--worst shows single requests, and those held back are not shown: leave out --half.")
    hub = Hub(options.workspace)
    asked = Asked(hub, options.model or (PREFERRED if PREFERRED in hub.ready else hub.ready[0]), options.mode)
    halves = HALVES if options.half == "both" else (options.half,)
    with_model = "by words alone" if options.mode == "words" else f"{options.mode} with {asked.model}"
    print(heading(f"Typed requests, {len(hub.catalog):,} articles, {with_model}, half: {options.half}"))
    _report(asked, halves, options.worst)


def _report(asked: Asked, halves: Sequence[Half], worst: int) -> None:
    for text in _WARM_UP:
        asked.answer(text)
    catalogue = Catalogue(asked.hub.articles)
    written, left_out = _written(asked, catalogue, halves)
    misspeller = Misspeller(catalogue)
    drawn = [request for half in halves for request in misspeller.requests(half)]
    generated = [Judged(GENERATED, request.text, asked.answer(request.text), request.right) for request in drawn]
    spelt_right = [
        Judged(SPELT_RIGHT, request.correct, asked.answer(request.correct), request.right) for request in drawn
    ]
    print(f"{'kind':<26}{'requests':>9}{'left out':>10}{f'precision@{FIRST}':>15}{'95 % range':>18}")
    for kind, title in KINDS.items():
        _print_line(title, [judged for judged in written if judged.kind == kind], left_out[kind])
    _print_line("all of these", written, sum(left_out.values()))
    _print_line(GENERATED, generated)
    _print_line("  that are clear", [judged for judged, request in zip(generated, drawn, strict=True) if request.clear])
    _print_line(SPELT_RIGHT, spelt_right)
    _print_about(written)
    milliseconds = [1000 * judged.answer.seconds for judged in (*written, *generated)]
    p50, p95 = np.percentile(milliseconds, [50, 95])
    worst_time = f"worst {max(milliseconds):.1f} ms"
    print(f"time: p50 {p50:.1f} ms, p95 {p95:.1f} ms, {worst_time} of {len(milliseconds):,} searches")
    _print_odd(asked, halves)
    for judged in sorted((*written, *generated), key=lambda judged: judged.precision)[:worst]:
        _print_found(asked.hub, judged)


def _written(asked: Asked, catalogue: Catalogue, halves: Sequence[Half]) -> tuple[list[Judged], dict[str, int]]:
    """The requests with enough right articles, judged, and how many of each kind are left out."""
    right_articles = RightArticles(catalogue)
    judged: list[Judged] = []
    left_out = dict.fromkeys(KINDS, 0)
    for request in written_requests():
        if request.half in halves:
            right = right_articles.rows(request.rule)
            if len(right) < FEWEST_RIGHT:
                left_out[request.kind] += 1
            else:
                judged.append(Judged(request.kind, request.text, asked.answer(request.text), right))
    return judged, left_out


def _print_line(title: str, judged: Sequence[Judged], left_out: int | None = None) -> None:
    mean = mean_range(np.array([request.precision for request in judged], dtype=np.float32))
    dropped = "" if left_out is None else str(left_out)
    print(f"{title:<26}{mean.n:>9}{dropped:>10}{mean.value:>15.3f}{f'{mean.low:.3f} to {mean.high:.3f}':>18}")


def _print_about(judged: Sequence[Judged]) -> None:
    errors = miscounts([request.answer for request in judged], [request.right for request in judged])
    off = f"off by {np.median(errors):.0%} (median of {len(errors)} requests)" if errors else "not said"
    print(f"\nabout how many articles: {off}")


def _print_odd(asked: Asked, halves: Sequence[Half]) -> None:
    texts = [text for half in halves for text in odd_requests(half)]
    outcomes = [asked.outcome(text) for text in texts]
    counts = Counter(outcome for outcome, _ in outcomes)
    print(f"odd requests: {len(texts):,}; " + ", ".join(f"{outcome}: {counts[outcome]:,}" for outcome in OUTCOMES))
    if "held-back" not in halves:
        for text, (outcome, said) in zip(texts, outcomes, strict=True):
            if outcome == "failure":
                print(f"  {text!r:.120}: {said!r:.200}")


def _print_found(hub: Hub, judged: Judged) -> None:
    print(f"\n{judged.precision:.2f}  {judged.kind}: {judged.text!r}, {len(judged.right):,} right")
    for row in judged.answer.rows[:FIRST]:
        article = hub.articles.iloc[int(row)]
        mark = "+" if row in judged.right else "-"
        print(f"    {mark} {article.prod_name}, {article.product_type_name}, {article.colour_group_name}, ", end="")
        print(f"{article.graphical_appearance_name}, {article.section_name}: {article.detail_desc[:90]}")


if __name__ == "__main__":
    main()
