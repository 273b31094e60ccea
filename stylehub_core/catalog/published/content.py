"""The content of a published outfit data set, in our words."""

from collections.abc import Sequence
from dataclasses import dataclass

from stylehub_core.catalog.outfit_questions import BlankQuestion, CompatibilitySet
from stylehub_core.catalog.schema import Split
from stylehub_core.number_text import counted

_EXAMPLES = 3


@dataclass(frozen=True)
class PublishedArticle:
    """An article; a text is '' if it is unknown.

    category: its fine category. semantic: its class, such as 'tops'; '' if unknown.
    picture: its file below images/; '' for <article_id>.jpg.
    """

    article_id: str
    name: str
    category: str
    semantic: str
    description: str = ""
    picture: str = ""


@dataclass(frozen=True)
class OutfitItem:
    """An article of an outfit. key: its name in questions: the outfit's id and its index there, as in '119704139_1'."""

    key: str
    outfit_id: str
    article_id: str
    split: Split


@dataclass(frozen=True)
class LeftOut:
    """Parts of a file that cannot be used. noun: 'item', 'line' or 'question'. reasons: one for each."""

    file: str
    noun: str
    reasons: Sequence[str]

    @property
    def example(self) -> str:
        """The first few reasons."""
        return "; ".join(self.reasons[:_EXAMPLES])

    def __str__(self) -> str:
        return f"{self.file}: {counted(len(self.reasons), self.noun)} cannot be used, such as {self.example}."


@dataclass(frozen=True)
class PublishedContent:
    """A whole data set. left_out: what cannot be used. missing: optional files that are not there, in one line each."""

    articles: tuple[PublishedArticle, ...]
    items: tuple[OutfitItem, ...]
    compatibility: tuple[CompatibilitySet[str], ...]
    blanks: tuple[BlankQuestion[str], ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[str, ...]
