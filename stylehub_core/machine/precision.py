"""Number formats: bfloat16 where the processor computes in it, 32-bit floats elsewhere."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import torch

Precision = Literal["auto", "float32"]
"""auto: bfloat16 for matrix products where that is faster."""


def dtype_of(precision: Precision) -> str:
    """The format that `precision` comes to on this machine: "bfloat16" or "float32"."""
    return "bfloat16" if precision == "auto" and _has_bfloat16() else "float32"


def fast_products(precision: Precision, *, when: bool = True) -> "torch.autocast":
    """A context whose matrix products run in that format; with `when` false it changes nothing."""
    import torch

    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=when and dtype_of(precision) == "bfloat16")


@lru_cache(maxsize=1)
def _has_bfloat16() -> bool:
    """Whether the processor has it (elsewhere autocast only slows things down)."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
