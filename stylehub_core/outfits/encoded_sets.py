"""Set scorers that are a trained set encoder: a score is the cosine of an outfit and its customer."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import WorkspaceError
from stylehub_core.files import reading, write_json, writing
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import FittedSetScorer
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.set_network import SetNetwork
from stylehub_core.outfits.worn import Worn
from stylehub_core.training.outfit_config import SetEncoderConfig

_ARTICLES, _NETWORK, _WORN, _SETTINGS = "articles.npy", "network.safetensors", "worn.safetensors", "network.json"
_ITEMS = 16_384  # articles of sets in memory at a time


class FittedEncodedSets(FittedSetScorer):
    """vectors: (articles, width) as the network places them."""

    def __init__(self, vectors: FloatMatrix, network: SetNetwork, worn: Worn) -> None:
        self._vectors, self.network, self._worn = vectors, network, worn

    @property
    def articles(self) -> int:
        return len(self._vectors)

    def knowing(self, outfits: Outfits) -> "FittedEncodedSets":
        """The same scorer, for which customers wear these outfits and no others. Nothing is learned anew."""
        return FittedEncodedSets(self._vectors, self.network, Worn.of(outfits, self.articles))

    def cosines(self, sets: ArticleSets, worn: sparse.csr_array, share: FloatVector) -> FloatVector:
        """(n,) scores for customers who wear this; see `Worn.shares`."""
        customers = self.network.customers(np.asarray(worn @ self._vectors, np.float32), share)
        return np.asarray((self._outfits(sets) * customers).sum(axis=1), np.float32)

    def _compatibility(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        different, numbers = np.unique(customers, return_inverse=True)
        worn, share = self._worn.shares(different.astype(np.int32))
        vectors = self.network.customers(np.asarray(worn @ self._vectors, np.float32), share)
        return np.asarray((self._outfits(sets) * vectors[numbers]).sum(axis=1), np.float32)

    def _outfits(self, sets: ArticleSets) -> FloatMatrix:
        """(n, width) unit rows; sets of one size are encoded together, without padding."""
        vectors = np.empty((len(sets), self.network.config.width), np.float32)
        for size in np.unique(sets.sizes).tolist():
            numbers = np.flatnonzero(sets.sizes == size)
            rows = sets.articles[sets.starts[numbers][:, None] + np.arange(size)]
            for start in range(0, len(numbers), max(_ITEMS // size, 1)):
                part = slice(start, start + max(_ITEMS // size, 1))
                vectors[numbers[part]] = self.network.outfits(self._vectors[rows[part]])
        return vectors

    def save(self, folder: Path) -> None:
        worn = self._worn
        arrays = {"customers": worn.customers, "counts": worn.counts}
        arrays |= {name: getattr(worn.articles, name) for name in ("data", "indices", "indptr")}
        with writing(folder / _ARTICLES):
            np.save(folder / _ARTICLES, self._vectors, allow_pickle=False)
        for name, saved in ((_NETWORK, dict(self.network.weights)), (_WORN, arrays)):
            with writing(folder / name):
                save_file({key: np.ascontiguousarray(array) for key, array in saved.items()}, folder / name)
        write_json(folder / _SETTINGS, asdict(self.network.config))

    @classmethod
    def load(cls, folder: Path, articles: int) -> "FittedEncodedSets":
        """What `save` wrote. Raises WorkspaceError if a file is missing, damaged or of another catalogue."""
        with reading(folder / _ARTICLES):
            vectors = np.load(folder / _ARTICLES, mmap_mode="r", allow_pickle=False)
        if len(vectors) != articles:
            raise WorkspaceError(
                f"{folder / _ARTICLES} is of {len(vectors)} articles, but the catalogue has {articles}: build again."
            )
        with reading(folder / _SETTINGS):
            config = SetEncoderConfig(**json.loads((folder / _SETTINGS).read_text()))
        with reading(folder / _NETWORK):
            network = SetNetwork(config, load_file(folder / _NETWORK))
            nothing = np.zeros((1, config.width), np.float32)
            network.customers(network.outfits(nothing[None]), nothing[:, 0])  # a missing array is found now
        with reading(folder / _WORN):
            arrays = load_file(folder / _WORN)
            customers, counts = arrays["customers"], arrays["counts"]
            parts = (arrays["data"], arrays["indices"], arrays["indptr"])
            worn = Worn(customers, counts, sparse.csr_array(parts, shape=(len(customers), articles)))
        return cls(vectors, network, worn)
