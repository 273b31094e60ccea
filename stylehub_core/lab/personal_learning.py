"""Learns what of words, look, history and sales speaks for an article, from requests made of purchases."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import TooLittleDataError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab.customer_order import CustomerOrder
from stylehub_core.lab.personal_config import READS, TITLE, PersonalConfig
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import Scorer
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.made_requests import Describing, MadeRequests, made_requests
from stylehub_core.recommenders.remembering import Remembering
from stylehub_core.recommenders.shown_articles import with_others
from stylehub_core.search.personal import PersonalOrder
from stylehub_core.search.personal_figures import Goods

_FEWEST = 30  # requests to learn from


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
            purchases, Describing.of(world.articles), "training",
            since=since, most=config.baskets, seed=config.seed,
        )  # fmt: skip
    if len(made) < _FEWEST:
        raise TooLittleDataError(
            f"{TITLE} learns from requests made of purchases and needs at least {_FEWEST}; there are {len(made)}."
        )
    shown = _shown(hub, world, goods, scorer, made, config, progress)
    names, values, bought, question, log_q = shown
    spread_ = values.std(axis=0) + 1e-6
    values -= values.mean(axis=0)
    values /= spread_
    weights = sampled_softmax(values, bought, question, log_q, l2=config.l2, robust=config.robust) / spread_
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
    scorer = Remembering(scorer)
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
    return with_others(certain, config.others, rng)
