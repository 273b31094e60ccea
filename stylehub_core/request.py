"""A question to a model or a recommender: one frozen Request for screens, the command line, Python and the lab."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories

Field = Literal["text", "picture", "like", "unlike", "history", "day"]
"""The parts of a request that a model or a recommender can use, or cannot."""
FIELDS: tuple[Field, ...] = get_args(Field)

_NAMES: dict[Field, str] = {
    "text": "words",
    "picture": "a picture",
    "like": "articles to be like",
    "unlike": "something to be unlike",
    "history": "a purchase history",
    "day": "a day",
}


@dataclass(frozen=True)
class WeightedArticle:
    """An article row of the catalogue, and how much it counts beside the others; above 0."""

    row: int
    weight: float = 1.0


@dataclass(frozen=True, eq=False)
class Request:
    """What one person asks for. Fields that are left empty ask for nothing.

    text: words, as typed.
    picture: the bytes of a picture file.
    like: articles that the answer should resemble.
    unlike: articles, or words, that the answer should not resemble.
    history: what the customer bought before, for one customer.
    day: the day of asking, in days since 1970; a history brings its own.
    """

    text: str = ""
    picture: bytes | None = None
    like: tuple[WeightedArticle, ...] = ()
    unlike: tuple[WeightedArticle | str, ...] = ()
    history: Histories | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.history is not None:
            if len(self.history) != 1:
                raise QueryError(f"A request is for one history, and {len(self.history)} were given.")
            own = int(self.history.today[0])
            if self.day is not None and self.day != own:
                raise QueryError(
                    f"The request is for day {self.day}, and its history for day {own}: give one of the two."
                )
            object.__setattr__(self, "day", own)
        weights = [article.weight for article in (*self.like, *self.unlike) if isinstance(article, WeightedArticle)]
        if any(not 0 < weight < float("inf") for weight in weights):
            raise QueryError(f"An article has the weight {min(weights):g} in the request: give numbers above 0.")

    @classmethod
    def like_rows(cls, rows: Iterable[int]) -> "Request":
        """A request for articles that resemble these rows, each counting alike."""
        return cls(like=tuple(WeightedArticle(int(row)) for row in rows))

    @property
    def fields(self) -> frozenset[Field]:
        """The fields that ask for something."""
        return frozenset(name for name in FIELDS if getattr(self, name) not in ("", None, ()))


@dataclass(frozen=True, eq=False)
class Requests:
    """Many requests at once: their histories as columns, and whatever else each of them asks for.

    histories: of c customers.
    others: (c,) requests whose fields beyond history and day count; empty where no request has any.
    """

    histories: Histories
    others: tuple[Request, ...] = ()

    def __post_init__(self) -> None:
        if self.others and len(self.others) != len(self.histories):
            raise QueryError(f"There are {len(self.others)} requests for {len(self.histories)} histories.")

    def __len__(self) -> int:
        return len(self.histories)

    @classmethod
    def of(cls, requests: Sequence[Request]) -> "Requests":
        """The requests in their order. Raises QueryError for one without a history and without a day."""
        histories = [_history_of(request) for request in requests]
        beyond = any(request.fields - {"history", "day"} for request in requests)
        return cls(Histories.joined(histories), tuple(requests) if beyond else ())

    @property
    def fields(self) -> frozenset[Field]:
        """The fields that ask for something in any of the requests."""
        fields: set[Field] = {"history", "day"}
        return frozenset(fields.union(*(request.fields for request in self.others)))

    def part(self, start: int, stop: int) -> "Requests":
        """The requests start..stop-1."""
        return Requests(self.histories.part(start, stop), self.others[start:stop])


def check_usable(asked: frozenset[Field], uses: frozenset[Field], title: str) -> None:
    """Raises QueryError that names the first field of `asked` that `title` cannot use."""
    for field in FIELDS:
        if field in asked and field not in uses:
            can = ", ".join(_NAMES[one] for one in FIELDS if one in uses) or "nothing"
            raise QueryError(f"{title} cannot use {_NAMES[field]}: it can use {can}.")


def _history_of(request: Request) -> Histories:
    if request.history is not None:
        return request.history
    if request.day is None:
        raise QueryError("A recommender needs a history or a day: give the request one of the two.")
    return Histories.picked([], request.day)
