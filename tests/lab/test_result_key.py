"""Results of other settings, moments and versions have other keys, and equal results have equal keys."""

from dataclasses import replace
from pathlib import Path

from stylehub_core.hub.hub import Hub
from stylehub_core.lab.result_key import result_key
from stylehub_core.recommenders.als import Als, AlsConfig
from stylehub_core.recommenders.popularity import Popularity, PopularityByAge


class NewerAls(Als):
    version = Als.version + 1


def test_another_key_for_whatever_changes_the_result(built: Path) -> None:
    hub = Hub(built)
    made = [
        result_key(hub, "today", Als()),
        result_key(hub, "next-week", Als()),
        result_key(hub, "today", Als(replace(AlsConfig(), seed=1))),
        result_key(hub, "today", NewerAls()),
        result_key(hub, "today", Als(), 1),
        result_key(hub, "today", Popularity()),
        result_key(hub, "today", PopularityByAge()),
    ]
    assert len(set(made)) == len(made)
    assert result_key(Hub(built), "today", Als(AlsConfig())) == made[0]
