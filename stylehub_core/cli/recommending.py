"""The command that recommends articles to customers: recommend."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
import typer

from stylehub_core.cli.customers_file import CustomerLine, LineNotes, customer_lines
from stylehub_core.cli.terminal import (
    DEFAULT_WORKSPACE,
    CountOption,
    JsonOption,
    WorkspaceOption,
    progress_bar,
    tell,
)
from stylehub_core.days import date_of, number_of
from stylehub_core.errors import QueryError
from stylehub_core.number_text import counted
from stylehub_core.request import Request

if TYPE_CHECKING:
    from stylehub_core.lab.recommending import CustomerDay, Lists
    from stylehub_core.lab.serving import Serving

_NO_DAY = int(np.iinfo(np.int32).min)


def recommend(
    customers: Annotated[
        Path | None,
        typer.Option(help="A file with one customer_id or customer_id,day a line; '-' reads standard input."),
    ] = None,
    customer: Annotated[str, typer.Option(help="One customer instead of a file: an id, or its beginning.")] = "",
    text: Annotated[
        str | None,
        typer.Option(
            help="What the customers look for, in words, for recommenders that read them.", show_default=False
        ),
    ] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: Annotated[
        str,
        typer.Option(
            "--model",
            "--recommender",
            "-m",
            help="A recommender or a model; by default, the best in the lab under next-basket, of those that read "
            "words if there is a text.",
        ),
    ] = "",
    k: CountOption = 12,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Recommend as of this day: only earlier purchases count. By default, the day after the last purchase.",
        ),
    ] = None,
    when: Annotated[
        Literal["today", "next-basket", "next-week"],
        typer.Option(help="today: fit on every purchase; the others: hold out that protocol's test purchases."),
    ] = "today",
    blend: Annotated[
        bool,
        typer.Option(
            help="Add the blend chosen in the lab: repeat purchases, other colours, bestsellers; never with a text."
        ),
    ] = True,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the lists to this Parquet file, or to JSON if the name ends in .json."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Recommend articles to customers. Customers without a history get bestsellers, or with a text what fits it.

    A recommender that is not prepared yet is prepared first. Customers are read and answered in batches, so there is
    no limit to their number.

    Examples:

    - `python -m stylehub_core recommend --customers ids.txt -k 12 --out recommended.parquet`
    - `python -m stylehub_core recommend --model next-purchase --on 2020-09-01 --customers ids.txt`
    - `python -m stylehub_core recommend --text "black dress" --customer 00a1b2c3 --recommender whisperlite`
    """
    from stylehub_core.cli.lists import list_writer, lists_table
    from stylehub_core.hub.hub import Hub
    from stylehub_core.lab.recommending import recommendations, usual_recommender
    from stylehub_core.lab.serving import Serving
    from stylehub_core.search.query import clean_query
    from stylehub_core.search.recipe import check_length

    if (customers is None) == (not customer):
        raise QueryError("Give either --customers FILE or --customer ID, not both or neither.")
    check_length(k)
    words = Request("" if text is None else clean_query(text))
    serving = Serving(Hub(workspace), when)
    name, chosen_by_lab = (model, False) if model else usual_recommender(serving.hub, words.fields)
    title = serving.title(name)
    serving.check(name, words.fields)
    day = None if on is None else serving.checked_day(number_of(on.date()))
    reader = _Reader(serving, day)
    lines = iter([_line(serving, customer)]) if customers is None else customer_lines(customers)
    stream = _begun(reader.customers(lines))  # a file that cannot be read is told of before anything is fitted
    with progress_bar() as progress:
        serving.prepare(name, progress)
    tell(f"{title}{' (the best in the lab under next-basket)' if chosen_by_lab else ''}: {_learned(serving, day)}")
    facts = _facts(serving, name, words, blended=blend)
    learned_until, started = number_of(serving.learned_until), time.monotonic()
    with (
        list_writer(out, as_json=json, facts=facts) as writer,
        progress_bar() as progress,
    ):
        for lists in recommendations(serving, name, stream, k, blended=blend, text=words.text):
            reader.note(lists)
            writer.write(lists_table(lists, serving.hub.catalog.ids, learned_until))
            progress("recommending", reader.count, 0)
    reader.tell()
    seconds = max(time.monotonic() - started, 1e-9)
    rate = reader.count / seconds
    tell(f"{counted(reader.count, 'customer')} in {seconds:,.1f} s: {rate:,.{0 if rate >= 10 else 2}f} a second.")
    if out:
        tell(f"Wrote the lists to {out}.")


def _line(serving: "Serving", customer: str) -> CustomerLine:
    """The customer whose id is `customer` or begins with it, as the line of a file. Raises QueryError."""
    from stylehub_core.shopper.customers import find_customer

    return CustomerLine(1, find_customer(serving.hub.catalog, customer).customer_id)


def _begun(lines: Iterator["CustomerDay"]) -> Iterator["CustomerDay"]:
    """The same lines, of which the first is read at once."""
    return chain([next(lines)], lines)


class _Reader:
    """Reads customers line by line, and counts the lines that the user should know of.

    day: the day to recommend for, in days since 1970, if a line has none; None for the default day of `when`.
    """

    def __init__(self, serving: "Serving", day: int | None) -> None:
        self._serving, self._day = serving, day
        self._waiting: list[CustomerLine] = []
        self._last_day = np.full(serving.hub.catalog.summary.customers, _NO_DAY, np.int32)
        self.count = 0
        self.unknown, self.faulty, self.repeated = LineNotes(), LineNotes(), LineNotes()

    def customers(self, lines: Iterable[CustomerLine]) -> Iterator["CustomerDay"]:
        """The customers of the lines, in order. A line with an unusable day counts as a line without one."""
        from stylehub_core.lab.recommending import CustomerDay

        for line in lines:
            day, fault = line.day, line.fault
            if day is not None and day < self._serving.first_day:
                fault = str(date_of(day))
                day = None
            if fault:
                self.faulty.add(line.number, fault)
            self._waiting.append(line)
            self.count += 1
            yield CustomerDay(line.customer_id, self._day if day is None else day)

    def note(self, lists: "Lists") -> None:
        """Count unknown and repeated customers among those that were read since the last call."""
        rows, days = lists.customers.tolist(), lists.days.tolist()
        for line, row, day in zip(self._waiting, rows, days, strict=True):
            if row < 0:
                self.unknown.add(line.number, line.customer_id)
            elif self._last_day[row] == day:
                self.repeated.add(line.number, line.customer_id)
            else:
                self._last_day[row] = day
        self._waiting.clear()

    def tell(self) -> None:
        """Print on stderr what is wrong with lines of the file."""
        if self.unknown.count:
            tell(
                f"Not in the data: {self.unknown.count:,} of {counted(self.count, 'customer')}, such as "
                f"{self.unknown.first}. They get bestsellers. Write each customer_id as in customers.csv."
            )
        if self.faulty.count:
            default = "the default day" if self._day is None else str(date_of(self._day))
            first = date_of(self._serving.first_day - 1)
            tell(
                f"No usable day in {counted(self.faulty.count, 'line')}, such as {self.faulty.first}. The lists are "
                f"for {default}, as the column 'day' shows. Write customer_id,day with a day such as 2020-09-22, after "
                f"the first purchase on {first}, and put an id that has a comma in quotes."
            )
        if self.repeated.count:
            tell(
                f"The same customer and day again in {counted(self.repeated.count, 'line')}, such as "
                f"{self.repeated.first}: each line has its own list. Delete such lines if one list is enough."
            )


def _learned(serving: "Serving", day: int | None) -> str:
    """The last day that it learned from, with a warning if that is on or after `day`."""
    learned = f"it learned from purchases up to {serving.learned_until}."
    if day is None or day > number_of(serving.learned_until):
        return learned
    return (
        f"{learned} Histories and bestsellers are those before {date_of(day)}, but the recommender has seen later "
        "purchases, so these lists do not show how well it predicts."
    )


def _facts(serving: "Serving", name: str, words: Request, *, blended: bool) -> dict[str, str]:
    """How the lists were made, for the Parquet file's metadata."""
    blend = serving.prepared(name, blended=blended).blend_for(words.fields)
    parts = ", ".join(f"{part} {weight:g}" for part, weight in asdict(blend).items() if weight) or "none"
    facts = {"recommender": name, "when": serving.when, "learned_until": str(serving.learned_until), "blend": parts}
    return {**facts, "text": words.text} if words.text else facts


COMMANDS = (recommend,)
