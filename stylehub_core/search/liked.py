"""The articles that a person likes and does not like, by their ids."""

from collections.abc import Sequence
from dataclasses import dataclass

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError
from stylehub_core.request import WeightedArticle

Articles = tuple[WeightedArticle, ...]


@dataclass(frozen=True)
class Liked:
    """like, unlike: the fields of a request; no article is in both, or twice in one."""

    like: Articles = ()
    unlike: Articles = ()

    @property
    def any(self) -> bool:
        """Whether there is an article at all."""
        return bool(self.like or self.unlike)

    @classmethod
    def of(cls, catalog: Catalog, like: Sequence[str], unlike: Sequence[str]) -> "Liked":
        """The articles with these ids. Raises QueryError for an unknown id, and for one that is in both."""
        rows, others = (catalog.rows_of(dict.fromkeys(ids)).tolist() for ids in (like, unlike))
        if both := set(rows) & set(others):
            article_id = catalog.ids[min(both)]
            raise QueryError(f"The article {article_id} is both liked and disliked: choose one of the two.")
        return cls(_articles(rows), _articles(others))


def _articles(rows: Sequence[int]) -> Articles:
    return tuple(WeightedArticle(row) for row in dict.fromkeys(rows))
