"""The stylist's loss against a loop, and what is exported against the network."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy import sparse

from stylehub_core.training.configs import StylistTraining
from stylehub_core.training.stylist import OutfitsToLearn, StylistTrainer, best_epochs, exported

ARTICLES, SIZE = 12, 6
TRAINING = replace(
    StylistTraining(), batch=4, hidden=8, size=SIZE, negatives=5, dropout=0.0, group_dropout=0.0, known=1.0, epochs=3
)
SETS = [[0, 1, 2], [3, 4], [5, 6, 7, 8], [0, 9]]
HISTORIES = [[3, 4], [], [1], [2, 10, 11]]


def data() -> OutfitsToLearn:
    rng = np.random.default_rng(1)
    sets, histories = np.zeros((4, ARTICLES), np.float32), np.zeros((4, ARTICLES), np.float32)
    for number, (rows, past) in enumerate(zip(SETS, HISTORIES, strict=True)):
        sets[number, rows] = 1
        histories[number, past] = 1 / max(len(past), 1)
    return OutfitsToLearn(
        rng.standard_normal((ARTICLES, 5)).astype(np.float32),
        np.stack([np.arange(ARTICLES) % 3, np.arange(ARTICLES) % 2], axis=1).astype(np.int32),
        (np.arange(ARTICLES) % 2).astype(np.int32),
        (np.arange(ARTICLES) + 0.2).astype(np.float32),
        sparse.csr_array(sets),
        sparse.csr_array(histories),
    )


def trainer() -> StylistTrainer:
    made = StylistTrainer(data(), TRAINING)
    with torch.no_grad():  # so that groups and customers count
        made.network.context.table.normal_()
        made.network.answer.table.normal_()
        made.network.person.weight.normal_()
    return made


def test_the_loss_is_that_of_a_loop() -> None:
    one = trainer()
    drawn = one._draw(np.random.default_rng([5, 1]))

    class Fixed:
        """Draws what the loop below has drawn."""

        def random(self, count: int) -> np.ndarray:
            return np.zeros(count) if count == 4 else np.random.default_rng([5, 1]).random(count)

    got = one._loss(torch.arange(4), Fixed())  # type: ignore[arg-type]
    with torch.no_grad():
        every = torch.arange(ARTICLES)
        context, answer = one.network.context(every), one.network.answer(every)
        scale = one.network.log_scale.exp()
    batch = [row for rows in SETS for row in rows]
    times = np.bincount([*batch, *drawn.tolist()], minlength=ARTICLES)
    losses = []
    for rows, past in zip(SETS, HISTORIES, strict=True):
        for right in rows:
            rest = sum(context[row] for row in rows if row != right)
            query = scale * rest / rest.norm()  # type: ignore[union-attr]
            if past:
                query = query + one.network.person.weight @ (sum(context[row] for row in past) / len(past))
            candidates = [row for row in range(ARTICLES) if times[row] and (row == right or row not in rows)]
            for among, weight in (([row for row in candidates if row % 2 == right % 2], 1), (candidates, 1)):
                logits = torch.stack([query @ answer[row] + np.log(times[row]) for row in among])
                losses.append(weight * (torch.logsumexp(logits, 0) - logits[among.index(right)]))
    torch.testing.assert_close(got.detach(), torch.stack(losses).sum() / len(batch), rtol=1e-4, atol=1e-4)


def test_what_is_exported_scores_as_the_network() -> None:
    one = trainer()
    arrays = exported(one.network, ARTICLES)
    one.network.eval()
    with torch.no_grad():
        every = torch.arange(ARTICLES)
        context, answer = one.network.context(every), one.network.answer(every)
        rest, person = context[[1, 2]].sum(0, keepdim=True), context[[3]]
        expected = one.network.logits(rest, person, answer).numpy()[0]
    sums = arrays["context"][[1, 2]].sum(axis=0)
    query = arrays["scale"] * sums / np.linalg.norm(sums) + arrays["person"] @ arrays["context"][3]
    np.testing.assert_allclose(arrays["answer"] @ query, expected, rtol=1e-4, atol=1e-4)


def test_few_outfits_have_smaller_batches() -> None:
    plain = StylistTraining()
    assert plain.suited(100_000) == plain
    assert plain.suited(20).batch == 16 < plain.suited(1106).batch < plain.batch


def test_epochs_are_doubled_as_long_as_held_out_outfits_gain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    losses = {3: 0.9, 6: 0.7, 12: 0.8, 24: 0.1}
    monkeypatch.setattr(StylistTrainer, "loss_on", lambda self, outfits: losses[self.config.epochs])
    assert best_epochs(data(), TRAINING, tmp_path) == 6, "24 is not tried after 12 was worse"
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(StylistTrainer, "loss_on", lambda self, outfits: 1 / self.config.epochs)
    assert best_epochs(data(), replace(TRAINING, most_epochs=13), tmp_path) == 12


def test_the_loss_on_other_outfits_changes_nothing() -> None:
    one = trainer()
    before = {name: value.clone() for name, value in one.network.state_dict().items()}
    assert one.loss_on(data()) == one.loss_on(data()) > 0
    assert all(torch.equal(value, before[name]) for name, value in one.network.state_dict().items())
