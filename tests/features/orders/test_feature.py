"""Reading a list from the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.report import Report
from leaderdesk.features.orders.feature import orders
from tests.features.orders.estate import Estate
from tests.features.orders.lists import FIRST, SECOND


def run(estate: Estate, *words: str) -> Report:
    parser = argparse.ArgumentParser()
    add_verbs = orders().add_verbs
    assert add_verbs is not None
    add_verbs(parser.add_subparsers(required=True))
    arguments = parser.parse_args(["intake", *words])
    report = arguments.run(arguments) if getattr(arguments, "needs_store", True) is False else None
    found = report or arguments.run(estate.store, arguments)
    assert isinstance(found, Report)
    return found


def written(tmp_path: Path, text: str, *, encoding: str = "utf-8") -> str:
    path = tmp_path / "接 龙.txt"
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_read_into_a_round(estate: Estate, tmp_path: Path, encoding: str) -> None:
    report = run(estate, "paste", "--round", str(estate.round_id), written(tmp_path, FIRST, encoding=encoding))
    assert isinstance(report.data, dict)
    assert report.data["orders"] == 6
    changes = report.data["changes"]
    assert isinstance(changes, list)
    assert {change["kind"] for change in changes if isinstance(change, dict)} == {"added"}
    again = run(estate, "paste", "--round", str(estate.round_id), written(tmp_path, FIRST))
    assert isinstance(again.data, dict)
    assert (again.data["action"], again.data["changes"]) == (None, [])


def test_a_rehearsal_and_open_questions_change_nothing(estate: Estate, tmp_path: Path) -> None:
    run(estate, "paste", "--round", str(estate.round_id), written(tmp_path, FIRST))
    before = estate.dump()
    file = written(tmp_path, SECOND)
    rehearsal = run(estate, "paste", "--round", str(estate.round_id), file, "--dry-run")
    with pytest.raises(UserError):
        run(estate, "paste", "--round", str(estate.round_id), file)
    assert estate.dump() == before
    assert isinstance(rehearsal.data, dict)
    changes = rehearsal.data["changes"]
    assert isinstance(changes, list)
    assert {change["kind"] for change in changes if isinstance(change, dict)} == {"added", "changed", "removed"}


def test_answers_from_a_file_settle_the_questions(estate: Estate, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    line = SECOND.split("\n").index("6. 小王 草莓1 酸奶1") + 1
    answers.write_text(json.dumps({"lines": {str(line): {"neighbour": estate.neighbours[6], "items": {"A": "3"}}}}))
    file = written(tmp_path, SECOND)
    report = run(estate, "paste", "--round", str(estate.round_id), file, "--answers", str(answers))
    assert isinstance(report.data, dict)
    assert (report.data["questions"], report.data["orders"]) == ([], 8)
    answers.write_text(json.dumps({"lines": {"99": {}}}))
    with pytest.raises(UserError):
        run(estate, "paste", "--round", str(estate.round_id), file, "--answers", str(answers))


def test_only_what_is_certain_is_taken(estate: Estate, tmp_path: Path) -> None:
    report = run(estate, "paste", "--round", str(estate.round_id), written(tmp_path, SECOND), "--certain-only")
    assert isinstance(report.data, dict)
    assert report.data["orders"] == 7
    assert report.data["action"] is not None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04" + b"\0" * 50, "天气真好".encode()])
def test_what_is_no_list_is_refused(estate: Estate, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    before = estate.dump()
    for words in (("paste", "--round", str(estate.round_id), str(path)), ("parse", str(path))):
        with pytest.raises(UserError):
            run(estate, *words)
    with pytest.raises(UserError):
        run(estate, "paste", "--round", "999", written(tmp_path, FIRST))
    with pytest.raises(UserError):
        run(estate, "paste", "--round", str(estate.round_id), str(tmp_path / "none"))
    assert estate.dump() == before
