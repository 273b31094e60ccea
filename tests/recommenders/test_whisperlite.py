"""WhisperLite without PyTorch scores as it does with it, and a request and a history both count."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch

from stylehub_core.arrays import unit
from stylehub_core.errors import ModelError
from stylehub_core.histories import Fading, Histories
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.world import World
from stylehub_core.recommenders.made_requests import MadeRequests
from stylehub_core.recommenders.request_words import ArticleWords
from stylehub_core.recommenders.whisperlite import WhisperLite, WhisperLiteConfig, in_two
from stylehub_core.recommenders.whisperlite_score import SELLING, WhisperLiteScorer, padded_histories, repeated
from stylehub_core.request import Request, Requests
from stylehub_core.search.recent_sales import RecentSales
from stylehub_core.training.configs import NetworkConfig
from stylehub_core.training.shared_words import shared_words
from stylehub_core.training.whisperlite import WhisperLiteNetwork, exported
from tests.recommenders.two_groups import GROUPS, TODAY, histories_of

TYPED = ["red dress", "shirt", "something else"]
CONFIG, ARTICLES, TEXT = NetworkConfig(features=8, projection=4), 7, 6


def test_the_scorer_scores_as_the_network_does() -> None:
    torch.manual_seed(3)
    rng = np.random.default_rng(3)
    network = WhisperLiteNetwork(TEXT, TEXT, CONFIG, CONFIG, 0.2).eval()
    torch.nn.init.uniform_(network.residuals)
    sentences, texts = (unit(rng.normal(size=(rows, TEXT)).astype(np.float32)) for rows in (ARTICLES, 3))
    words = ArticleWords.of(
        pd.DataFrame({"product_type_name": ["Dress", "Shirt", "Bag", "Hat", "Top", "Scarf", "Belt"]})
    )
    past, product, fading = histories_of([0, 2], [], [4]), np.array([0, 0, 1, 2, 3, 3, 4], np.int32), Fading()
    sold = RecentSales(product, np.array([TODAY - 9, TODAY - 2], np.int32), np.array([3, 5], np.int32))
    history, faded = padded_histories(past, fading, 5)
    repeats = [part.toarray() for part in repeated(past, fading, product)]
    with torch.no_grad():
        articles = network.article(torch.from_numpy(sentences))
        read = articles[torch.from_numpy(np.maximum(history, 0).astype(np.int64))]
        requests = network.request(torch.from_numpy(texts))
        customers = network.customers(requests, read, torch.from_numpy(faded))
        shares = shared_words(words.asked(TYPED), words.attributes, words.anywhere)
        residuals = torch.from_numpy(np.stack([texts @ sentences.T, *repeats, *shares]).astype(np.float32))
        wanted = network.scores(requests, customers, articles, residuals).numpy()
    tower, arrays = NetworkTower.of(network.request), exported(network)
    weights = np.concatenate([network.scales.detach(), network.residuals.detach(), np.zeros(len(SELLING))])
    scorer = WhisperLiteScorer(
        tower, articles.numpy(), sentences, product, words, sold, arrays, 0.2, 5, fading, weights.astype(np.float32)
    )
    scores = scorer.vector_scores(texts, words.asked(TYPED), past)
    np.testing.assert_allclose(scores, wanted, rtol=1e-4, atol=1e-4)


def test_repeats_count_the_article_and_its_other_colours() -> None:
    own, product = repeated(histories_of([1]), Fading(), np.array([0, 0, 1], np.int32))
    assert own.toarray()[0].tolist() == pytest.approx([0, own.toarray()[0, 1], 0])
    assert own.toarray()[0, 1] > 0
    assert (product.toarray()[0] > 0).tolist() == [True, True, False]


def test_the_latest_purchases_are_read() -> None:
    past = Histories(
        np.zeros(1, np.int32), np.array([100], np.int32), np.array([30], np.float32), np.zeros(3, np.int32),
        np.array([5, 6, 7], np.int32), np.array([10, 90, 50], np.int32), np.ones(3, np.int32),
    )  # fmt: skip
    rows, faded = padded_histories(past, Fading(), 2)
    assert rows.tolist() == [[6, 7]]
    assert faded[0, 0] > faded[0, 1] > 0


def test_it_recommends_what_the_group_buys_and_hears_the_words(world: World, tmp_path: Path) -> None:
    scorer = WhisperLite().fit(world, tmp_path)
    first, second = scorer.scores(Requests(histories_of([0, 1], [6, 7])))
    assert first[list(GROUPS[0])].sum() > second[list(GROUPS[0])].sum()
    asked = scorer.scores(Requests(histories_of([0, 1]), (Request(text="shirt"),)))[0]
    assert not np.allclose(asked, first)
    with pytest.raises(ModelError, match="without a text encoder"):
        WhisperLiteScorer(**{**scorer.__dict__, "encoder": None}).scores(
            Requests(histories_of([0]), (Request(text="shirt"),))
        )
    assert TODAY > 0


def test_the_weights_are_learned_from_later_requests_unless_there_are_too_few() -> None:
    days = np.arange(400, dtype=np.int32)
    made = MadeRequests(("dress",) * 400, days, days, (days[:1],) * 400)
    earlier, later = in_two(made, 0.25)
    assert (len(earlier), len(later)) == (300, 100)
    assert earlier.days.max() < later.days.min()
    few = made.chosen(np.arange(100, dtype=np.int32))
    assert [len(part) for part in in_two(few, 0.25)] == [100, 100]


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_the_later_requests_are_a_share(share: float) -> None:
    with pytest.raises(ModelError, match=r"whisperlite\.share"):
        WhisperLiteConfig(share=share)
