"""WhisperLite's losses against literal versions, and its attention."""

import math

import pytest
import torch

from stylehub_core.training.configs import NetworkConfig
from stylehub_core.training.whisperlite import WhisperLiteNetwork, binary_loss, contrastive_loss

LOGITS = torch.tensor([[1.0, -0.5, 2.0, 0.3], [0.2, 0.9, -1.0, 0.0]])
RELEVANT = torch.tensor([[True, False, True, False], [False, True, False, False]])


def test_the_contrastive_loss_compares_each_relevant_article_with_the_others_alone() -> None:
    losses = []
    for logits, relevant in zip(LOGITS.tolist(), RELEVANT.tolist(), strict=True):
        others = sum(math.exp(logit) for logit, good in zip(logits, relevant, strict=True) if not good)
        losses += [
            -math.log(math.exp(logit) / (math.exp(logit) + others))
            for logit, good in zip(logits, relevant, strict=True)
            if good
        ]
    assert float(contrastive_loss(LOGITS, RELEVANT)) == pytest.approx(sum(losses) / len(losses), rel=1e-5)


def test_the_binary_loss_weighs_the_few_relevant_pairs_as_much_as_the_rest() -> None:
    good = [-math.log(1 / (1 + math.exp(-logit))) for logit in LOGITS[RELEVANT].tolist()]
    bad = [-math.log(1 - 1 / (1 + math.exp(-logit))) for logit in LOGITS[~RELEVANT].tolist()]
    wanted = (sum(good) / len(good) + sum(bad) / len(bad)) / 2
    assert float(binary_loss(LOGITS, RELEVANT)) == pytest.approx(wanted, rel=1e-5)


def test_the_request_leads_the_attention_and_padding_does_not_count() -> None:
    torch.manual_seed(0)
    config = NetworkConfig(features=8, projection=4)
    network = WhisperLiteNetwork(6, 6, config, config, 0.1)
    history = torch.eye(4)[None, :3]
    faded = torch.tensor([[1.0, 1.0, 0.0]])
    for number in (0, 1):
        customer = network.customers(torch.eye(4)[number][None], history, faded)[0]
        assert int(customer.argmax()) == number
    assert float(network.customers(torch.eye(4)[2][None], history, faded)[0, 2].detach()) == 0
    assert float(network.customers(torch.eye(4)[:1], history, faded * 0).abs().sum().detach()) == 0
