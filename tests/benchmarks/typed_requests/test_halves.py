"""What is held back: half of each kind, whatever else is added."""

from collections import Counter

from benchmarks.typed_requests.halves import for_choosing, half_of_word
from benchmarks.typed_requests.written import written_requests

TEXTS = [f"request {number}" for number in range(101)]


def test_half_is_for_choosing_in_any_order() -> None:
    chosen = for_choosing(TEXTS)
    assert len(chosen) == 51
    assert for_choosing(TEXTS[::-1]) == chosen


def test_another_text_moves_at_most_one() -> None:
    chosen = for_choosing(TEXTS)
    for number in range(20):
        assert len((chosen ^ for_choosing([*TEXTS, f"another {number}"])) - {f"another {number}"}) <= 1


def test_the_halves_stay_as_they_are() -> None:
    words = ("jacket", "dress", "zebra", "linen")
    assert [half_of_word(word) for word in words] == ["held-back", "held-back", "choosing", "held-back"]
    assert half_of_word("pleats") == half_of_word("pleated") == half_of_word("pleat")
    assert sorted(for_choosing(["a", "b", "c", "d"])) == ["a", "c"]


def test_every_kind_is_halved() -> None:
    counts = Counter((request.kind, request.half) for request in written_requests())
    for kind in {kind for kind, _ in counts}:
        assert 0 <= counts[kind, "choosing"] - counts[kind, "held-back"] <= 1
