"""Tiny catalogues are built, measured and shown, and the app says which parts need more data."""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest
from streamlit.testing.v1 import AppTest

from stylehub_core.build.run import StageStatus, build, plan, status
from stylehub_core.evaluation.split import NoSplitError
from stylehub_core.features import text_encoder
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.lab import run as lab
from stylehub_core.lab.comparison import compared
from stylehub_core.lab.models_table import evaluate
from stylehub_core.lab.report import html_report
from stylehub_core.lab.serving import Serving
from stylehub_core.lab.table import table
from stylehub_core.request import Request
from stylehub_core.workspace import Workspace
from tests.built import short_training
from tests.small_shops import Shop
from tests.ui.conftest import Screen, show  # noqa: F401 - a fixture
from tests.ui.test_pages import words

PAPER = {"item-text-paper", "transactional-paper"}
LEARNED = {"transactional", "hybrid"}
SHOPS: dict[str, tuple[Shop, set[str], set[str]]] = {
    "one article": (Shop(1), {"raw-text"}, {"item-text", "als", "gcl-mf", *PAPER, *LEARNED}),
    "two articles": (Shop(2), {"raw-text", "item-text", "als", "gcl-mf", *LEARNED}, PAPER),
    "three articles": (Shop(3), {"raw-text", "item-text", "item-text-paper"}, {"transactional-paper"}),
    "five articles": (Shop(5), {"raw-text", "hybrid", *PAPER}, set()),
    "one product": (Shop(5, one_product=True), {"raw-text", "transactional", "als"}, set()),
    "identical texts": (Shop(5, alike=True), {"raw-text", "item-text", "hybrid", "als"}, set()),
    "one customer": (Shop(20, customers=1), {"raw-text", "als"}, LEARNED),
    "one day": (Shop(20, customers=12, days=1), {"raw-text", "transactional"}, set()),
}
"""Each with models that it is enough for, and models that it is too little for."""
RECOMMENDERS = ["popularity", "item-knn-cosine", "als", "next-purchase", "raw-text"]
FORBIDDEN = ("nan", "NaN", "None", "inf")


@pytest.fixture(scope="module", autouse=True)
def one_encoder() -> Iterator[None]:
    """The text encoder's weights are read once for all of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_encoder, "_load", lru_cache(text_encoder._load))
        yield


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Workspace, list[StageStatus]]]:
    """A shop by its name: its workspace with every model, and how its build ended."""

    @lru_cache
    def built(name: str) -> tuple[Workspace, list[StageStatus]]:
        home = tmp_path_factory.mktemp("shop")
        data, workspace = SHOPS[name][0].write(home / "data"), Workspace(home / "workspace")
        with short_training():
            return workspace, build(workspace, Settings(str(data)), sorted(SHOPS[name][1] | SHOPS[name][2]))

    return built


@pytest.mark.parametrize("name", SHOPS)
def test_everything_is_built_but_what_the_data_is_too_little_for(shop, name: str) -> None:
    workspace, stages = shop(name)
    assert {stage.state for stage in stages} <= {"built", "left-out"}
    left_out = {stage.name.removeprefix("model/"): stage.why for stage in stages if stage.state == "left-out"}
    _, models, without = SHOPS[name]
    assert set(left_out) == {*without, *(f"{part}/{model}" for part in ("map", "metrics") for model in without)}
    assert all("\n" not in why and why.endswith((".", "'", "not built", "check'.")) for why in left_out.values())
    assert set(Hub(workspace.folder).ready) == models


@pytest.mark.parametrize("name", SHOPS)
def test_no_json_holds_what_is_no_number(shop, name: str) -> None:
    files = [*shop(name)[0].folder.rglob("*.json")]
    assert {"metrics.json", "map.json", "history.json", "artifact.json"} <= {file.name for file in files}
    for file in files:
        json.loads(file.read_text(), parse_constant=lambda text, file=file: pytest.fail(f"{file} holds {text}"))


@pytest.mark.parametrize("name", ["one article", "two articles", "identical texts", "one customer", "one day"])
def test_figures_are_written_or_a_dash(shop, name: str) -> None:
    text = evaluate(Hub(shop(name)[0].folder)).to_text()
    assert not set(FORBIDDEN) & set(text.replace("[", " ").replace("]", " ").split())
    assert "–" in text


@pytest.mark.parametrize("protocol", ["next-basket", "co-purchase"])
@pytest.mark.parametrize("name", ["one article", "two articles", "identical texts"])
def test_recommenders_are_measured_or_it_is_said_why_not(shop, name: str, protocol: str) -> None:
    hub = Hub(shop(name)[0].folder)
    try:
        measured = lab.run(hub, protocol, RECOMMENDERS)
    except NoSplitError as error:
        assert "\n" not in str(error)
        return
    assert {outcome.name for outcome in measured.outcomes} | set(measured.failed) == set(RECOMMENDERS)
    lab_table = table(measured, len(hub.catalog))
    json.loads(lab_table.to_json(), parse_constant=pytest.fail)
    comparison = compared(hub, measured.protocol, measured.outcomes, baseline=lab_table.baseline)
    json.loads(comparison.to_json(), parse_constant=pytest.fail)
    for text in (lab_table.to_text(), comparison.to_csv(), html_report(comparison)):
        assert "nan" not in text.replace("<", " ").replace(",", " ").split()


@pytest.mark.parametrize("name", ["one article", "two articles"])
def test_every_recommender_is_prepared(shop, name: str) -> None:
    serving = Serving(Hub(shop(name)[0].folder), "today")
    for recommender in RECOMMENDERS:
        serving.prepare(recommender)
        answer = serving.answer(recommender, Request(history=serving.history(0)))
        assert 1 <= len(answer.rows) <= SHOPS[name][0].articles


PARTS = ("Table", "Trade-offs", "Slices", "Customer by customer", "Spaces")
PAGES: list[tuple[str, dict[str, str]]] = [
    ("", {}), ("1_Search", {"q": "black shirt"}), ("1_Search", {"article": "0100000000"}),
    ("1_Search", {"unlike": "0100000000"}), ("2_Article", {"id": "0100000000"}), ("3_Compare", {}), ("4_Map", {}),
    ("5_Shopper", {}),
    ("5_Shopper", {"when": "The held-out last basket"}), ("7_Lesson", {}),
    *(("6_Evaluation", {"part": part}) for part in PARTS),
    *(("3_Compare", {"part": part}) for part in ("Where they disagree", "Distances", "Training", "Measured")),
]  # fmt: skip


@pytest.mark.parametrize("name", ["one article", "identical texts"])
def test_every_screen_opens(shop, show: Screen, name: str) -> None:  # noqa: F811
    folder = shop(name)[0].folder
    for page, query in PAGES:
        screen = show(folder, page, **query)
        assert not screen.exception, (page, query, screen.exception[0].value)
        assert not screen.error, (page, query, screen.error[0].value)
        assert not set(FORBIDDEN) & set(_written(screen).split()), (page, query)


def test_home_says_what_the_data_is_too_little_for(shop, show: Screen) -> None:  # noqa: F811
    screen = show(shop("two articles")[0].folder)
    assert any("80/20" in note.value.replace("\\", "") for note in screen.info)
    assert not [button for button in screen.button if button.key == "build_rest"]


def test_status_says_why_a_model_is_missing(shop) -> None:
    workspace, _ = shop("two articles")
    stages = {
        stage.name: stage for stage in status(workspace, plan(workspace, Settings.load(workspace), ["item-text-paper"]))
    }
    assert stages["model/item-text-paper"].state == "missing"
    assert stages["model/item-text-paper"].why.startswith("the last build left it out: The study's recipe splits")


def _written(screen: AppTest) -> str:
    tables = (frame.value.to_string(na_rep="") for frame in screen.dataframe)
    return "\n".join([words(screen), *tables])
