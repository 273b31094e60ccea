"""Recognises the folder of a published outfit data set by its files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stylehub_core.catalog.schema import Split

Subset = Literal["nondisjoint", "disjoint"]
SUBSETS: tuple[Subset, ...] = ("nondisjoint", "disjoint")
SPLITS: tuple[Split, ...] = ("train", "valid", "test")

METADATA, CATEGORIES = "polyvore_item_metadata.json", "categories.csv"
MARYLAND_CATEGORIES = "category_id.txt"
_MARYLAND_COMPATIBILITY = ("fashion_compatibility_prediction.txt", "fashion-compatibility-prediction.txt")
_MARYLAND_BLANKS = ("fill_in_blank_test.json", "fill_in_the_blank_test.json")


@dataclass(frozen=True)
class PublishedFolder:
    """The folder of a published outfit data set.

    kind: 'polyvore-outfits' (Vasileva et al. 2018) or 'maryland' (Han et al. 2017).
    root: the folder of the articles' data and of images/.
    sets: the folder of the outfits and questions: nondisjoint/ or disjoint/; the root itself under Maryland's layout.
    """

    kind: Literal["polyvore-outfits", "maryland"]
    root: Path
    sets: Path

    def set_file(self, split: Split) -> Path:
        """The file of a split's outfits."""
        return self.sets / (f"{split}.json" if self.kind == "polyvore-outfits" else f"{split}_no_dup.json")

    def compatibility_file(self, split: Split) -> Path | None:
        """The file of a split's compatibility questions; None if the data set is published without."""
        if self.kind == "polyvore-outfits":
            return self.sets / f"compatibility_{split}.txt"
        return self._first_of(_MARYLAND_COMPATIBILITY) if split == "test" else None

    def blanks_file(self, split: Split) -> Path | None:
        """The file of a split's fill-in-the-blank questions; None if the data set is published without."""
        if self.kind == "polyvore-outfits":
            return self.sets / f"fill_in_blank_{split}.json"
        return self._first_of(_MARYLAND_BLANKS) if split == "test" else None

    @property
    def article_files(self) -> tuple[Path, ...]:
        """The existing files that the articles are read from."""
        names = (METADATA, CATEGORIES) if self.kind == "polyvore-outfits" else (MARYLAND_CATEGORIES,)
        files = (*(self.root / name for name in names), *(self.set_file(split) for split in SPLITS))
        return tuple(path for path in files if path.is_file())

    @property
    def outfit_files(self) -> tuple[Path, ...]:
        """The existing files that the outfits and questions are read from."""
        files = [find(split) for split in SPLITS for find in (self.set_file, self.compatibility_file, self.blanks_file)]
        return tuple(path for path in files if path is not None and path.is_file())

    def _first_of(self, names: tuple[str, ...]) -> Path:
        """The first of these files that exists, or else the first."""
        paths = [self.sets / name for name in names]
        return next((path for path in paths if path.is_file()), paths[0])


def published_folder(data: Path, subset: Subset | None = None) -> PublishedFolder | None:
    """The published data set in `data`, or None.

    `data` is the whole download, or the folder nondisjoint/ or disjoint/ in it.
    subset: which of these two to read; by default nondisjoint, or the only one there is.
    """
    if any((data / f"{split}_no_dup.json").is_file() for split in SPLITS):
        return PublishedFolder("maryland", data, data)
    present = [name for name in SUBSETS if _has_sets(data / name)]
    if present:
        return PublishedFolder("polyvore-outfits", data, data / (subset or present[0]))
    if _has_sets(data) and not (data / METADATA).is_file() and _is_below_root(data):
        return PublishedFolder("polyvore-outfits", data.parent, data)
    if (data / METADATA).is_file():
        return PublishedFolder("polyvore-outfits", data, data if _has_sets(data) else data / (subset or SUBSETS[0]))
    return None


def _is_below_root(data: Path) -> bool:
    return data.name in SUBSETS or (data.parent / METADATA).is_file()


def _has_sets(folder: Path) -> bool:
    return any((folder / f"{split}.json").is_file() for split in SPLITS)
