"""The study's recipe, shared by its two models, and how we read its ambiguities:

- *TF-IDF features "passed through BERT"*: BERT reads words. TF-IDF chooses the terms, BERT embeds them
  (features.article_text.paper_texts).
- *The feature extractor with 512 outputs*: one block (fully connected, batch norm, ReLU, dropout), then the
  projection head.
- *The terms of the denominator*: as in SimCLR, all other 2N-2 views of the batch.
- *How negatives enter the loss*: each pair's mined negative is one more term in the denominator of both its views.
- *Where distances are measured*: in the space of the loss, the projection head's output, which is also what we serve.
- *The 80/20 split* is over pairs, so an article may be on both sides of it; the study does not say otherwise.
- *No early stopping*: 50 epochs; the last one is kept.
- *The text encoder* is BERT in the study; ours is the configured one (all-MiniLM-L6-v2 unless set to
  bert-base-uncased).
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
from stylehub_core.training.configs import NetworkConfig, TrainingConfig
from stylehub_core.training.pair_validation import PairValidation

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
    """A model trained on 80 % of the pairs; the other 20 % give the distances in its facts.

    pairs: (m, 2) article rows.
    negatives: (m,) one for each pair.
    A distance or AUC is NaN if every negative is a partner, as in a catalogue of five articles.
    """
    from stylehub_core.training.loop import Trainer

    if len(pairs) < _FEWEST_PAIRS:
        raise TooLittleDataError(
            f"The study's recipe splits its pairs 80/20 and needs at least {_FEWEST_PAIRS} of them; "
            f"this data has {len(pairs)}."
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
    return Fitted(done.vectors, {"text": NetworkTower.of(done.network)}, "paper", history=done.history, facts=facts)
