"""How well each article's text agrees with its picture, and where the two disagree."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.alignment.aspects import ASPECTS, Claims, claims_of
from stylehub_core.alignment.cross_fit import AlignmentConfig, OutOfFold, out_of_fold
from stylehub_core.alignment.evidence import (
    agreement_of,
    calibrated_temperature,
    evidence_against,
    log_probabilities,
)
from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.catalog.product_numbers import product_numbers
from stylehub_core.progress import Progress, silent


@dataclass(frozen=True, eq=False)
class AspectAlignment:
    """One aspect of p articles.

    evidence: (p,) how much the picture speaks against the text; above 0, it is less likely than any other's text.
    says: (p,) the value in the text, '' for none. looks: (p,) the most likely other value by the picture.
    """

    name: str
    evidence: FloatVector
    says: NDArray[np.object_]
    looks: NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Alignment:
    """The p articles with a picture. rows: (p,) their rows in the catalogue, ascending.

    scores: (p,) the probability that the text is right, 0 to 1.
    """

    rows: IntVector
    scores: FloatVector
    aspects: tuple[AspectAlignment, ...]

    @property
    def evidence(self) -> FloatMatrix:
        """(p, aspects)"""
        return np.stack([aspect.evidence for aspect in self.aspects], axis=1)


def alignment(
    rows: IntVector,
    pictures: FloatMatrix,
    articles: pd.DataFrame,
    config: AlignmentConfig,
    folder: Path,
    progress: Progress = silent,
) -> Alignment:
    """The alignment of p articles. No article is judged by what its own text, or its product's, has taught.

    rows: (p,) of the articles with a picture. pictures: (p, d) unit rows. articles: (p rows) their texts.
    folder: for checkpoints. Raises TooLittleDataError as `out_of_fold`.
    """
    claims = claims_of(articles)
    told = out_of_fold(pictures, claims, product_numbers(articles), config, folder, progress)
    aspects = []
    for aspect in ASPECTS:
        parts = [(column, said) for column, said in zip(claims, told, strict=True) if column.aspect == aspect.name]
        if parts:
            aspects.append(_aspect(aspect.name, parts))
    evidence = np.stack([aspect.evidence for aspect in aspects], axis=1)
    return Alignment(rows, agreement_of(evidence, config.prior), tuple(aspects))


def _aspect(name: str, parts: Sequence[tuple[Claims, OutOfFold]]) -> AspectAlignment:
    """The strongest evidence of the aspect's columns, and what the text says and the picture looks like.

    Both sides are those of the finest column that the picture speaks against, as people read this one; if it speaks
    against none, of the column with the strongest evidence.
    """
    evidence, says, looks = (np.stack(each) for each in zip(*(_sides(*part) for part in parts), strict=True))
    strongest = np.where(says == "", -np.inf, evidence).argmax(axis=0)
    against = (says != "") & (evidence > 0)
    chosen = np.where(against.any(axis=0), against.argmax(axis=0), strongest), np.arange(len(strongest))
    return AspectAlignment(name, evidence.max(axis=0), says[chosen], looks[chosen])


def _sides(column: Claims, told: OutOfFold) -> tuple[FloatVector, NDArray[np.object_], NDArray[np.object_]]:
    """((p,) evidence, (p,) what the column says, (p,) the most likely other value by the picture)."""
    said = column.codes >= 0
    log_p = log_probabilities(told.logits, calibrated_temperature(told.logits[said], column.codes[said]))
    evidence = evidence_against(log_p, column.codes, told.taught)
    log_p[said, column.codes[said]] = -np.inf
    says = np.where(said, column.values[column.codes], "").astype(object)
    return evidence, says, column.values[log_p.argmax(axis=1)].astype(object)
