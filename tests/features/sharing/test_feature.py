"""The verb import on the command line: what it says, what it refuses, what it leaves behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leaderdesk.app import features
from leaderdesk.cli.main import DONE, REFUSED, WRONG_USAGE, main
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.business import ensure_shop_key
from tests.features.orders.estate import build_estate
from tests.features.sharing.books import ktt, line
from tests.storage.dumps import content


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give the folder of the estate's store, which nobody has open."""
    built = build_estate(tmp_path / "estate")
    with built.store.write("First start", undoable=False) as writing:
        ensure_shop_key(writing.session)
    built.store.close()
    return tmp_path / "estate"


def run(home: Path, *words: str) -> int:
    def no_window(*, store: Path | None, language: str | None) -> int:
        raise AssertionError

    return main(["--store", str(home), "--lang", "en", *words], features=features, open_window=no_window)


def test_orders_are_rehearsed_then_taken_then_known(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [line("张阿姨", "1", "草莓", total=36, phone=13800000001), line("小草", "2", "草莓", amount="三")]
    path = ktt(tmp_path / "带 空格的 订单.xlsx", rows)
    assert run(home, "import", "orders", str(path), "--round", "1", "--dry-run", "--json") == DONE
    said = json.loads(capsys.readouterr().out)
    assert (said["new"], said["skipped"], said["sum"], said["rehearsal"]) == (1, 1, "36.00", True)
    assert [(row["row"], row["outcome"]) for row in said["rows"]] == [(2, "new"), (3, "skipped")]
    assert run(home, "import", "orders", str(path)) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("1 new, 0 changed, 0 as before, 1 left out")
    assert any(line.startswith("Row 3 left out") for line in lines)
    assert run(home, "import", "orders", str(path)) == DONE
    assert "0 new, 0 changed, 1 as before" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["orders", "products", "neighbours", "history", "bill"])
def test_a_refused_file_is_one_sentence_and_changes_no_byte(
    kind: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 13800000001")
    before = content(StorePaths(home))
    assert run(home, "import", kind, str(path)) == REFUSED
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert content(StorePaths(home)) == before


def test_what_a_file_says_of_people_stands_in_no_log(home: Path, tmp_path: Path) -> None:
    rows = [line("藏起来的名字", "1", "草莓", phone=13812340987, address="藏起来的路9号楼909")]
    run(home, "import", "orders", str(ktt(tmp_path / "a.xlsx", rows)), "--round", "1")
    run(home, "import", "orders", str(ktt(tmp_path / "b.xlsx", [line("藏起来的名字", "3", "西瓜")])), "--round", "1")
    written = [file.read_text(encoding="utf-8") for file in (home / "logs").rglob("*") if file.is_file()]
    assert not [text for text in written if "藏起来" in text or "13812340987" in text]


@pytest.mark.parametrize("words", [["orders"], ["bills", "x.csv"], ["bill"], ["history", "x.csv", "--date", "2月30日"]])
def test_wrong_usage_is_said(words: list[str], home: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        run(home, "import", *words)
    assert stop.value.code == WRONG_USAGE
