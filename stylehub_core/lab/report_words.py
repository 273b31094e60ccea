"""The lab's measures in plain words, for screens and reports."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Words:
    """title: a column's heading; about: one sentence for people; better: which way is good, where one is."""

    title: str
    about: str
    better: Literal["higher", "lower", ""] = "higher"
    digits: int = 4


MEASURES: dict[str, Words] = {
    "recall": Words("Recall", "Of what was really bought, the share that is among the first k recommended."),
    "map": Words("MAP", "As recall, but early places count more: Kaggle's measure in the H&M competition."),
    "ndcg": Words("NDCG", "As recall, but a hit counts less the later it comes; 1 is the perfect order."),
    "hit_rate": Words("Hit rate", "The share of customers with at least one hit among the first k."),
    "mrr": Words("MRR", "One over the place of the first hit: 1 where it comes first, 0.5 where second."),
    "recall_never_sold": Words(
        "Never sold", "Recall of articles that nobody had bought in what may be seen: what only texts can find."
    ),
    "novelty": Words(
        "Novelty", "How little known the recommended articles are, in bits: one more where half as many bought it.",
        digits=2,
    ),
    "diversity": Words("Diversity", "How unlike each other a customer's k articles are, by their texts; 0 is alike.",
        digits=3,
    ),
    "coverage": Words("Coverage", "The share of the catalogue that anybody is recommended.", digits=3),
    "popularity_bias": Words(
        "Popularity bias", "How much more popular the recommended is than what the customers bought; 0 is as popular.",
        "lower", digits=2,
    ),
}  # fmt: skip
"""Those of a recommender's rankings, in the order of the table."""

SPACES: dict[str, Words] = {
    "auc": Words("Pairs", "AUC: the chance that articles bought together lie closer than random ones.", digits=3),
    "auc_popular": Words("Pairs, as popular", "The same AUC against pairs that are as popular.", digits=3),
    "attributes": Words("Words", "Precision at 12 of queries such as 'black dress', through the model.", digits=3),
}
"""Those of a model's space, on purchases after its own cut."""

COSTS: dict[str, Words] = {
    "trials": Words(
        "Trials", "How many settings were tried on validation: of the blend, and of the tuning where there was one.", ""
    ),
    "seconds": Words("Seconds", "Time to learn twice and to choose the blend.", "lower", digits=0),
    "megabytes": Words("MB", "Most memory that learning took beyond what was there before.", "lower", digits=0),
}

ASKED: dict[str, str] = {
    "next-basket": "What does each customer buy next? The last shopping day of each is hidden.",
    "next-week": "What do customers buy in the week after all that may be seen?",
    "co-purchase": "What else is in the basket? One article is hidden, and only the rest of the basket is given.",
}
"""Each protocol as a question."""

SETTINGS = (
    "Each recommender learns twice: for validation, where its blend is chosen, and for the test, which is looked at "
    "once. The blend adds the customer's own articles, their other colours and what sells; its weights are the best "
    "of the same trials for everyone, by recall at 12, and none where the best gains no more than one standard error "
    "over none. Where settings were tuned, that was on validation as well, and trials counts both. Candidates are all "
    "articles of the catalogue."
)
RANGES = (
    "Ranges hold the mean in 95 % of 1,000 bootstrap resamples of the customers. Gains are paired, customer by "
    "customer; p is of a two-sided randomisation test with Holm's correction for the number of recommenders."
)
