"""Where results live on disk: one folder a stage, published whole by rename, found again by fingerprint.

WORKSPACE/stages/<stage>/<fingerprint>/   a finished result, with artifact.json saying how it was made
WORKSPACE/stages/<stage>/current          the fingerprint that is served
WORKSPACE/stages/<stage>/<fingerprint>.partial/   work in progress, with its checkpoints
WORKSPACE/added/<model>/                  vectors that a person gave, from which that model's stages are made
WORKSPACE/cache/                          what may be deleted at any time
"""

import contextlib
import fcntl
import hashlib
import json
import os
import platform
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, is_dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from safetensors import SafetensorError

from stylehub_core.errors import NotBuiltError, WorkspaceError

_PACKAGES = ("torch", "numpy", "faiss-cpu", "sentence-transformers", "umap-learn", "duckdb", "bm25s")


@dataclass(frozen=True)
class Artifact:
    """A finished stage: its folder and the facts of its making."""

    stage: str
    fingerprint: str
    folder: Path
    facts: dict[str, Any]


class Workspace:
    """A folder of stages. Reading never needs a lock; writing takes `building()`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().resolve()

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    def stages(self) -> list[str]:
        """Names of all stages that have a served result."""
        root = self.folder / "stages"
        served = [*root.glob("*/current"), *root.glob("*/*/current")]
        return sorted(path.parent.relative_to(root).as_posix() for path in served)

    def find(self, stage: str) -> Artifact | None:
        """The served result of `stage`, or None where nothing was built yet."""
        pointer = self._stage(stage) / "current"
        for _ in range(20):  # a build may replace the result between two reads
            try:
                fingerprint = pointer.read_text().strip()
            except FileNotFoundError:
                return None
            except OSError as error:
                raise WorkspaceError(f"The workspace {self.folder} cannot be read: {error}.") from error
            folder = self._stage(stage) / fingerprint
            try:
                facts = json.loads((folder / "artifact.json").read_text())
                return Artifact(stage, fingerprint, folder, facts)
            except FileNotFoundError:
                time.sleep(0.05)
            except ValueError as error:
                raise WorkspaceError(
                    f"{folder / 'artifact.json'} is damaged ({error}): delete {folder} and build again."
                ) from error
        return None

    def get(self, stage: str) -> Artifact:
        """The served result of `stage`; NotBuiltError where there is none."""
        artifact = self.find(stage)
        if artifact is None:
            raise NotBuiltError(
                f"'{stage}' is not built in {self.folder}: run "
                f"'python -m stylehub_core build --data DIR --workspace {self.folder}'."
            )
        return artifact

    @contextlib.contextmanager
    def building(self) -> Iterator[None]:
        """Hold the one build lock; WorkspaceError if somebody else has it or nothing can be written here."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / "build.lock").open("a+")
        except OSError as error:
            raise WorkspaceError(
                f"The workspace {self.folder} cannot be written ({error.strerror}): give --workspace a folder of yours."
            ) from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                file.seek(0)
                raise WorkspaceError(
                    f"Another build is running in {self.folder} (process {file.read().strip() or '?'}): "
                    "wait for it, or stop it, then try again."
                ) from error
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def partial(self, stage: str, fingerprint: str) -> Path:
        """The folder to make a result in; what a killed run left there is still in it."""
        folder = self._stage(stage) / f"{fingerprint}.partial"
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    def publish(self, stage: str, fingerprint: str, facts: dict[str, Any]) -> Artifact:
        """Make the partial result the served one, and drop what it replaces."""
        home = self._stage(stage)
        made = {**facts, "fingerprint": fingerprint, "made": time.strftime("%Y-%m-%dT%H:%M:%S%z")}
        made["versions"] = versions()
        partial, folder = home / f"{fingerprint}.partial", home / fingerprint
        write_json(partial / "artifact.json", made)
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(partial, folder)
        write_text(home / "current", fingerprint)
        for old in home.iterdir():
            if old.is_dir() and old != folder:
                shutil.rmtree(old, ignore_errors=True)
        return Artifact(stage, fingerprint, folder, made)

    def adopt(self, stage: str, fingerprint: str) -> bool:
        """Serve a finished result of this fingerprint, if one is there; whether it was."""
        folder = self._stage(stage) / fingerprint
        if not (folder / "artifact.json").is_file():
            return False
        pointer = self._stage(stage) / "current"
        if not pointer.is_file() or pointer.read_text().strip() != fingerprint:
            write_text(pointer, fingerprint)
        return True

    def _stage(self, stage: str) -> Path:
        return self.folder / "stages" / stage


def fingerprint(*parts: object) -> str:
    """16 hex digits that change when any part does; dataclasses count by name and fields."""
    text = json.dumps([_plain(part) for part in parts], sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def versions() -> dict[str, str]:
    """Python's version and those of the packages that results depend on."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def write_json(path: Path, value: object) -> None:
    """Write `value` to `path`, whole or not at all."""
    write_text(path, json.dumps(value, indent=1, default=_jsonable, allow_nan=False))


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path`, whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with writing(path):
            partial.write_text(text)
            os.replace(partial, path)
    except WorkspaceError:
        partial.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Whatever goes wrong while a library writes `path` becomes a WorkspaceError that says what to look at.

    safetensors has an error of its own for a full disk, and FAISS raises RuntimeError.
    """
    try:
        yield
    except (OSError, RuntimeError, SafetensorError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or " ".join(str(error).split())[:200]
        raise WorkspaceError(
            f"{path} cannot be written ({reason}): is the disk full, or the folder another's? "
            "What was built before is untouched; build again to go on."
        ) from error


def _plain(part: object) -> object:
    if is_dataclass(part) and not isinstance(part, type):
        return {"type": type(part).__name__, **asdict(part)}
    return part


def _jsonable(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if hasattr(value, "item"):
        return value.item()
    return str(value)
