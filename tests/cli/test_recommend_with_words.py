"""Recommendations for a request in words: the same on the command line, in Python and in Serving."""

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.recommending import usual_recommender
from stylehub_core.lab.serving import Serving
from stylehub_core.opened import OpenedWorkspace
from stylehub_core.recommenders.blend import Blend
from stylehub_core.request import Request, Requests
from stylehub_core.workspace import Workspace
from tests.built import copy_of
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("brief")

TEXT = "black dress"


@pytest.fixture(scope="module")
def workspace(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of(built, tmp_path_factory.mktemp("words"))[0]
    serving = Serving(Hub(folder), "today")
    serving.prepare("whisperlite")
    serving.prepare("own-recent")
    return folder


@pytest.fixture(scope="module")
def serving(workspace: Path) -> Serving:
    return Serving(Hub(workspace), "today")


@pytest.fixture
def first(customers: list[str]) -> str:
    return sorted(customers)[0]


def expected(serving: Serving, customer: int, text: str = TEXT, k: int = 12) -> list[str]:
    answer = serving.answer("whisperlite", Request(text, history=serving.history(customer)), k)
    ids: list[str] = serving.hub.catalog.ids[answer.rows].tolist()
    return ids


def test_one_customer_with_words(run: Run, workspace: Path, serving: Serving, first: str) -> None:
    asked = ("recommend", "-w", workspace, "--customer", first, "--json")
    said = run(*asked, "--text", f"  {TEXT} ", "--recommender", "whisperlite")
    assert said.code == 0, said.err
    listed = json.loads(said.out)
    assert [line["article_id"] for line in listed] == expected(serving, 0)
    assert {line["customer_id"] for line in listed} == {first}
    assert json.loads(run(*asked, "--text", TEXT).out) == listed  # the only recommender that reads words
    assert json.loads(run(*asked, "--text", "white shirt").out) != listed
    assert json.loads(run(*asked, "-m", "whisperlite").out) != listed
    frame = OpenedWorkspace(workspace).recommend(first, "whisperlite", text=TEXT)
    assert frame["article_id"].tolist() == expected(serving, 0)
    assert set(frame["customer_id"]) == {first}
    assert "Because of the words" in frame["reasons"].tolist()
    bare = OpenedWorkspace(workspace).recommend(first, text=TEXT, reasons=False)
    assert bare["article_id"].tolist() == expected(serving, 0)


def test_an_unambiguous_beginning_is_enough(run: Run, workspace: Path, first: str) -> None:
    lists = [
        run("recommend", "-w", workspace, "--customer", first[:length], "-m", "own-recent", "--json").out
        for length in (40, 64)
    ]
    assert lists[0] == lists[1]
    said = run("recommend", "-w", workspace, "--customer", "nobody", "-m", "own-recent")
    assert said.code == 1 and "No customer's id begins with 'nobody'" in said.err


def test_a_file_of_customers_with_one_text(
    run: Run, workspace: Path, serving: Serving, customers: list[str], tmp_path: Path
) -> None:
    ids = sorted(customers)[:3]
    (tmp_path / "ids.txt").write_text("\n".join([*ids, "nobody"]))
    out = tmp_path / "lists.parquet"
    said = run("recommend", "-w", workspace, "--customers", tmp_path / "ids.txt", "--text", TEXT, "-k", 5, "-o", out)
    assert said.code == 0, said.err
    table = pq.read_table(out)
    listed = np.array(table["article_id"].to_pylist()).reshape(4, 5).tolist()
    assert listed[:3] == [expected(serving, customer, k=5) for customer in range(3)]
    by_words = serving.answer("whisperlite", Request(TEXT, day=serving.today), 5).rows
    assert listed[3] == serving.hub.catalog.ids[by_words].tolist()
    facts = table.schema.metadata
    assert (facts[b"recommender"], facts[b"text"], facts[b"blend"]) == (b"whisperlite", TEXT.encode(), b"none")


def test_a_recommender_that_reads_no_words_is_named_with_those_that_do(
    run: Run, workspace: Path, serving: Serving, first: str
) -> None:
    for name in ("own-recent", "raw-text", "als"):
        said = run("recommend", "-w", workspace, "--customer", first, "--text", TEXT, "-m", name)
        assert said.code == 1
        message = " ".join(said.err.split())
        assert f"{serving.title(name)} cannot use words: it can use a purchase history, a day." in message
        assert "Recommenders that can use all of this request: whisperlite." in message
        for reasons in (True, False):
            with pytest.raises(QueryError, match=r"cannot use words.*: whisperlite\."):
                OpenedWorkspace(workspace).recommend(first, name, text=TEXT, reasons=reasons)
    assert not Workspace(workspace).serving("als").exists()  # told before anything is fitted


def test_words_get_no_blend(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    history = serving.history(0)
    plain = {text: serving.answer("whisperlite", Request(text, history=history), blended=False) for text in ("", TEXT)}
    monkeypatch.setattr(Serving, "blend", lambda self, name: Blend(popular=100.0))
    blended = {text: serving.answer("whisperlite", Request(text, history=history)) for text in ("", TEXT)}
    assert blended[TEXT].rows.tolist() == plain[TEXT].rows.tolist()
    assert blended[""].rows.tolist() != plain[""].rows.tolist()


def test_each_request_of_a_batch_has_its_own_words_and_blend(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Serving, "blend", lambda self, name: Blend(popular=100.0))
    requests = [Request(text, history=serving.history(0)) for text in (TEXT, "", "white shirt")]
    together = serving.answers("whisperlite", Requests.of(requests), 5)
    alone = [serving.answer("whisperlite", request, 5) for request in requests]
    assert together.rows.tolist() == [answer.rows.tolist() for answer in alone]
    np.testing.assert_array_equal(together.scores, np.stack([answer.scores for answer in alone]))
    assert len({tuple(rows) for rows in together.rows.tolist()}) == 3


def test_the_usual_recommender_for_words_reads_them(workspace: Path) -> None:
    hub = Hub(workspace)
    assert usual_recommender(hub, Request(TEXT).fields) == ("whisperlite", False)
    assert usual_recommender(hub) == ("next-purchase", False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Give either --customers FILE or --customer ID"),
        (("--customers", "ids.txt", "--customer", "0"), "Give either --customers FILE or --customer ID"),
        (("--customer", "0", "--text", " "), "The query is empty"),
    ],
)
def test_what_contradicts_itself(run: Run, workspace: Path, arguments: tuple[str, ...], message: str) -> None:
    said = run("recommend", "-w", workspace, *arguments)
    assert said.code == 1
    assert message in said.err
    with pytest.raises(QueryError, match="The query is empty"):
        OpenedWorkspace(workspace).recommend("0", text=" ")
