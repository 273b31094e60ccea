"""The Lesson screen: before, during and after training, from a shared link, with nonsense, and with missing parts."""

import shutil
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stylehub_core import jobs
from stylehub_core.hub.hub import Hub
from stylehub_core.jobs import Job
from stylehub_core.lesson import recipe
from stylehub_core.lesson.recipe import other, subject_of
from stylehub_core.lesson.run import partial_folder, write_curve
from stylehub_core.lesson.train import Lesson, lesson, teach
from stylehub_core.models.world import World
from stylehub_core.workspace import Workspace
from tests.ui.conftest import Screen
from tests.ui.test_pages import pictures, words
from ui.lesson.choice import changes, differences, words_of

LESSON = "7_Lesson"
ASKED = {"change": "Pairs: fresh each epoch", "apart": "Better apart", "space": "No real change"}


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    for subject in ("pairs", "views"):
        for part in ("recipe", "subject"):
            monkeypatch.setattr(f"stylehub_core.lesson.{subject}.{part}.EPOCHS", 2)
    monkeypatch.setattr("stylehub_core.lesson.pairs.subject.EPOCH_PAIRS", 600)


@pytest.fixture
def fresh_pairs(own_workspace: Path, short: None) -> Lesson:
    hub = Hub(own_workspace)
    return lesson(hub.workspace, hub.settings.encoder, "failure", "pairs=fresh")


@pytest.fixture
def taught(own_workspace: Path, fresh_pairs: Lesson) -> Path:
    hub = Hub(own_workspace)
    teach(hub.workspace, World(hub.catalog, hub.encoder), fresh_pairs)
    return own_workspace


@pytest.fixture
def seen(own_workspace: Path, short: None) -> Path:
    """A workspace with a finished lesson about pictures."""
    hub = Hub(own_workspace)
    crops = lesson(hub.workspace, hub.settings.encoder, "pictures", "augmentation=no crops")
    teach(hub.workspace, hub.world(), crops)
    return own_workspace


def charts(screen: AppTest) -> int:
    return len(screen.get("vega_lite_chart")) + len(screen.get("arrow_vega_lite_chart"))


def start_button(screen: AppTest):
    return next((button for button in screen.button if button.key == "lesson_train"), None)


def test_a_lesson_starts_with_pairs_and_a_question(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, LESSON)
    assert not screen.exception
    assert not screen.error
    assert not screen.toast
    text = words(screen)
    for step in (
        "1. What is a pair?",
        "2. Change one thing",
        "3. Predict what will happen",
        "4. Train",
        "5. What happened",
    ):
        assert step in text
    assert len(pictures(screen)) == 4
    assert "What to look for" in text
    assert start_button(screen).disabled


def test_training_wants_a_prediction_first(show: Screen, built_workspace: Path) -> None:
    assert start_button(show(built_workspace, LESSON, apart="Better apart")).disabled
    assert not start_button(show(built_workspace, LESSON, **ASKED)).disabled


def test_what_is_started_is_a_job_of_the_command_line(
    show: Screen, own_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr("ui.lesson.work.jobs.start", lambda *arguments, key: started.append((*arguments[1:], key)))
    screen = show(own_workspace, LESSON, **ASKED)
    start_button(screen).click().run()
    assert started[0][0] == "Lesson: Pairs: fresh each epoch"
    folder = str(own_workspace)
    assert started[0][1] == ["lesson", "--preset", "failure", "--set", "pairs=fresh", "--workspace", folder]


def test_a_result_is_shown_against_the_prediction(show: Screen, taught: Path, fresh_pairs: Lesson) -> None:
    screen = show(taught, LESSON, **ASKED)
    assert not screen.exception
    assert not screen.error
    text = words(screen)
    assert "You said" in text
    assert "Distances of pairs" in text
    assert "PCA" in text
    assert start_button(screen) is None
    assert charts(screen) == 6 + 2 + 3  # curves, distances, and one map each for the texts, the base and the change
    assert len(pictures(screen)) == 4 + 3 * 6
    assert screen.query_params["run"] == fresh_pairs.chosen_id


def test_the_result_waits_for_the_prediction(show: Screen, taught: Path) -> None:
    screen = show(taught, LESSON, change=ASKED["change"])
    assert charts(screen) == 0
    assert "First predict what will happen" in words(screen)


def test_a_shared_run_opens_what_it_is_of(show: Screen, taught: Path, fresh_pairs: Lesson) -> None:
    screen = show(taught, LESSON, run=fresh_pairs.chosen_id, apart="Worse apart", space="More spread out")
    assert not screen.toast
    assert screen.selectbox(key="change").value == "Pairs: fresh each epoch"
    assert charts(screen) > 0


def test_a_shared_article_is_the_one_looked_at(show: Screen, taught: Path) -> None:
    hub = Hub(taught)
    wanted = str(hub.catalog.ids[17])
    screen = show(taught, LESSON, **ASKED, article=wanted)
    assert screen.selectbox(key="lesson_article").value == wanted
    assert screen.query_params["article"] == wanted
    popular = str(hub.catalog.ids[hub.catalog.popularity_rows(28)[0]])
    screen.selectbox(key="lesson_article").set_value(popular).run()
    assert screen.query_params["article"] == popular
    assert not screen.exception


def test_nonsense_in_the_link_is_one_message(show: Screen, built_workspace: Path) -> None:
    screen = show(
        built_workspace, LESSON, preset="x", change="**y**", apart="z", space="9" * 300, run="../../etc", article="nope"
    )
    assert not screen.exception
    assert not screen.error
    assert len(screen.toast) == 1
    assert "nope" in screen.toast[0].value
    assert len(pictures(screen)) == 4


@pytest.mark.parametrize("stage", ["pictures", "model/raw-text", "lexical"])
def test_a_missing_stage_is_said_without_a_traceback(show: Screen, taught: Path, stage: str) -> None:
    shutil.rmtree(taught / "stages" / stage)
    screen = show(taught, LESSON, **ASKED)
    assert not screen.exception
    assert "Something went wrong" not in words(screen)


def test_nothing_built_leads_home(show: Screen, tmp_path: Path) -> None:
    screen = show(tmp_path / "none", LESSON)
    assert not screen.exception
    assert "Nothing is built yet" in words(screen)


def test_a_damaged_run_is_one_message(show: Screen, taught: Path, fresh_pairs: Lesson) -> None:
    (Workspace(taught).lessons / fresh_pairs.chosen_id / "run.json").write_text("{")
    screen = show(taught, LESSON, **ASKED)
    assert not screen.exception
    assert len(screen.error) == 1
    assert "damaged" in screen.error[0].value


@pytest.fixture
def live(fresh_pairs: Lesson, own_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A training that, according to its files, has finished its first epoch."""
    place = Workspace(own_workspace)
    partial_folder(place, fresh_pairs.base_id).mkdir(parents=True)
    epoch = {"epoch": 1, "loss": 2.0, "test_positive": 0.5, "test_negative": 0.9, "train_positive": 0.3, "auc": 0.6}
    write_curve(place, fresh_pairs.base_id, [{**epoch, "uniformity": -1.0, "effective_rank": 9.0}])
    key = f"lesson {fresh_pairs.chosen_id} {fresh_pairs.base_id}"
    now = Job("000001", "Lesson: x", (), key, "running", "training", 1, 4, time.time(), by="anna")
    monkeypatch.setattr(jobs, "jobs", lambda workspace: [now])
    return place


def test_curves_are_drawn_while_it_trains(show: Screen, live: Workspace) -> None:
    screen = show(live.folder, LESSON, **ASKED)
    assert not screen.exception
    assert charts(screen) == 5
    assert any(button.key == "lesson_cancel" for button in screen.button)
    assert start_button(screen) is None


@pytest.mark.parametrize("page", ["", "1_Search"])
def test_every_screen_shows_the_job_to_everybody(show: Screen, live: Workspace, page: str) -> None:
    screen = show(live.folder, page)
    assert any(button.key == "job_cancel_000001" for button in screen.button)
    assert "started by anna" in words(screen).replace("\\", "")


def test_how_a_training_went_wrong_is_said(
    show: Screen, own_workspace: Path, fresh_pairs: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = f"lesson {fresh_pairs.chosen_id} {fresh_pairs.base_id}"
    ended = Job("000001", "Lesson", (), key, "failed", started=1.0, ended=2.0, message="Too few pairs: give more.")
    monkeypatch.setattr(jobs, "jobs", lambda workspace: [ended])
    screen = show(own_workspace, LESSON, **ASKED)
    assert screen.error[0].value.replace("\\", "").startswith("Too few pairs")
    assert start_button(screen) is not None


def test_every_change_has_a_title_and_something_to_look_for() -> None:
    for preset, base in recipe.PRESETS.items():
        offered, choices = changes(preset), subject_of(base).choices
        assert len(offered) == bool(other(preset)) + sum(len(values) - 1 for values in choices.values())
        for setting in filter(None, offered.values()):
            assert len(differences(recipe.changed(base, setting), base)) == 1
            assert words_of(preset).look[setting.partition("=")[0]]


@pytest.mark.parametrize(
    ("preset", "answers"),
    [
        ("failure", [{"better", "same", "worse"}, {"less", "same", "more"}]),
        ("pictures", [{"more", "same", "less"}] * 2),
    ],
)
def test_every_answer_can_be_predicted(preset: str, answers: list[set[str]]) -> None:
    assert [set(question.answers.values()) for question in words_of(preset).questions] == answers


VIEWS = {"preset": "Pictures alone", "change": "Augmentation: no crops", "types": "No real change"}


def test_what_augmentation_does_is_shown(show: Screen, seen: Path) -> None:
    screen = show(seen, LESSON, **VIEWS, colours="Less often")
    assert not screen.exception
    assert not screen.error
    assert not screen.toast
    text = words(screen)
    assert "You said" in text
    assert "Two views of a picture" in text
    assert "Random articles" in text
    assert charts(screen) == 3  # types, colours, loss
    assert len(pictures(screen)) == 4 + 2 + 2 * 6  # a pair, a sheet of views for each run, and neighbours
    assert "Distances of pairs" not in text


def test_training_on_pictures_is_a_job_of_the_command_line(
    show: Screen, own_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("ui.lesson.work.jobs.start", lambda *arguments, key: started.append(arguments[2]))
    start_button(show(own_workspace, LESSON, **VIEWS, colours="Less often")).click().run()
    assert started[0][:5] == ["lesson", "--preset", "pictures", "--set", "augmentation=no crops"]


def test_from_one_subject_to_the_other(show: Screen, own_workspace: Path) -> None:
    screen = show(own_workspace, LESSON, **ASKED)
    screen.segmented_control(key="preset").set_value("Pictures alone").run()
    assert not screen.exception
    assert screen.selectbox(key="change").value.startswith("Augmentation: ")
    assert screen.segmented_control(key="colours").label == "Neighbours of the same colour"


def test_without_pictures_one_sentence_says_so(show: Screen, own_workspace: Path) -> None:
    shutil.rmtree(own_workspace / "stages" / "pictures")
    screen = show(own_workspace, LESSON, **VIEWS, colours="Less often")
    assert not screen.exception
    assert start_button(screen) is None
    assert "this catalogue has none" in words(screen)
