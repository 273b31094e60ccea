"""`recommend`: any recommender, any day, files that appear whole, and clear messages about the lines of the file."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from stylehub_core.cli import recommending as module
from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving
from stylehub_core.request import Request
from stylehub_core.workspace import Workspace
from tests.built import copy_of
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("brief")

File = Callable[[str], Path]


@pytest.fixture(scope="module")
def workspace(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of(built, tmp_path_factory.mktemp("recommend"))[0]
    serving = Serving(Hub(folder), "today")
    serving.prepare("own-recent")
    return folder


@pytest.fixture
def file(tmp_path: Path) -> File:
    def written(text: str) -> Path:
        (tmp_path / "ids.txt").write_text(text)
        return tmp_path / "ids.txt"

    return written


def test_what_is_not_prepared_is_prepared_and_it_says_until_when_it_learned(
    run: Run,
    workspace: Path,
    customers: list[str],
    file: File,
) -> None:
    shutil.rmtree(Workspace(workspace).serving("next-purchase"), ignore_errors=True)
    argv = ("recommend", "-w", workspace, "--customers", file(customers[0]), "-m", "next-purchase", "--json")
    said = run(*argv)
    assert said.code == 0, said.err
    assert "Next purchase: it learned from purchases up to 20" in said.err
    assert "weights of the evidence" in said.err
    assert "weights of the evidence" not in run(*argv).err
    serving = Serving(Hub(workspace), "today")
    rows = serving.answer("next-purchase", Request(history=serving.history(0))).rows
    recommended = json.loads(said.out)
    assert [line["article_id"] for line in recommended] == serving.hub.catalog.ids[rows].tolist()
    assert {line["learned_until"] for line in recommended} == {str(serving.learned_until)}


def test_without_a_model_it_is_the_usual_one(run: Run, workspace: Path, customers: list[str], file: File) -> None:
    said = run("recommend", "-w", workspace, "--customers", file(customers[0]))
    assert "Next purchase: it learned" in said.err
    assert said.out.splitlines()[0].split() == ["customer_id", "article_id", "rank", "score", "day"]
    assert len(said.out.splitlines()) == 13


def test_the_day_of_asking(run: Run, workspace: Path, customers: list[str], file: File) -> None:
    serving = Serving(Hub(workspace), "today")
    early = serving.today - 300
    on = date.fromordinal(date(1970, 1, 1).toordinal() + early)
    argv = ("recommend", "-w", workspace, "--customers", file("\n".join(customers[:5])), "-m", "own-recent", "--json")
    said = run(*argv, "--on", on)
    assert "has seen later purchases" in said.err
    assert "has seen later purchases" not in run(*argv).err
    recommended = json.loads(said.out)
    assert {line["day"] for line in recommended} == {str(on)}
    for at in range(5):
        rows = serving.answer("own-recent", Request(history=serving.history(at, early))).rows
        ids = [line["article_id"] for line in recommended if line["customer_id"] == customers[at]]
        assert ids == serving.hub.catalog.ids[rows].tolist()
    assert "Nothing was bought before 1999-01-01" in run(*argv, "--on", "1999-01-01").err
    assert run(*argv, "--on", "tomorrow").code == 2


def test_what_is_wrong_with_lines_is_said_and_every_line_has_its_list(
    run: Run,
    workspace: Path,
    customers: list[str],
    file: File,
    tmp_path: Path,
) -> None:
    lines = [customers[0], "", "nobody", f"{customers[1]},2020-13-01", f"{customers[2]},1999-01-01", customers[0]]
    out = tmp_path / "lists.parquet"
    said = run("recommend", "-w", workspace, "--customers", file("\r\n".join(lines)), "-m", "own-recent", "-o", out)
    assert said.code == 0
    assert "Not in the data: 1 of 5 customers, such as line 3 ('nobody')" in said.err
    assert "No usable day in 2 lines, such as line 4 ('2020-13-01')" in said.err
    assert f"The same customer and day again in 1 line, such as line 6 ('{customers[0][:70]}')" in said.err
    assert "5 customers in " in said.err
    assert " a second." in said.err
    table = pq.read_table(out)
    assert table["customer_id"].to_pylist()[::12] == [customers[0], "nobody", customers[1], customers[2], customers[0]]
    assert len(set(table["day"].to_pylist())) == 1
    assert table.schema.metadata[b"recommender"] == b"own-recent"
    assert set(table["learned_until"].to_pylist()) == {
        date.fromisoformat(table.schema.metadata[b"learned_until"].decode())
    }


def test_without_the_blend(run: Run, workspace: Path, customers: list[str], file: File, monkeypatch) -> None:
    seen: list[bool] = []
    real = Serving.prepared

    def spy(self, name, *, blended=True):
        seen.append(blended)
        return real(self, name, blended=blended)

    monkeypatch.setattr(Serving, "prepared", spy)
    argv = ("recommend", "-w", workspace, "--customers", file(customers[0]), "-m", "own-recent")
    run(*argv)
    run(*argv, "--no-blend")
    assert list(dict.fromkeys(seen)) == [True, False]


def test_json_in_a_file_and_on_stdout_are_the_same(
    run: Run,
    workspace: Path,
    customers: list[str],
    file: File,
    tmp_path: Path,
) -> None:
    argv = ("recommend", "-w", workspace, "--customers", file("\n".join(customers[:9])), "-m", "own-recent", "-k", 3)
    run(*argv, "-o", tmp_path / "lists.json")
    recommended = json.loads((tmp_path / "lists.json").read_text())
    assert recommended == json.loads(run(*argv, "--json").out)
    assert len(recommended) == 27


@pytest.mark.parametrize("name", ["lists.parquet", "lists.json"])
def test_a_file_appears_whole_or_stays_as_it_was(
    run: Run,
    workspace: Path,
    customers: list[str],
    file: File,
    tmp_path: Path,
    monkeypatch,
    name: str,
) -> None:
    out = tmp_path / name
    out.write_text("as it was")
    monkeypatch.setattr("stylehub_core.lab.recommending.PART", 2)

    def broken(path: Path):
        for at, line in enumerate(real(path)):
            assert out.read_text() == "as it was"
            if at == 5:
                raise QueryError("the pipe broke")
            yield line

    real = module.customer_lines
    monkeypatch.setattr(module, "customer_lines", broken)
    argv = ("recommend", "-w", workspace, "--customers", file("\n".join(customers[:9])), "-m", "own-recent", "-o", out)
    said = run(*argv)
    assert said.code == 1
    assert "the pipe broke" in said.err
    assert out.read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["ids.txt", name])


def test_an_unknown_recommender_names_the_way_out(run: Run, workspace: Path, customers: list[str], file: File) -> None:
    said = run("recommend", "-w", workspace, "--customers", file(customers[0]), "-m", "next-purchas")
    assert said.code == 1
    assert "next-purchas" in said.err


def test_scores_fall_and_articles_are_distinct(
    run: Run,
    workspace: Path,
    customers: list[str],
    file: File,
    tmp_path: Path,
) -> None:
    out = tmp_path / "lists.parquet"
    run("recommend", "-w", workspace, "--customers", file("\n".join(customers[:4])), "-m", "own-recent", "-o", out)
    table = pq.read_table(out)
    scores = np.array(table["score"].to_pylist()).reshape(4, 12)
    assert (np.diff(scores, axis=1) <= 1e-6).all()
    assert table["rank"].to_pylist() == list(range(1, 13)) * 4
    assert all(len(set(rows)) == 12 for rows in np.array(table["article_id"].to_pylist()).reshape(4, 12))


def test_a_file_that_cannot_be_read_is_told_of_before_anything_is_fitted(
    run: Run, workspace: Path, tmp_path: Path
) -> None:
    said = run("recommend", "-w", workspace, "--customers", tmp_path / "nobody.txt", "-m", "item-knn-bm25")
    assert said.code == 1
    assert "nobody.txt cannot be read" in said.err
    assert not (workspace / "serving" / "item-knn-bm25").exists()
