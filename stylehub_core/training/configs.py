"""What a training is set to, and what is measured in it. No PyTorch here: whoever lists the models imports this."""

from dataclasses import dataclass, field, replace
from typing import Literal, Self

from stylehub_core.errors import ModelError
from stylehub_core.machine.precision import Precision


@dataclass(frozen=True)
class NetworkConfig:
    """Sizes of the network; the defaults are the study's: one block of 512, then the head.

    hidden: sizes of further blocks before it.
    kept_text: share of the similarity that stays the encoder's own, 0 to 1. Above 0 the text vector itself is part of
    the output, so that training adds to what the encoder knows and cannot spoil it.
    """

    hidden: tuple[int, ...] = ()
    features: int = 512
    projection: int = 128
    dropout: float = 0.1
    kept_text: float = 0.0


@dataclass(frozen=True)
class TrainingConfig:
    """Settings of one run; the defaults are the study's (Adam 1e-3, cosine schedule, 50 epochs of 256 pairs).

    patience: epochs without a better validation score before training stops (None: it never stops, and the last epoch
    is kept).
    mask_duplicates: views of the anchor's own item do not count as negatives.
    log_q: strength of the correction for popular items, 0 to 1.
    item_residual: learn a vector for each item and for each of its groups, beside its text.
    residual_dropout: share of the views that hide these vectors, so that the text alone stays useful.
    own_dropout: share of the other views that see the groups' vectors only, like an item without purchases.
    precision: of the network's matrix products in training; vectors are always computed in 32 bits.
    """

    epochs: int = 50
    batch: int = 256
    learning_rate: float = 1e-3
    temperature: float = 0.1
    patience: int | None = None
    mask_duplicates: bool = False
    log_q: float = 0.0
    item_residual: bool = False
    residual_dropout: float = 0.5
    own_dropout: float = 0.0
    residual_rate: float = 5e-3
    precision: Precision = "auto"
    seed: int = 7


@dataclass(frozen=True)
class BatchTraining:
    """Settings of every training on batches of articles.

    learning_rate: the highest; it rises for 15 % of the steps and then falls to nothing, along a cosine.
    precision: of matrix products in training; vectors are always computed in 32 bits.
    """

    epochs: int = 16
    batch: int = 512
    learning_rate: float = 1.5e-3
    weight_decay: float = 1e-4
    temperature: float = 0.05
    precision: Precision = "auto"
    seed: int = 7


@dataclass(frozen=True)
class TowerTraining(BatchTraining):
    """Settings of every training of towers on an encoder's vectors.

    input_dropout: the share of a picture's inputs that each step hides.
    components: the principal components of pictures that are learned from; 0 for all that the encoder gives.
    """

    input_dropout: float = 0.1
    components: int = 768


@dataclass(frozen=True)
class ViewTraining(TowerTraining):
    """Settings of the training that tells articles apart. temperature: of the contrast between views."""


@dataclass(frozen=True)
class PictureTextTraining(TowerTraining):
    """Settings of the training that brings pictures and texts together.

    temperature: of the contrast between pictures and full sentences.
    value_temperature: of the choice among an attribute's values, and among short requests.
    value_weight, request_weight: of these two in the loss, beside 1 for the sentences.
    """

    value_temperature: float = 0.1
    value_weight: float = 2.0
    request_weight: float = 1.0


NAMING = 0.05
"""Temperature of the choice of a picture's name, where words change the picture."""


@dataclass(frozen=True)
class RefinementTraining:
    """Settings of the training that learns how words change a picture.

    noise: how far learned articles are moved, as the length of what is added to their unit vectors; others lie less
    well, and shall be changed as well.
    """

    steps: int = 1200
    batch: int = 512
    learning_rate: float = 2e-3
    weight_decay: float = 1e-2
    temperature: float = 0.1
    noise: float = 0.7
    seed: int = 7


@dataclass(frozen=True)
class ResidualConfig:
    """Sizes of a small residual network.

    stem: channels after the first convolution.
    widths: of the residual blocks, two or more, each of which halves the picture's side.
    """

    stem: int = 16
    widths: tuple[int, ...] = (32, 64, 128, 256)

    def __post_init__(self) -> None:
        if len(self.widths) < 2:
            raise ModelError(f"network.widths has {len(self.widths)} blocks, but it needs at least 2.")


@dataclass(frozen=True)
class Augmentations:
    """How a picture is changed at random. What two views of it share is what the network learns to see.

    crop: the smallest share of the picture that a crop keeps; 1 for no crops.
    flip: whether half of the views are mirrored.
    jitter: the strength of changes in brightness, contrast, saturation and hue; 0 for none, 1 as in the paper.
    Strong jitter makes the network blind to colour.
    grey: the share of views without colour.
    blur: the share of views that are blurred.
    """

    crop: float = 0.3
    flip: bool = True
    jitter: float = 0.2
    grey: float = 0.0
    blur: float = 0.2


@dataclass(frozen=True)
class SimclrTraining(BatchTraining):
    """Settings of SimCLR.

    side: of the views in pixels; smaller than the pictures, as training costs by the pixel.
    optimizer: "lars" wants a learning rate of about 1.
    head: what stands between the representation and the loss.
    projection: the length of the head's vectors.
    """

    epochs: int = 12
    batch: int = 256
    learning_rate: float = 4e-3
    temperature: float = 0.1
    side: int = 40
    optimizer: Literal["adam", "lars"] = "adam"
    head: Literal["nonlinear", "linear", "none"] = "nonlinear"
    projection: int = 128
    augmentations: Augmentations = field(default_factory=Augmentations)


_FEWEST_STEPS, _SMALLEST_BATCH = 14, 16  # of an epoch that learns attributes from few articles


@dataclass(frozen=True)
class AttributeTraining(TowerTraining):
    """Settings of the training that tells attributes from pictures. features, dropout: of the one shared layer."""

    epochs: int = 15
    batch: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 1e-2
    input_dropout: float = 0.2
    components: int = 0
    features: int = 512
    dropout: float = 0.4

    def suited(self, rows: int) -> Self:
        """The same for so many articles: where they are few, smaller batches, so that an epoch has enough steps."""
        return replace(self, batch=min(self.batch, max(_SMALLEST_BATCH, rows // _FEWEST_STEPS)))


@dataclass(frozen=True)
class WhisperLiteTraining(TowerTraining):
    """Settings of the training on requests and their customers.

    contrastive, binary: weights of the two losses; one of them may be 0.
    negatives: articles drawn for a batch, beside those that its customers bought.
    sold_share: the share of these that are drawn from the articles sold so far; the others from all.
    temperature: of the attention over the history.
    """

    epochs: int = 12
    batch: int = 256
    learning_rate: float = 1e-3
    temperature: float = 0.1
    contrastive: float = 1.0
    binary: float = 1.0
    negatives: int = 1024
    sold_share: float = 0.5


@dataclass(frozen=True)
class StylistTraining(BatchTraining):
    """Settings of the training on outfits.

    hidden, size: of the towers. dropout: of what they see. scale: of the cosines at the start; learned.
    group_dropout: the share of an article's groups that each step hides.
    group_pace: how much faster the groups' vectors learn than the towers.
    negatives: articles drawn for a batch by their sales, as wrong answers.
    any_type: the weight of telling the right article from those of any type, beside 1 for its own type.
    known: the share of the outfits whose customer is looked at, so that outfits of nobody are judged as well.
    epochs: 0 to choose the number on held-out outfits, from fewest_epochs to most_epochs.
    """

    epochs: int = 0
    batch: int = 128
    learning_rate: float = 1e-3
    weight_decay: float = 1e-2
    hidden: int = 512
    size: int = 192
    dropout: float = 0.5
    scale: float = 10.0
    group_dropout: float = 0.3
    group_pace: float = 5.0
    negatives: int = 2048
    any_type: float = 1.0
    known: float = 0.5
    fewest_epochs: int = 3
    most_epochs: int = 48

    def suited(self, outfits: int) -> Self:
        """The same for so many outfits: where they are few, smaller batches, so that an epoch has enough steps."""
        return replace(self, batch=min(self.batch, max(_SMALLEST_BATCH, outfits // _FEWEST_STEPS)))


@dataclass(frozen=True)
class Validation:
    """The measurements after an epoch.

    score: higher is better; picks the best epoch.
    meters: figures to plot.
    """

    score: float
    meters: dict[str, float]
