"""How answers are judged."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from benchmarks.typed_requests.answers import Answer, Asked, miscounts, precision
from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int32)


def test_precision_is_relative_to_what_there_is() -> None:
    first = Answer(rows(*range(24)), None, 0.0)
    assert precision(first, rows(0, 1, 5, 20)) == 3 / 4  # the 21st is not among the first 12
    assert precision(first, rows(*range(6, 30))) == 6 / 12
    assert precision(Answer(rows(3, 3, 3), None, 0.0), rows(3, 4)) == 1 / 2
    assert precision(Answer(rows(), None, 0.0), rows(1)) == 0


def test_only_answers_that_say_a_number_are_counted() -> None:
    answers = [Answer(rows(), about, 0.0) for about in (3, None, 10)]
    assert miscounts(answers, [rows(1, 2), rows(1), rows(*range(10))]) == [0.5, 0.0]


def raises(error: Exception) -> Callable[..., object]:
    def search(*arguments: object, **options: object) -> object:
        raise error

    return search


@pytest.mark.parametrize(
    ("search", "outcome"),
    [
        (lambda *arguments, **options: SimpleNamespace(rows=rows(1, 2)), "answer"),
        (lambda *arguments, **options: SimpleNamespace(rows=rows()), "empty answer"),
        (raises(QueryError("The request is empty: type a word.")), "clear sentence"),
        (raises(QueryError("unexpected token")), "failure"),
        (raises(QueryError("One line.\nAnother.")), "failure"),
        (raises(KeyError("row")), "failure"),
    ],
)
def test_outcomes_of_odd_requests(search: Callable[..., object], outcome: str) -> None:
    hub = cast(Hub, SimpleNamespace(search=search))
    assert Asked(hub, "item-text", "fused").outcome("''")[0] == outcome


def test_what_the_answer_says_about_its_number() -> None:
    hub = cast(Hub, SimpleNamespace(search=lambda *arguments, **options: SimpleNamespace(rows=rows(1), about=140)))
    assert Asked(hub, "item-text", "fused").answer("dress").about == 140
