"""What the training of `compatibility` is set to. No PyTorch here: whoever lists the set scorers imports this."""

from dataclasses import dataclass

from stylehub_core.training.configs import BatchTraining


@dataclass(frozen=True)
class CompatibilityTraining(BatchTraining):
    """Settings of the training on triplets. An epoch is as long for few labels as for many.

    draws: triplets of an epoch, drawn with repeats.
    margin: by how much the wrong article shall be farther away than the right one, in squared distance.
    pseudo: weight of the pseudo-labelled triplets in the loss; 0 for none.
    consistency: weight of the distance between a picture and its changed view; 0 for none.
    pool: share of the unlabelled articles that pseudo-labels are chosen among, drawn anew in every epoch. With all of
    them, an article would stand for the same one in every epoch.
    """

    epochs: int = 12
    batch: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 1e-3
    draws: int = 12_800
    margin: float = 0.3
    pseudo: float = 0.3
    consistency: float = 0.1
    pool: float = 0.5
