"""Every verb: what it answers, and that with --json it is one document and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leaderdesk.core.paths import StorePaths
from leaderdesk.documents.qr import read_codes
from leaderdesk.documents.render import Pages
from leaderdesk.features.pickups.rules import code_of
from leaderdesk.storage.database import open_store
from tests.cli.conftest import Call
from tests.storage.dumps import content

ROUND = "3"
CASE = {
    "id": "one",
    "about": "",
    "today": "2026-01-25",
    "offers": [{"code": "A", "name": "草莓", "spec": "", "unit": "盒", "price": "36", "aliases": [], "step": "1"}],
    "neighbours": [],
    "buildings": ["3"],
    "rules": {"missing_quantity_is_one": True},
    "previous": None,
    "text": "1. 张阿姨 3-502 草莓2",
}


def test_without_a_verb_the_window_opens(home: Path) -> None:
    from leaderdesk.cli.main import main

    asked: list[tuple[Path | None, str | None]] = []

    def window(*, store: Path | None, language: str | None) -> int:
        asked.append((store, language))
        return 7

    assert main(["--store", str(home), "--lang", "en"], features=tuple, open_window=window) == 7
    assert main([], features=tuple, open_window=window) == 7
    assert asked == [(home, "en"), (None, None)]


@pytest.mark.parametrize(
    "words",
    [
        ["--store", "{home}", "--lang", "en", "--json", "rounds", "list"],
        ["rounds", "--json", "--store", "{home}", "list", "--lang", "en"],
        ["rounds", "list", "--lang=en", "--store={home}", "--json"],
    ],
)
def test_the_common_options_stand_anywhere(call: Call, home: Path, words: list[str]) -> None:
    said = call(*(word.format(home=home) for word in words))
    assert (said.code, said.err) == (0, "")
    assert [each["number"] for each in said.data] == [3, 2, 1]


def test_the_store_may_be_named_by_the_environment(call: Call, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERDESK_HOME", str(home))
    assert call("--json", "store", "info").data["rounds"] == 3


def test_both_languages_are_spoken(call: Call, home: Path) -> None:
    spoken = [call("--store", home, "--lang", lang, "store", "verify").out for lang in ("en", "zh_CN")]
    assert spoken[0] == "The data is sound, and the books close.\n"
    assert any("\u4e00" <= sign <= "\u9fff" for sign in spoken[1])
    assert call("--store", home, "store", "verify").out == spoken[1]


def test_rounds(call: Call, home: Path) -> None:
    shown = call("--store", home, "--json", "rounds", "show", ROUND)
    assert shown.code == 0
    assert shown.data["state"] == "open"
    assert {"price", "cost", "step"} <= shown.data["offers"][0].keys()
    assert call("--store", home, "--json", "rounds", "close", ROUND).data["state"] == "closed"
    again = call("--store", home, "--json", "rounds", "close", ROUND)
    assert (again.code, again.out) == (1, "")
    assert len(again.err.strip().splitlines()) == 1


def test_intake_parse_needs_no_store(call: Call, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps(CASE), encoding="utf-8")
    said = call("--store", tmp_path / "nowhere", "--json", "intake", "parse", case)
    assert said.data["totals"] == {"A": "2"}
    assert call("intake", "parse", case).out.startswith("{")
    assert not (tmp_path / "nowhere").exists()


def test_intake_paste(call: Call, home: Path, tmp_path: Path) -> None:
    text = tmp_path / "list.txt"
    text.write_text("1. 新邻居 4-101 草莓2\n2. 王哥 2-803 草莓1-2盒\n", encoding="utf-8")
    before = content(StorePaths(home))
    dry = call("--store", home, "--json", "intake", "paste", "--round", ROUND, text, "--dry-run")
    assert (dry.code, dry.data["action"]) == (0, None)
    assert content(StorePaths(home)) == before
    refused = call("--store", home, "--json", "intake", "paste", "--round", ROUND, text)
    assert (refused.code, refused.out) == (1, "")
    assert content(StorePaths(home)) == before
    taken = call("--store", home, "--json", "intake", "paste", "--round", ROUND, text, "--certain-only")
    assert taken.code == 0
    assert taken.data["action"] is not None
    assert "新邻居" in {change["name"] for change in taken.data["changes"]}
    again = call("--store", home, "--json", "intake", "paste", "--round", ROUND, text, "--certain-only")
    assert again.data["action"] is None, again.out


def test_exports(call: Call, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "工作 簿"
    said = call("--store", home, "--json", "export", "purchase", "--round", ROUND, "--out", out)
    files = said.data["files"]
    assert {Path(each["path"]) for each in files} == set(out.iterdir())
    assert {each["version"] for each in files} == {1}
    assert call("--store", home, "--json", "export", "purchase", "--round", ROUND, "--out", out).data == said.data
    summary = call("--store", home, "export", "summary", "--round", ROUND, "--out", out / "汇总.xlsx")
    assert summary.out.strip() == str(out / "汇总.xlsx")
    assert (out / "汇总.xlsx").exists()


def test_papers(call: Call, home: Path, tmp_path: Path) -> None:
    labels = call("--store", home, "--json", "print", "labels", "--round", ROUND, "--out", tmp_path / "l.pdf")
    with Pages(tmp_path / "l.pdf") as pages:
        assert len(pages) == labels.data["pages"] == labels.data["labels"]
    sheet = ("--stock", "a4-70x37", "--skip", "5")
    call("--store", home, "print", "labels", "--round", ROUND, "--out", tmp_path / "a4.pdf", *sheet)
    with Pages(tmp_path / "a4.pdf") as pages:
        codes = [code for page in range(len(pages)) for code in read_codes(pages.image(page, px_per_mm=8))]
    assert len(codes) == labels.data["labels"]
    listed = call("--store", home, "--json", "print", "pickup-list", "--round", ROUND, "--out", tmp_path / "p.pdf")
    assert listed.data["orders"] > 0
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("verb", ["picking", "packing", "shelf", "driver", "helper", "pickup-list"])
def test_lists_as_pdf_and_as_workbook(call: Call, home: Path, tmp_path: Path, verb: str) -> None:
    for name, begins in (("list.pdf", b"%PDF"), ("list.xlsx", b"PK")):
        said = call("--store", home, "--json", "print", verb, "--round", ROUND, "--out", tmp_path / name)
        assert (said.code, said.data["list"], said.data["path"]) == (0, verb, str(tmp_path / name))
        assert said.data["changed"] == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    other = call("--store", home, "--lang", "en", "print", verb, "--round", ROUND, "--out", tmp_path / "list.docx")
    assert other.code == 1
    assert other.err.strip() == "list.docx is neither .pdf nor .xlsx. Name the file with one of the two."
    assert not (tmp_path / "list.docx").exists()
    assert call("--store", home, "print", verb, "--round", "99", "--out", tmp_path / "none.pdf").code == 1


def test_every_answer_of_the_pickup_table(call: Call, home: Path) -> None:
    store = open_store(StorePaths(home))
    with store.read() as connection:
        key = connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'shop_key'").scalar_one()
        rows = connection.exec_driver_sql(
            "SELECT o.id, max(p.storage = 'ambient') + max(p.storage <> 'ambient') FROM orders o"
            " JOIN line l ON l.order_id = o.id JOIN offer f ON f.id = l.offer_id JOIN product p ON p.id = f.product_id"
            " WHERE o.round_id = 3 AND o.cancelled_at_ms IS NULL GROUP BY o.id"
        ).all()
    from leaderdesk.features.orders.actions import cancel_order
    from leaderdesk.features.payments.actions import book_payment
    from leaderdesk.features.payments.queries import dues

    with store.read() as connection:
        open_fen = dues(connection, [order for order, _bags in rows])
    owing = {order: bags for order, bags in rows if open_fen[order]}
    two_bags = next(order for order, bags in owing.items() if bags == 2)
    paid, unpaid, cancelled = [order for order in owing if order != two_bags][:3]
    book_payment(store, order_id=paid, method="cash")
    cancel_order(store, cancelled)
    store.close()

    def answer(code: str, *more: str) -> str:
        said = call("--store", home, "--json", "pickup", "check", code, *more)
        assert (said.code, said.err) == (0, "")
        return str(said.data["answer"])

    assert answer(code_of(paid, 0, key), "--nonce", "n1") == "ok"
    assert answer(code_of(paid, 0, key), "--nonce", "n1") == "ok"
    assert answer(code_of(paid, 0, key), "--nonce", "n2") == "already"
    assert answer(code_of(unpaid, 0, key)) == "unpaid"
    assert answer(code_of(cancelled, 0, key)) == "cancelled"
    assert answer(code_of(two_bags, 1, key)) == "partly"
    assert answer(code_of(9_999_999, 0, key)) == "unknown"
    assert answer(code_of(paid, 0, "00" * 32)) == "other-shop"
    assert answer("奶奶") in {"ambiguous", "unknown", "unpaid"}
    assert answer("99-9999") == "unknown"
    for lang in ("en", "zh_CN"):
        said = call("--store", home, "--lang", lang, "pickup", "check", code_of(paid, 0, key))
        assert (said.code, len(said.out.splitlines())) == (0, 1)


def test_the_store_is_checked_copied_and_restored(call: Call, home: Path, tmp_path: Path) -> None:
    info = call("--store", home, "--json", "store", "info").data
    assert (info["neighbours"] >= 60, info["rounds"]) == (True, 3)
    copy = tmp_path / "copy.ldbackup"
    made = call("--store", home, "--json", "store", "backup", copy)
    assert made.data["path"] == str(copy)
    before = content(StorePaths(home))
    call("--store", home, "rounds", "close", ROUND)
    restored = call("--store", home, "--json", "store", "restore", copy)
    assert restored.data["before"]["rounds"] == 3
    assert content(StorePaths(home)) == before
    assert call("--store", home, "--json", "store", "verify").data == {"sound": True}


def test_the_self_test_is_well(call: Call) -> None:
    said = call("--json", "self-test")
    assert (said.code, said.err) == (0, "")
    assert said.data["sound"] is True
    assert said.data["codes"] > 0
    assert said.data["sheets"] > 0


def test_a_bill_is_rehearsed_booked_and_known_the_second_time(call: Call, home: Path) -> None:
    (bill,) = (home / "exports").glob("*.csv")
    before = content(StorePaths(home))
    rehearsed = call("--store", home, "--json", "import", "bill", bill, "--dry-run")
    assert content(StorePaths(home)) == before
    said = call("--store", home, "--json", "import", "bill", bill)
    assert (rehearsed.code, said.code) == (0, 0)
    assert rehearsed.data["sure"] == said.data["sure"] > 0
    assert (rehearsed.data["action"], rehearsed.data["rehearsal"]) == (None, True)
    assert {"sure", "alone"} <= {each["outcome"] for each in said.data["payments"]} <= {"sure", "asked", "alone"}
    assert all(each["reason"] for each in said.data["payments"])
    assert "sure (¥" in call("--store", home, "--lang", "en", "import", "bill", bill, "--dry-run").out
    again = call("--store", home, "--json", "import", "bill", bill).data
    assert (again["new"], again["sure"], again["action"]) == (0, 0, None)
    assert again["same"] == said.data["new"]
