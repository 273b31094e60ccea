"""The settings of a lesson's training: two presets, and the one setting that may be changed in them."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from stylehub_core.errors import QueryError
from stylehub_core.models.transactional import TransactionalConfig
from stylehub_core.training.configs import NetworkConfig, TrainingConfig

Preset = Literal["failure", "cure"]
PairList = Literal["stored", "fresh"]
PairKind = Literal["co-purchases", "text neighbours"]

EPOCHS = 16
EPOCH_PAIRS = 4_000
"""Pairs in each epoch of every recipe, so that runs differ in which pairs they see, not in how many."""


@dataclass(frozen=True)
class Recipe:
    """The settings of one run.

    pairs: 'stored' shows the same list of pairs in every epoch; 'fresh' draws new pairs for each epoch.
    source: where positive pairs come from.
    mask: whether other views of the anchor's own article are left out of its negatives.
    log_q: strength of the correction for popular articles, from 0 to 1.
    shape: the study's network, or that of our transactional model, which has a residual for each article.
    """

    pairs: PairList
    source: PairKind
    temperature: float
    batch: int
    mask: bool
    log_q: float
    shape: Literal["study", "stylehub"]

    def network(self) -> NetworkConfig:
        return NetworkConfig() if self.shape == "study" else TransactionalConfig().network

    def training(self) -> TrainingConfig:
        """The training settings of the model that `shape` names, with this recipe's own values."""
        base = TrainingConfig() if self.shape == "study" else TransactionalConfig().training
        return replace(
            base, epochs=EPOCHS, batch=self.batch, temperature=self.temperature, patience=None,
            mask_duplicates=self.mask, log_q=self.log_q,
        )  # fmt: skip


PRESETS: dict[Preset, Recipe] = {
    "failure": Recipe("stored", "co-purchases", 0.1, 256, False, 0.0, "study"),
    "cure": Recipe("fresh", "co-purchases", 0.04, 256, True, 1.0, "stylehub"),
}
"""failure: the study's transactional model as written. cure: our transactional model. Both at a lesson's size."""

CHOICES: dict[str, tuple[Any, ...]] = {
    "pairs": get_args(PairList),
    "source": get_args(PairKind),
    "temperature": (0.02, 0.04, 0.1, 0.5, 1.0),
    "batch": (32, 64, 256, 512),
    "mask": (False, True),
    "log_q": (0.0, 0.5, 1.0),
}
"""The settings that a lesson may change, and the values that each may take."""


def preset(name: str) -> Preset:
    """The preset with this name. Raises QueryError for an unknown one."""
    for known in PRESETS:
        if known == name:
            return known
    raise QueryError(f"There is no preset '{name}': choose {' or '.join(PRESETS)}.")


def other(name: Preset) -> Preset:
    """The preset that `name` is compared with if no setting is changed."""
    return "cure" if name == "failure" else "failure"


def changed(base: Recipe, setting: str) -> Recipe:
    """The recipe with one setting changed, such as 'temperature=0.5'.

    Raises QueryError for an unknown setting or value, or if the recipe has that value already.
    """
    name, _, text = setting.partition("=")
    if name not in CHOICES:
        raise QueryError(
            f"'{name}' cannot be changed in a lesson: choose one of {', '.join(CHOICES)}, as in pairs=fresh."
        )
    value = next((choice for choice in CHOICES[name] if _same(choice, text)), None)
    if value is None:
        values = ", ".join(written(choice) for choice in CHOICES[name])
        raise QueryError(f"{name} cannot be '{text}' in a lesson: choose one of {values}.")
    if value == getattr(base, name):
        raise QueryError(f"{name} is {written(value)} already: choose another value, or change nothing.")
    return replace(base, **{name: value})


def difference(recipe: Recipe) -> tuple[Preset, str]:
    """The (preset, setting) of this recipe. setting: such as 'temperature=0.5', or '' for the preset itself."""
    for name, base in PRESETS.items():
        own, its = asdict(recipe), asdict(base)
        differing = [setting for setting in own if own[setting] != its[setting]]
        if not differing:
            return name, ""
        if len(differing) == 1 and differing[0] in CHOICES:
            return name, f"{differing[0]}={written(own[differing[0]])}"
    raise QueryError(
        "This run changes more than one setting of a preset, so it belongs to no lesson: start a lesson again."
    )


def written(value: object) -> str:
    """The value as it is written on the command line: 'on', '0.5', 'text neighbours'."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _same(value: object, text: str) -> bool:
    if isinstance(value, (bool, str)):
        return written(value) == text.strip()
    try:
        return float(text) == float(str(value))
    except ValueError:
        return False
