"""Search that knows the customer: its order is learned from requests made of purchases, and kept in the workspace."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector, unit
from stylehub_core.config import as_json
from stylehub_core.errors import NotBuiltError, TooLittleDataError
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.files import write_json, write_text, writing
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab.result_key import result_key
from stylehub_core.lab.serving import Serving
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.models.look import spread
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import Scorer
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.made_requests import Describing, MadeRequests, made_requests
from stylehub_core.recommenders.popularity import sales
from stylehub_core.request import Request, Requests
from stylehub_core.search.filters import Filters
from stylehub_core.search.personal import PersonalOrder, PersonalScores, check_weight
from stylehub_core.search.personal_figures import Asked, Figure, Goods, figures
from stylehub_core.search.recent_sales import RecentSales
from stylehub_core.search.recipe import Mode, Page
from stylehub_core.search.results import Results
from stylehub_core.workspace import fingerprint

NAME = "personal-search"
"""What is prepared, in commands, jobs and the workspace."""
TITLE = "Personal search"
READS = "next-purchase"
"""The recommender whose scores are read."""
_FEWEST = 30  # requests to learn from
_FEWEST_PICTURES = 100
_LOOKS = "looks.npy"


@dataclass(frozen=True)
class PersonalConfig:
    """What the order is learned from.

    share: of all purchases, the latest, from which requests are made; the recommender that is read then knows the
    others only, so that its scores mean as much as they will for days to come.
    baskets: of these, at most.
    model: whose cosines are read, if it is built; or else FIRST_MODEL.
    likely: articles of each ranking that are shown with a request. others: further ones, drawn from the rest.
    l2: weight of the squared weights. robust: as in `sampled_softmax`.
    encoder, looks: of the pictures, and how many dimensions of its vectors are kept.
    weight: of the customer, if none is chosen; from 0 (just the words) to 1 (just the customer).
    """

    share: float = 0.3
    baskets: int = 600
    model: str = "item-text"
    likely: int = 120
    others: int = 100
    l2: float = 1e-3
    robust: float = 0.0
    encoder: str = "garment"
    looks: int = 64
    weight: float = 0.5
    seed: int = 0
    version: int = 1


class PersonalSearch:
    """The personal search of a workspace. Sessions can share one."""

    def __init__(self, serving: Serving, config: PersonalConfig | None = None) -> None:
        """serving: of today."""
        self.serving, self.hub, self.config = serving, serving.hub, config or PersonalConfig()
        self._opened: tuple[str, _Opened] | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it answers without being prepared."""
        key = self._folder / "key"
        return key.is_file() and key.read_text() == self._key and READS in self.serving.ready()

    @property
    def model(self) -> str:
        """The model whose cosines the order was learned with."""
        return self.config.model if self.config.model in self.hub.ready else FIRST_MODEL

    def prepare(self, progress: Progress = silent) -> None:
        """Learn the order and keep it, unless that is done already. Raises ModelError, WorkspaceError."""
        self.serving.prepare(READS, progress)
        if self.is_ready:
            return
        with self.hub.workspace.building():
            goods = goods_of(self.hub, self.serving.world, self.config)
            with writing(self._folder):
                shutil.rmtree(self._folder, ignore_errors=True)
                (self._folder / "fit").mkdir(parents=True)
            order = learned_order(self.hub, self.serving.world, goods, self.config, self._folder / "fit", progress)
            order.save(self._folder)
            with writing(self._folder):
                if goods.looks is not None:
                    np.save(self._folder / _LOOKS, goods.looks, allow_pickle=False)
                shutil.rmtree(self._folder / "fit", ignore_errors=True)
            write_json(self._folder / "config.json", as_json(self.config))
            write_text(self._folder / "key", self._key)

    def search(
        self,
        request: Request,
        model: str = "",
        page: Page | None = None,
        *,
        filters: Filters | None = None,
        mode: Mode = "fused",
        weight: float | None = None,
    ) -> Results:
        """The articles for a request of a customer.

        request: with a history.
        model: by default the one that the order was learned with.
        weight: of the customer, from 0, the same as a search without one, to 1; by default the one of the config.
        Raises NotBuiltError if the order is not prepared, and the errors of `Hub.search`.
        """
        weight = self.config.weight if weight is None else weight
        check_weight(weight)
        name, plain = model or self.model, replace(request, history=None, day=None)
        if request.history is None or (weight == 0 and plain.fields):
            return self.hub.search(plain, name, page, filters=filters, mode=mode)
        order = self._order(request.history, weight)
        return self.hub.search(plain, name, page, filters=filters, mode=mode, order=order)

    # inside --------------------------------------------------------------------------------------------------

    @property
    def _folder(self) -> Path:
        return self.hub.workspace.serving(NAME)

    @property
    def _key(self) -> str:
        hub = self.hub
        reads = result_key(hub, "today", lab.recommender_of(hub, READS, "next-basket"))
        pictures, model = hub.workspace.find("pictures"), hub.workspace.find(f"model/{self.model}")
        parts = [each.fingerprint if each else "" for each in (pictures, model)]
        return fingerprint(reads, self.config, *parts)

    def _order(self, history: Histories, weight: float) -> "CustomerOrder":
        opened = self._open()
        return CustomerOrder(opened.order, opened.goods, opened.scorer, self.hub.encoder.query, history, weight)

    def _open(self) -> "_Opened":
        stamp = self.hub.workspace.recommenders_stamp
        if self._opened is None or self._opened[0] != stamp:
            if not self.is_ready:
                raise NotBuiltError(
                    f"{TITLE} is not prepared: run 'python -m stylehub_core prepare {NAME} "
                    f"--workspace {self.hub.workspace.folder}'."
                )
            file = self._folder / _LOOKS
            looks = np.load(file, allow_pickle=False) if file.is_file() else None
            goods = _goods(self.hub, self.serving.world, looks)
            scorer = self.serving.blender(READS).scorer
            self._opened = (stamp, _Opened(PersonalOrder.load(self._folder), goods, scorer))
        return self._opened[1]


@dataclass(frozen=True, eq=False)
class _Opened:
    order: PersonalOrder
    goods: Goods
    scorer: Scorer


@dataclass(frozen=True, eq=False)
class CustomerOrder:
    """The order for one customer, as the search recipe uses it.

    scorer: of the recommender that is read. vector_of: a text's vector in the space of `goods.texts`.
    """

    order: PersonalOrder
    goods: Goods
    scorer: Scorer
    vector_of: Callable[[str], FloatVector]
    history: Histories
    weight: float

    def scores(self, text: str, cosines: FloatVector | None, plain: FloatVector | None) -> PersonalScores:
        """All articles' scores; see PersonalOrder.scores. cosines: (articles,) with the text; None without a model.

        At weight 1 the text does not even lead the attention over the history.
        """
        if self.weight == 1:
            text, cosines, plain = "", None, None
        return self.order.scores(self.figures(text, cosines), plain, self.weight)

    def figures(self, text: str, cosines: FloatVector | None) -> Iterator[Figure]:
        today = int(self.history.today[0])
        vector = self.vector_of(text) if text else np.zeros(self.goods.texts.shape[1], np.float32)
        if cosines is None:
            cosines = self.goods.texts @ vector
        for_customer, for_anyone = self._log_scores(self.history), self._log_scores(Histories.picked([], today))
        return figures(self.goods, Asked(text, vector, cosines, self.history, for_customer, for_anyone))

    def _log_scores(self, history: Histories) -> FloatVector:
        return log_scores(self.scorer, history)


def log_scores(scorer: Scorer, history: Histories) -> FloatVector:
    """(articles,) log of the scores for one history."""
    return np.asarray(np.log(np.maximum(scorer.scores(Requests(history))[0], 1e-12)), np.float32)


def goods_of(hub: Hub, world: World, config: PersonalConfig) -> Goods:
    """What is known of the articles in this world."""
    return _goods(hub, world, _looks(world, config))


def _goods(hub: Hub, world: World, looks: FloatMatrix | None) -> Goods:
    codes = np.unique(world.articles["product_code"].astype(str).to_numpy(), return_inverse=True)[1]
    sold = sales(world)
    recent = RecentSales(codes.astype(np.int32), sold.day, sold.article)
    return Goods(hub.lexical, np.asarray(world.sentences), looks, recent)


def _looks(world: World, config: PersonalConfig) -> FloatMatrix | None:
    if world.pictures is None:
        return None
    pictures = world.picture_vectors(picture_encoder(config.encoder))
    if len(pictures.rows) < _FEWEST_PICTURES:
        return None
    learned = unit(spread(pictures.vectors, config.looks, 0.5)(pictures.vectors))
    looks = np.zeros((len(world.catalog), learned.shape[1]), np.float32)
    looks[pictures.rows] = learned
    return looks


def learned_order(
    hub: Hub, world: World, goods: Goods, config: PersonalConfig, folder: Path, progress: Progress = silent
) -> PersonalOrder:
    """The order that is learned from the purchases of `world`. Raises TooLittleDataError if there are too few."""
    from stylehub_core.training.sampled_softmax import sampled_softmax

    since = _since(world, config.share)
    earlier = replace(world, until=since - timedelta(days=1))
    scorer = lab.recommender_of(hub, READS, "next-basket").fit(earlier, folder, progress)
    with world.purchases() as purchases:
        made = made_requests(
            purchases, Describing.of(world.articles), "training", since=since, most=config.baskets, seed=config.seed
        )
    if len(made) < _FEWEST:
        raise TooLittleDataError(
            f"{TITLE} learns from requests made of purchases and needs at least {_FEWEST}; there are {len(made)}."
        )
    shown = _shown(hub, world, goods, scorer, made, config, progress)
    names, values, bought, question, log_q = shown
    spread_ = values.std(axis=0) + 1e-6
    weights = sampled_softmax((values - values.mean(axis=0)) / spread_, bought, question, log_q,
                              l2=config.l2, robust=config.robust) / spread_  # fmt: skip
    return PersonalOrder(dict(zip(names, weights.tolist(), strict=True)))


def _since(world: World, share: float) -> date:
    """The first day of the latest share of the purchases. Raises TooLittleDataError if there are none."""
    with world.purchases() as purchases:
        [(since, first)] = purchases.execute(
            "SELECT quantile_disc(t_dat, $before), min(t_dat) FROM purchases", {"before": 1 - share}
        ).fetchall()
    if since is None or since <= first:
        raise TooLittleDataError(f"{TITLE} needs purchases on several days: add purchases over a longer period.")
    day: date = since if isinstance(since, date) else since.date()
    return day


def _shown(
    hub: Hub, world: World, goods: Goods, scorer: Scorer, made: MadeRequests, config: PersonalConfig, progress: Progress
) -> tuple[list[str], FloatMatrix, BoolVector, IntVector, FloatVector]:
    """(names of the figures, (n, f) figures, (n,) bought, (n,) request, (n,) log_q) of the articles shown."""
    name = config.model if config.model in hub.ready else FIRST_MODEL
    opened, past = hub.opened(name), histories(world, made.customers, made.days)
    own, plain = opened.text_vectors(list(made.texts)), world.encoder.encode(list(made.texts))
    vectors, rng = np.asarray(opened.vectors), np.random.default_rng(config.seed)
    names: list[str] = []
    values, bought, log_q = [], [], []
    for number, text in enumerate(made.texts):
        history, vector = past.part(number, number + 1), plain[number]
        asked = CustomerOrder(PersonalOrder({}), goods, scorer, {text: vector}.__getitem__, history, 1.0)
        columns = {figure: column for _, figure, column in asked.figures(text, vectors @ own[number])}
        names = list(columns)
        rows, chance = _sample(columns, made.relevant[number], history.article, config, rng)
        values.append(np.stack([column[rows] for column in columns.values()], axis=1))
        bought.append(np.isin(rows, made.relevant[number]))
        log_q.append(chance)
        if number % 50 == 0:
            progress("what speaks for what was bought", number, len(made))
    sizes = [len(each) for each in bought]
    question = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return names, np.concatenate(values), np.concatenate(bought), question, np.concatenate(log_q)


def _sample(
    columns: dict[str, FloatVector], relevant: IntVector, owned: IntVector, config: PersonalConfig,
    rng: np.random.Generator,
) -> tuple[IntVector, FloatVector]:  # fmt: skip
    """((m,) the articles shown with a request, (m,) the log of each one's probability of being shown)."""
    certain = np.zeros(len(columns["meaning"]), np.bool_)
    next_one = columns["next purchase"] + columns["season"]
    words = columns["word score"]
    for values in (words, columns["meaning"], next_one, words + next_one / (next_one.std() + 1e-9) / 2):
        certain[np.argpartition(-values, min(config.likely, len(values)) - 1)[: config.likely]] = True
    certain[relevant] = certain[owned] = True
    rest = np.flatnonzero(~certain)
    drawn = rng.choice(rest, min(config.others, len(rest)), replace=False)
    rows = np.concatenate([np.flatnonzero(certain), drawn]).astype(np.int32)
    log_chance = np.zeros(len(rows), np.float32)
    log_chance[len(rows) - len(drawn) :] = np.log(max(len(drawn), 1) / max(len(rest), 1))
    return rows, log_chance
