"""The lab's measures in plain words, for the screens and reports."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Words:
    """title: a column's heading.
    about: one sentence that explains it.
    better: which direction is better; '' for neither.
    """

    title: str
    about: str
    better: Literal["higher", "lower", ""] = "higher"
    digits: int = 4


MEASURES: dict[str, Words] = {
    "recall": Words("Recall", "The share of what customers really bought that is among the first k recommendations."),
    "map": Words("MAP", "Like recall, but earlier ranks count more: Kaggle's metric in the H&M competition."),
    "ndcg": Words("NDCG", "Like recall, but a hit counts less the lower it is ranked; 1 is a perfect ranking."),
    "hit_rate": Words("Hit rate", "The share of customers with at least one hit among the first k."),
    "mrr": Words("MRR", "One over the rank of the first hit: 1 if it is ranked first, 0.5 if second."),
    "recall_never_sold": Words(
        "Never sold", "Recall on articles with no purchases in the training data."
    ),
    "novelty": Words(
        "Novelty", "How little known the recommended articles are, in bits: one more bit for each halving of the "
        "buyers.",
        digits=2,
    ),
    "diversity": Words("Diversity", "How different a customer's k recommendations are from each other, by their "
    "texts; 0 means identical.",
        digits=3,
    ),
    "coverage": Words("Coverage", "The share of the catalogue that is recommended to anyone.", digits=3),
    "popularity_bias": Words(
        "Popularity bias", "How much more popular the recommendations are than what the customers bought; 0 is equal.",
        "lower", digits=2,
    ),
}  # fmt: skip
"""Measures of a recommender's rankings, in the order of the table."""

SPACES: dict[str, Words] = {
    "auc": Words("Pairs", "AUC: the chance that articles bought together lie closer than random ones.", digits=3),
    "auc_popular": Words("Pairs, equally popular", "The same AUC against pairs that are equally popular.", digits=3),
    "attributes": Words("Words", "Precision at 12 of queries such as 'black dress', through the model.", digits=3),
}
"""Measures of a model's space, on purchases after its training period."""

COSTS: dict[str, Words] = {
    "trials": Words(
        "Trials",
        "How many settings were tried on validation: for the blend and, if it was tuned, for the recommender.",
        "",
    ),
    "seconds": Words("Seconds", "Time to fit twice and choose the blend.", "lower", digits=0),
    "megabytes": Words("MB", "Peak memory that fitting added.", "lower", digits=0),
}

PROTOCOL_QUESTIONS: dict[str, str] = {
    "next-basket": "What does each customer buy next? Each customer's last shopping day is held out.",
    "next-week": "What do customers buy in the following week? It is held out.",
    "co-purchase": "What else is in the basket? One article is held out; only the rest of the basket is given.",
    "outfits": "Which article is missing from the outfit? Whole outfits are held out, and one article is taken out of "
    "each.",
    "outfits-disjoint": "Which article is missing, if nobody has worn or bought it yet? The missing article and all "
    "wrong ones are new.",
}
"""Each protocol as a question."""

SETTINGS = (
    "Each recommender is fitted twice: for validation, where its blend is chosen, and for the test, which is used "
    "once. The blend adds the customer's own purchases, other colours of them, and bestsellers. Its weights are the "
    "best of the same trials for every recommender, by recall at 12; nothing is added unless the gain exceeds one "
    "standard error. Settings were tuned on validation as well, and “trials” counts both. All articles of the "
    "catalogue are candidates."
)
RANGES = (
    "Ranges cover the mean in 95 % of 1,000 bootstrap resamples of the customers. Gains are paired by customer; p is "
    "from a two-sided randomisation test, Holm-corrected for the number of recommenders."
)

OUTFIT_MEASURES: dict[str, Words] = {
    "auc": Words(
        "AUC",
        "How often the missing article scores above a wrong one. Wrong ones have its product type and sell as well. "
        "Guessing reaches 0.5.",
        digits=3,
    ),
    "blank": Words(
        "Fill in the blank",
        "How often the missing article scores highest of four of its product type. Guessing reaches 0.25.",
        digits=3,
    ),
    "ndcg": Words(
        "NDCG in the slot",
        "How high the missing article ranks among up to 100 articles of its slot, such as shoes: 1 for the first rank, "
        "0.63 for the second, 0.5 for the third.",
        digits=3,
    ),
    "recall": Words(
        "Recall@12",
        "How often the missing article is among the first 12 of everything that can be worn. Asked for the first 200 "
        "outfits only, as each takes a while.",
        digits=3,
    ),
}
"""Measures of a set scorer on held-out outfits."""

OUTFIT_GAINS: dict[str, Words] = {
    "ratio": Words("× floor", "The mean divided by that of the best floor: above 1 is better.", digits=2),
    "p": Words("p", "How likely so large a difference is by chance, for this comparison alone.", "lower"),
    "holm": Words("Holm", "The same, corrected for the number of comparisons in the table (Holm).", "lower"),
}
"""How far a set scorer exceeds the best floor."""

OUTFIT_KIND = Words("Kind", "A floor is only there for others to be compared with.", "")
OUTFIT_COSTS: dict[str, Words] = {
    "seconds": Words("Seconds", "Time to fit.", "lower", digits=0),
    "megabytes": COSTS["megabytes"],
}
OUTFIT_CHART = "Filled: ours. Hollow: floors. Lines: 95 % ranges."

OUTFIT_SETTINGS = (
    "Each set scorer learns from the outfits that are not held out, and each question goes to all of them. Wrong "
    "answers are drawn by how often they sell: among articles drawn at random, the bestseller would mostly be right. "
    "Floors are simple rules and cosines of models; ours are compared with the floor that fills most blanks."
)
OUTFIT_RANGES = (
    "Ranges cover the mean in 95 % of 1,000 bootstrap resamples of the outfits. Gains are ratios of means, paired by "
    "outfit; p is from a two-sided randomisation test, and Holm’s correction counts all comparisons of the table."
)


def outfit_gain_title(measure: str, gain: str) -> str:
    """The heading of one of OUTFIT_GAINS in one of OUTFIT_MEASURES."""
    return f"{OUTFIT_MEASURES[measure].title}, {OUTFIT_GAINS[gain].title}"
