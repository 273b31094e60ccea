"""A scorer that is asked about the same customer several times in a row."""

from stylehub_core.arrays import FloatMatrix
from stylehub_core.histories import Histories
from stylehub_core.recommenders.contract import HistoryScorer, Scorer
from stylehub_core.request import Requests


class Remembering(HistoryScorer):
    """The scores of another scorer, which it keeps for the latest customer and for nobody on the latest day.

    Only for histories of one customer, which must be all that is known of that customer on that day.
    """

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._kept: dict[bool, tuple[tuple[int, int], FloatMatrix]] = {}

    def history_scores(self, histories: Histories) -> FloatMatrix:
        customer, today = int(histories.customers[0]), int(histories.today[0])
        known = self._kept.get(customer < 0)
        if known is None or known[0] != (customer, today):
            known = (customer, today), self._scorer.scores(Requests(histories))
            self._kept[customer < 0] = known
        return known[1]
