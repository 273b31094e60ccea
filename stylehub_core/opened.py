"""A workspace as Python code uses it: plain values in, pandas DataFrames and numpy arrays out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatMatrix
from stylehub_core.days import number_of
from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import picture_file
from stylehub_core.histories import Histories
from stylehub_core.hub.disagreeing import Flags, disagreement_table
from stylehub_core.hub.flagging import flag_articles, flag_table, unflag_articles
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.related import together_with
from stylehub_core.lab.personal import PersonalSearch
from stylehub_core.lab.personal_config import NAME as PERSONAL
from stylehub_core.lab.recommending import usual_recommender
from stylehub_core.lab.serving import Serving
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.opened_outfits import OpenedOutfits
from stylehub_core.progress import Progress, silent
from stylehub_core.request import Region, Request
from stylehub_core.search.agreement import agreement
from stylehub_core.search.filters import Filters
from stylehub_core.search.liked import Liked
from stylehub_core.search.query import clean_query
from stylehub_core.search.recipe import Mode, Page
from stylehub_core.search.results import Result, Results
from stylehub_core.shopper.attribution import explained
from stylehub_core.shopper.customers import find_customer
from stylehub_core.shopper.reason_text import reason_text
from stylehub_core.shopper.wardrobe import wardrobe


@dataclass(frozen=True, eq=False)
class Comparison:
    """How much two models agree, as three tables.

    curve: k, overlap, jaccard, rbo; means over all articles.
    changed: article_id, name, rank, score; the articles whose neighbours differ most. The score is 1 - RBO.
    groups: kind ("popularity" or "product group"), name, articles, change.
    """

    curve: pd.DataFrame
    changed: pd.DataFrame
    groups: pd.DataFrame


class OpenedWorkspace:
    """A built workspace, open for reading; only `prepare`, `flag` and `unflag` write to it.

    Lists have the columns article_id, name, rank (from 1), score and reasons (one text), best first.
    A request that cannot be answered raises a StyleHubError that says why.
    """

    def __init__(self, workspace: Path | str) -> None:
        self._hub = Hub(Path(workspace))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self._hub.workspace.folder)!r})"

    @property
    def models(self) -> pd.DataFrame:
        """One row per model, by name: title, about, and ready (whether it is built)."""
        ready = self._hub.ready
        rows = [(model.name, model.title, model.about, model.name in ready) for model in self._hub.models.values()]
        return pd.DataFrame(rows, columns=["model", "title", "about", "ready"]).set_index("model")

    @property
    def articles(self) -> pd.DataFrame:
        """The catalogue's articles; row i belongs to `vectors(model)[i]`."""
        return self._hub.articles.copy()

    def search(
        self,
        text: str = "",
        model: str = "",
        *,
        picture: bytes | Path | str | None = None,
        region: tuple[float, float, float, float] | None = None,
        picture_share: float = 0.5,
        like: str | Sequence[str] = (),
        unlike: str | Sequence[str] = (),
        k: int = 12,
        mode: Mode = "fused",
        filters: Mapping[str, Any] | None = None,
        customer: str = "",
        personal: float | None = None,
        on: date | None = None,
        by_product: bool = False,
        literal: bool = False,
    ) -> pd.DataFrame:
        """The k best articles for a text, a picture, articles that are liked, or all of them together.

        model: by default the built one that answers words best (item-text, or else raw-text), or photo if there is a
        picture.
        picture: the bytes of a picture file, or its path.
        region: the part of the picture that counts: x, y, width and height as shares of it.
        picture_share: how much the picture, or without one the liked articles, count beside the text, from 0 to 1.
        like, unlike: ids of articles that the results should resemble, or not resemble; they are not among them.
        mode: "fused" (model and words), "model" or "words".
        filters: fields of search.filters.Filters, such as {"colour_group": ["Black"], "price_max": 0.05}.
        customer: the customer_id of who asks, or its beginning: the order is then this customer's own, and the columns
        words, look, history and sales say which share of the score came from each. Without a picture, the model is then
        by default the one that the order was learned with. Raises NotBuiltError until `prepare("personal-search")`.
        personal: how much the customer counts, from 0 (just the words) to 1 (just the customer).
        on: the day of the request; only the customer's earlier purchases count. Default: after the last purchase.
        literal: whether the words are searched for as they are. Otherwise they are read for what they exclude, for
        whom, for how much, and for misspelt words; the frame's `attrs["reading"]` says how, '' for plain words.
        by_product: whether a product is one result, its best article; the column colours then has the others' ids.
        """
        if not customer and (personal is not None or on is not None):
            raise QueryError("`personal` and `on` are about a customer: give one.")
        if mode not in get_args(Mode):
            raise QueryError(f"There is no search mode '{str(mode)[:60]}'. The modes are: {', '.join(get_args(Mode))}.")
        part = _region(region)
        liked = Liked.of(self._hub.catalog, _ids(like), _ids(unlike))
        request = Request(
            text, None if picture is None else _bytes(picture), part, picture_share, liked.like, liked.unlike
        )
        chosen, page = _filters(filters), Page(k, by_product=by_product)
        if customer:
            row = find_customer(self._hub.catalog, customer).row
            day = None if on is None else self._serving.checked_day(number_of(on))
            asked = replace(request, history=self._serving.history(row, day))
            results = self._personal.search(
                asked, model, page, mode=mode, filters=chosen, weight=personal, literally=literal
            )
        else:
            name = model or self._hub.usual_model(request)
            results = self._hub.search(request, name, page, mode=mode, filters=chosen, literally=literal)
        frame = self._frame(results)
        frame.attrs["reading"] = results.described
        return frame.assign(colours=[item.colours for item in results.items]) if by_product else frame

    def embed(
        self,
        texts: str | Sequence[str] = (),
        model: str = "",
        *,
        pictures: bytes | Path | str | Sequence[bytes | Path | str] = (),
    ) -> FloatMatrix:
        """(n, d) float32 unit rows in a model's space: of the texts, and after them of the pictures.

        texts, pictures: one or several. A picture is given by its bytes or its path.
        model: by default raw-text, whose vectors `vectors` gives, or photo if there is a picture.
        Raises QueryError if the model takes no text or no picture, or if a picture cannot be used.
        """
        words = [texts] if isinstance(texts, str) else list(texts)
        files = [pictures] if isinstance(pictures, bytes | Path | str) else list(pictures)
        if not (words or files):
            raise QueryError("There is nothing to embed: give texts or pictures.")
        opened = self._hub.opened(model or (self._hub.picture_model() if files else FIRST_MODEL))
        rows = [opened.text_vectors(words)] if words else []
        rows += [opened.picture_vector(_bytes(picture))[None] for picture in files]
        return np.concatenate(rows)

    def neighbours(
        self,
        article_id: str,
        model: str = FIRST_MODEL,
        *,
        k: int = 12,
        variants: bool = True,
        filters: Mapping[str, Any] | None = None,
    ) -> pd.DataFrame:
        """The k articles nearest to this one, which is left out; variants=False leaves out its other colours too."""
        page = Page(k, variants=variants)
        return self._frame(self._hub.neighbours(article_id, model, page, filters=_filters(filters)))

    def bought_with(self, article_id: str, *, k: int = 12, variants: bool = True) -> pd.DataFrame:
        """The k articles that customers most often bought with this one on the same day; the score is how often."""
        return self._listed(together_with(self._hub, article_id, Page(k, variants=variants)))

    def compare(self, first: str, second: str, *, k: int = 12) -> Comparison:
        """How much two models agree on each article's neighbours, and where they differ most.

        k: a depth that the curve must include.
        """
        hub = self._hub
        compared = agreement(hub.neighbour_lists(first), hub.neighbour_lists(second), hub.articles, depth=k)
        kinds = {"popularity": compared.by_popularity, "product group": compared.by_group}
        return Comparison(
            curve=pd.DataFrame(asdict(compared.curve)),
            changed=self._ranked(compared.changed_rows.tolist(), compared.changes.tolist()),
            groups=pd.DataFrame(
                [{"kind": kind, **asdict(group)} for kind, groups in kinds.items() for group in groups]
            ),
        )

    def alignment(self, k: int | None = None, *, attribute: str = "", flags: Flags = "all") -> pd.DataFrame:
        """The articles whose text and picture disagree, the worst first.

        k: how many; None for all with a picture.
        attribute: "type", "colour" or "pattern": only those that disagree about it most.
        flags: "flagged" or "not-flagged": only those that people have flagged, or the others.
        Columns: rank, article_id, name, alignment (the probability that the text is right), attribute, text_says,
        picture_looks, sentence, flagged. Raises QueryError without pictures, NotBuiltError if they are not compared.
        """
        return disagreement_table(self._hub, k, attribute, flags)

    @property
    def flags(self) -> pd.DataFrame:
        """The articles that people have flagged, here or on the Alignment screen, the latest first.

        Columns: article_id, name, why, when.
        """
        return flag_table(self._hub)

    def flag(self, article_ids: str | Sequence[str], why: str = "") -> None:
        """Flag articles because their text or picture is wrong, as on the Alignment screen.

        why: by default, what their text and picture disagree about.
        Raises QueryError for an article that is unknown or has no picture; NotBuiltError if texts and pictures are not
        compared yet.
        """
        flag_articles(self._hub, _ids(article_ids), why)

    def unflag(self, article_ids: str | Sequence[str]) -> None:
        """Take the flags of articles back. Raises QueryError for one that is not flagged."""
        unflag_articles(self._hub, _ids(article_ids))

    def recommend(
        self,
        customers: str | Sequence[str] = (),
        recommender: str = "",
        *,
        text: str = "",
        picks: str | Sequence[str] = (),
        k: int = 12,
        on: date | None = None,
        blended: bool = True,
        reasons: bool = True,
    ) -> pd.DataFrame:
        """The k best articles for each customer: the same lists as in Shopper and on the command line.

        customers: one customer_id or several; an unambiguous beginning is enough.
        recommender: by default the one that the lab found best under next-basket, else next-purchase; with a text, of
        those that read words.
        text: what the customers look for, in words. Raises QueryError for a recommender that does not read words.
        picks: one article id or several, picked by a new customer, instead of customers.
        on: the day of the request; only histories and sales before it count. Default: the day after the last purchase.
        blended: adds what the lab found best (own repeats, other colours, bestsellers); with a text, nothing is added.
        reasons: False leaves them empty, which is many times faster.
        The first column is customer_id. Raises NotBuiltError if the recommender is not prepared: see `prepare`.
        """
        customer_ids = [customers] if isinstance(customers, str) else list(customers)
        picked_ids = _ids(picks)
        if bool(customer_ids) == bool(picked_ids):
            raise QueryError("Give either customers or picks to recommend for, not both or neither.")
        serving = self._serving
        words = Request(clean_query(text) if text else "")
        name = recommender or usual_recommender(self._hub, words.fields)[0]
        day = None if on is None else serving.checked_day(number_of(on))
        if picked_ids:
            rows = self._hub.catalog.rows_of(picked_ids).tolist()
            histories = [("", Histories.picked(rows, serving.today if day is None else day))]
        else:
            histories = [
                (customer_id, serving.history(find_customer(self._hub.catalog, customer_id).row, day))
                for customer_id in customer_ids
            ]
        lists = [
            self._recommended(name, replace(words, history=history), k, blended=blended, reasons=reasons).assign(
                customer_id=customer_id
            )
            for customer_id, history in histories
        ]
        together = pd.concat(lists, ignore_index=True)
        return together[["customer_id", *together.columns.drop("customer_id")]]

    def prepare(
        self,
        recommender: str = "next-purchase",
        *,
        when: Literal["today", "next-basket", "next-week"] = "today",
        progress: Progress = silent,
    ) -> None:
        """Fit a recommender and keep it in the workspace for `recommend` and the app, unless it is kept already.

        Takes seconds to minutes. progress: called with (step, done, total).
        recommender: "personal-search" prepares searches with a customer.
        """
        if recommender == PERSONAL:
            self._personal.prepare(progress)
            return
        serving = self._serving if when == "today" else Serving(self._hub, when)
        serving.prepare(recommender, progress)

    def vectors(self, model: str = FIRST_MODEL) -> FloatMatrix:
        """(articles, d) float32 unit rows, in the order of `articles`; read-only, memory-mapped."""
        vectors = self._hub.model(model).vectors
        vectors.flags.writeable = False
        return vectors

    def vectors_frame(self, model: str = FIRST_MODEL) -> pd.DataFrame:
        """The same vectors with article_id as the index and one column per dimension."""
        vectors = np.array(self.vectors(model))
        return pd.DataFrame(vectors, index=pd.Index(self._hub.catalog.ids, name="article_id"))

    @cached_property
    def outfits(self) -> OpenedOutfits:
        """Looks, swaps and checks of outfits, as on the Outfit screen."""
        return OpenedOutfits(self._hub)

    # inside --------------------------------------------------------------------------------------------------

    @cached_property
    def _personal(self) -> PersonalSearch:
        return PersonalSearch(self._serving)

    @cached_property
    def _serving(self) -> Serving:
        return Serving(self._hub, "today")

    def _recommended(self, name: str, request: Request, k: int, *, blended: bool, reasons: bool) -> pd.DataFrame:
        """The ranked list for one request; every recommendation passes through here."""
        if not reasons:
            bare = self._serving.answer(name, request, k, blended=blended)
            return self._ranked(bare.rows.tolist(), bare.scores.tolist(), [""] * len(bare.rows))
        answer = explained(self._serving, name, request, k, blended=blended)
        assert request.history is not None
        pieces = wardrobe(request.history)
        texts = [reason_text(self._hub, reason, pieces) for reason in answer.reasons]
        return self._ranked(answer.rows.tolist(), answer.scores.tolist(), texts)

    def _frame(self, results: Results) -> pd.DataFrame:
        return self._listed(results.items)

    def _listed(self, items: Sequence[Result]) -> pd.DataFrame:
        reasons = ["; ".join(item.why) for item in items]
        frame = self._ranked([item.row for item in items], [item.score for item in items], reasons)
        shares = [item.shares for item in items if item.shares is not None]
        return frame.assign(**pd.DataFrame(shares)) if shares else frame

    def _ranked(self, rows: list[int], scores: list[float], reasons: list[str] | None = None) -> pd.DataFrame:
        """A list with the columns that all lists have; without reasons if they are None."""
        columns = {
            "article_id": [str(self._hub.catalog.ids[row]) for row in rows],
            "name": [str(self._hub.articles["prod_name"].iat[row]) for row in rows],
            "rank": np.arange(1, len(rows) + 1),
            "score": np.array(scores, np.float32),
        }
        return pd.DataFrame(columns if reasons is None else {**columns, "reasons": reasons})


def _bytes(picture: bytes | Path | str) -> bytes:
    """The bytes of a picture file. Raises QueryError if it cannot be read."""
    return picture if isinstance(picture, bytes) else picture_file(Path(picture))


def _region(shares: Sequence[float] | None) -> Region | None:
    """Raises QueryError if it is not four numbers, or not inside the picture."""
    if shares is None:
        return None
    try:
        x, y, width, height = (float(share) for share in shares)
    except (TypeError, ValueError):
        raise QueryError(
            f"The region {str(shares)[:60]} is not four numbers: give x, y, width and height as shares of the picture, "
            "such as (0.25, 0.1, 0.5, 0.8)."
        ) from None
    return Region(x, y, width, height)


def _ids(ids: str | Sequence[str]) -> list[str]:
    """The ids as a list; a single text is one id, or none if it is empty."""
    return [ids] * bool(ids) if isinstance(ids, str) else list(ids)


def _filters(values: Mapping[str, Any] | None) -> Filters | None:
    if not values:
        return None
    if unknown := [name for name in values if name not in Filters.__dataclass_fields__]:
        known = ", ".join(Filters.__dataclass_fields__)
        raise QueryError(f"There is no filter '{unknown[0][:60]}'. The filters are: {known}.")
    return Filters(**values)
