"""Distillation on outfits: the teacher, the student, and the student without each part, in one run.

Figures are means over seeds of each question's, with 95 % ranges over outfits. Then the student against each of the
others, paired by outfit, with Holm's correction; with and without its customer; and for cold customers, whose outfits
were left out of the training: they are scored with none, one or five of these known. Kim et al. 2021.

    python -m benchmarks.distillation --workspace WORKSPACE [--seeds 3] [--validation]
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.evaluation.bootstrap import difference, mean_range
from stylehub_core.evaluation.outfit_measures import BlankFigures, blank_figures
from stylehub_core.evaluation.outfit_questions import OutfitQuestions
from stylehub_core.evaluation.outfit_rounds import OutfitRound, outfit_protocol
from stylehub_core.evaluation.significance import holm, randomisation_test
from stylehub_core.hub.hub import Hub
from stylehub_core.machine.peak_memory import PeakMemory
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.encoded_sets import FittedEncodedSets
from stylehub_core.outfits.outfit_student import StudentConfig
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.set_learning import Distilled, SetLearning, learn_sets
from stylehub_core.outfits.visible import times_worn, visible_outfits

TEACHER, STUDENT, PLAIN = "teacher", "student", "without distillation"
FEWEST = 100  # questions of customers with outfits, for figures of cold ones
SCORED = 4096  # sets of four articles, whose scoring is timed


@dataclass(frozen=True, eq=False)
class Learned:
    """A fitted scorer, the seconds that it took, and the megabytes by which the process grew."""

    scorer: FittedEncodedSets
    seconds: float
    megabytes: float


class Learner:
    """Fits any of the settings on the outfits of a round."""

    def __init__(self, round_: OutfitRound) -> None:
        self.round, self.outfits, self.sold = round_, visible_outfits(round_.world), times_worn(round_.world)

    def learned(self, learning: SetLearning, outfits: Outfits, seed: int, distilled: Distilled | None) -> Learned:
        learning = replace(learning, training=replace(learning.training, seed=learning.training.seed + seed))
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, PeakMemory() as peak:
            checkpoint = Path(folder) / "checkpoint.safetensors"
            scorer = learn_sets(self.round.world, outfits, self.sold, learning, checkpoint, distilled=distilled)
        return Learned(scorer, time.monotonic() - started, peak.megabytes or 0.0)

    def all(self, outfits: Outfits, seed: int, names: Mapping[str, StudentConfig]) -> dict[str, Learned]:
        """The teacher and these students, by name."""
        teacher = self.learned(StudentConfig().teacher, outfits, seed, None)
        results = {TEACHER: teacher}
        for name, config in names.items():
            distilled = Distilled(teacher.scorer, config.alpha) if config.alpha else None
            results[name] = self.learned(config.learning, outfits, seed, distilled)
        return results


def students() -> dict[str, StudentConfig]:
    """The student, and the student without each part."""
    own = StudentConfig()

    def views(*, erase: bool = True, replacing: bool = True) -> StudentConfig:
        training = replace(own.learning.training, erase=erase, replace=replacing)
        return replace(own, learning=replace(own.learning, training=training))

    return {
        STUDENT: own,
        PLAIN: replace(own, alpha=0.0),
        "without erase": views(erase=False),
        "without replace": views(replacing=False),
        "without both": views(erase=False, replacing=False),
        "with nothing": replace(views(erase=False, replacing=False), alpha=0.0),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--validation", action="store_true", help="for choosing settings")
    options = parser.parse_args()
    protocol = outfit_protocol(Hub(options.workspace).world())
    round_ = protocol.validation if options.validation else protocol.test
    learner = Learner(round_)
    _ = round_.world.sentences  # read before the clock starts
    print(
        heading(f"{round_.note} {len(round_.questions):,} questions, {len(learner.outfits):,} outfits to learn from.")
    )
    runs = [learner.all(learner.outfits, seed, students()) for seed in range(options.seeds)]
    figures = {name: mean_figures([run[name].scorer for run in runs], round_.questions) for name in runs[0]}
    print_figures(runs, figures)
    print_tests(figures)
    print_customers([run[STUDENT].scorer for run in runs], round_.questions, learner.outfits)
    print_cold(learner)


def mean_figures(scorers: list[FittedEncodedSets], questions: OutfitQuestions) -> BlankFigures:
    """Of each question, the means over the scorers."""
    figures = [blank_figures(scorer, questions) for scorer in scorers]
    means = (np.mean([getattr(each, name) for each in figures], axis=0) for name in ("auc", "blank"))
    return BlankFigures(*(np.asarray(mean, np.float32) for mean in means))


def print_figures(runs: list[dict[str, Learned]], figures: Mapping[str, BlankFigures]) -> None:
    print(f"{'':24}{'AUC':>20}{'fill in the blank':>22}{'parameters':>12}{'trained':>9}{'scored':>14}{'peak':>9}")
    for name, each in figures.items():
        learned = [run[name] for run in runs]
        seconds, megabytes = (np.mean([getattr(one, what) for one in learned]) for what in ("seconds", "megabytes"))
        print(
            f"{name:24}{ranged(each.auc):>20}{ranged(each.blank):>22}{learned[0].scorer.network.parameters:>12,}"
            f"{seconds:>7.0f} s{microseconds(learned[0].scorer):>8.1f} µs/set{megabytes:>6.0f} MB",
            flush=True,
        )


def ranged(values: FloatVector) -> str:
    mean = mean_range(values)
    return f"{mean.value:.3f} {mean.low:.3f}–{mean.high:.3f}"


def microseconds(scorer: FittedEncodedSets) -> float:
    """Of processor time for a set of four articles, the best of five."""
    rng = np.random.default_rng(0)
    sets = ArticleSets.of(rng.choice(scorer.articles, 4, replace=False).tolist() for _ in range(SCORED))
    times = []
    for _ in range(5):
        started = time.process_time()
        scorer.compatibility(sets)
        times.append(time.process_time() - started)
    return min(times) / SCORED * 1e6


def print_tests(figures: Mapping[str, BlankFigures]) -> None:
    others = [name for name in figures if name != STUDENT]
    tests = [(name, measure) for name in others for measure in ("auc", "blank")]
    own = figures[STUDENT]
    pairs = [(getattr(own, measure), getattr(figures[name], measure)) for name, measure in tests]
    print("\nthe student, less each of the others")
    for (name, measure), pair, p_value in zip(tests, pairs, holm([randomisation_test(*p) for p in pairs]), strict=True):
        by = difference(*pair)
        print(f"{name:24}{measure:>8}{by.value:>+8.3f} {by.low:+.3f} to {by.high:+.3f}  p {p_value:.4f}")


def print_customers(scorers: list[FittedEncodedSets], questions: OutfitQuestions, outfits: Outfits) -> None:
    """The student for the right customers, for anybody, and for each other's, where the customer has outfits."""
    asked = part_of(questions, np.isin(questions.customers, outfits.customers[outfits.customers >= 0]))
    print(f"\nthe student by customer: {len(asked)} questions of customers with outfits to learn from")
    if not len(asked):
        return
    shuffled = np.random.default_rng(0).permutation(asked.customers)
    own = mean_figures(scorers, asked)
    for name, customers in (("anybody", np.full(len(asked), -1, np.int32)), ("shuffled customers", shuffled)):
        other = mean_figures(scorers, replace(asked, customers=customers))
        print_pair(f"own customer, then {name}", own, other)


def print_pair(name: str, own: BlankFigures, other: BlankFigures) -> None:
    tests = [randomisation_test(getattr(own, m), getattr(other, m)) for m in ("auc", "blank")]
    print(
        f"  {name:40} AUC {own.auc.mean():.3f} {other.auc.mean():.3f} p {tests[0]:.4f}"
        f"   blank {own.blank.mean():.3f} {other.blank.mean():.3f} p {tests[1]:.4f}",
        flush=True,
    )


def print_cold(learner: Learner) -> None:
    """Each half of the customers in turn is left out of the training, and then known by some of their outfits."""
    questions, outfits = learner.round.questions, learner.outfits
    asked = int(np.isin(questions.customers, outfits.customers[outfits.customers >= 0]).sum())
    if asked < FEWEST:
        print(f"\ncold customers: {asked} questions of customers with outfits are too few to measure")
        return
    names = {name: students()[name] for name in (STUDENT, PLAIN)}
    halves = list(cold_halves(questions.customers[np.isin(questions.customers, outfits.customers)]))
    fits = [learner.all(outfits.part(~np.isin(outfits.customers, cold)), 0, names) for cold in halves]
    for known in (1, 5):
        print(f"\ncold customers with {known} known outfit{'s' if known > 1 else ''}, then with none")
        figures: dict[str, BlankFigures] = {}
        for name in (TEACHER, *names):
            scorers = [fit[name].scorer for fit in fits]
            with_some, with_none = (
                cold_figures(scorers, halves, questions, first(outfits, k), known, outfits) for k in (known, 0)
            )
            if not len(with_some.auc):
                print(f"  no customer of the questions has {known} outfits to learn from")
                break
            figures[name] = with_some
            print_pair(f"{name}, {len(with_some.auc)} questions", with_some, with_none)
        if figures:
            print_pair(f"{STUDENT}, then {PLAIN}", figures[STUDENT], figures[PLAIN])


def cold_halves(customers: IntVector) -> Iterator[IntVector]:
    different = np.random.default_rng(0).permutation(np.unique(customers[customers >= 0]))
    return iter(np.array_split(different, 2))


def cold_figures(
    scorers: list[FittedEncodedSets],
    halves: list[IntVector],
    questions: OutfitQuestions,
    known: Outfits,
    fewest: int,
    outfits: Outfits,
) -> BlankFigures:
    """Each scorer on the questions of its cold customers who have at least `fewest` outfits, knowing these outfits."""
    figures = []
    for scorer, cold in zip(scorers, halves, strict=True):
        counts = np.array([(outfits.customers == customer).sum() for customer in cold.tolist()])
        asked = part_of(questions, np.isin(questions.customers, cold[counts >= fewest] if len(cold) else cold))
        figures.append(blank_figures(scorer.knowing(known), asked))
    return BlankFigures(*(np.concatenate([getattr(each, name) for each in figures]) for name in ("auc", "blank")))


def first(outfits: Outfits, count: int) -> Outfits:
    """The first `count` outfits of each customer."""
    order = np.argsort(outfits.customers, kind="stable")
    _, starts, sizes = np.unique(outfits.customers[order], return_index=True, return_counts=True)
    rank = np.empty(len(outfits), np.int64)
    rank[order] = np.arange(len(outfits)) - np.repeat(starts, sizes)
    return outfits.part(rank < count)


def part_of(questions: OutfitQuestions, chosen: np.ndarray) -> OutfitQuestions:
    numbers = np.flatnonzero(chosen)
    given = ArticleSets.of(questions.given[number] for number in numbers.tolist())
    return OutfitQuestions(
        given,
        *(getattr(questions, name)[numbers] for name in ("answers", "among", "slots", "customers")),
    )


if __name__ == "__main__":
    main()
