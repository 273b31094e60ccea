"""Search that knows the customer: its order is learned from requests made of purchases, and kept in the workspace."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from stylehub_core.config import as_json
from stylehub_core.errors import NotBuiltError
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.files import replace_folder, write_json, write_text, writing
from stylehub_core.histories import Histories
from stylehub_core.hub.overrides import blamed, with_overrides
from stylehub_core.lab import run as lab
from stylehub_core.lab.customer_order import CustomerOrder, goods_of, goods_with
from stylehub_core.lab.personal_config import NAME, READS, TITLE, VERSION, PersonalConfig, PersonalSettings
from stylehub_core.lab.personal_learning import learned_order
from stylehub_core.lab.result_key import result_key
from stylehub_core.lab.serving import Serving
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.progress import Progress, part_of, silent
from stylehub_core.recommenders.contract import Scorer
from stylehub_core.request import Request
from stylehub_core.search.filters import Filters
from stylehub_core.search.personal import PersonalOrder, check_weight
from stylehub_core.search.personal_figures import Goods
from stylehub_core.search.recipe import Mode, Page
from stylehub_core.search.results import Results
from stylehub_core.workspace import fingerprint

_LOOKS = "looks.npy"


class PersonalSearch:
    """The personal search of a workspace. Sessions can share one."""

    def __init__(self, serving: Serving, config: PersonalConfig | None = None) -> None:
        """serving: of today. config: by default, with the workspace's settings, of which one may raise ModelError."""
        self.serving, self.hub = serving, serving.hub
        self.config = config or with_overrides(PersonalSettings(), self.hub.settings.overrides).config
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

    def usual_model(self, request: Request) -> str:
        """The model that answers if none is chosen: the order's own, or the usual one for a picture.

        Raises QueryError for a picture if there are none.
        """
        return self.model if request.picture is None else self.hub.usual_model(request)

    def prepare(self, progress: Progress = silent) -> None:
        """Learn the order and keep it, unless that is done already; if it fails, the earlier one stays.

        Raises ModelError, WorkspaceError.
        """
        self.serving.prepare(READS, progress)
        if self.is_ready:
            return
        with self.hub.workspace.building():
            making = self._folder.with_name(f"{NAME}.partial")
            with writing(making):
                shutil.rmtree(making, ignore_errors=True)
                (making / "fit").mkdir(parents=True)
            with blamed(NAME, self.hub.settings.overrides):
                goods = goods_of(self.hub, self.serving.world, self.config)
                order = learned_order(
                    self.hub, self.serving.world, goods, self.config, making / "fit", part_of(TITLE, progress)
                )
            order.save(making)
            with writing(making):
                if goods.looks is not None:
                    np.save(making / _LOOKS, goods.looks, allow_pickle=False)
                shutil.rmtree(making / "fit", ignore_errors=True)
            write_json(making / "config.json", as_json(self.config))
            write_text(making / "key", self._key)
            replace_folder(making, self._folder)

    def search(
        self,
        request: Request,
        model: str = "",
        page: Page | None = None,
        *,
        filters: Filters | None = None,
        mode: Mode = "fused",
        weight: float | None = None,
        literally: bool = False,
    ) -> Results:
        """The articles for a request of a customer.

        request: with a history.
        model: by default the one of `usual_model`.
        weight: of the customer, from 0, the same as a search without one, to 1; by default the one of the config.
        Raises NotBuiltError if the order is not prepared, and the errors of `Hub.search`.
        """
        weight = self.config.weight if weight is None else weight
        check_weight(weight)
        name, plain = model or self.usual_model(request), replace(request, history=None, day=None)
        if request.history is None or (weight == 0 and plain.fields):
            return self.hub.search(plain, name, page, filters=filters, mode=mode, literally=literally)
        order = self._order(request.history, weight)
        return self.hub.search(plain, name, page, filters=filters, mode=mode, order=order, literally=literally)

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
        encoder = picture_encoder(self.config.encoder).identity if self.config.encoder else ""
        learned_with = replace(self.config, weight=PersonalConfig.weight)  # the weight counts in a search alone
        return fingerprint(reads, learned_with, VERSION, encoder, *parts)

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
            goods = goods_with(self.hub, self.serving.world, looks)
            scorer = self.serving.blender(READS).scorer
            self._opened = (stamp, _Opened(PersonalOrder.load(self._folder), goods, scorer))
        return self._opened[1]


@dataclass(frozen=True, eq=False)
class _Opened:
    order: PersonalOrder
    goods: Goods
    scorer: Scorer
