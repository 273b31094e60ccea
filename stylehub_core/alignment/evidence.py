"""How much a picture speaks against what a text claims; arrays in, arrays out.

A wrong text says what texts say anyway: its value v has the probability q(v), the share of the articles that have v.
A right one has p(v | picture). So the evidence against a claim is log q(v) - log p(v | picture). For a text of which
one aspect is wrong, each as likely as the others, the likelihood ratio is the mean of q / p over the aspects.
"""

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector

DOUBT = 1.0
"""So many articles of a value have to teach a classifier before it is believed half."""
LEAST = 0.003
"""The least share of q in what is taken for p, so that no evidence is above log(1 / LEAST)."""
_TEMPERATURES = np.geomspace(0.3, 4, 40)


def log_probabilities(logits: FloatMatrix, temperature: float = 1.0) -> FloatMatrix:
    """(n, v) the logarithms of the softmax of logits / temperature."""
    scaled = logits.astype(np.float64) / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    return np.asarray(scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True)), np.float32)


def calibrated_temperature(logits: FloatMatrix, values: IntVector) -> float:
    """The temperature under which the values are the least surprising. logits: (n, v) out of fold; values: (n,)."""
    rows = np.arange(len(values))
    surprises = [-log_probabilities(logits, t)[rows, values].mean(dtype=np.float64) for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(surprises))])


def evidence_against(log_p: FloatMatrix, values: IntVector, taught: IntVector) -> FloatVector:
    """(n,) log q - log p of each article's value; 0 where it has none (-1).

    log_p: (n, v) out of fold.
    taught: (n,) the number of articles with the same value that taught the classifier: a value that it hardly knows
    is no evidence.
    """
    said = values >= 0
    shares = np.bincount(values[said], minlength=log_p.shape[1]) / max(said.sum(), 1)
    q, p = shares[values[said]], np.exp(log_p[said, values[said]].astype(np.float64))
    unknown = np.maximum(DOUBT / (taught[said] + DOUBT), LEAST)
    evidence = np.zeros(len(values), np.float32)
    evidence[said] = np.log(q) - np.log((1 - unknown) * p + unknown * q)
    return evidence


def agreement_of(evidence: FloatMatrix, prior: float) -> FloatVector:
    """(n,) the probability that the text is right. evidence: (n, aspects). prior: the expected share of wrong texts."""
    against = np.exp(evidence.astype(np.float64)).mean(axis=1) * prior
    return np.asarray((1 - prior) / (1 - prior + against), np.float32)
