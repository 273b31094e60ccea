"""The demo builds what a build leaves out, prepares recommenders and personal search, and makes nothing twice."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from stylehub_core.build import demo
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.known_models import known_models
from stylehub_core.lab.personal import PersonalSearch
from stylehub_core.lab.personal_config import READS, PersonalConfig
from stylehub_core.lab.serving import Serving
from stylehub_core.recommenders.next_purchase import NextPurchase
from stylehub_core.workspace import Workspace
from tests.built import copy_of

BRIEF = PersonalConfig(baskets=40, likely=20, others=20)
pytestmark = pytest.mark.usefixtures("brief")


def test_what_a_build_leaves_out_is_there_afterwards(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(copy_of(built, tmp_path)[0])
    assert "bpr" not in Hub(workspace.folder).ready
    assert {"bpr", "hybrid", "gcl-lightgcn"} <= known_models(workspace).keys()
    # A few stand for all. Tests of their own build and prepare each of them.
    monkeypatch.setattr(demo, "known_models", lambda _: dict.fromkeys(("raw-text", "bpr")))
    monkeypatch.setattr(demo.lab, "names", lambda _: ["popularity", "bpr", "raw-text", READS])
    monkeypatch.setattr(demo, "learned_set_scorers", lambda: ["stylist", "outfit-student"])
    monkeypatch.setattr(demo, "PersonalSearch", partial(PersonalSearch, config=BRIEF))
    monkeypatch.setattr(NextPurchase, "default", replace(NextPurchase.default, questions=40, others=20))
    demo.complete(workspace)
    hub = Hub(workspace.folder)
    assert "bpr" in hub.ready
    assert all(workspace.find(f"outfits/{name}") for name in ("stylist", "outfit-teacher", "outfit-student"))
    serving = Serving(hub, "today")
    assert set(serving.ready()) == {"popularity", "bpr", "raw-text", READS}
    assert PersonalSearch(serving, BRIEF).is_ready
    again: list[str] = []
    demo.complete(workspace, lambda step, done, total: again.append(step))
    assert again == []
