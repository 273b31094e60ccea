"""The contract of every set scorer in the registry, and a broken scorer for each check."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import ModelError, QueryError, WorkspaceError
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import FittedSetScorer, SetScorer
from stylehub_core.outfits.mean_cosine import FittedMeanCosine, MeanCosine
from stylehub_core.outfits.registry import set_scorer, set_scorers
from stylehub_core.progress import Progress, silent
from tests.conftest import HashEncoder, MakeCatalog, Purchase
from tests.outfits.pictured import pictured

ARTICLES = 20
GROUPS = {
    row: ("Garment Upper body", "Garment Lower body", "Shoes", "Accessories")[row // 2 % 4] for row in range(ARTICLES)
}
CUT = date(2020, 9, 10)
SETS = ([4, 1], [0, 7, 3], [19, 18, 2, 11], [5, 6], list(range(ARTICLES)))
SOME = np.array([9, 2, 14], np.int32)
OTHERS = np.array([row for row in range(ARTICLES) if row not in SOME], np.int32)


@dataclass(frozen=True, eq=False)
class Trial:
    """A scorer fitted on purchases up to the cut, and worlds that differ in their purchases alone.

    world: the world that it was fitted on, with purchases before and after the cut.
    other_past, other_future: the same articles, with other purchases before or after the cut.
    """

    scorer: SetScorer
    fitted: FittedSetScorer
    world: World
    other_past: World
    other_future: World
    folder: Path

    def fit(self, world: World) -> FittedSetScorer:
        folder = self.folder / f"fit-{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        return self.scorer.fit(world, folder)


@pytest.fixture(scope="module")
def kept() -> list[World]:
    """The worlds, kept after they are made, because an import takes longer than all checks."""
    return []


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture
def worlds(kept: list[World], home: Path, make_catalog: MakeCatalog, encoder: HashEncoder) -> list[World]:
    def baskets(days: Sequence[str], apart: int) -> list[Purchase]:
        rows = [(who, (row + apart * who) % ARTICLES) for who in range(10) for row in (who, who + 3, who + 7)]
        return [(day, who, row) for day in days for who, row in rows]

    if not kept:
        for past, future in ((1, 2), (3, 2), (1, 4)):  # how far apart customers buy, before and after the cut
            purchases = baskets(("2020-09-01", "2020-09-10"), past) + baskets(("2020-09-11", "2020-09-20"), future)
            catalog = make_catalog(purchases, articles=ARTICLES, groups=GROUPS)
            pictures = pictured(home, catalog)
            kept.append(World(catalog, encoder, until=CUT, pictures=pictures))  # type: ignore[arg-type]
    return kept


@pytest.fixture
def trial_of(worlds: list[World], tmp_path: Path) -> Callable[[SetScorer], Trial]:
    def trial(scorer: SetScorer) -> Trial:
        folder = tmp_path / "fit"
        folder.mkdir()
        return Trial(scorer, scorer.fit(worlds[0], folder), *worlds, tmp_path)

    return trial


def both(fitted: FittedSetScorer, sets: Sequence[Sequence[int]] = SETS) -> FloatVector:
    return np.concatenate([fitted.compatibility(ArticleSets.of(sets)), fitted.completion(SOME, OTHERS)])


def alike(first: FloatVector, second: FloatVector) -> None:
    np.testing.assert_allclose(first, second, rtol=1e-5, atol=1e-5)


def it_says_what_it_is(trial: Trial) -> None:
    scorer = trial.scorer
    assert scorer.name and scorer.title and scorer.about.endswith(".")
    assert scorer.needs and scorer.needs <= {"texts", "pictures", "purchases", "outfits"}
    assert scorer.config == type(scorer)().config
    json.dumps(scorer.config, default=lambda value: value.__dict__, allow_nan=False)
    assert trial.fitted.articles == ARTICLES


def scores_are_finite(trial: Trial) -> None:
    for scores, count in (
        (trial.fitted.compatibility(ArticleSets.of(SETS)), len(SETS)),
        (trial.fitted.compatibility(ArticleSets.of([])), 0),
        (trial.fitted.completion(SOME, OTHERS), len(OTHERS)),
        (trial.fitted.completion(SOME[:1], OTHERS), len(OTHERS)),
        (trial.fitted.completion(SOME, OTHERS[:0]), 0),
    ):
        assert scores.shape == (count,) and scores.dtype == np.float32
        assert np.isfinite(scores).all()


def scores_differ(trial: Trial) -> None:
    assert np.ptp(trial.fitted.compatibility(ArticleSets.of(SETS[:4]))) > 1e-4
    assert np.ptp(trial.fitted.completion(SOME, OTHERS)) > 1e-4


def the_order_of_articles_does_not_matter(trial: Trial) -> None:
    turned = [articles[::-1] for articles in SETS]
    alike(
        trial.fitted.compatibility(ArticleSets.of(turned)),
        trial.fitted.compatibility(ArticleSets.of(SETS)),
    )
    alike(trial.fitted.completion(SOME[::-1], OTHERS), trial.fitted.completion(SOME, OTHERS))


def a_score_depends_on_its_set_alone(trial: Trial) -> None:
    together = trial.fitted.compatibility(ArticleSets.of(SETS))
    alone = [trial.fitted.compatibility(ArticleSets.of([articles])) for articles in SETS]
    alike(together, np.concatenate(alone))
    together = trial.fitted.completion(SOME, np.repeat(OTHERS, 2))
    alone = [trial.fitted.completion(SOME, OTHERS[[place]]) for place in range(len(OTHERS))]
    alike(together, np.repeat(np.concatenate(alone), 2))


def customers_count_where_they_are_used_and_only_there(trial: Trial) -> None:
    sets, nobody = ArticleSets.of(SETS), np.full(len(SETS), -1, np.int32)
    for_anybody = trial.fitted.compatibility(sets)
    np.testing.assert_array_equal(trial.fitted.compatibility(sets, nobody), for_anybody)
    for_three = trial.fitted.compatibility(sets, np.full(len(SETS), 3, np.int32))
    assert np.array_equal(for_three, for_anybody, equal_nan=True) != trial.scorer.uses_customers
    for_three = trial.fitted.completion(SOME, OTHERS, 3)
    assert np.array_equal(for_three, trial.fitted.completion(SOME, OTHERS)) != trial.scorer.uses_customers
    alike(trial.fitted.completion(SOME, OTHERS, 99_999), trial.fitted.completion(SOME, OTHERS))
    with pytest.raises(QueryError, match="2 customers for 5 sets"):
        trial.fitted.compatibility(sets, nobody[:2])


def a_set_that_is_too_small_is_refused(trial: Trial) -> None:
    for small in ([], [3]):
        with pytest.raises(QueryError, match="Set 1 has (no|one) article.*at least 2"):
            trial.fitted.compatibility(ArticleSets.of([[1, 2], small]))
    with pytest.raises(QueryError, match="at least one"):
        trial.fitted.completion(SOME[:0], OTHERS)


def an_article_twice_is_refused(trial: Trial) -> None:
    with pytest.raises(QueryError, match="row 3 twice"):
        trial.fitted.compatibility(ArticleSets.of([[1, 2], [3, 4, 3]]))
    with pytest.raises(QueryError, match="row 3 twice"):
        trial.fitted.completion(np.array([3, 4, 3], np.int32), OTHERS[:1])


def an_unknown_row_is_refused(trial: Trial) -> None:
    for row in (-1, ARTICLES):
        with pytest.raises(QueryError, match=f"row {row}.*rows 0 to 19"):
            trial.fitted.compatibility(ArticleSets.of([[1, 2], [3, row]]))
        with pytest.raises(QueryError, match=f"row {row}.*rows 0 to 19"):
            trial.fitted.completion(np.array([3, row], np.int32), OTHERS[:1])
        with pytest.raises(QueryError, match=f"row {row}.*rows 0 to 19"):
            trial.fitted.completion(SOME, np.array([0, row], np.int32))


def a_candidate_of_the_set_is_refused(trial: Trial) -> None:
    with pytest.raises(QueryError, match="row 2 is in the set already"):
        trial.fitted.completion(SOME, np.array([0, 2], np.int32))


def completion_ranks_as_compatibility(trial: Trial) -> None:
    if not trial.scorer.completes_by_compatibility:
        return
    for articles in (SOME, SOME[:1]):
        completed = trial.fitted.compatibility(ArticleSets.with_each(articles, OTHERS))
        scores = trial.fitted.completion(articles, OTHERS)
        better = scores[:, None] > scores[None, :] + 1e-4
        assert (completed[:, None] - completed[None, :])[better].min(initial=0) >= -1e-5
        better = completed[:, None] > completed[None, :] + 1e-4
        assert (scores[:, None] - scores[None, :])[better].min(initial=0) >= -1e-5


def what_is_saved_scores_alike(trial: Trial) -> None:
    folder = trial.folder / "saved"
    folder.mkdir()
    before = both(trial.fitted)
    trial.fitted.save(folder)
    loaded = trial.scorer.load(folder, ARTICLES)
    assert loaded.articles == ARTICLES
    np.testing.assert_array_equal(both(loaded), before)
    assert not list(folder.rglob("*.pkl")) and not list(folder.rglob("*.pickle"))


def what_cannot_be_loaded_is_named(trial: Trial) -> None:
    folder = trial.folder / "damaged"
    folder.mkdir()
    with pytest.raises(WorkspaceError):
        trial.scorer.load(folder, ARTICLES)
    trial.fitted.save(folder)
    with pytest.raises(WorkspaceError, match="build again"):
        trial.scorer.load(folder, ARTICLES + 1)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(WorkspaceError, match=path.name):
            trial.scorer.load(folder, ARTICLES)
        path.write_bytes(whole)


def a_fit_twice_is_the_same(trial: Trial) -> None:
    np.testing.assert_array_equal(both(trial.fit(trial.world)), both(trial.fitted))


def nothing_after_the_cut_counts(trial: Trial) -> None:
    np.testing.assert_array_equal(both(trial.fit(trial.other_future)), both(trial.fitted))


def purchases_count_where_they_are_needed_and_only_there(trial: Trial) -> None:
    same = np.array_equal(both(trial.fit(trial.other_past)), both(trial.fitted), equal_nan=True)
    assert same == ("purchases" not in trial.scorer.needs)


Check = Callable[[Trial], None]
CHECKS: tuple[Check, ...] = (
    it_says_what_it_is,
    scores_are_finite,
    scores_differ,
    the_order_of_articles_does_not_matter,
    a_score_depends_on_its_set_alone,
    customers_count_where_they_are_used_and_only_there,
    a_set_that_is_too_small_is_refused,
    an_article_twice_is_refused,
    an_unknown_row_is_refused,
    a_candidate_of_the_set_is_refused,
    completion_ranks_as_compatibility,
    what_is_saved_scores_alike,
    what_cannot_be_loaded_is_named,
    a_fit_twice_is_the_same,
    nothing_after_the_cut_counts,
    purchases_count_where_they_are_needed_and_only_there,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", list(set_scorers()))
def test_every_set_scorer_keeps_the_contract(name: str, check: Check, trial_of: Callable[[SetScorer], Trial]) -> None:
    check(trial_of(set_scorer(name)))


def test_the_registry_finds_the_floor_first() -> None:
    assert next(iter(set_scorers())) == "mean-cosine"
    with pytest.raises(ModelError, match="No set scorer 'mean-cosin'. Did you mean 'mean-cosine'"):
        set_scorer("mean-cosin")


def test_a_scorer_without_a_completion_of_its_own_judges_the_completed_sets(
    trial_of: Callable[[SetScorer], Trial], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stylehub_core.outfits.contract._CANDIDATES", 4)
    fitted = trial_of(MeanCosine()).fitted
    scores = FittedSetScorer._completion(fitted, SOME, OTHERS, -1)
    alike(scores, fitted.compatibility(ArticleSets.with_each(SOME, OTHERS)))


# Each broken scorer fails one check and passes all others.


class Broken(MeanCosine):
    """The mean cosine with another fitted scorer."""

    fitted: type[FittedMeanCosine] = FittedMeanCosine

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> FittedMeanCosine:
        return self.fitted(self.learned(world))

    def learned(self, world: World) -> FloatMatrix:
        return world.sentences

    def load(self, folder: Path, articles: int) -> FittedMeanCosine:
        return self.fitted(super().load(folder, articles)._vectors)


def broken(fitted: type[FittedMeanCosine]) -> type[Broken]:
    return type(fitted.__name__, (Broken,), {"fitted": fitted})


class Nameless(Broken):
    title = ""


class Needless(Broken):
    needs = frozenset()


class NotANumber(FittedMeanCosine):
    def compatibility(self, sets: ArticleSets, customers: IntVector | None = None) -> FloatVector:
        scores = super().compatibility(sets, customers)
        return np.where(sets.sizes >= ARTICLES, np.nan, scores).astype(np.float32)


class Doubles(FittedMeanCosine):
    def completion(self, article_set: IntVector, candidates: IntVector, customer: int = -1) -> FloatVector:
        return super().completion(article_set, candidates).astype(np.float64)  # type: ignore[return-value]


class Indifferent(FittedMeanCosine):
    def compatibility(self, sets: ArticleSets, customers: IntVector | None = None) -> FloatVector:
        return 0 * super().compatibility(sets, customers)

    def completion(self, article_set: IntVector, candidates: IntVector, customer: int = -1) -> FloatVector:
        return 0 * super().completion(article_set, candidates)


class FirstCountsMore(FittedMeanCosine):
    def compatibility(self, sets: ArticleSets, customers: IntVector | None = None) -> FloatVector:
        scores = super().compatibility(sets, customers)
        return scores + 0.01 * sets.articles[sets.starts[:-1]].astype(np.float32)


class FirstOfTheSetCountsMore(FittedMeanCosine):
    def completion(self, article_set: IntVector, candidates: IntVector, customer: int = -1) -> FloatVector:
        return super().completion(article_set, candidates) + np.float32(0.01 * article_set[0])


class ByTheBatch(FittedMeanCosine):
    def compatibility(self, sets: ArticleSets, customers: IntVector | None = None) -> FloatVector:
        scores = super().compatibility(sets, customers)
        return scores - scores.max(initial=0)


class ByTheCandidates(FittedMeanCosine):
    def completion(self, article_set: IntVector, candidates: IntVector, customer: int = -1) -> FloatVector:
        scores = super().completion(article_set, candidates)
        return scores - scores.max(initial=0)


class SomebodyCounts(FittedMeanCosine):
    def compatibility(self, sets: ArticleSets, customers: IntVector | None = None) -> FloatVector:
        scores = super().compatibility(sets, customers)
        return scores if customers is None else scores + np.float32(0.01) * (customers == 3)


class SmallSetsPass(FittedMeanCosine):
    def compatibility(self, sets: ArticleSets, customers: IntVector | None = None) -> FloatVector:
        large = [sets[place] for place in range(len(sets)) if sets.sizes[place] >= 2]
        scores = np.zeros(len(sets), np.float32)
        scores[sets.sizes >= 2] = super().compatibility(ArticleSets.of(large), customers)
        return scores


class NothingIsCompleted(FittedMeanCosine):
    def completion(self, article_set: IntVector, candidates: IntVector, customer: int = -1) -> FloatVector:
        if len(article_set) == 0:
            return np.zeros(len(candidates), np.float32)
        return super().completion(article_set, candidates)


class TwiceIsOnce(FittedMeanCosine):
    def compatibility(self, sets: ArticleSets, customers: IntVector | None = None) -> FloatVector:
        return super().compatibility(ArticleSets.of([np.unique(sets[place]) for place in range(len(sets))]), customers)


class TwiceIsOnceInCompletion(FittedMeanCosine):
    def completion(self, article_set: IntVector, candidates: IntVector, customer: int = -1) -> FloatVector:
        return super().completion(np.unique(article_set), candidates)


class FromTheEnd(FittedMeanCosine):
    def compatibility(self, sets: ArticleSets, customers: IntVector | None = None) -> FloatVector:
        articles = np.where(sets.articles == -1, ARTICLES - 1, sets.articles)
        return super().compatibility(replace(sets, articles=articles), customers)


class CandidatesFromTheEnd(FittedMeanCosine):
    def completion(self, article_set: IntVector, candidates: IntVector, customer: int = -1) -> FloatVector:
        return super().completion(article_set, np.where(candidates == -1, ARTICLES - 1, candidates))


class InsideIsNought(FittedMeanCosine):
    def completion(self, article_set: IntVector, candidates: IntVector, customer: int = -1) -> FloatVector:
        scores = np.zeros(len(candidates), np.float32)
        outside = ~np.isin(candidates, article_set)
        scores[outside] = super().completion(article_set, candidates[outside])
        return scores


class WorstFirst(FittedMeanCosine):
    def completion(self, article_set: IntVector, candidates: IntVector, customer: int = -1) -> FloatVector:
        return -super().completion(article_set, candidates)


class SavesLess(FittedMeanCosine):
    def save(self, folder: Path) -> None:
        FittedMeanCosine(self._vectors.astype(np.float16).astype(np.float32)).save(folder)


class LoadsAnything(Broken):
    def load(self, folder: Path, articles: int) -> FittedMeanCosine:
        vectors = np.load(folder / "articles.npy") if (folder / "articles.npy").is_file() else np.zeros((articles, 2))
        return FittedMeanCosine(vectors)


class Restless(Broken):
    before: World | None = None

    def learned(self, world: World) -> FloatMatrix:
        again, self.before = world is self.before, world
        return world.sentences[::-1] if again else world.sentences


class SeesTheFuture(Broken):
    def learned(self, world: World) -> FloatMatrix:
        return bought(replace(world, until=None), "t_dat > DATE '2020-09-10'")


class NeedsMoreThanItSays(Broken):
    def learned(self, world: World) -> FloatMatrix:
        return bought(world, "true")


class NeedsLessThanItSays(Broken):
    needs = frozenset({"texts", "purchases"})


def bought(world: World, when: str) -> FloatMatrix:
    """The text vectors, moved by purchases."""
    with world.purchases() as purchases:
        [(total,)] = purchases.execute(f"SELECT sum(article * (customer + 1)) FROM purchases WHERE {when}").fetchall()
    vectors = world.sentences + np.float32(int(total) % 1000 / 1000)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


BROKEN: tuple[tuple[type[SetScorer], Check], ...] = (
    (Nameless, it_says_what_it_is),
    (Needless, it_says_what_it_is),
    (broken(NotANumber), scores_are_finite),
    (broken(Doubles), scores_are_finite),
    (broken(Indifferent), scores_differ),
    (broken(FirstCountsMore), the_order_of_articles_does_not_matter),
    (broken(FirstOfTheSetCountsMore), the_order_of_articles_does_not_matter),
    (broken(ByTheBatch), a_score_depends_on_its_set_alone),
    (broken(ByTheCandidates), a_score_depends_on_its_set_alone),
    (broken(SomebodyCounts), customers_count_where_they_are_used_and_only_there),
    (broken(SmallSetsPass), a_set_that_is_too_small_is_refused),
    (broken(NothingIsCompleted), a_set_that_is_too_small_is_refused),
    (broken(TwiceIsOnce), an_article_twice_is_refused),
    (broken(TwiceIsOnceInCompletion), an_article_twice_is_refused),
    (broken(FromTheEnd), an_unknown_row_is_refused),
    (broken(CandidatesFromTheEnd), an_unknown_row_is_refused),
    (broken(InsideIsNought), a_candidate_of_the_set_is_refused),
    (broken(WorstFirst), completion_ranks_as_compatibility),
    (broken(SavesLess), what_is_saved_scores_alike),
    (LoadsAnything, what_cannot_be_loaded_is_named),
    (Restless, a_fit_twice_is_the_same),
    (SeesTheFuture, nothing_after_the_cut_counts),
    (NeedsMoreThanItSays, purchases_count_where_they_are_needed_and_only_there),
    (NeedsLessThanItSays, purchases_count_where_they_are_needed_and_only_there),
)


@pytest.mark.parametrize(("scorer", "own"), BROKEN, ids=lambda value: value.__name__)
def test_a_broken_scorer_fails_its_own_check_and_no_other(
    scorer: type[SetScorer], own: Check, worlds: list[World], tmp_path: Path
) -> None:
    failed = []
    for number, check in enumerate(CHECKS):
        folder = tmp_path / str(number)
        (folder / "fit").mkdir(parents=True)
        instance = scorer()
        try:
            check(Trial(instance, instance.fit(worlds[0], folder / "fit"), *worlds, folder))
        except (AssertionError, pytest.fail.Exception):
            failed.append(check)
    assert failed == [own]


def test_every_check_has_a_broken_scorer() -> None:
    assert {own for _, own in BROKEN} == set(CHECKS)
