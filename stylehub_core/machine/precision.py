"""Number formats: bfloat16 if the processor supports it, 32-bit floats otherwise."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import torch

Precision = Literal["auto", "float32"]
"""auto: bfloat16 for matrix products if that is faster."""


def dtype_of(precision: Precision) -> str:
    """The format that `precision` means on this machine: "bfloat16" or "float32"."""
    return "bfloat16" if precision == "auto" and _has_bfloat16() else "float32"


def fast_products(precision: Precision, *, when: bool = True) -> "torch.autocast":
    """A context in which matrix products use that format; no effect if `when` is false."""
    import torch

    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=when and dtype_of(precision) == "bfloat16")


@lru_cache(maxsize=1)
def _has_bfloat16() -> bool:
    """Whether the processor supports bfloat16; without support, autocast is only slower."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
