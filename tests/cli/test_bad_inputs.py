"""Whatever is typed: exit code 1 or 2, one sentence, no traceback, and nothing changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.database import open_store
from tests.cli.conftest import Call
from tests.storage.dumps import dump

ROOT = Path(__file__).parents[2]
REFUSED = [
    "rounds show 99",
    "rounds show 9223372036854775807",
    "rounds open 1",
    "intake parse {tmp}/nowhere.json",
    "intake parse {tmp}",
    "intake parse {tmp}/empty",
    "intake parse {tmp}/binary",
    "intake parse {tmp}/deep",
    "intake parse {tmp}/list.json",
    "intake parse {tmp}/half.json",
    "intake paste --round 3 {tmp}/nowhere",
    "intake paste --round 3 {tmp}",
    "intake paste --round 99 {tmp}/text",
    "intake paste --round 3 {tmp}/huge",
    "intake paste --round 3 {tmp}/text --answers {tmp}/nowhere",
    "intake paste --round 3 {tmp}/text --answers {tmp}/list.json",
    "export purchase --round 99 --out {tmp}/out",
    "export purchase --round 3 --out {tmp}/text",
    "export purchase --round 3 --out {tmp}/one.xlsx",
    "export summary --round 99 --out {tmp}/out",
    "export summary --round 3 --out {tmp}/text/x.xlsx",
    "print labels --round 99 --out {tmp}/x.pdf",
    "print labels --round 3 --out {tmp}/x.pdf --stock nope",
    "print labels --round 3 --out {tmp}/x.pdf --skip 900",
    "print labels --round 3 --out {tmp}",
    "print labels --round 3 --out {home}/leaderdesk.sqlite",
    "print pickup-list --round 3 --out {home}/./leaderdesk.sqlite-wal",
    "store backup {home}/leaderdesk.sqlite",
    "store backup {tmp}",
    "store restore {tmp}/nowhere",
    "store restore {tmp}/text",
    "store restore {tmp}/empty",
    "store restore {home}/leaderdesk.sqlite",
    "demo {home}",
    "demo {tmp}/text",
    "demo ~nobody-of-this-name/x",
]
WRONG_USAGE = [
    "rounds",
    "rounds show",
    "rounds show x",
    "rounds show 0",
    "rounds show -1",
    "rounds show 1_0",
    "rounds show 99999999999999999999",
    "intake paste text",
    "export purchase --round 3",
    "export purchase --round NaN --out x",
    "print labels --round 3 --out {tmp}/x.pdf --skip -5",
    "print labels --round 3 --out {tmp}/x.pdf --skip 1e3",
    "pickup",
    "pickup check",
    "store",
    "nonsense",
    "--lang fr rounds list",
    "demo",
    "demo {tmp}/new --neighbours 0",
    "demo {tmp}/new --neighbours 99999999999",
    "demo {tmp}/new --rounds -1",
    "demo {tmp}/new --seed pi",
]
CODES = [
    "",
    " ",
    "\x00",
    "\udcff\udcfe",
    "'; DROP TABLE orders",
    "7" * 19,
    "71" + "9" * 18,
    "7" * 100_000,
    "%",
    "_",
    "٣٣٣٣",
    "<b>",
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder of files that are not what they are taken for."""
    (tmp_path / "text").write_text("1. 张阿姨 3-502 草莓2\n", encoding="utf-8")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "deep").write_bytes(b"[" * 200_000)
    (tmp_path / "list.json").write_text("[1, 2]")
    (tmp_path / "half.json").write_text('{"id": "x", "offers": 7, "text": null}')
    (tmp_path / "huge").write_text("草莓" * 5_000_000, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("line", REFUSED)
def test_what_cannot_be_done_is_refused_in_one_sentence(call: Call, home: Path, files: Path, line: str) -> None:
    words = [word.format(home=home, tmp=files) for word in line.split()]
    before = dump(StorePaths(home))
    said = call("--store", home, "--json", *words)
    assert said.code == 1
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert "错在我们" not in said.err
    assert "our mistake" not in call("--store", home, "--lang", "en", *words).err
    assert dump(StorePaths(home), without={"sqlite_sequence"}).keys() == before.keys() - {"sqlite_sequence"}
    assert dump(StorePaths(home)) == before


@pytest.mark.parametrize("line", WRONG_USAGE)
def test_what_is_not_understood_is_wrong_usage(call: Call, home: Path, files: Path, line: str) -> None:
    before = dump(StorePaths(home))
    said = call("--store", home, *(word.format(home=home, tmp=files) for word in line.split()))
    assert (said.code, said.out) == (2, "")
    assert "Traceback" not in said.err
    assert dump(StorePaths(home)) == before
    assert not (files / "new").exists()


@pytest.mark.parametrize("code", CODES, ids=lambda code: repr(code[:20]))
@pytest.mark.parametrize("nonce", [None, "\udcff"])
def test_no_code_is_too_strange(call: Call, home: Path, code: str, nonce: str | None) -> None:
    more = () if nonce is None else ("--nonce", f"{nonce}{code[:5]}")
    said = call("--store", home, "--json", "pickup", "check", *more, "--", code)
    assert (said.code, said.err) == (0, "")
    assert said.data["answer"] in {"unknown", "other-shop"}


def test_the_answer_to_help_is_help(call: Call) -> None:
    for words in (["--help"], ["store", "--help"], ["--version"]):
        assert call(*words).code == 0


def test_a_store_that_is_open_elsewhere_is_refused(call: Call, home: Path) -> None:
    store = open_store(StorePaths(home))
    try:
        for words in (["store", "info"], ["store", "restore", "x"], ["rounds", "list"]):
            said = call("--store", home, "--lang", "en", *words)
            assert (said.code, said.out) == (1, "")
            assert "already open" in said.err
    finally:
        store.close()


def test_nobody_sees_a_traceback_when_the_mistake_is_ours(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: object, **_named: object) -> None:
        raise RuntimeError("张阿姨 13800001234")

    monkeypatch.setattr("leaderdesk.features.rounds.feature.round_rows", fail)
    monkeypatch.setattr("leaderdesk.features.orders.feature.parse_case", fail)
    (home / "case.json").write_text("{}")
    for words in (["rounds", "list"], ["intake", "parse", str(home / "case.json")]):
        said = call("--store", home, "--lang", "en", *words)
        assert (said.code, said.out) == (1, "")
        assert said.err == "Something went wrong that is our mistake; the log has the details.\n"
    log = (home / "logs" / "leaderdesk.log").read_text(encoding="utf-8")
    assert "RuntimeError < " in log
    assert "张阿姨" not in log
    assert "1380000" not in log


@pytest.mark.parametrize("target", ["closed pipe", "/dev/full"])
def test_an_output_that_takes_nothing_is_no_traceback(home: Path, target: str) -> None:
    if target == "/dev/full" and not Path(target).exists():
        pytest.skip("no /dev/full here")
    command = [sys.executable, "-m", "leaderdesk", "--store", str(home), "rounds", "list"]
    if target == "/dev/full":
        with Path(target).open("wb") as out:
            done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    else:
        read_end, write_end = os.pipe()
        os.close(read_end)
        done = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, cwd=ROOT, check=False)
        os.close(write_end)
    assert (done.returncode, done.stderr) == (0, b"")
