"""The study's recipe, shared by its two models, and how each of its ambiguities was read.

What the study says, and how we read it:

- *TF-IDF features "passed through BERT"*: BERT reads words. TF-IDF chooses the terms, BERT embeds them
  (features.article_text.paper_texts).
- *The feature extractor, 512 out*: one block (fully connected, batch norm, ReLU, dropout), then the projection head.
- *What the denominator holds*: as in SimCLR, all other 2N-2 views of the batch, and
- *how negatives enter the loss*: each pair's mined negative is one more term in the denominator of both its views.
- *Where distances are measured*: in the space that the loss acts on, the projection head's output, which we also
  serve.
- *The 80/20 split* is over pairs, so that an article may stand on both sides of it; the study does not say otherwise.
- *No early stopping*: 50 epochs, the last one counts.
- *Its text encoder is BERT*; ours is the configured one (all-MiniLM-L6-v2 unless set to bert-base-uncased).
"""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntMatrix, IntVector
from stylehub_core.errors import TooLittleDataError
from stylehub_core.models.contract import Fitted
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.pairs.pair_source import Pairs, StoredPairs
from stylehub_core.pairs.transactional import apart
from stylehub_core.progress import Progress
from stylehub_core.training.collapse import separation
from stylehub_core.training.loop import Trainer, TrainingConfig
from stylehub_core.training.network import NetworkConfig
from stylehub_core.training.pair_validation import PairValidation

STUDY_DISTANCES = {"item-text-paper": (0.2286, 0.5849), "transactional-paper": (1.0, 1.0)}
"""The study's average cosine distance of positive and negative test pairs (about 1 for the second)."""

_FEWEST_PAIRS = 5


@dataclass(frozen=True)
class PaperConfig:
    neighbours: int = 5
    train_share: float = 0.8
    network: NetworkConfig = field(default_factory=NetworkConfig)
    training: TrainingConfig = field(default_factory=TrainingConfig)


def fit_stored_pairs(
    texts: FloatMatrix,
    pairs: IntMatrix,
    negatives: IntVector,
    config: PaperConfig,
    folder: Path,
    progress: Progress,
) -> Fitted:
    """Train on 80 % of `pairs`, (m, 2), each with its negative, (m,); distances are of the other 20 %.

    A distance or AUC is NaN where every negative is a partner, as in a catalogue of five articles.
    """
    if len(pairs) < _FEWEST_PAIRS:
        raise TooLittleDataError(
            f"The study's recipe splits its pairs 80/20, which needs at least {_FEWEST_PAIRS}; "
            f"{len(pairs)} were found in this data."
        )
    order = np.random.default_rng(config.training.seed).permutation(len(pairs))
    cut = int(config.train_share * len(pairs))
    train, test = order[:cut], order[cut:]
    against, learned_against = (
        apart(np.stack([pairs[part, 0], negatives[part]], axis=1), pairs, len(texts)) for part in (test, train)
    )
    check = PairValidation(pairs[train][:5000], pairs[test], against)
    source = StoredPairs(Pairs(pairs[train], negatives[train]))
    done = Trainer(texts, config.network, config.training).run(source, check, folder, progress)
    final = separation(done.vectors, pairs[test], against)
    learned = separation(done.vectors, pairs[train], learned_against)
    facts = {
        "pairs": len(pairs),
        "train_pairs": len(train),
        "test_pairs": len(test),
        "test_positive": final.positive,
        "test_negative": final.negative,
        "test_auc": final.auc,
        "train_positive": learned.positive,
        "train_negative": learned.negative,
        "best_epoch": done.best_epoch,
    }
    return Fitted(done.vectors, {"text": NetworkTower(done.network)}, "paper", history=done.history, facts=facts)
