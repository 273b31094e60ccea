"""A folder of picture files: what cannot be used in it is named."""

from pathlib import Path

import pytest

from stylehub_core.cli.picture_folder import PictureFolder
from stylehub_core.errors import QueryError


def test_links_to_nothing_and_folders_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b.jpg", "a.jpg", ".hidden"):
        (tmp_path / name).write_text(name)
    (tmp_path / "more").mkdir()
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "a.jpg")
    folder = PictureFolder(tmp_path)
    assert [folder.answer(file, Path.read_text) for file in folder.files] == ["a.jpg", "b.jpg", "a.jpg"]
    folder.tell()
    said = " ".join(capsys.readouterr().err.split())
    assert "1 file that cannot be used. gone.jpg: It is a link that leads nowhere." in said
    assert "1 folder inside the folder, such as more" in said
    assert "hidden" not in said


def test_nothing_usable_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    with pytest.raises(QueryError, match="There is no file in"):
        PictureFolder(tmp_path)
    (tmp_path / "a.txt").write_text("a")

    def refuse(file: Path) -> None:
        raise QueryError("It is no picture.")

    folder = PictureFolder(tmp_path)
    assert folder.answer(folder.files[0], refuse) is None
    with pytest.raises(QueryError, match=r"None of the files can be used. a.txt: It is no picture."):
        folder.tell()
