"""The file of customers: lines that are skipped, read and refused."""

import io
import os
import threading
from datetime import date
from pathlib import Path

import pytest

from stylehub_core.cli.customers_file import CustomerLine, LineNotes, customer_lines
from stylehub_core.errors import QueryError

DAY = (date(2020, 9, 1) - date(1970, 1, 1)).days


def read(tmp_path: Path, content: bytes) -> list[CustomerLine]:
    file = tmp_path / "ids.txt"
    file.write_bytes(content)
    return list(customer_lines(file))


@pytest.mark.parametrize(
    "content",
    [
        b"ann\nbob\n",
        b"ann\nbob",
        b"\xef\xbb\xbfann\r\nbob\r\n",
        b"customer_id\nann\nbob",
        b"\n  \nann\n\n bob \n",
        b"ann\rbob",
    ],
)
def test_one_id_a_line(tmp_path: Path, content: bytes) -> None:
    assert [line.customer_id for line in read(tmp_path, content)] == ["ann", "bob"]


def test_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    assert [line.number for line in read(tmp_path, b"\xef\xbb\xbfcustomer_id,day\r\n\r\nann\r\n\r\nbob\r\n")] == [3, 5]


def test_each_line_has_its_own_day(tmp_path: Path) -> None:
    lines = read(tmp_path, b'ann,2020-09-01\nbob\n"a, b",2020-09-01\ncid,\nann , 2020-09-01\n')
    assert [(line.customer_id, line.day, line.fault) for line in lines] == [
        ("ann", DAY, ""),
        ("bob", None, ""),
        ("a, b", DAY, ""),
        ("cid", None, ""),
        ("ann", DAY, ""),
    ]


@pytest.mark.parametrize("day", ["2020-13-01", "yesterday", "20200901", "2020-09-1", "01.09.2020"])
def test_a_bad_day_is_kept_with_its_fault(tmp_path: Path, day: str) -> None:
    [line] = read(tmp_path, f"ann,{day}\n".encode())
    assert line == CustomerLine(1, "ann", None, day)


def test_too_many_values_are_a_fault(tmp_path: Path) -> None:
    assert read(tmp_path, b"ann,2020-09-01,3\n")[0].fault == "3 values"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b" \n\n", "has no customers"),
        (b"customer_id\n", "has no customers"),
        ("ann\nbob\n".encode("utf-16"), "line 1 is not UTF-8 text"),
        (b"ann\n" + b"x" * 20_000, "line 2 is longer than 10,000"),
    ],
)
def test_what_is_no_list_of_customers_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        read(tmp_path, content)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        list(customer_lines(tmp_path / "none.txt"))


def test_a_pipe_is_read_as_it_comes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("ann\nbob\n"))
    writer.start()
    assert [line.customer_id for line in customer_lines(pipe)] == ["ann", "bob"]
    writer.join()


def test_standard_input(monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfann\r\nbob\r\n")))
    assert [line.customer_id for line in customer_lines(Path("-"))] == ["ann", "bob"]


def test_notes_count_all_and_keep_the_first() -> None:
    notes = LineNotes()
    notes.add(4, "ann")
    notes.add(9, "bob")
    assert (notes.count, notes.first) == (2, "line 4 ('ann')")
