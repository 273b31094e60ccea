"""The command, on a small drawn shop whose search finds the same articles for everything."""

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from benchmarks.typed_requests import __main__ as command
from benchmarks.typed_requests.written import KINDS, written_requests
from stylehub_core.sample.write import write_tables


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    folder = tmp_path_factory.mktemp("shop")
    write_tables(folder, articles=600, customers=50)
    return pd.read_csv(folder / "articles.csv", dtype=str, keep_default_na=False)


def printed(
    articles: pd.DataFrame,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *options: str,
    about: int | None = None,
) -> str:
    results = SimpleNamespace(rows=np.arange(24), about=about)
    hub = SimpleNamespace(
        articles=articles, catalog=articles, ready=["raw-text"], search=lambda *arguments, **settings: results
    )
    monkeypatch.setattr(command, "Hub", lambda folder: hub)
    monkeypatch.setattr(sys, "argv", ["typed_requests", "--workspace", str(Path("shop")), *options])
    command.main()
    return capsys.readouterr().out


def test_what_it_prints(
    articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(articles, monkeypatch, capsys)
    assert "600 articles, fused with raw-text, half: choosing" in text
    assert all(f"\n{title} " in text for title in KINDS.values())
    assert "about how many articles: not said" in text
    assert "odd requests: 1,000; answer: 1,000" in text
    left_out = int(next(line for line in text.splitlines() if line.startswith("all of these")).split()[4])
    assert 20 < left_out < 200


def test_the_number_that_the_answer_says(
    articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "articles: off by " in printed(articles, monkeypatch, capsys, about=10)


def test_requests_of_the_half_held_back_are_never_shown(
    articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = printed(articles, monkeypatch, capsys, "--worst", "150")
    assert "negation: " in shown
    held_back = [request.text for request in written_requests() if request.half == "held-back"]
    assert not any(repr(text) in shown for text in held_back)
    assert "'" not in printed(articles, monkeypatch, capsys, "--half", "both")
    with pytest.raises(SystemExit):
        printed(articles, monkeypatch, capsys, "--half", "held-back", "--worst", "3")
    assert "those held back are not shown" in capsys.readouterr().err
