"""The command line on a tiny workspace: answers on stdout, notes and errors on stderr, exit codes 0 to 3."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import stylehub_core
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import ModelError
from stylehub_core.hub.hub import Hub
from stylehub_core.models.raw_text import RawText
from stylehub_core.workspace import Workspace
from tests.built import ALL, copy_of, short_training, write_tiny
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("brief")


# data ----------------------------------------------------------------------------------------------------------


def test_sample_then_check(run: Run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    out = tmp_path / "sample"
    said = run("sample", "--out", out, "--articles", 120, "--customers", 40)
    assert said.code == 0, said.err
    assert said.out == ""
    assert "build --data" in said.err
    assert (out / "sample.json").is_file()
    report = run("check", "--data", out, "--json")
    assert report.code == 0
    assert json.loads(report.out)["ok"]
    assert run("check", "--data", out).out
    again = run("sample", "--out", out, "--articles", 130, "--customers", 40)
    assert again.code == 1
    assert "holds a sample" in again.err


def test_sample_without_pictures_is_a_folder_that_can_be_used(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    said = run("sample", "--out", out, "--articles", 120, "--customers", 40, "--no-pictures")
    assert said.code == 0, said.err
    assert not (out / "images").exists()
    assert json.loads(run("check", "--data", out, "--json").out)["ok"]


def test_sample_refuses_sizes(run: Run, tmp_path: Path) -> None:
    said = run("sample", "--out", tmp_path / "s", "--articles", 1)
    assert said.code == 1
    assert "too few" in said.err


def test_check_of_what_is_no_data(run: Run, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        said = run("check", "--data", folder, "--json")
        assert said.code == 1
        assert json.loads(said.out)["ok"] is False


# build and status ----------------------------------------------------------------------------------------------


def test_build_and_status(run: Run, tmp_path: Path) -> None:
    data, folder = write_tiny(tmp_path / "data"), tmp_path / "workspace"
    said = run("build", "--data", data, "--workspace", folder, "--models", "raw-text", "--json")
    assert said.code == 0, said.err
    states = {stage["name"]: stage["state"] for stage in json.loads(said.out)}
    assert states == dict.fromkeys(
        ("catalog", "lexical", "prices", "pictures", "model/raw-text", "map/raw-text", "metrics/raw-text"), "built"
    )
    statuses = {stage["name"]: stage["state"] for stage in json.loads(run("status", "-w", folder, "--json").out)}
    assert statuses["model/raw-text"] == "built"
    assert statuses["model/transactional"] == "missing"
    assert "model/transactional" in run("status", "-w", folder).out


def test_a_build_that_this_data_is_too_little_for_ends_with_3(run: Run, built: Path, tmp_path: Path) -> None:
    folder, data = copy_of(built, tmp_path)
    path = data / "transactions_train.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:2]))
    said = run("build", "-w", folder, "--models", "raw-text,transactional")
    assert said.code == 3
    assert "Not everything was built" in said.err.splitlines()[-1]
    assert "Transactional: 0 training pairs are too few" in said.err.splitlines()[-1]
    again = run("build", "-w", folder, "--models", "raw-text,transactional", "--json")
    assert again.code == 3
    states = {stage["name"]: (stage["state"], stage["why"]) for stage in json.loads(again.out)}
    assert states["model/raw-text"] == ("built", "")
    assert states["model/transactional"][0] == states["map/transactional"][0] == "left-out"
    assert states["model/transactional"][1].startswith("0 training pairs are too few")


def test_a_failing_build_ends_with_1_and_lists_its_stages(
    run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ModelError("The loss is no number.")

    monkeypatch.setattr(RawText, "version", 99)
    monkeypatch.setattr(RawText, "fit", fail)
    said = run("build", "-w", copy_of(built, tmp_path)[0], "--models", "raw-text", "--json")
    assert said.code == 1
    assert said.err.splitlines()[-1].startswith("error Not everything was built. Raw text: The loss is no number.")
    states = {stage["name"]: stage["state"] for stage in json.loads(said.out)}
    assert states["model/raw-text"] == "failed"
    assert states["catalog"] == "built"


def test_the_study_s_recipe_prints_its_table(run: Run, built: Path, tmp_path: Path) -> None:
    folder, _ = copy_of(built, tmp_path)
    with short_training():
        said = run("build", "-w", folder, "--recipe", "paper")
    assert said.code == 0, said.err
    lines = {line.split("  ")[0]: line for line in said.out.splitlines()}
    for name in ("item-text-paper", "transactional-paper"):
        facts = Workspace(folder).get(f"model/{name}").facts
        assert f"{facts['test_positive']:.4f} / {facts['test_negative']:.4f}" in lines["test pairs"]
        assert f"{facts['train_positive']:.4f} / {facts['train_negative']:.4f}" in lines["training pairs"]
    assert "0.2286 / 0.5849" in lines["the study's test pairs"]
    assert lines["the study's test pairs"].endswith("≈ 1 / ≈ 1")


def test_status_says_why_something_is_stale(run: Run, built: Path, tmp_path: Path) -> None:
    folder, data = copy_of(built, tmp_path)
    path = data / "transactions_train.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    said = run("status", "-w", folder, "--json")
    assert {(stage["state"], stage["why"]) for stage in json.loads(said.out)} == {
        ("built", ""), ("stale", "changed: purchases"),
    }  # fmt: skip
    unchanged = run("status", "-w", folder, "--data", built.parent / "data", "--json")
    assert {stage["state"] for stage in json.loads(unchanged.out)} == {"built"}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("build", "--data", "/no/such"), "/no/such"),
        (("build", "--data", "{data}", "--models", "transactionl"), "Did you mean 'transactional'"),
        (("build", "--data", "{data}", "--models", "item-text", "--recipe", "paper"), "leave one of the two out"),
        (("build",), "build --data DIR"),
        (("status",), "build --data DIR"),
    ],
)
def test_builds_that_cannot_be(run: Run, built: Path, tmp_path: Path, arguments, text: str) -> None:
    filled = [argument.format(data=built.parent / "data") for argument in arguments]
    said = run(*filled, "--workspace", tmp_path / "w")
    assert said.code == 1
    assert said.out == ""
    assert text in said.err
    assert said.err.startswith("error ")


def test_a_second_build_at_once(run: Run, built: Path, tmp_path: Path) -> None:
    folder, _ = copy_of(built, tmp_path)
    with Workspace(folder).building():
        said = run("build", "-w", folder)
    assert said.code == 1
    assert "Another build is running" in said.err


def test_a_customer_who_asks_during_a_build(run: Run, built: Path, customers: list[str], tmp_path: Path) -> None:
    folder, _ = copy_of(built, tmp_path)
    with Workspace(folder).building():
        said = run("search", "dress", "--customer", customers[0], "-w", folder)
    assert said.code == 1
    assert "Searches with a customer are not prepared yet. Another build is running" in said.err


def test_an_encoder_folder_is_kept_absolute(run: Run, built: Path, tmp_path: Path, monkeypatch) -> None:
    folder, data = copy_of(built, tmp_path)
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("build", "-d", data, "-w", folder, "--models", "raw-text", "--encoder", "mine").code == 1
    assert json.loads((folder / "settings.json").read_text())["encoder"] == str(tmp_path / "mine")


# search and neighbours -----------------------------------------------------------------------------------------


def test_search(run: Run, built: Path) -> None:
    said = run("search", "dark blue dress", "-w", built, "-k", 5, "--json")
    assert said.code == 0
    [answer] = json.loads(said.out)
    assert answer["query"] == "dark blue dress"
    assert [result["rank"] for result in answer["results"]] == [1, 2, 3, 4, 5]
    table = run("search", "dark blue dress", "-w", built, "-k", 5)
    assert answer["results"][0]["article_id"] in table.out
    assert table.err == "Answered by Item text.\n"


def test_search_by_product(run: Run, built: Path) -> None:
    [answer] = json.loads(run("search", "dark blue dress", "--by-product", "-w", built, "-k", 5, "--json").out)
    expected = stylehub_core.open(built).search("dark blue dress", k=5, by_product=True)
    assert [result["article_id"] for result in answer["results"]] == expected["article_id"].tolist()
    assert [tuple(result["colours"]) for result in answer["results"]] == expected["colours"].tolist()
    assert any(result["colours"] for result in answer["results"])
    assert all(result["why"] for result in answer["results"])


def test_search_writes_csv_too_and_no_other_file(run: Run, built: Path, tmp_path: Path) -> None:
    for name in ("found.csv", "found.parquet"):
        assert run("search", "dress", "-w", built, "-k", 5, "--out", tmp_path / name).code == 0
    types = {"article_id": str, "score": "float32", "rank": "int32"}
    as_text = pd.read_csv(tmp_path / "found.csv", dtype=types, keep_default_na=False)
    pd.testing.assert_frame_equal(as_text, pd.read_parquet(tmp_path / "found.parquet"), check_dtype=False)
    said = run("search", "dress", "-w", built, "--out", tmp_path / "found.txt")
    assert "give a name that ends in .csv or .parquet" in said.err
    said = run("embed", "--texts", tmp_path / "found.csv", "-w", built, "--out", tmp_path / "vectors.csv")
    assert "give a name that ends in .parquet" in said.err


def test_a_file_that_cannot_be_written_is_named(run: Run, built: Path, tmp_path: Path) -> None:
    for name in ("taken.csv", "taken.parquet"):
        (tmp_path / name).mkdir()
        said = run("search", "dress", "-w", built, "--out", tmp_path / name)
        assert said.code == 1
        assert f"{tmp_path / name} cannot be written (Is a directory): give another --out." in " ".join(
            said.err.split()
        )
    assert not list(tmp_path.glob(".*"))


def test_search_with_liked_and_unliked_articles(run: Run, built: Path, catalog: Catalog) -> None:
    ids = [str(catalog.ids[row]) for row in (3, 5, 8)]
    thumbs = ("--like", ids[0], "--like", ids[1], "--unlike", ids[2])
    said = run("search", "dress", *thumbs, "-w", built, "-k", 5, "--json")
    assert said.code == 0, said.err
    [answer] = json.loads(said.out)
    expected = stylehub_core.open(built).search("dress", like=ids[:2], unlike=ids[2], k=5)
    assert [result["article_id"] for result in answer["results"]] == expected["article_id"].tolist()
    said = run("search", "dress", *thumbs, "--weight", "1", "-w", built, "-k", 5, "--json")
    by_likes = stylehub_core.open(built).search("dress", like=ids[:2], unlike=ids[2], k=5, picture_share=1)
    [answer] = json.loads(said.out)
    assert [result["article_id"] for result in answer["results"]] == by_likes["article_id"].tolist()
    assert by_likes["article_id"].tolist() != expected["article_id"].tolist()
    assert run("search", *thumbs, "-w", built).code == 0
    both = run("search", "dress", "--like", ids[0], "--unlike", ids[0], "-w", built)
    assert (both.code, "choose one of the two" in both.err) == (1, True)


def test_what_was_bought_with_articles(run: Run, built: Path, catalog: Catalog) -> None:
    article = str(catalog.ids[catalog.popularity_rows(365)[0]])
    said = run("neighbours", article, "--bought", "-w", built, "-k", 3, "--json")
    [answer] = json.loads(said.out)
    expected = stylehub_core.open(built).bought_with(article, k=3)
    assert [result["article_id"] for result in answer["results"]] == expected["article_id"].tolist()


def test_searches_of_a_file(run: Run, built: Path, tmp_path: Path) -> None:
    queries = ["wool coat", '<b>été</b> 👗, "quoted"', "wool coat"]
    file, out = tmp_path / "asked.txt", tmp_path / "deep" / "found.parquet"
    file.write_text("\ufeff" + "\n\n".join(queries) + "\n", encoding="utf-8")
    said = run("search", "--queries", file, "-w", built, "-m", "item-text", "-k", 4, "--out", out)
    assert said.code == 0
    assert said.out == ""
    table = pq.read_table(out)
    assert set(table.column_names) == {"query", "rank", "article_id", "score", "reading"}
    assert table.schema.field("score").type == pa.float32()
    assert table["query"].to_pylist() == [query for query in queries for _ in range(4)]
    assert table["rank"].to_pylist() == [1, 2, 3, 4] * 3
    assert all(len(article) == 10 for article in table["article_id"].to_pylist())
    assert list(out.parent.iterdir()) == [out]


def test_neighbours(run: Run, built: Path, tmp_path: Path, catalog: Catalog) -> None:
    ids = [str(catalog.ids[3]), str(catalog.ids[9]).lstrip("0")]
    said = run("neighbours", *ids, "-w", built, "-m", "transactional", "-k", 3, "--json", "--no-variants")
    assert [answer["article_id"] for answer in json.loads(said.out)] == ids
    out = tmp_path / "near.parquet"
    assert run("neighbours", *ids, "-w", built, "-k", 3, "-o", out).code == 0
    table = pq.read_table(out)
    assert set(table.column_names) == {"article_id", "rank", "neighbour_id", "score"}
    assert table["rank"].to_pylist() == [1, 2, 3] * 2
    assert ids[0] not in table["neighbour_id"].to_pylist()[:3]
    assert run("neighbours", *ids, "-w", built).code == 0


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("search", "coat", "-k", "0"), "from 1 to 1,000"),
        (("search", "coat", "-k", "1000000"), "from 1 to 1,000"),
        (("search", ""), "query is empty"),
        (("search", "coat", "-m", "nope"), "No model 'nope'"),
        (("search", "coat", "--weight", "0.5"), "give --picture FILE or --like ID too"),
        (("search", "--queries", "a.csv", "--customer", "0"), "so --customer cannot be used with it"),
        (("search", "--queries", "a.csv", "--like", "1", "--unlike", "2"), "leave --like out"),
        (("search", "--queries", "a.csv", "--unlike", "2"), "leave --unlike out"),
        (("search", "--queries", "a.csv", "--region", "0,0,1,1"), "leave --region out"),
        (("search", "--queries", "a.csv", "--weight", "0"), "leave --weight out"),
        (("search", "--queries", "/no/such/file"), "cannot be read"),
        (("search", "--queries", "/"), "cannot be read"),
        (("neighbours", "123456"), "No article '123456'"),
        (("compare", "raw-text", "nope"), "No model 'nope'"),
        (("compare", "raw-text", "item-text", "-k", "0"), "0"),
        (("compare", "raw-text", "item-text", "-k", "51"), "50"),
        (("recommend", "--customers", "/no/such/file"), "cannot be read"),
        (("export", "--out", "/proc/nothing/x.parquet"), "/proc/nothing"),
        (("evaluate", "--models", "nope"), "nope"),
    ],
)
def test_what_cannot_be_asked(run: Run, built: Path, arguments, text: str) -> None:
    said = run(*arguments, "-w", built)
    assert said.code == 1
    assert said.out == ""
    assert text in said.err


@pytest.mark.parametrize("command", [("search", "coat"), ("compare", "raw-text", "item-text"), ("evaluate",)])
def test_without_a_workspace(run: Run, tmp_path: Path, command) -> None:
    said = run(*command, "-w", tmp_path)
    assert said.code == 1
    assert "Nothing is built" in said.err


def test_an_answer_that_cannot_be_written_leaves_nothing_beside(run: Run, built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    folder.mkdir()
    said = run("export", "-w", built, "--out", folder)
    assert said.code == 1
    assert "taken" in said.err
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("arguments", [("search", "--mode", "nope"), ("nope",), ("search", "-k", "many"), ("export",)])
def test_wrong_usage(run: Run, arguments) -> None:
    assert run(*arguments).code == 2


def test_help(run: Run) -> None:
    text = run("--help").out
    for command in ("sample", "check", "download", "build", "status", "demo", "search", "neighbours", "compare"):
        assert command in text
        assert run(command, "--help").code == 0


# compare, evaluate, recommend, export --------------------------------------------------------------------------


def test_compare(run: Run, built: Path) -> None:
    said = run("compare", "raw-text", "transactional", "-w", built, "-k", 7, "--json")
    comparison = json.loads(said.out)
    assert comparison["models"] == ["raw-text", "transactional"]
    assert 7 in comparison["curve"]["k"]
    assert all(0 <= share <= 1 for share in comparison["curve"]["overlap"])
    assert run("compare", "raw-text", "transactional", "-w", built).code == 0
    same = json.loads(run("compare", "raw-text", "raw-text", "-w", built, "--json").out)
    assert set(same["curve"]["rbo"]) == {1.0}


def test_evaluate(run: Run, built: Path) -> None:
    reports = json.loads(run("evaluate", "-w", built, "--json").out)
    assert [report["model"] for report in reports] == list(Hub(built).ready)
    text = run("evaluate", "-w", built, "--models", "raw-text,transactional").out
    assert "raw-text" in text
    assert "item-text-paper" not in text


def test_evaluate_recommenders(run: Run, built: Path, tmp_path: Path) -> None:
    folder, _ = copy_of(built, tmp_path)
    arguments = ("evaluate", "-w", folder, "--protocol", "next-basket", "--models", "popularity,own-recent")
    report = json.loads(run(*arguments, "--json").out)
    assert [recommender["name"] for recommender in report["recommenders"]] == ["popularity", "own-recent"]
    said = run(*arguments, "--baseline", "popularity")
    assert "over popularity" in said.out
    assert "own-recent" in said.out
    assert "No recommender 'als2'" in run(*arguments[:-1], "als2").err


def test_recommend_with_unknown_customers(
    run: Run, built: Path, tmp_path: Path, customers: list[str], catalog: Catalog
) -> None:
    ids = [customers[0], "nobody", customers[1], customers[0]]
    file, out = tmp_path / "ids.txt", tmp_path / "found.parquet"
    file.write_text("\n".join(ids))
    said = run("recommend", "--customers", file, "-w", built, "-m", "transactional", "-o", out)
    assert said.code == 0, said.err
    assert "Not in the data: 1 of 4 customers" in said.err
    table = pq.read_table(out)
    assert table.column_names == ["customer_id", "article_id", "rank", "score", "day", "learned_until"]
    assert table["customer_id"].to_pylist() == [customer for customer in ids for _ in range(12)]
    assert table["rank"].to_pylist() == list(range(1, 13)) * 4
    rows = np.array(table["article_id"].to_pylist()).reshape(4, 12)
    assert set(rows.ravel()) <= set(catalog.ids)
    assert all(len(set(row)) == 12 for row in rows)
    np.testing.assert_array_equal(rows[0], rows[3])
    scores = np.array(table["score"].to_pylist()).reshape(4, 12)
    assert (np.diff(scores, axis=1) <= 1e-6).all()


def test_recommend_pads_to_the_whole_catalogue(run: Run, built: Path, tmp_path: Path, customers: list[str]) -> None:
    file = tmp_path / "ids.txt"
    file.write_text(f"{customers[0]}\nnobody\n")
    said = run("recommend", "--customers", file, "-w", built, "-m", "transactional", "-k", 500, "--json")
    recommended = json.loads(said.out)
    assert len(recommended) == 2 * 120
    assert len({line["article_id"] for line in recommended}) == 120
    assert {line["customer_id"] for line in recommended} == {customers[0], "nobody"}


def test_recommend_refuses_an_empty_list(run: Run, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "ids.txt"
    file.write_text(" \n\n")
    said = run("recommend", "--customers", file, "-w", built)
    assert said.code == 1
    assert "has no customers" in said.err


@pytest.mark.parametrize("name", ALL)
def test_export(run: Run, built: Path, tmp_path: Path, catalog: Catalog, name: str) -> None:
    out = tmp_path / "vectors.parquet"
    said = run("export", "-w", built, "-m", name, "--out", out)
    assert said.code == 0, said.err
    table = pq.read_table(out)
    assert table.column_names == ["article_id", "vector"]
    assert table.schema.field("vector").type.value_type == pa.float32()
    assert table["article_id"].to_pylist() == catalog.ids.tolist()
    vectors = np.array(table["vector"].to_pylist(), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    np.testing.assert_array_equal(vectors, Hub(built).model(name).vectors)


# as a process --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_as_a_process(built: Path, tmp_path: Path) -> None:
    def ran(*arguments: "str | bytes | Path") -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-m", "stylehub_core", *arguments],
            cwd=Path(__file__).parents[2], capture_output=True, timeout=120,
        )  # fmt: skip

    good = ran("search", "wool coat", "-w", built, "--mode", "words", "--json")
    assert good.returncode == 0
    assert json.loads(good.stdout)[0]["results"]
    for arguments in (
        ("search", "coat", "-w", tmp_path),
        ("search", b"\xff\xfe coat", "-w", built, "--json", "-k", "0"),
    ):
        bad = ran(*arguments)
        assert bad.returncode == 1
        assert bad.stdout == b""
        assert bad.stderr.startswith(b"error ")
        assert b"Traceback" not in bad.stderr
    odd = ran("search", b"\xff\xfe coat", "-w", built, "--mode", "words", "--json")
    assert b"Traceback" not in odd.stderr
    assert odd.returncode == 0
    assert json.loads(odd.stdout)
