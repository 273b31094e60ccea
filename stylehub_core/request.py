"""A request to a model or a recommender: one frozen class for screens, the command line, Python and the lab."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories

Field = Literal["text", "picture", "like", "unlike", "history", "day"]
"""The parts of a request; each model or recommender can use some of them."""
FIELDS: tuple[Field, ...] = get_args(Field)

_NAMES: dict[Field, str] = {
    "text": "words",
    "picture": "a picture",
    "like": "articles that are liked",
    "unlike": "articles that are disliked",
    "history": "a purchase history",
    "day": "a day",
}


@dataclass(frozen=True)
class WeightedArticle:
    """An article row of the catalogue, and its weight relative to the others, above 0."""

    row: int
    weight: float = 1.0


@dataclass(frozen=True)
class Region:
    """A part of a picture, in shares of its width and height: the corner at the upper left, and the size.

    Raises QueryError unless it lies inside the picture and has a size.
    """

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        numbers = (self.x, self.y, self.width, self.height)
        inside = min(numbers) >= 0 and self.x + self.width <= _WHOLE and self.y + self.height <= _WHOLE
        if not (inside and self.width > 0 and self.height > 0):
            raise QueryError(
                f"The region {', '.join(f'{number:g}' for number in numbers)} is not inside the picture: give x, y, "
                "width and height as shares of the picture from 0 to 1, such as 0.25,0.1,0.5,0.8."
            )

    @classmethod
    def read(cls, text: str) -> "Region":
        """The region written as 'x,y,width,height'. Raises QueryError."""
        try:
            x, y, width, height = (float(part) for part in text.split(","))
        except ValueError:
            raise QueryError(
                f"The region '{text[:60]}' is not four numbers: give x,y,width,height as shares of the picture, such "
                "as 0.25,0.1,0.5,0.8."
            ) from None
        return cls(x, y, width, height)


_WHOLE = 1.0001  # sums of rounded shares may be a little above 1


@dataclass(frozen=True, eq=False)
class Request:
    """One person's request. Empty fields have no effect.

    text: words, as typed.
    picture: the bytes of a picture file. region: the part of it that counts; None for all of it.
    picture_share: how much the picture, or without one the `like` articles, count beside the text, from 0 to 1. At 0.5,
    a model that has learned how words change a picture answers with the changed picture.
    like: articles that the results should resemble.
    unlike: articles, or words, that the results should not resemble.
    history: one customer's earlier purchases.
    day: the day of the request, in days since 1970-01-01; a history brings its own.
    """

    text: str = ""
    picture: bytes | None = None
    region: Region | None = None
    picture_share: float = 0.5
    like: tuple[WeightedArticle, ...] = ()
    unlike: tuple[WeightedArticle | str, ...] = ()
    history: Histories | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.region is not None and self.picture is None:
            raise QueryError("A region needs a picture that it is a part of: give the picture too.")
        if not 0 <= self.picture_share <= 1:
            raise QueryError(
                f"The weight of the picture or the liked articles is {self.picture_share:g}: it must be from 0 to 1."
            )
        if self.history is not None:
            if len(self.history) != 1:
                raise QueryError(f"A request takes one history, and {len(self.history)} were given.")
            own = int(self.history.today[0])
            if self.day is not None and self.day != own:
                raise QueryError(
                    f"The request is for day {self.day}, but its history is for day {own}: give only one of the two."
                )
            object.__setattr__(self, "day", own)
        weights = [article.weight for article in (*self.like, *self.unlike) if isinstance(article, WeightedArticle)]
        if any(not 0 < weight < float("inf") for weight in weights):
            raise QueryError(f"An article in the request has the weight {min(weights):g}: weights must be above 0.")

    @classmethod
    def like_rows(cls, rows: Iterable[int]) -> "Request":
        """A request for articles that resemble these rows, all with the same weight."""
        return cls(like=tuple(WeightedArticle(int(row)) for row in rows))

    @property
    def fields(self) -> frozenset[Field]:
        """The fields that are not empty."""
        return frozenset(name for name in FIELDS if getattr(self, name) not in ("", None, ()))


@dataclass(frozen=True, eq=False)
class Requests:
    """Many requests at once: their histories as columns, and the other fields of each.

    histories: of c customers.
    others: (c,) requests, read for their fields other than history and day; empty if none has such a field.
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
        """The requests in their order. Raises QueryError if one has neither a history nor a day."""
        histories = [_history_of(request) for request in requests]
        beyond = any(request.fields - {"history", "day"} for request in requests)
        return cls(Histories.joined(histories), tuple(requests) if beyond else ())

    @property
    def fields(self) -> frozenset[Field]:
        """The fields that are not empty in any of the requests."""
        fields: set[Field] = {"history", "day"}
        return frozenset(fields.union(*(request.fields for request in self.others)))

    def part(self, start: int, stop: int) -> "Requests":
        """The requests start..stop-1."""
        return Requests(self.histories.part(start, stop), self.others[start:stop])


def check_usable(fields: frozenset[Field], usable: frozenset[Field], title: str) -> None:
    """Raises QueryError that names the first of `fields` that is not usable.

    title: of the model or recommender, for the error message.
    """
    for field in FIELDS:
        if field in fields and field not in usable:
            can = ", ".join(_NAMES[name] for name in FIELDS if name in usable) or "nothing"
            raise QueryError(f"{title} cannot use {_NAMES[field]}: it can use {can}.")


def _history_of(request: Request) -> Histories:
    if request.history is not None:
        return request.history
    if request.day is None:
        raise QueryError("A recommender needs a history or a day: give the request one of the two.")
    return Histories.picked([], request.day)
