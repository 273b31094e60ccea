"""The search for settings: the same for all recommenders, on validation alone, kept, resumed, and used by the lab."""

from dataclasses import replace

import numpy as np
import pytest

from stylehub_core.config import changed, value_of
from stylehub_core.errors import ModelError, QueryError
from stylehub_core.evaluation.blend_choice import GRID
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab import tune as module
from stylehub_core.lab.tune import TuneConfig, tune
from stylehub_core.lab.tuned import tuned, tuning_folder
from stylehub_core.recommenders.als import Als, AlsConfig
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.recommenders.search_space import Between

pytestmark = pytest.mark.usefixtures("brief")

SHORT = TuneConfig(trials=4, seconds=60)


def test_the_best_is_never_below_the_settings_in_the_code_and_the_lab_uses_it(hub: Hub) -> None:
    before = lab.run(hub, "next-basket", ["item-knn-cosine"]).outcomes[0]
    [tuning] = tune(hub, "next-basket", ["item-knn-cosine"], SHORT).found
    assert tuning.trials == 4
    assert tuning.score >= tuning.before > 0
    assert not tuning.out_of_time
    after = lab.run(hub, "next-basket", ["item-knn-cosine"]).outcomes[0]
    assert before.report["trials"] == len(GRID)
    assert after.report["trials"] == 4 * len(GRID)
    assert after.report["settings"] == tuning.settings
    recommender = lab.recommender_of(hub, "item-knn-cosine", "next-basket")
    assert {name: recommender.setting(name) for name in recommender.space} == tuning.settings
    assert tuned(hub, "next-week", lab.untuned(hub, "item-knn-cosine")) is None


def test_the_score_is_that_of_the_settings_on_validation(hub: Hub) -> None:
    [tuning] = tune(hub, "next-basket", ["als"], SHORT).found
    protocol = lab.run(hub, "next-basket", ["popularity"]).protocol
    recommender = lab.untuned(hub, "als")
    score = module._score(
        recommender.changed(tuning.settings), protocol.validation, hub.workspace.folder / "fit", lab.silent
    )
    assert score == pytest.approx(tuning.score, abs=1e-5)
    assert module._score(recommender, protocol.validation, hub.workspace.folder / "fit", lab.silent) == pytest.approx(
        tuning.before, abs=1e-5
    )


def test_an_interrupted_search_goes_on(hub: Hub, monkeypatch) -> None:
    real, made = module._score, []

    def score(recommender, round_, folder, progress) -> float:
        made.append(recommender.config)
        if len(made) == 3:
            raise KeyboardInterrupt
        return real(recommender, round_, folder, progress)

    monkeypatch.setattr(module, "_score", score)
    with pytest.raises(KeyboardInterrupt):
        tune(hub, "next-basket", ["own-recent"], SHORT)
    [tuning] = tune(hub, "next-basket", ["own-recent"], SHORT).found
    assert tuning.trials == 4
    assert len(made) == 5  # two before the interruption, the interrupted trial, and two after it
    assert made[0] == recommenders()["own-recent"]().config
    [again] = tune(hub, "next-basket", ["own-recent"], SHORT).found
    assert len(made) == 5
    assert again == tuning


def test_a_model_is_learned_once_for_all_trials(hub: Hub, monkeypatch) -> None:
    fits: list[str] = []
    kind = type(lab.untuned(hub, "transactional")._model)  # type: ignore[attr-defined]
    real = kind.fit
    monkeypatch.setattr(kind, "fit", lambda self, *rest: (fits.append(self.name), real(self, *rest))[1])
    [tuning] = tune(hub, "next-basket", ["transactional"], SHORT).found
    assert tuning.trials == 4
    assert fits == ["transactional"]


def test_the_time_budget_ends_it_after_the_first_trial(hub: Hub) -> None:
    [tuning] = tune(hub, "next-basket", ["popularity"], TuneConfig(trials=50, seconds=1e-6)).found
    assert (tuning.trials, tuning.out_of_time) == (1, True)
    assert tuning.score == tuning.before


def test_a_search_of_other_settings_starts_anew(hub: Hub, monkeypatch) -> None:
    als = Als()
    reseeded = Als(replace(AlsConfig(), seed=5))
    assert tuning_folder(hub, "next-basket", als) != tuning_folder(hub, "next-basket", reseeded)
    before = tuning_folder(hub, "next-basket", als)
    monkeypatch.setattr(Als, "space", {"factors": (8, 16)})
    assert tuning_folder(hub, "next-basket", als) != before


@pytest.mark.parametrize("name", list(recommenders()))
def test_every_setting_that_may_be_tried_exists_and_holds_what_is_in_the_code(name: str) -> None:
    recommender = recommenders()[name]()
    assert recommender.space, f"{name} gives tuning nothing to try"
    for setting, choices in recommender.space.items():
        now = recommender.setting(setting)
        inside = choices.low <= now <= choices.high if isinstance(choices, Between) else now in choices
        assert inside, f"{setting} = {now} is not among {choices}: it could not be the first trial"
        assert recommender.changed({setting: now}).config == recommender.config


def test_clear_messages(hub: Hub) -> None:
    with pytest.raises(QueryError, match="0 trials"):
        tune(hub, "next-basket", ["als"], TuneConfig(trials=0))
    with pytest.raises(ModelError, match="'elks'"):
        tune(hub, "next-basket", ["elks"], SHORT)
    with pytest.raises(ModelError, match="no setting 'wheels'"):
        changed(AlsConfig(), {"wheels": 4})
    assert value_of(changed(AlsConfig(), {"fading.day_fade": 0.6}), "fading.day_fade") == 0.6
    assert np.isfinite(AlsConfig().alpha)
