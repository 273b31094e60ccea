"""Reads the questions of a published protocol. Every item is named by its set and its index there: '119704139_1'."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from stylehub_core.catalog.outfit_questions import BlankQuestion, CompatibilitySet
from stylehub_core.catalog.schema import Split

_ANSWERS = 4

Question = TypeVar("Question", CompatibilitySet[str], BlankQuestion[str])


@dataclass
class Questions(Generic[Question]):
    """The questions of one file, and why each of the others cannot be used."""

    kept: list[Question] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _UnusableError(Exception):
    """Why a question cannot be used."""


def compatibility_sets(
    lines: Iterable[str], split: Split, article_of: Mapping[str, str]
) -> Questions[CompatibilitySet[str]]:
    """The sets of lines such as '1 119704139_1 119704139_2': 1 for a set that goes together, 0 for another.

    article_of: the article_id of every item. An article that a line names twice counts once.
    A line with an unknown item, another label, or fewer than two articles is left out.
    """
    read: Questions[CompatibilitySet[str]] = Questions()
    for number, line in enumerate(lines, 1):
        label, *keys = line.split() or [""]
        if label:
            try:
                if label not in ("0", "1"):
                    raise _UnusableError(f"the label '{label[:20]}' is not 0 or 1")
                articles = tuple(dict.fromkeys(_articles(keys, article_of)))
                if len(articles) < 2:
                    raise _UnusableError("fewer than two articles")
                read.kept.append(CompatibilitySet(split, label == "1", articles))
            except _UnusableError as fault:
                read.faults.append(f"line {number}: {fault}")
    return read


def blank_questions(entries: list[Any], split: Split, article_of: Mapping[str, str]) -> Questions[BlankQuestion[str]]:
    """The fill-in-the-blank questions; the right answer is the first that comes from the question's own set.

    An article that a question names twice counts once. Left out is a question with an unknown item or not four answers,
    without an answer from its own set, or with an answer that is a product of the set or of another answer: published
    sets may have a product twice, and then no answer or several are right.
    """
    read: Questions[BlankQuestion[str]] = Questions()
    for number, entry in enumerate(entries, 1):
        try:
            read.kept.append(_blank_question(entry if isinstance(entry, dict) else {}, split, article_of))
        except _UnusableError as fault:
            read.faults.append(f"question {number}: {fault}")
    return read


def _blank_question(entry: Mapping[str, Any], split: Split, article_of: Mapping[str, str]) -> BlankQuestion[str]:
    keys, choices, position = (entry.get(name) for name in ("question", "answers", "blank_position"))
    if not isinstance(keys, list) or not keys:
        raise _UnusableError("no items in 'question'")
    if not isinstance(choices, list) or len(choices) != _ANSWERS:
        raise _UnusableError(f"{len(choices) if isinstance(choices, list) else 'no'} answers instead of {_ANSWERS}")
    if not isinstance(position, int) or isinstance(position, bool) or position < 1:
        raise _UnusableError(f"the blank_position is {str(position)[:20]!r}")
    articles = tuple(dict.fromkeys(_articles(keys, article_of)))
    answers = tuple(_articles(choices, article_of))
    if len({*articles, *answers}) < len(articles) + len(answers):
        raise _UnusableError("a product is there twice")
    own = _set_of(keys[0])
    right = next((place for place, key in enumerate(choices) if _set_of(key) == own), None)
    if right is None:
        raise _UnusableError(f"no answer is from its set '{own[:40]}'")
    return BlankQuestion(split, articles, answers, right, position)


def _articles(keys: Iterable[object], article_of: Mapping[str, str]) -> list[str]:
    articles = []
    for key in keys:
        article = article_of.get(key) if isinstance(key, str) else None
        if article is None:
            raise _UnusableError(f"no outfit has an item '{str(key)[:40]}'")
        articles.append(article)
    return articles


def _set_of(key: str) -> str:
    return key.rpartition("_")[0]
