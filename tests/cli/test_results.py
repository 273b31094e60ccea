"""Lists of results on the terminal and as JSON: whose they are is said."""

import json
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from stylehub_core.cli.results import show_results
from stylehub_core.search.results import Result

RESULTS = [("dress", [Result(0, "0000000001", 1, 0.5, ())]), ("coat", [Result(1, "0000000002", 1, 0.5, ())])]
HUB: Any = SimpleNamespace(articles=pd.DataFrame({"prod_name": ["Ada", "Bo"], "colour_group_name": ["Red", "Blue"]}))


def test_each_query_has_its_customer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    show_results(HUB, "query", RESULTS, None, True, ["a" * 64, ""])
    assert [(each["query"], each["customer_id"]) for each in json.loads(capsys.readouterr().out)] == [
        ("dress", "a" * 64),
        ("coat", ""),
    ]
    show_results(HUB, "query", RESULTS, None, False, ["a" * 64, "cd"])
    heading, first, second = capsys.readouterr().out.splitlines()
    assert heading.split()[:2] == ["query", "customer_id"]
    assert first.split()[:2] == ["dress", f"{'a' * 12}…"]
    assert second.split()[:2] == ["coat", "cd"]


def test_without_customers_there_is_no_such_column(capsys: pytest.CaptureFixture[str]) -> None:
    show_results(HUB, "query", RESULTS, None, True)
    assert all("customer_id" not in each for each in json.loads(capsys.readouterr().out))
    show_results(HUB, "query", RESULTS, None, False)
    assert "customer_id" not in capsys.readouterr().out
