"""The command that gives texts and pictures a vector in a model's space."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import pyarrow as pa
import typer

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.cli.picture_folder import PictureFolder
from stylehub_core.cli.results import check_parquet_file, opened_hub, vector_column, write_parquet
from stylehub_core.cli.terminal import DEFAULT_WORKSPACE, WorkspaceOption, progress_bar, tell
from stylehub_core.cli.text_file import text_of
from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import picture_file
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.number_text import counted
from stylehub_core.request import Request

if TYPE_CHECKING:
    from stylehub_core.search.opened_model import OpenedModel


_MODEL_HELP = "A built model. Default: raw-text, or photo for pictures."


def embed(
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The Parquet file to write.", show_default=False)
    ] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    model: Annotated[str, typer.Option("--model", "-m", help=_MODEL_HELP, show_default=False)] = "",
    texts: Annotated[Path | None, typer.Option(help="A text file; each line is a text.", show_default=False)] = None,
    pictures: Annotated[Path | None, typer.Option(help="A folder of picture files.", show_default=False)] = None,
) -> None:
    """Write the vectors of texts or pictures in a model's space to a Parquet file.

    The columns are `input`, the line or the file's name, and `vector`, a list of float32 numbers of unit length.
    Lines keep their order, files are sorted by name.

    Example: `python -m stylehub_core embed --pictures photos --out photos.parquet`
    """
    if out is None:
        raise QueryError("Say where the vectors go: give --out FILE.parquet.")
    check_parquet_file(out)
    if (texts is None) == (pictures is None):
        raise QueryError("Give either --texts FILE or --pictures FOLDER, one of the two.")
    hub = opened_hub(workspace)
    request = Request("text") if pictures is None else Request(picture=b"picture")
    opened = hub.opened(model or (FIRST_MODEL if pictures is None else hub.picture_model()))
    opened.check(request)
    if pictures is not None:
        inputs, vectors = _of_pictures(opened, PictureFolder(pictures))
    else:
        assert texts is not None
        inputs = [line.removesuffix("\r") for line in text_of(texts).removesuffix("\n").split("\n")]
        if inputs == [""]:
            raise QueryError(f"{texts} is empty: write one text a line.")
        vectors = opened.text_vectors(inputs)
    write_parquet(pa.table({"input": pa.array(inputs, pa.string()), "vector": vector_column(vectors)}), out)
    tell(f"Wrote {counted(len(vectors), 'vector')} of {vectors.shape[1]} dimensions to {out}.")


def _of_pictures(opened: "OpenedModel", folder: PictureFolder) -> tuple[list[str], FloatMatrix]:
    """(names, vectors) of the files that can be used. Raises QueryError if there are none."""
    names: list[str] = []
    vectors: list[FloatVector] = []
    with progress_bar() as progress:
        for done, file in enumerate(folder.files):
            progress("pictures", done, len(folder.files))
            vector = folder.answer(file, lambda file: opened.picture_vector(picture_file(file)))
            if vector is not None:
                names.append(file.name)
                vectors.append(vector)
    folder.tell()
    return names, np.stack(vectors)


COMMANDS = (embed,)
