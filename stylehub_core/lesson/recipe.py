"""The settings of a lesson's training: two presets, and one thing that may be changed in them."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from stylehub_core.errors import QueryError
from stylehub_core.models.transactional import TransactionalConfig
from stylehub_core.training.loop import TrainingConfig
from stylehub_core.training.network import NetworkConfig

Preset = Literal["failure", "cure"]
PairList = Literal["stored", "fresh"]
PairKind = Literal["co-purchases", "text neighbours"]

EPOCHS = 16
EPOCH_PAIRS = 4_000
"""Pairs an epoch, in every recipe: so runs differ in what they see, and not in how much."""


@dataclass(frozen=True)
class Recipe:
    """pairs: whether the same list is seen every epoch, or new pairs are drawn from all; source: which articles belong
    together; mask: whether an article's own doubles in a batch are no negatives; log_q: strength of the correction for
    popular articles; shape: the study's network, or that of our transactional model with its residual an item.
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
        """The settings of the model that the preset comes from, with this recipe's in their place."""
        base = TrainingConfig() if self.shape == "study" else TransactionalConfig().training
        return replace(
            base, epochs=EPOCHS, batch=self.batch, temperature=self.temperature, patience=None,
            mask_duplicates=self.mask, log_q=self.log_q,
        )  # fmt: skip


PRESETS: dict[Preset, Recipe] = {
    "failure": Recipe("stored", "co-purchases", 0.1, 256, False, 0.0, "study"),
    "cure": Recipe("fresh", "co-purchases", 0.04, 256, True, 1.0, "stylehub"),
}
"""The study's transactional model as written, and what our transactional model does, at a size for a lesson."""

THINGS: dict[str, tuple[Any, ...]] = {
    "pairs": get_args(PairList),
    "source": get_args(PairKind),
    "temperature": (0.02, 0.04, 0.1, 0.5, 1.0),
    "batch": (32, 64, 256, 512),
    "mask": (False, True),
    "log_q": (0.0, 0.5, 1.0),
}
"""What may be changed, and to what."""


def preset(name: str) -> Preset:
    """The preset of that name; QueryError for an unknown one."""
    for known in PRESETS:
        if known == name:
            return known
    raise QueryError(f"There is no preset '{name}': take one of {', '.join(PRESETS)}.")


def other(name: Preset) -> Preset:
    """What a preset is compared with when nothing in it is changed."""
    return "cure" if name == "failure" else "failure"


def changed(base: Recipe, setting: str) -> Recipe:
    """The recipe with one thing changed, such as 'temperature=0.5'.

    QueryError where that cannot be changed so, or is so already.
    """
    thing, _, text = setting.partition("=")
    if thing not in THINGS:
        raise QueryError(
            f"'{thing}' cannot be changed in a lesson: take one of {', '.join(THINGS)}, as in pairs=fresh."
        )
    value = next((one for one in THINGS[thing] if _same(one, text)), None)
    if value is None:
        known = ", ".join(written(one) for one in THINGS[thing])
        raise QueryError(f"{thing} cannot be '{text}' in a lesson: take one of {known}.")
    if value == getattr(base, thing):
        raise QueryError(f"{thing} is {written(value)} already: change something, or nothing at all.")
    return replace(base, **{thing: value})


def difference(recipe: Recipe) -> tuple[Preset, str]:
    """(preset, setting) that lead to this recipe; setting: such as 'temperature=0.5', or '' for the preset itself."""
    for name, base in PRESETS.items():
        own, its = asdict(recipe), asdict(base)
        differing = [thing for thing in own if own[thing] != its[thing]]
        if not differing:
            return name, ""
        if len(differing) == 1 and differing[0] in THINGS:
            return name, f"{differing[0]}={written(own[differing[0]])}"
    raise QueryError("This run changes more than one thing, so it belongs to no lesson.")


def written(value: object) -> str:
    """A value as it is given on the command line: 'on', '0.5', 'text neighbours'."""
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
