"""The contract of every recommender. Each check takes one `Subject` and raises AssertionError if it is broken.

Only `histories_at`, `as_somebody_new` and `answer` know how a recommender is asked.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.recommenders.contract import Recommender, Scorer
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.saved import load, save
from stylehub_core.recommenders.search_space import Between
from stylehub_core.request import Field, Request, Requests, WeightedArticle
from tests.conftest import Purchase
from tests.recommenders.two_groups import ARTICLES, CUSTOMERS, NEVER_SOLD, TODAY, UNTIL, purchases

BOUGHT_NOTHING = CUSTOMERS - 1
SOME = (0, 1, 6, 13, 21, BOUGHT_NOTHING)
"""Customers of both groups, one with a single purchase, and one without any."""
EARLIER = TODAY - 26
"""A day in the middle of what most customers bought."""


def histories_at(world: World, customers: Sequence[int], days: Sequence[int] | int = TODAY) -> Histories:
    """The histories of these customers before their days, as `world` knows them. -1 is an unknown customer."""
    on = (days,) * len(customers) if isinstance(days, int) else tuple(days)
    return deepcopy(_histories(world, tuple(customers), on))


@cache
def _histories(world: World, customers: tuple[int, ...], days: tuple[int, ...]) -> Histories:
    return histories(world, np.array(customers, np.int32), np.array(days, np.int32))


def as_somebody_new(known: Histories) -> Histories:
    """The same histories, but of people who are not customers."""
    return replace(known, customers=np.full(len(known), -1, np.int32))


def answer(scorer: Scorer, question: Histories) -> FloatMatrix:
    return scorer.scores(Requests(question))


BEYOND: dict[Field, Request] = {
    "text": Request(text="blue"),
    "picture": Request(picture=b"a picture"),
    "like": Request(like=(WeightedArticle(0),)),
    "unlike": Request(unlike=("red",)),
}
"""What may be asked for beside a history and a day."""


def shop() -> list[Purchase]:
    """Two groups of customers, and one customer who bought nothing."""
    return [line for line in purchases() if line[1] != BOUGHT_NOTHING]


def shop_with_a_future() -> list[Purchase]:
    """The same shop, but from the day of asking on everybody buys articles that nobody bought before."""
    days = [(UNTIL + timedelta(days=later)).isoformat() for later in range(1, 10)]
    return [*shop(), *((day, who, NEVER_SOLD) for day in days for who in range(CUSTOMERS))]


@dataclass(frozen=True, eq=False)
class Subject:
    """A recommender to check, fitted once. now: the shop up to the day of asking; future: the shop beyond that day."""

    make: Callable[[], Recommender]
    now: World
    future: World
    folder: Path

    def fitted(self, world: World, name: str) -> Scorer:
        folder = self.folder / name
        folder.mkdir()
        return self.make().fit(world, folder)

    @cached_property
    def scorer(self) -> Scorer:
        return self.fitted(self.now, "now")


def finite_scores_of_all_articles(subject: Subject) -> None:
    scores = answer(subject.scorer, histories_at(subject.now, [*SOME, -1]))
    assert scores.shape == (len(SOME) + 1, ARTICLES)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()
    assert answer(subject.scorer, histories_at(subject.now, [])).shape == (0, ARTICLES)


def the_history_alone_counts(subject: Subject) -> None:
    """The same history gets the same answer, from a customer or not."""
    known = histories_at(subject.now, SOME[:-1])
    assert len(np.unique(known.owner)) == len(SOME) - 1
    _same(answer(subject.scorer, known), answer(subject.scorer, as_somebody_new(known)))


def another_history_changes_the_answer(subject: Subject) -> None:
    """A floor is left out, because it may answer everybody alike."""
    first, second = answer(subject.scorer, histories_at(subject.now, [0, 1]))
    if subject.make().kind != "floor":
        assert not np.allclose(first, second, rtol=1e-3)


def somebody_unknown_is_somebody_who_bought_nothing(subject: Subject) -> None:
    nothing = histories_at(subject.now, [BOUGHT_NOTHING, -1])
    assert len(nothing.article) == 0
    first, second = answer(subject.scorer, nothing)
    _same(first, second)


def nothing_from_the_day_of_asking_on_counts(subject: Subject) -> None:
    """Neither in fitting nor in answering."""
    until = World(subject.future.catalog, subject.future.encoder, until=UNTIL)
    ours = answer(subject.scorer, histories_at(subject.now, SOME))
    _same(answer(subject.fitted(until, "until"), histories_at(subject.future, SOME)), ours)


def a_floor_counts_up_to_the_day_whatever_it_was_fitted_on(subject: Subject) -> None:
    if subject.make().kind != "floor":
        return
    later = subject.fitted(subject.future, "future")
    _same(answer(later, histories_at(subject.future, SOME)), answer(subject.scorer, histories_at(subject.now, SOME)))


def who_else_is_asked_about_does_not_matter(subject: Subject) -> None:
    """The number, the order and the days of the other customers do not change an answer."""
    days = [TODAY, EARLIER, TODAY, EARLIER, TODAY, TODAY]
    together = answer(subject.scorer, histories_at(subject.now, SOME, days))
    backwards = answer(subject.scorer, histories_at(subject.now, SOME[::-1], days[::-1]))
    alone = [
        answer(subject.scorer, histories_at(subject.now, [who], day))[0] for who, day in zip(SOME, days, strict=True)
    ]
    _same(together, backwards[::-1])
    _same(together, np.stack(alone))


def asking_leaves_no_trace(subject: Subject) -> None:
    question = histories_at(subject.now, SOME)
    before, lines = answer(subject.scorer, question).copy(), question.pieces.copy()
    answer(subject.scorer, histories_at(subject.now, SOME[::2], EARLIER))
    _same(answer(subject.scorer, question), before)
    assert np.array_equal(question.pieces, lines)


def what_it_cannot_use_is_refused(subject: Subject) -> None:
    nobody = histories_at(subject.now, [-1])
    for name, request in BEYOND.items():
        if name in subject.scorer.uses:
            continue
        try:
            subject.scorer.scores(Requests(nobody, (request,)))
        except QueryError:
            continue
        raise AssertionError(f"'{name}' was ignored")


def it_says_before_the_fit_what_it_can_use(subject: Subject) -> None:
    assert subject.make().uses == subject.scorer.uses


def saved_and_loaded_it_answers_alike(subject: Subject) -> None:
    file = subject.folder / "scorer.skops"
    save(subject.scorer, file)
    question = histories_at(subject.now, [*SOME, -1])
    np.testing.assert_array_equal(answer(load(file), question), answer(subject.scorer, question))


def tuning_may_try_what_it_says(subject: Subject) -> None:
    made = subject.make()
    for name, choices in made.space.items():
        for value in (choices.low, choices.high) if isinstance(choices, Between) else choices:
            assert made.changed({name: value}).setting(name) == value
            assert type(made.changed({name: value})) is type(made)


def people_are_told_what_it_is(subject: Subject) -> None:
    made = subject.make()
    assert made.name == made.name.strip().lower()
    assert made.title
    assert made.about.endswith(".")
    assert made.kind in ("floor", "baseline", "ours")


CHECKS = (
    finite_scores_of_all_articles,
    the_history_alone_counts,
    another_history_changes_the_answer,
    somebody_unknown_is_somebody_who_bought_nothing,
    nothing_from_the_day_of_asking_on_counts,
    a_floor_counts_up_to_the_day_whatever_it_was_fitted_on,
    who_else_is_asked_about_does_not_matter,
    asking_leaves_no_trace,
    what_it_cannot_use_is_refused,
    it_says_before_the_fit_what_it_can_use,
    saved_and_loaded_it_answers_alike,
    tuning_may_try_what_it_says,
    people_are_told_what_it_is,
)


def _same(first: FloatMatrix, second: FloatMatrix) -> None:
    """Equal up to the rounding of matrix products of different sizes."""
    np.testing.assert_allclose(first, second, rtol=1e-4, atol=1e-6)
