"""Settings of the training on outfits. No PyTorch here: whoever lists the set scorers imports this."""

from dataclasses import dataclass

from stylehub_core.training.configs import BatchTraining


@dataclass(frozen=True)
class SetEncoderConfig:
    """Sizes of a set encoder.

    width: of its layers, and of the space in which outfits and customers lie.
    blocks: of self-attention. heads: of each block and of the pooling; they share the width.
    """

    width: int = 128
    blocks: int = 2
    heads: int = 4
    dropout: float = 0.2


@dataclass(frozen=True)
class OutfitTraining(BatchTraining):
    """Settings of the training on outfits.

    steps: of all epochs together; there are as many epochs as that takes, but at least `epochs`.
    temperature: of the choice between an outfit and its negatives.
    pool: negatives of each outfit, drawn once. negatives: of these, how many an epoch uses.
    contrast: weight of the contrast between two views of an outfit; 0 for none.
    erase, replace: how views are made; without both, there is no contrast.
    contrast_temperature: of the contrast between views.
    similar: how many of the most similar articles of its type may replace an article in a view.
    input_dropout: the share of an article's inputs that each step hides.
    customer_dropout: the share of outfits that are learned from without their customer.
    """

    epochs: int = 6
    steps: int = 600
    batch: int = 64
    learning_rate: float = 2e-3
    weight_decay: float = 1e-2
    temperature: float = 0.1
    pool: int = 32
    negatives: int = 6
    contrast: float = 0.1
    erase: bool = True
    replace: bool = True
    contrast_temperature: float = 0.1
    similar: int = 5
    input_dropout: float = 0.4
    customer_dropout: float = 0.3
