"""`alignment` on the command line and in Python: the same list, whole or of one attribute."""

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from stylehub_core.errors import NotBuiltError, QueryError
from stylehub_core.hub.disagreeing import COLUMNS
from stylehub_core.opened import OpenedWorkspace
from tests.cli.conftest import Run


def test_the_file_the_terminal_and_python_give_the_same(run: Run, aligned_workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "wrong.csv"
    assert run("alignment", "-w", aligned_workspace, "--k", 7, "--out", out).code == 0
    written = pd.read_csv(out, dtype={"article_id": str})
    assert written.columns.tolist() == list(COLUMNS)
    assert written["rank"].tolist() == list(range(1, 8))
    assert written["alignment"].is_monotonic_increasing
    as_parquet = tmp_path / "wrong.parquet"
    assert run("alignment", "-w", aligned_workspace, "--k", 7, "--out", as_parquet).code == 0
    pd.testing.assert_frame_equal(
        pq.read_table(as_parquet).to_pandas(), OpenedWorkspace(aligned_workspace).alignment(7), check_dtype=False
    )
    listed = json.loads(run("alignment", "-w", aligned_workspace, "-k", 7, "--json").out)
    assert [row["article_id"] for row in listed] == written["article_id"].tolist()
    table = OpenedWorkspace(aligned_workspace).alignment(7)
    assert table["sentence"].tolist() == written["sentence"].tolist()
    said = run("alignment", "-w", aligned_workspace, "-k", 1).out
    assert written["article_id"][0] in said and written["sentence"][0][:25] in said


def test_one_attribute_and_all_articles(run: Run, aligned_workspace: Path) -> None:
    shop = OpenedWorkspace(aligned_workspace)
    everything, colours = shop.alignment(), shop.alignment(attribute="colour")
    assert 0 < len(colours) < len(everything)
    assert len(json.loads(run("alignment", "-w", aligned_workspace, "-k", 0, "--json").out)) == len(everything)
    assert set(colours["attribute"]) == {"colour"}
    assert set(colours["article_id"]) == set(everything.query("attribute == 'colour'")["article_id"])
    with pytest.raises(QueryError, match="type, colour, pattern"):
        shop.alignment(attribute="size")
    said = run("alignment", "-w", aligned_workspace, "--out", "wrong.xlsx")
    assert said.code == 1 and "ends in .csv or .parquet" in said.err
    said = run("alignment", "-w", aligned_workspace, "-k", -1)
    assert said.code == 1 and "--k cannot be -1" in said.err


def test_without_the_artifact_and_without_pictures_one_sentence_says_why(
    run: Run, built_workspace: Path, built: Path
) -> None:
    said = run("alignment", "-w", built_workspace)
    assert said.code == 1 and "not compared yet" in said.err
    with pytest.raises(NotBuiltError, match="build --workspace"):
        OpenedWorkspace(built_workspace).alignment()
    said = run("alignment", "-w", built)
    assert said.code == 1 and "This catalogue has no pictures" in said.err
