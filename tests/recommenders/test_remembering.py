"""Remembered scores are those of the scorer, which is asked once for a customer and a day."""

from dataclasses import replace

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.histories import Histories
from stylehub_core.recommenders.contract import HistoryScorer
from stylehub_core.recommenders.remembering import Remembering
from stylehub_core.request import Requests


class Counting(HistoryScorer):
    def __init__(self) -> None:
        self.times = 0

    def history_scores(self, histories: Histories) -> FloatMatrix:
        self.times += 1
        return np.array([[histories.customers[0], histories.today[0]]], np.float32)


def test_each_customer_and_each_day_is_scored_once() -> None:
    scorer = Counting()
    remembering = Remembering(scorer)
    for customer, today in ((3, 10), (3, 10), (4, 10), (4, 11), (3, 10)):
        for who in (customer, -1):
            asked = replace(Histories.picked([], today), customers=np.array([who], np.int32))
            assert remembering.scores(Requests(asked)).tolist() == [[who, today]]
    assert scorer.times == 4 + 3
