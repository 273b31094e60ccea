"""A workspace as Python code uses it: questions in plain values, answers as pandas DataFrames and numpy arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.recommending import usual_recommender
from stylehub_core.lab.serving import Serving
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.progress import Progress, silent
from stylehub_core.request import Request
from stylehub_core.search.agreement import agreement
from stylehub_core.search.filters import Filters
from stylehub_core.search.recipe import Mode, Page
from stylehub_core.search.results import Results
from stylehub_core.shopper.attribution import explained
from stylehub_core.shopper.customers import find_customer
from stylehub_core.shopper.reason_text import reason_text
from stylehub_core.shopper.wardrobe import wardrobe


@dataclass(frozen=True, eq=False)
class Comparison:
    """How much two models agree.

    curve: k, overlap, jaccard, rbo; means over all articles.
    changed: article_id, name, rank, score; the articles whose neighbours differ most, score is 1 - RBO.
    groups: kind ("popularity" or "product group"), name, articles, change.
    """

    curve: pd.DataFrame
    changed: pd.DataFrame
    groups: pd.DataFrame


class OpenedWorkspace:
    """A built workspace, open for reading; only `prepare` writes to it.

    Lists have the columns article_id, name, rank (from 1), score and reasons (one text), best first.
    What cannot be answered raises a StyleHubError that says why.
    """

    def __init__(self, workspace: Path | str) -> None:
        self._hub = Hub(Path(workspace))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self._hub.workspace.folder)!r})"

    @property
    def models(self) -> pd.DataFrame:
        """title, about and ready (whether it is built), by the model's name."""
        ready = self._hub.ready
        rows = [(one.name, one.title, one.about, one.name in ready) for one in self._hub.models.values()]
        return pd.DataFrame(rows, columns=["model", "title", "about", "ready"]).set_index("model")

    @property
    def articles(self) -> pd.DataFrame:
        """The catalogue's articles; row i is that of `vectors(model)[i]`."""
        return self._hub.articles.copy()

    def search(
        self,
        text: str,
        model: str = FIRST_MODEL,
        *,
        k: int = 12,
        mode: Mode = "fused",
        filters: Mapping[str, Any] | None = None,
    ) -> pd.DataFrame:
        """The k best articles for a text.

        mode: "fused" (model and words), "model" or "words".
        filters: of search.filters.Filters, such as {"colour_group": ["Black"], "price_max": 0.05}.
        """
        if mode not in get_args(Mode):
            raise QueryError(f"There is no search by '{str(mode)[:60]}'. There is: {', '.join(get_args(Mode))}.")
        return self._frame(self._hub.search(Request(text), model, Page(k), mode=mode, filters=_filters(filters)))

    def neighbours(
        self,
        article_id: str,
        model: str = FIRST_MODEL,
        *,
        k: int = 12,
        variants: bool = True,
        filters: Mapping[str, Any] | None = None,
    ) -> pd.DataFrame:
        """The k articles nearest to one, itself left out; with variants=False its other colours too."""
        page = Page(k, variants=variants)
        return self._frame(self._hub.neighbours(article_id, model, page, filters=_filters(filters)))

    def compare(self, first: str, second: str, *, k: int = 12) -> Comparison:
        """How much two models agree on each article's nearest, and where they differ most. k: a depth of the curve."""
        hub = self._hub
        found = agreement(hub.neighbour_lists(first), hub.neighbour_lists(second), hub.articles, depth=k)
        kinds = {"popularity": found.by_popularity, "product group": found.by_group}
        return Comparison(
            curve=pd.DataFrame(asdict(found.curve)),
            changed=self._ranked(found.changed_rows.tolist(), found.changes.tolist()),
            groups=pd.DataFrame([{"kind": kind, **asdict(one)} for kind, listed in kinds.items() for one in listed]),
        )

    def recommend(
        self,
        customers: str | Sequence[str] = (),
        recommender: str = "",
        *,
        picks: Sequence[str] = (),
        k: int = 12,
        on: date | None = None,
        blended: bool = True,
        reasons: bool = True,
    ) -> pd.DataFrame:
        """The k best articles for each customer: the lists of Shopper for today, and of the command line.

        recommender: by default the one that the lab found best under next-basket, else next-purchase.
        on: the day of asking, before which histories and sales count; by default the day after the last purchase.
        customers: one customer_id, or several; also their unmistakable beginnings.
        picks: article ids that somebody new has picked, instead of customers.
        blended: with what the lab found best to add (own repeats, other colours, bestsellers).
        reasons: False leaves them empty, and is many times faster.
        Has the column customer_id in front. Raises NotBuiltError where the recommender is not prepared: see `prepare`.
        """
        asked = [customers] if isinstance(customers, str) else list(customers)
        if bool(asked) == bool(len(picks)):
            raise QueryError("Recommending is for customers or for picks: give one of the two.")
        serving = self._serving
        name = recommender or usual_recommender(self._hub)[0]
        day = None if on is None else (on - date(1970, 1, 1)).days
        if len(picks):
            rows = self._hub.catalog.rows_of(picks).tolist()
            histories = {"": Histories.picked(rows, serving.today if day is None else day)}
        else:
            histories = {one: serving.history(find_customer(self._hub.catalog, one).row, day) for one in asked}
        lists = {
            one: self._recommended(name, Request(history=history), k, blended=blended, reasons=reasons)
            for one, history in histories.items()
        }
        return pd.concat(lists, names=["customer_id"]).reset_index(level=0).reset_index(drop=True)

    def prepare(
        self,
        recommender: str = "next-purchase",
        *,
        when: Literal["today", "next-basket", "next-week"] = "today",
        progress: Progress = silent,
    ) -> None:
        """Fit a recommender and keep it in the workspace, so that `recommend` and the app have it; nothing if it is.

        Takes seconds to minutes. progress: called with (what, done, total).
        """
        serving = self._serving if when == "today" else Serving(self._hub, when)
        serving.prepare(recommender, progress)

    def vectors(self, model: str = FIRST_MODEL) -> FloatMatrix:
        """(articles, d) float32 unit rows, in the order of `articles`; read-only, mapped from the file."""
        found = self._hub.model(model).vectors
        found.flags.writeable = False
        return found

    def vectors_frame(self, model: str = FIRST_MODEL) -> pd.DataFrame:
        """The same with article_id as index, one column a dimension."""
        vectors = np.array(self.vectors(model))
        return pd.DataFrame(vectors, index=pd.Index(self._hub.catalog.ids, name="article_id"))

    # inside --------------------------------------------------------------------------------------------------

    @cached_property
    def _serving(self) -> Serving:
        return Serving(self._hub, "today")

    def _recommended(self, name: str, request: Request, k: int, *, blended: bool, reasons: bool) -> pd.DataFrame:
        """The one place that asks a recommender."""
        if not reasons:
            answer = self._serving.answer(name, request, k, blended=blended)
            return self._ranked(answer.rows.tolist(), answer.scores.tolist(), [""] * len(answer.rows))
        found = explained(self._serving, name, request, k, blended=blended)
        assert request.history is not None
        pieces = wardrobe(request.history)
        texts = [reason_text(self._hub, reason, pieces) for reason in found.reasons]
        return self._ranked(found.rows.tolist(), found.scores.tolist(), texts)

    def _frame(self, found: Results) -> pd.DataFrame:
        items = found.items
        reasons = [", ".join(item.why) for item in items]
        return self._ranked([item.row for item in items], [item.score for item in items], reasons)

    def _ranked(self, rows: list[int], scores: list[float], reasons: list[str] | None = None) -> pd.DataFrame:
        """The columns of every list; reasons None: without them."""
        columns = {
            "article_id": [str(self._hub.catalog.ids[row]) for row in rows],
            "name": [str(self._hub.articles["prod_name"].iat[row]) for row in rows],
            "rank": np.arange(1, len(rows) + 1),
            "score": np.array(scores, np.float32),
        }
        return pd.DataFrame(columns if reasons is None else {**columns, "reasons": reasons})


def _filters(given: Mapping[str, Any] | None) -> Filters | None:
    if not given:
        return None
    if unknown := [name for name in given if name not in Filters.__dataclass_fields__]:
        known = ", ".join(Filters.__dataclass_fields__)
        raise QueryError(f"There is no filter '{unknown[0][:60]}'. The filters are: {known}.")
    return Filters(**given)
