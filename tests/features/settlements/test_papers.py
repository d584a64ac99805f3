"""What is written of a settled round: text stays text, the page is one page, and the books are whole."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from leaderdesk.app import features
from leaderdesk.cli.main import main
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.core.money import format_yuan, yuan_text
from leaderdesk.documents.render import Pages
from leaderdesk.features.neighbours.actions import edit_neighbour
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.settlements.actions import add_fee, correct_cost, pay_supplier, settle
from leaderdesk.features.settlements.feature import export_books, export_settlement, settlement_pdf
from leaderdesk.features.settlements.queries.months import months_of_year, years
from leaderdesk.features.settlements.rules import RESULT, Earned
from leaderdesk.features.settlements.rules.months import Month
from tests.features.settlements.books import what_it_earned
from tests.practice import Shop

EVIL = ('=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)")


def test_text_that_looks_like_a_formula_stays_text(shop: Shop, tmp_path: Path) -> None:
    for order, name in zip(shop.orders(), EVIL, strict=False):
        edit_neighbour(shop.store, order.neighbour_id, name=name)
    for name in EVIL:
        add_fee(shop.store, shop.round_id, name=name, amount_fen=100, way=Account.CASH)
    path, _found = export_settlement(shop.store, shop.round_id, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    planted = [cell for cell in cells if isinstance(cell.value, str) and cell.value in EVIL]
    assert {cell.value for cell in planted} == set(EVIL)
    assert {(cell.data_type, cell.quotePrefix) for cell in planted} == {("s", True)}
    books = export_books(shop.store, 2026, tmp_path / "books.csv").read_bytes()
    assert books.startswith(b"\xef\xbb\xbf")
    for name in EVIL:
        assert f"'{name}" in books.decode().replace('""', '"')


def test_the_books_name_no_neighbour_and_sum_to_nothing(shop: Shop, tmp_path: Path) -> None:
    settle(shop.store, shop.round_id)
    path = export_books(shop.store, 2026, tmp_path / "books.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with shop.store.read() as connection:
        lines = connection.exec_driver_sql("SELECT amount_fen FROM ledger_line ORDER BY id").scalars().all()
        names = connection.exec_driver_sql("SELECT name FROM neighbour").scalars().all()
        makers = "".join(connection.exec_driver_sql("SELECT name FROM supplier").scalars())
    assert [row["Sum"] for row in rows] == [yuan_text(fen) for fen in lines]
    entries = {row["Entry"] for row in rows}
    for entry in entries:
        assert sum(round(float(row["Sum"]) * 100) for row in rows if row["Entry"] == entry) == 0
    text = path.read_text(encoding="utf-8-sig")
    assert [name for name in names if len(name) > 1 and name not in makers and name in text] == []
    assert export_books(shop.store, 1999, tmp_path / "none.csv").read_text(encoding="utf-8-sig").count("\n") == 1


def test_the_page_is_one_page_whatever_is_on_it(shop: Shop) -> None:
    settle(shop.store, shop.round_id)
    supplier = what_it_earned(shop).suppliers[0].supplier_id
    assert supplier is not None
    for number in range(9):
        correct_cost(shop.store, shop.round_id, supplier_id=supplier, amount_fen=100 + number, note="很长的理由" * 16)
    for order in shop.orders()[:9]:
        edit_neighbour(shop.store, order.neighbour_id, name="很长的名字" * 6)
        book_payment(shop.store, order_id=order.id, method="cash", amount_fen=order.total_fen + 500)
    for spoken in ("en", "zh_CN"):
        with language(spoken), Pages(settlement_pdf(shop.store, shop.round_id)) as pages:
            assert len(pages) == 1


def test_every_supplier_is_on_the_page_with_what_came_of_her(shop: Shop) -> None:
    found = what_it_earned(shop)
    words = page_words(shop)
    assert len(found.suppliers) > 1
    for supplier in found.suppliers:
        assert supplier.supplier_name in words
        assert format_yuan(supplier.total_fen) in words
    assert words.count("booked at the settling") == len(found.suppliers)
    # Who still owes has all the room that is left.
    assert len(found.owing) == 24
    assert "and 4 more" in words
    settle(shop.store, shop.round_id)
    assert page_words(shop).count("still to be paid, over all rounds") == len(found.suppliers)


def page_words(shop: Shop) -> str:
    """Return the text of the page of the shop's round, which is one."""
    with pypdfium2.PdfDocument(settlement_pdf(shop.store, shop.round_id)) as paper:
        assert len(paper) == 1
        return str(paper[0].get_textpage().get_text_range())


def test_the_command_line_writes_it_and_says_the_figures(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pay_supplier(shop.store, 1, amount_fen=1, way=Account.CASH)
    settle(shop.store, shop.round_id)
    found, home = what_it_earned(shop), shop.store.paths.home
    shop.store.close()
    arguments = ["--store", str(home), "--lang", "en", "--json", "export", "settlement", "--round", str(shop.round_id)]

    def opened(**_options: object) -> int:
        raise AssertionError("no window is asked for")

    assert main([*arguments, "--out", str(tmp_path)], features=features, open_window=opened) == 0
    said = json.loads(capsys.readouterr().out)
    assert Path(said["files"][0]["path"]).suffix == ".xlsx"
    assert Path(said["files"][0]["path"]).exists()
    assert said["settlement"]["margin"] == f"{found.earned.margin_fen / 100:.2f}"
    assert said["settlement"]["settled"] is True
    assert said["settlement"]["uncounted"]
    arguments[-1] = "999"
    assert main([*arguments, "--out", str(tmp_path)], features=features, open_window=opened) == 1
    assert "no round 999" in capsys.readouterr().err


def test_a_round_without_orders_has_no_workbook(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no round 77"):
        export_settlement(shop.store, 77, tmp_path)


def test_a_correction_counts_in_the_month_in_which_it_was_made(shop: Shop) -> None:
    with shop.store.read() as connection:
        before = {month.key: month for month in months_of_year(connection, 2026)}
    settle(shop.store, shop.round_id)
    settled = what_it_earned(shop).earned
    shop.clock.advance(dt.timedelta(days=40))
    supplier = what_it_earned(shop).suppliers[0].supplier_id
    assert supplier is not None
    correct_cost(shop.store, shop.round_id, supplier_id=supplier, amount_fen=1234, note="invoice")
    with shop.store.read() as connection:
        months = {month.key: month for month in months_of_year(connection, 2026)}
        assert years(connection) == (2026,)
    then = before.get("2026-01", Month("2026-01"))
    assert months["2026-01"].rounds == then.rounds + 1
    assert months["2026-01"].orders == then.orders + len(shop.orders())
    assert months["2026-01"].earned.listed == then.earned.plus(settled).listed
    assert (months["2026-03"].corrections, months["2026-03"].earned.margin_fen) == (1, -1234)
    assert months["2026"].earned.margin_fen == sum(
        month.earned.margin_fen for key, month in months.items() if key != "2026"
    )
    assert months["2026"].neighbours <= months["2026"].orders


def test_the_months_are_the_sum_of_the_accounts(shop: Shop) -> None:
    settle(shop.store, shop.round_id)
    with shop.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT account, sum(amount_fen) FROM ledger_line GROUP BY 1").all()
        booked: dict[str, int] = {row[0]: row[1] for row in rows}
        every = [months_of_year(connection, year)[-1].earned for year in years(connection)]
    total = Earned()
    for earned in every:
        total = total.plus(earned)
    assert {account: total.of(account) for account in RESULT} == {
        account: booked.get(account.value, 0) for account in RESULT
    }
