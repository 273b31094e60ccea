"""The machine and versions that a benchmark ran on, printed above its figures."""

import os
import platform
from importlib.metadata import version


def heading(title: str) -> str:
    """The title, and the machine and versions on one line."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("torch", "faiss-cpu", "sentence-transformers", "numpy"))
    return f"{title}\n{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {packages}\n"
