"""Settings that a person changes for models and recommenders: read, checked, merged and removed."""

from pathlib import Path

import pytest

from stylehub_core.errors import ModelError, QueryError, TooLittleDataError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.known_models import built_in_models, known_model
from stylehub_core.hub.overrides import blamed, checked, lines, merged, read_file, read_texts, removed, with_overrides
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.lab.adjustable import adjustable
from stylehub_core.lab.run import untuned
from stylehub_core.models.transactional import Transactional
from stylehub_core.workspace import Workspace
from tests.built import copy_of

SET = {"transactional": {"training.epochs": 3, "epoch_pairs": 10}, "next-purchase": {"l2": 0.01}}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory):
    return adjustable(Workspace(tmp_path_factory.mktemp("nothing")))


def test_texts() -> None:
    texts = ["transactional.training.epochs=3", "a.b = x=y ", "a.b.c="]
    assert read_texts(texts) == {"transactional": {"training.epochs": "3"}, "a": {"b": "x=y", "b.c": ""}}


@pytest.mark.parametrize("text", ["", "transactional", "transactional=3", "=3", ".epochs=3", "transactional.=3", "a.b"])
def test_a_text_that_is_no_setting(text: str) -> None:
    with pytest.raises(QueryError, match=r"such as transactional\.training\.epochs=3"):
        read_texts([text])


def test_a_file(tmp_path: Path, known) -> None:
    file = tmp_path / "my.toml"
    file.write_text(
        '[transactional]\nepoch_pairs = 10\ngroups = ["product_code"]\n[transactional.training]\nepochs = 3\n'
        'patience = "none"\n[next-purchase]\nl2 = 1\n'
    )
    settings = checked(read_file(file), known)
    assert settings == {
        "transactional": {
            "epoch_pairs": 10, "groups": ("product_code",), "training.epochs": 3, "training.patience": None,
        },
        "next-purchase": {"l2": 1.0},
    }  # fmt: skip
    assert type(settings["next-purchase"]["l2"]) is float


@pytest.mark.parametrize(
    ("text", "message"),
    [("epochs = 3", "'epochs' is outside a table"), ("[a", "cannot be read as TOML"), (None, "No such file")],
)
def test_a_file_that_cannot_be(tmp_path: Path, text: str | None, message: str) -> None:
    file = tmp_path / "my.toml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(QueryError, match=message) as caught:
        read_file(file)
    assert "my.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("transactionl.epoch_pairs=3", "'transactionl' has settings. Did you mean 'transactional'?"),
        ("transactional.training.epoch=3", "Did you mean 'epochs'?"),
        ("next-purchase.l2=much", "'next-purchase.l2' cannot be 'much': it takes a number."),
        ("raw-text.epochs=3", "'raw-text.epochs': raw-text has no settings."),
        ("als.wheels=4", "There is no setting 'als.wheels'."),
    ],
)
def test_what_is_wrong_is_named(known, text: str, message: str) -> None:
    with pytest.raises(ModelError) as caught:
        checked(read_texts([text]), known)
    assert message in str(caught.value)


def test_the_later_value_counts() -> None:
    settings = merged(SET, {"transactional": {"epoch_pairs": 20}, "als": {"factors": 8}})
    assert settings["transactional"] == {"training.epochs": 3, "epoch_pairs": 20}
    assert settings["als"] == {"factors": 8}
    assert settings["next-purchase"] == {"l2": 0.01}


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (["all"], []),
        (["transactional"], ["next-purchase.l2=0.01"]),
        (["transactional.training", "next-purchase.l2"], ["transactional.epoch_pairs=10"]),
        (["transactional.epoch_pairs"], ["transactional.training.epochs=3", "next-purchase.l2=0.01"]),
    ],
)
def test_what_is_taken_out(names: list[str], left: list[str]) -> None:
    assert lines(removed(SET, names)) == left
    assert all(removed(SET, names).values())


def test_what_is_not_set_cannot_be_taken_out() -> None:
    with pytest.raises(QueryError, match=r"'transactional\.train' is not set .* transactional\.training\.epochs=3"):
        removed(SET, ["transactional.train"])
    assert removed({}, ["all"]) == {}


def test_models_spaces_and_recommenders_have_what_the_workspace_sets(built: Path, tmp_path: Path) -> None:
    folder, data = copy_of(built, tmp_path)
    workspace = Workspace(folder)
    before = workspace.stamp
    Settings(str(data), overrides={**SET, "als": {"factors": 8}}).save(workspace)
    assert workspace.stamp != before
    hub = Hub(folder)
    for model in (hub.models["transactional"], known_model(workspace, "transactional")):
        assert (model.setting("training.epochs"), model.setting("epoch_pairs")) == (3, 10)
    assert untuned(hub, "next-purchase").setting("l2") == 0.01
    assert untuned(hub, "als").setting("factors") == hub.models["als"].setting("factors") == 8
    assert untuned(hub, "transactional").config["model"]["epoch_pairs"] == 10  # type: ignore[index]
    assert built_in_models()["als"].setting("factors") != 8


def test_a_setting_that_the_code_has_no_more_says_how_to_take_it_out() -> None:
    with pytest.raises(ModelError, match="build --unset transactional"):
        with_overrides(Transactional(), {"transactional": {"gone": 1}})


def test_a_fit_that_fails_names_what_was_set() -> None:
    message = r"with next-purchase\.l2=0\.01 \(of no use\).*--unset next-purchase"
    with pytest.raises(ModelError, match=message), blamed("next-purchase", SET):
        raise ValueError("of no use")
    message = r"^Too few pairs\. It was fitted with next-purchase\.l2=0\.01\.$"
    with pytest.raises(ModelError, match=message), blamed("next-purchase", SET):
        raise ModelError("Too few pairs.")
    with pytest.raises(ModelError, match=r"^Too few pairs\.$"), blamed("als", SET):
        raise ModelError("Too few pairs.")
    with pytest.raises(ValueError, match="of no use"), blamed("als", SET):
        raise ValueError("of no use")


def test_too_little_data_stays_too_little_data() -> None:
    with (
        pytest.raises(TooLittleDataError, match="too few. It was fitted with"),
        blamed("next-purchase", SET),
    ):
        raise TooLittleDataError("3 pairs are too few.")
