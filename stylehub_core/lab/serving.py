"""Recommenders that answer at once for any history: for today, and for the days that the lab's protocols ask about.

Screens, the command line, Python and the lab all recommend through `Serving.answers`.
"""

import shutil
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix, IntVector
from stylehub_core.config import as_json
from stylehub_core.days import date_of
from stylehub_core.errors import NotBuiltError, QueryError
from stylehub_core.evaluation.protocol import Protocol, Questions, protocol
from stylehub_core.files import write_json, write_text, writing
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.overrides import blamed
from stylehub_core.lab import run as lab
from stylehub_core.lab.result_key import result_key
from stylehub_core.progress import Progress, part_of, silent
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.contract import Recommender, Scorer
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.near import NearModel, NearScorer
from stylehub_core.recommenders.popularity import PopularityScorer, sales
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.recommenders.saved import load, save
from stylehub_core.request import Field, Request, Requests, check_usable
from stylehub_core.search.recipe import check_length

When = Literal["today", "next-basket", "next-week"]
"""today: fitted on all purchases; the others: fitted on the training data of that protocol's test."""


@dataclass(frozen=True, eq=False)
class Answer:
    """rows: (k,) articles, best first; scores: (k,) with the blend."""

    rows: IntVector
    scores: FloatVector


@dataclass(frozen=True, eq=False)
class Answers:
    """rows: (requests, k) articles, best first; scores: (requests, k) with the blend."""

    rows: IntMatrix
    scores: FloatMatrix


@dataclass(frozen=True, eq=False)
class Prepared:
    """A recommender ready to answer. title: for the screens; blend: of requests without words, see `blend_for`."""

    title: str
    blender: Blender
    blend: Blend

    def answers(self, requests: Requests, k: int = 12) -> Answers:
        """The k best articles of the whole catalogue for each request.

        Raises QueryError for a k out of range, or a field that the recommender cannot use.
        """
        check_length(k)
        check_usable(requests.fields, self.blender.scorer.uses, self.title)
        if len({bool(request.text) for request in requests.others}) > 1:  # each with its own blend
            alone = [self.answers(requests.part(at, at + 1), k) for at in range(len(requests))]
            return Answers(*(np.concatenate(parts) for parts in zip(*((a.rows, a.scores) for a in alone), strict=True)))
        return Answers(*self.blender.best(requests, k, self.blend_for(requests.fields)))

    def blend_for(self, fields: frozenset[Field]) -> Blend:
        """The weights for a request with these fields: with words, nothing is added to the recommender's scores.

        The blend was chosen on requests without words, and what is added to them knows nothing of words.
        """
        return Blend() if "text" in fields else self.blend


class Serving:
    """The recommenders of a workspace at one moment, loaded when first needed. Sessions can share one Serving."""

    def __init__(self, hub: Hub, when: When) -> None:
        """Raises QueryError for an unknown `when`, NoSplitError if the data is too short for that protocol."""
        if when not in get_args(When):
            raise QueryError(f"There is no moment '{when[:60]}'. The moments are: {', '.join(get_args(When))}.")
        self.hub, self.when = hub, when
        self.protocol: Protocol | None = None
        self.world = hub.world()
        if when != "today":
            self.protocol = protocol(when, self.world)
            self.world = self.protocol.test.world
        self._blenders: dict[str, tuple[str, Blender]] = {}
        self._ready: tuple[str, list[str]] | None = None
        self._blends: dict[str, tuple[str, Blend]] = {}

    @property
    def questions(self) -> Questions | None:
        """The protocol's customers and what they bought then; None for today."""
        return None if self.protocol is None else self.protocol.test.questions

    @cached_property
    def popularity(self) -> PopularityScorer:
        return PopularityScorer(sales(self.world), by_age=False)

    def ready(self) -> list[str]:
        """The names, of those in `lab.names()`, that need no preparing."""
        stamp = self.hub.workspace.recommenders_stamp
        if self._ready is None or self._ready[0] != stamp:
            self._ready = (stamp, [name for name in lab.names(self.hub) if self._is_ready(name)])
        return list(self._ready[1])

    def history(self, customer: int, day: int | None = None) -> Histories:
        """What a customer, a row of the catalogue, bought before `day`; by default before `day_of`."""
        until = self.day_of(customer) if day is None else day
        return self.histories(np.array([customer], np.int32), np.array([until], np.int32))

    def histories(self, customers: IntVector, days: IntVector) -> Histories:
        """What these customers bought before these days.

        customers: (c,) rows, -1 for a new customer.
        days: (c,) since 1970.
        """
        return histories(self.world, customers, days)

    def day_of(self, customer: int) -> int:
        """The day to recommend for, since 1970: the protocol's for this customer, or else `today`."""
        position, questions = self._position(customer), self.questions
        return self.today if position is None or questions is None else int(questions.days[position])

    @cached_property
    def today(self) -> int:
        """The day after the last visible purchase, since 1970."""
        return int(self.popularity.sales.day[-1]) + 1

    @property
    def first_day(self) -> int:
        """The earliest day, since 1970, that has purchases before it."""
        return int(self.popularity.sales.day[0]) + 1

    def checked_day(self, day: int) -> int:
        """The same day, since 1970. Raises QueryError if nothing was bought before it."""
        if day < self.first_day:
            first = date_of(self.first_day - 1)
            raise QueryError(
                f"Nothing was bought before {date_of(day)}: the first purchase was on {first}. Choose a later day."
            )
        return day

    @property
    def learned_until(self) -> date:
        """The day of the last purchase that the recommenders of this moment learned from."""
        return date_of(self.today - 1)

    def title(self, name: str) -> str:
        """The recommender's title. Raises ModelError for an unknown one."""
        return self._recommender(name).title

    def check(self, name: str, fields: frozenset[Field]) -> None:
        """Raises QueryError for a field that the recommender cannot use, with the recommenders that can.

        It need not be prepared. Raises ModelError if it is unknown.
        """
        recommender = self._recommender(name)
        try:
            check_usable(fields, recommender.uses, recommender.title)
        except QueryError as error:
            able = ", ".join(lab.names_that_use(self.hub, fields)) or "none"
            raise QueryError(f"{error} Recommenders that can use all of this request: {able}.") from error

    def held_out(self, customer: int) -> IntVector:
        """(n,) article rows that the customer bought in the protocol's test; none for today or any other customer."""
        position, questions = self._position(customer), self.questions
        return np.zeros(0, np.int32) if position is None or questions is None else questions.relevant[position]

    def answer(self, name: str, request: Request, k: int = 12, *, blended: bool = True) -> Answer:
        """The k best articles of the whole catalogue for one request. Raises the errors of `answers`."""
        answers = self.answers(name, Requests.of([request]), k, blended=blended)
        return Answer(answers.rows[0], answers.scores[0])

    def answers(self, name: str, requests: Requests, k: int = 12, *, blended: bool = True) -> Answers:
        """The k best articles of the whole catalogue for each request; `batch_size` limits how many to give at once.

        Raises the errors of `check`, `prepared` and its `answers`.
        """
        self.check(name, requests.fields)
        return self.prepared(name, blended=blended).answers(requests, k)

    def prepared(self, name: str, *, blended: bool = True) -> "Prepared":
        """The recommender, loaded for repeated use. Raises NotBuiltError if it is not prepared."""
        return Prepared(self.title(name), self.blender(name), self.blend(name) if blended else Blend())

    def blend(self, name: str) -> Blend:
        """The blend chosen for it on validation; nothing is added if the lab has not measured it."""
        stamp = self.hub.workspace.recommenders_stamp
        kept = self._blends.get(name)
        if kept is None or kept[0] != stamp:
            outcome = lab.kept(self.hub, self._chosen_under, name)
            kept = self._blends[name] = (stamp, Blend() if outcome is None else outcome.blend)
        return kept[1]

    def blender(self, name: str) -> Blender:
        """The fitted recommender with the parts of its blend. Raises NotBuiltError, ModelError, WorkspaceError."""
        recommender = self._recommender(name)
        if not self._is_ready(name):
            raise NotBuiltError(
                f"{recommender.title} is not prepared for {self.when}: run 'python -m stylehub_core prepare {name} "
                f"--when {self.when} --workspace {self.hub.workspace.folder}'."
            )
        key = self._key(recommender)
        kept = self._blenders.get(name)
        if kept is None or kept[0] != key:
            kept = self._blenders[name] = (key, Blender(self._scorer(name), self.popularity, self.world.articles))
        return kept[1]

    def prepare(self, name: str, progress: Progress = silent) -> None:
        """Fit a recommender, and for a protocol measure it as well, unless that is done already.

        Raises ModelError if it is unknown or cannot be fitted, WorkspaceError while another build runs.
        """
        recommender = self._recommender(name)
        if self._is_ready(name):
            return
        if self.protocol is not None:
            lab.outcome(self.hub, self.protocol, name, progress)
            return
        with self.hub.workspace.building():
            folder = self._folder(name)
            with writing(folder):
                (folder / "fit").mkdir(parents=True, exist_ok=True)
            with blamed(name, self.hub.settings.overrides):
                scorer = recommender.fit(self.world, folder / "fit", part_of(recommender.title, progress))
            save(scorer, folder / lab.SCORER)
            write_json(folder / "config.json", as_json(recommender.config))
            write_text(folder / "key", self._key(recommender))
            shutil.rmtree(folder / "fit", ignore_errors=True)

    # inside --------------------------------------------------------------------------------------------------

    def _position(self, customer: int) -> int | None:
        """The customer's position among the questions; None if not among them."""
        if self.questions is None:
            return None
        positions = np.flatnonzero(self.questions.customers == customer)
        return int(positions[0]) if len(positions) else None

    def _is_ready(self, name: str) -> bool:
        if self.when != "today":
            return lab.is_kept(self.hub, self.when, name)
        if self._is_served_space(name):
            return True
        key = self._folder(name) / "key"
        return key.is_file() and key.read_text() == self._key(self._recommender(name))

    def _scorer(self, name: str) -> Scorer:
        if self.when != "today":
            return load(self.hub.workspace.lab(self.when) / name / lab.SCORER).reading(self.hub.encoder)
        if self._is_served_space(name):  # the model that the app serves has learned from every purchase
            near = self._recommender(name)
            assert isinstance(near, NearModel)
            return NearScorer(np.asarray(self.hub.model(name).vectors), near.near)
        return load(self._folder(name) / lab.SCORER).reading(self.hub.encoder)

    @property
    def _chosen_under(self) -> str:
        """The protocol under which settings and blend were chosen."""
        return "next-basket" if self.when == "today" else self.when

    def _recommender(self, name: str) -> Recommender:
        return lab.recommender_of(self.hub, name, self._chosen_under)

    def _is_served_space(self, name: str) -> bool:
        """Whether it is a model that is built."""
        return name not in recommenders() and name in self.hub.ready

    def _folder(self, name: str) -> Path:
        return self.hub.workspace.serving(name)

    def _key(self, recommender: Recommender) -> str:
        return result_key(self.hub, self.when, recommender)
