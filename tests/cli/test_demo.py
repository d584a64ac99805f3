"""The practice neighbourhood: the same seed gives the same content, papers fit the orders, and nobody's data leaks."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.money import line_total
from leaderdesk.core.paths import StorePaths
from leaderdesk.documents.qr import read_codes
from leaderdesk.documents.render import Pages
from leaderdesk.documents.workbook_reading import read_sheets
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.pickups.rules import bags_of, code_of
from leaderdesk.features.purchasing.queries import supplier_orders_of_round
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store, open_store
from tests.cli.conftest import SMALL, Call
from tests.storage.dumps import digests, dump

ROUND = 3


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    store = open_store(StorePaths(home))
    yield store
    store.close()


def open_orders(store: Store) -> tuple[Order, ...]:
    with store.read() as connection:
        return orders_of_round(connection, ROUND)


def test_the_same_seed_gives_the_same_content_and_another_gives_another(call: Call, home: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "again", tmp_path / "other"
    assert call("demo", again, *SMALL).code == 0
    assert call("demo", other, *SMALL, "--seed", 2).code == 0
    assert dump(StorePaths(again)) == dump(StorePaths(home))
    assert digests(again / "exports") == digests(home / "exports")
    assert dump(StorePaths(other))["neighbour"] != dump(StorePaths(home))["neighbour"]


def test_each_file_is_named_with_what_is_in_it(call: Call, tmp_path: Path) -> None:
    for lang in ("en", "zh_CN"):
        said = call("demo", tmp_path / lang, *SMALL, "--lang", lang)
        files = sorted((tmp_path / lang / "exports").iterdir())
        assert len(files) >= 5
        assert all(any(line.startswith(f"{path}: ") for line in said.out.splitlines()) for path in files)


def test_every_code_is_read_back_from_the_page_and_is_the_orders(store: Store, home: Path) -> None:
    with store.read() as connection:
        key = read_business(connection).shop_key
    expected = [code_of(order.id, bag.number, key) for order in open_orders(store) for bag in bags_of(order)]
    checked = 0
    for path in sorted((home / "exports").glob("*.pdf")):
        with Pages(path) as pages:
            found = [code for page in range(len(pages)) for code in read_codes(pages.image(page, px_per_mm=8))]
        if found:
            checked += 1
            # Walking order on the roll; a sheet is read row by row, which is the same order.
            assert found == expected, path.name
    assert checked == 2
    assert len(set(expected)) == len(expected) > 5


def numbers(cells: tuple[object, ...]) -> list[float]:
    return [float(cell) for cell in cells if isinstance(cell, int | float)]


def test_supplier_workbooks_ask_for_what_was_ordered(store: Store, home: Path) -> None:
    with store.read() as connection:
        asked = supplier_orders_of_round(connection, ROUND)
    wanted: dict[int, int] = {}
    for order in open_orders(store):
        for line in order.lines:
            wanted[line.offer_id] = wanted.get(line.offer_id, 0) + line.amount_milli
    assert {line.offer.id: line.ordered_milli for each in asked for line in each.lines} == wanted
    for supplier in asked:
        (path,) = (home / "exports").glob(f"*{supplier.supplier_name}.xlsx")
        (rows,) = read_sheets(path).values()
        for good in supplier.lines:
            row = next(row for row in rows if good.offer.product_code in row)
            sums = [good.ordered_milli, good.to_order_milli - good.ordered_milli, good.to_order_milli]
            assert [value / 1000 for value in sums] == numbers(row)[1:4]
            assert good.offer.cost_fen / 100 in numbers(row)
            assert good.cost_fen == line_total(good.offer.cost_fen, good.to_order_milli)


def test_the_summary_says_what_the_orders_say(store: Store, home: Path) -> None:
    orders = open_orders(store)
    (path,) = (path for path in (home / "exports").glob("*.xlsx") if len(read_sheets(path)) == 4)
    by_order, by_product, _by_building, by_neighbour = read_sheets(path).values()
    lines = [
        (order.neighbour_name, line.amount_milli / 1000, line.price_fen / 100)
        for order in orders
        for line in order.lines
    ]
    found = [
        (row[2], float(str(row[5])), float(str(row[7])))
        for row in by_order
        if len(row) > 7 and isinstance(row[5], int | float) and isinstance(row[7], int | float)
    ]
    assert found == lines
    with store.read() as connection:
        offers = {offer.name: offer.id for offer in offers_of_round(connection, ROUND)}
    for row in by_product:
        if len(row) > 7 and row[1] in offers:
            of_offer = [line for order in orders for line in order.lines if line.offer_id == offers[str(row[1])]]
            assert float(str(row[5])) == sum(line.amount_milli for line in of_offer) / 1000
            assert float(str(row[7])) == sum(line.total_fen for line in of_offer) / 100
    totals = {row[2]: row[4] for row in by_neighbour if len(row) > 4 and isinstance(row[4], int | float)}
    assert [float(str(totals[order.neighbour_name])) * 100 for order in orders] == pytest.approx(
        [order.total_fen for order in orders]
    )


def texts_of(path: Path) -> str:
    """Return every word of a file, the parts of a workbook unpacked."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return path.read_bytes().decode("utf-8", "replace")


def test_suppliers_logs_and_leftovers_name_no_neighbour(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    home = tmp_path / "shop"
    assert call("demo", home, *SMALL).code == 0
    call("--store", home, "pickup", "check", "13800001234")
    call("--store", home, "store", "backup", tmp_path / "x.ldbackup")
    store = open_store(StorePaths(home))
    with store.read() as connection:
        people = known_neighbours(connection)
        phones = set(connection.exec_driver_sql("SELECT phone FROM neighbour WHERE phone <> ''").scalars())
        suppliers = {each.supplier_name for each in supplier_orders_of_round(connection, ROUND)}
    store.close()
    # A surname with 阿姨 may be a word of a product; nobody has such a room or phone by chance.
    planted = phones | {person.room for person in people if person.room} | {"豆豆妈", "刘老师", "小龑", "米米妈🌈"}
    workbooks = [path for path in (home / "exports").glob("*.xlsx") if any(name in path.name for name in suppliers)]
    others = [*(home / "logs").rglob("*"), *scratch.rglob("*"), *home.glob(".*")]
    assert len(workbooks) == len(suppliers)
    leaks = [
        (path.name, word)
        for path in (*workbooks, *(path for path in others if path.is_file()))
        for word in planted
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", texts_of(path))
    ]
    assert leaks == []
    assert not [path for path in scratch.rglob("*") if path.is_file()]


def test_a_folder_with_something_in_it_is_let_be(call: Call, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    assert call("demo", tmp_path).code == 1
    assert {path.name for path in tmp_path.iterdir()} == {"mine"}


def test_half_a_neighbourhood_is_not_left_behind(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_words: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("leaderdesk.features.practice.actions.run_main_job", fail)
    assert call("demo", tmp_path / "shop", *SMALL).code == 1
    assert not (tmp_path / "shop").exists()
    monkeypatch.undo()
    assert call("demo", tmp_path / "shop", *SMALL).code == 0
