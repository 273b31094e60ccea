"""What the Lesson screen says about a model that learns from pairs of articles."""

from stylehub_core.lesson.pairs.recipe import EPOCH_PAIRS, EPOCHS
from ui.lesson.words import Question, Words

WORDS = Words(
    presets={"The study’s failure": "failure", "Its cure": "cure"},
    things={
        "pairs": "Pairs",
        "source": "Pair source",
        "temperature": "Temperature",
        "batch": "Batch size",
        "mask": "Masking of doubles",
        "log_q": "logQ correction",
        "shape": "Network",
    },
    look={
        "": "The study repeats a stored list. Its cure draws fresh pairs, masks duplicates and corrects for popular "
        "articles.",
        "pairs": "A stored list can be learned by heart, fresh pairs can’t. Do learned and held-out pairs drift apart?",
        "source": "Text neighbours are near before any training. Does that help to predict what is bought together?",
        "temperature": "It sets how strongly articles are pushed apart. Does the order of the distances change (AUC), "
        "or only their size?",
        "batch": "A larger batch has more negatives per step, and fewer steps for the same pairs.",
        "mask": "An article can appear twice in a batch. Without masking, its duplicate is pushed away as a negative.",
        "log_q": "Popular articles are negatives most often, so they are pushed away most. logQ corrects for that.",
    },
    values={
        "stored": "a stored list",
        "fresh": "fresh each epoch",
        "study": "the study’s",
        "stylehub": "ours, with residual",
    },
    questions=(
        Question(
            "apart",
            "Held-out pairs vs. random ones",
            "Held-out pairs were bought together by customers the training never sees",
            {"Better apart": "better", "No real change": "same", "Worse apart": "worse"},
        ),
        Question(
            "space",
            "The space of all articles",
            "Collapse means that all articles end up in one place",
            {"More spread out": "less", "No real change": "same", "Nearer to collapse": "more"},
        ),
    ),
    figures={
        "Cosine distance": {
            "test_positive": "Held-out pairs",
            "train_positive": "Learned pairs",
            "test_negative": "Random pairs",
        },
        "AUC": {"auc": "AUC"},
        "Uniformity": {"uniformity": "Uniformity"},
        "Loss": {"loss": "Loss"},
        "Effective rank": {"effective_rank": "Effective rank"},
    },
    meters=(
        "AUC: how often a held-out pair is closer than a random one. Uniformity and effective rank are the collapse "
        "meter: uniformity rises to 0 and the rank falls to 1 where all articles share a single point."
    ),
    size=f"{EPOCHS} epochs of {EPOCH_PAIRS:,} pairs each, on a sample of customers and articles if there are many",
    neighbours="does it find what looks alike, or what is worn together?",
)
