"""A thousand odd requests."""

from benchmarks.typed_requests.odd_requests import COUNT, odd_requests


def test_they_are_many_different_and_the_same_every_time() -> None:
    requests = odd_requests("choosing")
    assert len(requests) == COUNT
    assert requests == odd_requests("choosing") != odd_requests("held-back")
    assert len(set(requests)) > COUNT / 2
    assert not any("{}" in text for text in requests)


def test_they_hold_what_breaks_searches() -> None:
    requests = odd_requests("choosing")
    assert max(map(len, requests)) >= 300
    assert any(not text.strip() for text in requests)
    assert any("\x00" in text for text in requests)
    assert any(text.count('"') % 2 for text in requests)
    assert any(ord(letter) > 0xFFFF for text in requests for letter in text)
