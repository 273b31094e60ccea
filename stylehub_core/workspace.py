"""Where results live on disk: one folder per stage, published whole by rename, found again by fingerprint.

WORKSPACE/stages/<stage>/<fingerprint>/   a finished result, with artifact.json recording how it was made
WORKSPACE/stages/<stage>/current          the fingerprint of the result in use
WORKSPACE/stages/<stage>/<fingerprint>.partial/   work in progress, with its checkpoints
WORKSPACE/added/<model>/                  vectors given by the user, from which that model's stages are made
WORKSPACE/lab/<protocol>/<recommender>/   a recommender's measurements
WORKSPACE/tuned/<protocol>/<recommender>-<key>/   a search for its best settings
WORKSPACE/serving/<recommender>/          a recommender fitted on every purchase
WORKSPACE/flags/                          articles whose text and picture people say disagree
WORKSPACE/lessons/  jobs/                 training runs of the lesson, long commands
WORKSPACE/settings.json  build.json       what it was built from, what the last build did
WORKSPACE/published                       changes whenever a result is published or a model is added or removed
WORKSPACE/cache/                          may be deleted at any time
"""

import contextlib
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

from stylehub_core.errors import NotBuiltError, WorkspaceError
from stylehub_core.files import lock_now, replace_folder, write_json, write_text, writing

_PACKAGES = ("torch", "numpy", "faiss-cpu", "sentence-transformers", "umap-learn", "duckdb", "bm25s")


@dataclass(frozen=True)
class Artifact:
    """A finished stage: its folder, and the facts of how it was made."""

    stage: str
    fingerprint: str
    folder: Path
    facts: dict[str, Any]


class Workspace:
    """A folder of stages. Reading never needs a lock; writing needs `building()`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().resolve()

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def added(self) -> Path:
        return self.folder / "added"

    @property
    def jobs(self) -> Path:
        return self.folder / "jobs"

    @property
    def lessons(self) -> Path:
        return self.folder / "lessons"

    @property
    def flags(self) -> Path:
        return self.folder / "flags"

    @property
    def settings_file(self) -> Path:
        return self.folder / "settings.json"

    @property
    def build_file(self) -> Path:
        return self.folder / "build.json"

    @property
    def build_lock(self) -> Path:
        """Locked while a build runs."""
        return self.folder / "build.lock"

    def lab(self, protocol: str) -> Path:
        """The folder of all measurements under a protocol, with one folder per recommender."""
        return self.folder / "lab" / protocol

    def tuned(self, protocol: str, name: str, key: str) -> Path:
        """Where a search for a recommender's settings is kept. key: 16 hex digits of everything it depends on."""
        return self.folder / "tuned" / protocol / f"{name}-{key}"

    def serving(self, name: str) -> Path:
        """Where the recommender that was fitted on every purchase is kept."""
        return self.folder / "serving" / name

    def folders_of(self, name: str) -> list[Path]:
        """Every folder with results of the model or recommender called `name`."""
        searches = (path for path in self.folder.glob(f"tuned/*/{name}-*") if len(path.name) == len(name) + 17)
        stages = (self._stage(f"{part}/{name}") for part in ("model", "map", "metrics"))
        return [path for path in (*stages, *self.folder.glob(f"lab/*/{name}"), self.serving(name), *searches)
                if path.exists()]  # fmt: skip

    @property
    def stamp(self) -> str:
        """A text that changes whenever something is published: until then, what was read stays current."""
        try:
            return (self.folder / "published").read_text()
        except OSError:
            return ""

    @property
    def recommenders_stamp(self) -> str:
        """A text that changes whenever a recommender is measured, prepared or tuned, or anything is published."""
        parts = [self.stamp]
        for results in ("lab/*/*/report.json", "serving/*/key", "tuned/*/*/tuned.json"):
            for file in sorted(self.folder.glob(results)):
                with contextlib.suppress(OSError):  # replaced in the meantime
                    parts.append(f"{file.parent} {file.stat().st_mtime_ns}")
        return "|".join(parts)

    def note_publication(self) -> None:
        """Change the stamp."""
        write_text(self.folder / "published", f"{time.time_ns()}-{os.getpid()}")

    def stages(self) -> list[str]:
        """Names of all stages that have a current result."""
        root = self.folder / "stages"
        served = [*root.glob("*/current"), *root.glob("*/*/current")]
        return sorted(path.parent.relative_to(root).as_posix() for path in served)

    def find(self, stage: str) -> Artifact | None:
        """The current result of `stage`, or None if nothing was built yet."""
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
        """The current result of `stage`. Raises NotBuiltError if there is none."""
        artifact = self.find(stage)
        if artifact is None:
            raise NotBuiltError(
                f"'{stage}' is not built in {self.folder}: run "
                f"'python -m stylehub_core build --data DIR --workspace {self.folder}'."
            )
        return artifact

    @contextlib.contextmanager
    def building(self) -> Iterator[None]:
        """Hold the build lock. Raises WorkspaceError if another process holds it or the folder cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = self.build_lock.open("a+")
        except OSError as error:
            raise WorkspaceError(
                f"The workspace {self.folder} cannot be written ({error.strerror}): "
                "give --workspace a folder that you can write to."
            ) from error
        with file:
            try:
                lock_now(file)
            except OSError as error:
                file.seek(0)
                raise WorkspaceError(
                    f"Another build is running in {self.folder} (process {file.read().strip() or '?'}): "
                    "wait for it to finish, or stop it, then try again."
                ) from error
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def partial(self, stage: str, fingerprint: str) -> Path:
        """The folder to make a result in; it still holds what a killed run left there."""
        folder = self._stage(stage) / f"{fingerprint}.partial"
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    def publish(self, stage: str, fingerprint: str, facts: dict[str, Any]) -> Artifact:
        """Make the partial result the current one, and delete the one it replaces."""
        home = self._stage(stage)
        made = {**facts, "fingerprint": fingerprint, "made": time.strftime("%Y-%m-%dT%H:%M:%S%z")}
        made["versions"] = versions()
        partial, folder = home / f"{fingerprint}.partial", home / fingerprint
        write_json(partial / "artifact.json", made)
        replace_folder(partial, folder)
        write_text(home / "current", fingerprint)
        for old in home.iterdir():
            if old.is_dir() and old != folder:
                shutil.rmtree(old, ignore_errors=True)
        self.note_publication()
        return Artifact(stage, fingerprint, folder, made)

    def adopt(self, stage: str, fingerprint: str) -> bool:
        """Make the finished result with this fingerprint the current one. False if there is none."""
        folder = self._stage(stage) / fingerprint
        if not (folder / "artifact.json").is_file():
            return False
        pointer = self._stage(stage) / "current"
        if not pointer.is_file() or pointer.read_text().strip() != fingerprint:
            write_text(pointer, fingerprint)
            self.note_publication()
        return True

    def _stage(self, stage: str) -> Path:
        return self.folder / "stages" / stage


def fingerprint(*parts: object) -> str:
    """16 hex digits that change when any part does; of a dataclass, its name and fields count."""
    text = json.dumps([_plain(part) for part in parts], sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def versions() -> dict[str, str]:
    """Python's version and those of the packages that results depend on."""
    installed = {"python": platform.python_version()}
    for name in _PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            installed[name] = version(name)
    return installed


def _plain(part: object) -> object:
    if is_dataclass(part) and not isinstance(part, type):
        return {"type": type(part).__name__, **asdict(part)}
    return part
