"""Reads a published outfit data set whole: its articles, outfits and questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stylehub_core.catalog.outfit_questions import BlankQuestion, CompatibilitySet
from stylehub_core.catalog.published.content import LeftOut, PublishedContent
from stylehub_core.catalog.published.folder import SPLITS, PublishedFolder
from stylehub_core.catalog.published.json_file import read_json
from stylehub_core.catalog.published.maryland import maryland_articles, product_id
from stylehub_core.catalog.published.polyvore_outfits import item_id, polyvore_articles
from stylehub_core.catalog.published.questions import blank_questions, compatibility_sets
from stylehub_core.catalog.published.sets import read_sets
from stylehub_core.catalog.schema import Split
from stylehub_core.errors import CatalogError


def read_published(folder: PublishedFolder) -> PublishedContent:
    """All that the folder holds. Raises CatalogError if a file that it needs is missing or broken.

    The files of questions may be missing; broken ones are an error.
    """
    is_maryland = folder.kind == "maryland"
    sets = read_sets(folder, product_id if is_maryland else item_id)
    articles = maryland_articles(folder, sets) if is_maryland else polyvore_articles(folder, sets)
    questions = _Questions({item.key: item.article_id for item in sets.items})
    for split in SPLITS:
        questions.read_compatibility(folder.compatibility_file(split), split)
        questions.read_blanks(folder.blanks_file(split), split)
    return PublishedContent(
        articles,
        sets.items,
        tuple(questions.compatibility),
        tuple(questions.blanks),
        (*sets.left_out, *questions.left_out),
        tuple(questions.missing),
    )


@dataclass
class _Questions:
    """The questions of the files read so far. article_of: the article_id of every item."""

    article_of: Mapping[str, str]
    compatibility: list[CompatibilitySet[str]] = field(default_factory=list)
    blanks: list[BlankQuestion[str]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def read_compatibility(self, path: Path | None, split: Split) -> None:
        if self._is_there(path, f"no compatibility questions for {split}"):
            assert path is not None
            found = compatibility_sets(_lines(path), split, self.article_of)
            self.compatibility += found.kept
            self._leave_out(path, "line", found.faults)

    def read_blanks(self, path: Path | None, split: Split) -> None:
        if self._is_there(path, f"no fill-in-the-blank questions for {split}"):
            assert path is not None
            found = blank_questions(read_json(path, list), split, self.article_of)
            self.blanks += found.kept
            self._leave_out(path, "question", found.faults)

    def _is_there(self, path: Path | None, without: str) -> bool:
        """Whether there is such a file; one that is published but not there is noted."""
        if path is not None and not path.is_file():
            self.missing.append(f"no {path.name}: {without}")
        return path is not None and path.is_file()

    def _leave_out(self, path: Path, noun: str, faults: list[str]) -> None:
        if faults:
            self.left_out.append(LeftOut(path.name, noun, faults))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise CatalogError(f"{path.name}: cannot be read ({error.strerror or error}).") from error
    except UnicodeDecodeError as error:
        raise CatalogError(
            f"{path.name}: not a text file ({error.reason} at byte {error.start:,}). Is the download complete? "
            "Fetch the file again."
        ) from error
