"""Stages are set as models are: by name, with every value checked before it is kept, and shown in one table."""

from pathlib import Path

import pytest

from stylehub_core.errors import ModelError
from stylehub_core.hub.overrides import read_texts
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.lab.adjustable import Setting, checked_settings, settings_table
from stylehub_core.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def test_stages_are_set_by_name(workspace: Workspace) -> None:
    texts = [
        "alignment.prior=0.1",
        "alignment.training.epochs=3",
        "personal-search.encoder=",
        "personal-search.looks=8",
    ]
    assert checked_settings(read_texts(texts), workspace) == {
        "alignment": {"prior": 0.1, "training.epochs": 3},
        "personal-search": {"encoder": "", "looks": 8},
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("alignmet.prior=0.1", "No model, recommender or stage 'alignmet' has settings. Did you mean 'alignment'?"),
        ("alignment.priors=0.1", "There is no setting 'alignment.priors'. Did you mean 'prior'?"),
        ("alignment.prior=much", "'alignment.prior' cannot be 'much': it takes a number."),
        ("alignment.prior=1", "'alignment.prior' cannot be 1: it must be above 0 and below 1."),
        ("alignment.folds=1", "'alignment.folds' cannot be 1: it must be at least 2."),
        ("alignment.encoder=garmet", "No picture encoder 'garmet'. Did you mean 'garment'?"),
        ("look.encoder=garmet", "No picture encoder 'garmet'. Did you mean 'garment'?"),
        ("personal-search.share=1", "'personal-search.share' cannot be 1: it must be above 0 and below 1."),
        ("personal-search.robust=1", "'personal-search.robust' cannot be 1: it must be from 0 to below 1."),
        ("personal-search.weight=1.5", "'personal-search.weight' cannot be 1.5: it must be from 0 to 1."),
        ("personal-search.baskets=0", "'personal-search.baskets' cannot be 0: it must be at least 1."),
        ("personal-search.model=item-txt", "No model 'item-txt'. Did you mean 'item-text'?"),
    ],
)
def test_a_wrong_name_or_value_is_refused(workspace: Workspace, text: str, message: str) -> None:
    with pytest.raises(ModelError) as caught:
        checked_settings(read_texts([text]), workspace)
    assert message in str(caught.value)


def test_the_table_shows_what_is_set_or_all_settings_of_a_name(workspace: Workspace) -> None:
    assert settings_table(workspace) == []
    Settings("data", overrides={"alignment": {"folds": 3}, "transactional": {"groups": ["product_code"]}}).save(
        workspace
    )
    rows = {(row.name, row.setting): row for row in settings_table(workspace)}
    assert rows.keys() == {("alignment", "folds"), ("transactional", "groups")}
    assert rows["alignment", "folds"] == Setting("alignment", "folds", 3, 4)
    assert rows["transactional", "groups"].value == ("product_code",)
    every = {row.setting: row.value for row in settings_table(workspace, ["alignment", "raw-text"])}
    assert every["folds"] == 3
    assert every["training.epochs"] == 15
    with pytest.raises(ModelError, match="Did you mean 'personal-search'"):
        settings_table(workspace, ["personal-serch"])


def test_a_setting_that_is_gone_says_how_to_remove_it(workspace: Workspace) -> None:
    Settings("data", overrides={"alignment": {"gone": 3}}).save(workspace)
    with pytest.raises(ModelError, match="'build --unset alignment' removes it"):
        settings_table(workspace)
