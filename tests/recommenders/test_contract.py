"""One suite over the whole registry of recommenders, and each of its checks on a recommender that breaks only that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.histories import Histories
from stylehub_core.models.raw_text import RawText
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer, Recommender, Scorer
from stylehub_core.recommenders.near import NearModel
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.recommenders.search_space import Space
from stylehub_core.request import Requests
from tests.conftest import HashEncoder, MakeCatalog
from tests.recommenders import recommender_checks as checks
from tests.recommenders.recommender_checks import BOUGHT_NOTHING, CHECKS, Subject, shop, shop_with_a_future
from tests.recommenders.two_groups import ARTICLES, CUSTOMERS

Check = Callable[[Subject], None]
NEAR = "near what was bought"
"""A model of vectors as a recommender, as the lab and Shopper offer each."""


@pytest.fixture(scope="module")
def now(make_catalog: MakeCatalog, encoder: HashEncoder) -> World:
    return World(make_catalog(shop(), ARTICLES, CUSTOMERS), encoder)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def future(make_catalog: MakeCatalog, encoder: HashEncoder) -> World:
    return World(make_catalog(shop_with_a_future(), ARTICLES, CUSTOMERS), encoder)  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=[*recommenders(), NEAR])
def subject(
    request: pytest.FixtureRequest, now: World, future: World, tmp_path_factory: pytest.TempPathFactory
) -> Subject:
    def make() -> Recommender:
        return NearModel(RawText()) if request.param == NEAR else recommenders()[request.param]()

    return Subject(make, now, future, tmp_path_factory.mktemp("recommender"))


@pytest.mark.parametrize("check", CHECKS)
def test_every_recommender_keeps_to_the_contract(subject: Subject, check: Check) -> None:
    check(subject)


@dataclass(frozen=True)
class Weight:
    own: float = 1.0


@dataclass(frozen=True, eq=False)
class HonestScorer(HistoryScorer):
    """The customer's own articles, plus a little for articles that sold well before it was fitted."""

    sold: FloatVector
    own: float = 1.0

    def history_scores(self, histories: Histories) -> FloatMatrix:
        bought = histories.matrix(histories.pieces.astype(np.float32), len(self.sold)).toarray()
        return np.asarray(self.own * bought + self.sold / 100, dtype=np.float32)


class Honest(ConfiguredRecommender[Weight]):
    """Passes every check. Each recommender below breaks one."""

    name = "honest"
    title = "Honest"
    about = "What was bought before."
    kind = "baseline"
    default = Weight()
    space: ClassVar[Space] = {"own": (0.5, 1.0)}
    scorer: ClassVar[Callable[..., HonestScorer]] = HonestScorer

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Scorer:
        with world.purchases() as purchases:
            rows = purchases.execute("SELECT article FROM purchases").fetchnumpy()["article"]
        return type(self).scorer(np.bincount(rows, minlength=len(world.catalog)).astype(np.float32), self.config.own)


class NotANumber(HonestScorer):
    def history_scores(self, histories: Histories) -> FloatMatrix:
        scores = super().history_scores(histories)
        scores[:, 3] = np.nan
        return scores


class OneArticleShort(HonestScorer):
    def history_scores(self, histories: Histories) -> FloatMatrix:
        return super().history_scores(histories)[:, 1:]


class KnowsItsCustomers(HonestScorer):
    """Adds to the scores of customers, whatever their history."""

    def history_scores(self, histories: Histories) -> FloatMatrix:
        shoppers = np.bincount(histories.owner, minlength=len(histories)) > 0
        return super().history_scores(histories) + np.float32(0.1) * (shoppers & (histories.customers >= 0))[:, None]


class Deaf(HonestScorer):
    def history_scores(self, histories: Histories) -> FloatMatrix:
        return np.broadcast_to(self.sold, (len(histories), len(self.sold))).copy()


class TakesTheLastCustomer(HonestScorer):
    """In Python, -1 is a valid row as well."""

    def history_scores(self, histories: Histories) -> FloatMatrix:
        shoppers = np.bincount(histories.owner, minlength=len(histories)) > 0
        added = np.arange(CUSTOMERS, dtype=np.float32)[histories.customers] % 2
        added[(histories.customers == BOUGHT_NOTHING) | shoppers] = 0
        return super().history_scores(histories) + added[:, None]


class SharesTheBatch(HonestScorer):
    def history_scores(self, histories: Histories) -> FloatMatrix:
        scores = super().history_scores(histories)
        return scores / max(scores.max(initial=0), 1)


class LatestDayForAll(HonestScorer):
    def history_scores(self, histories: Histories) -> FloatMatrix:
        ago = histories.today.max(initial=0) - histories.day
        recent = histories.matrix(1 / ago.astype(np.float32), len(self.sold)).toarray()
        return np.asarray(recent + self.sold / 100, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Remembers(HonestScorer):
    questions: list[int] = field(default_factory=list)

    def history_scores(self, histories: Histories) -> FloatMatrix:
        self.questions.append(histories.today.min(initial=99_999))
        return super().history_scores(histories) + np.float32(min(self.questions) / 1e5)


class ChangesTheQuestion(HonestScorer):
    def history_scores(self, histories: Histories) -> FloatMatrix:
        scores = super().history_scores(replace(histories, pieces=np.ones_like(histories.pieces)))
        histories.pieces[:] += 1
        return scores


class IgnoresWords(HonestScorer):
    def scores(self, requests: Requests) -> FloatMatrix:
        return self.history_scores(requests.histories)


class ForgetsOnDisk(HonestScorer):
    def __getstate__(self) -> dict[str, Any]:
        return {"sold": self.sold * 0, "own": self.own}


def of(scorer: type[HonestScorer]) -> type[Honest]:
    return type(scorer.__name__, (Honest,), {"scorer": scorer})


class ReadsTheWholeCatalogue(Honest):
    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Scorer:
        return super().fit(replace(world, until=None), folder, progress)


class FloorOfTheWholeFit(Honest):
    kind = "floor"


class PromisesToRead(Honest):
    uses = frozenset({"text", "history", "day"})


class TriesWhatIsNot(Honest):
    def changed(self, settings: Any) -> "TriesWhatIsNot":
        return self


class WithoutASentence(Honest):
    about = "What was bought before"


BROKEN: list[tuple[Check, type[Recommender]]] = [
    (checks.finite_scores_of_all_articles, of(NotANumber)),
    (checks.finite_scores_of_all_articles, of(OneArticleShort)),
    (checks.the_history_alone_counts, of(KnowsItsCustomers)),
    (checks.another_history_changes_the_answer, of(Deaf)),
    (checks.somebody_unknown_is_somebody_who_bought_nothing, of(TakesTheLastCustomer)),
    (checks.nothing_from_the_day_of_asking_on_counts, ReadsTheWholeCatalogue),
    (checks.a_floor_counts_up_to_the_day_whatever_it_was_fitted_on, FloorOfTheWholeFit),
    (checks.who_else_is_asked_about_does_not_matter, of(SharesTheBatch)),
    (checks.who_else_is_asked_about_does_not_matter, of(LatestDayForAll)),
    (checks.asking_leaves_no_trace, of(Remembers)),
    (checks.asking_leaves_no_trace, of(ChangesTheQuestion)),
    (checks.what_it_cannot_use_is_refused, of(IgnoresWords)),
    (checks.it_says_before_the_fit_what_it_can_use, PromisesToRead),
    (checks.saved_and_loaded_it_answers_alike, of(ForgetsOnDisk)),
    (checks.tuning_may_try_what_it_says, TriesWhatIsNot),
    (checks.people_are_told_what_it_is, WithoutASentence),
]


@pytest.fixture
def saved_classes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Allows the scorers of this file to be read back from disk."""
    from stylehub_core.recommenders import saved

    monkeypatch.setattr(saved, "_TRUSTED", (*saved._TRUSTED, f"{__name__}."))
    yield


@pytest.mark.usefixtures("saved_classes")
@pytest.mark.parametrize("check", CHECKS)
def test_an_honest_one_keeps_to_it(check: Check, now: World, future: World, tmp_path: Path) -> None:
    check(Subject(Honest, now, future, tmp_path))


@pytest.mark.usefixtures("saved_classes")
@pytest.mark.parametrize(("broken", "made"), BROKEN, ids=[made.__name__ for _, made in BROKEN])
def test_a_recommender_that_breaks_one_thing_fails_just_that(
    broken: Check, made: type[Recommender], now: World, future: World, tmp_path: Path
) -> None:
    failed = []
    for check in CHECKS:
        (tmp_path / check.__name__).mkdir()
        try:
            check(Subject(made, now, future, tmp_path / check.__name__))
        except AssertionError:
            failed.append(check)
    assert failed == [broken]


def test_each_check_has_one_that_breaks_it() -> None:
    assert {check for check, _ in BROKEN} == set(CHECKS)
