"""Text comes in as other programs write it, and what is none is said by name."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.text_file import decoded, json_of, text_of

pytestmark = pytest.mark.usefixtures("english")

LIST = "接龙\n1. 张阿姨 3-502 草莓2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_is_read_as_it_was_written(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "接龙.txt"
    path.write_bytes(LIST.encode(encoding))
    assert text_of(str(path), most_bytes=1000) == LIST


def test_what_is_piped_in_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(LIST.encode())))
    assert text_of("-", most_bytes=1000) == LIST


def test_of_a_long_file_no_more_is_read_than_tells_that_it_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("x" * 5000)
    assert len(text_of(str(path), most_bytes=1000)) == 1001


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"gone\.txt cannot be read"):
        text_of(str(tmp_path / "gone.txt"), most_bytes=1000)
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\xff\xff\xff\x00")
    assert decoded(picture.read_bytes()) is None
    with pytest.raises(UserError, match=r"picture\.txt is not a text"):
        text_of(str(picture), most_bytes=1000)


def test_json_is_read_under_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes('{"张阿姨": [1, 2]}'.encode("utf-8-sig"))
    assert json_of(path, most_bytes=1000) == {"张阿姨": [1, 2]}
    with pytest.raises(UserError, match=r"answers\.json is not a JSON file"):
        json_of(path, most_bytes=10)
    with pytest.raises(UserError, match=r"gone\.json cannot be read"):
        json_of(tmp_path / "gone.json", most_bytes=1000)
