"""The workbook in the real layout, where it lies beside the project: read whole, asked about, answered, then known."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from leaderdesk.core.i18n import language
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.features.sharing.actions import import_orders
from leaderdesk.features.sharing.actions.opened import open_file, preview_file, read_file, take_file
from leaderdesk.features.sharing.rules import ImportReview
from leaderdesk.features.sharing.rules.answers import Answer, PutOnOffer
from leaderdesk.features.sharing.rules.preview import FileKind
from tests.features.orders.estate import Estate

REAL = Path(__file__).parents[4] / "shared" / "data" / "kuaituantuan_2022_fictional.xlsx"


def take(estate: Estate, path: Path) -> ImportReview:
    return import_orders(estate.store, path, round_id=estate.round_id)


@pytest.mark.skipif(not REAL.exists(), reason="the workbook in the real layout does not lie beside the project")
def test_the_real_layout_is_read_whole(estate: Estate) -> None:
    sheets = load_workbook(REAL, data_only=True)
    names = {
        (str(row[4]).rpartition("(")[0], str(row[4]).rpartition("(")[2].rstrip(")"))
        for row in sheets["顾客购买表"].iter_rows(min_row=2, values_only=True)
    }
    with estate.store.write("Prepare", undoable=False) as writing:
        for place, (name, spec) in enumerate(sorted(names), start=50):
            _offer(writing.session, estate.round_id, place, name=name, spec=spec)
    with language("en"):
        review = take(estate, REAL)
    assert (review.new, review.changed, review.skipped, review.money_fen) == (80, 0, 0, 864740)
    assert "269 cells are formulas; their last values were read." in review.notices
    assert "Row 115: 47-102 was taken; the address says 69-902." in review.notices
    with estate.store.read() as connection:
        standing = orders_of_round(connection, estate.round_id)
    assert sum(line.amount_milli for order in standing for line in order.lines) == 119_000
    assert [row.row for row in review.rows if row.reason] == [22]
    assert take(estate, REAL).same == 80


@pytest.mark.skipif(not REAL.exists(), reason="the workbook in the real layout does not lie beside the project")
def test_the_real_layout_is_asked_about_answered_and_then_known(estate: Estate) -> None:
    read = read_file(open_file(REAL), FileKind.ORDERS)
    answers: dict[str, Answer] = {}
    shown = preview_file(estate.store, read, round_id=estate.round_id, answers=answers)
    for _round in range(3):
        shown = preview_file(estate.store, read, round_id=estate.round_id, answers=answers)
        for row in shown.open_rows:
            if row.question is not None:
                new = [one.answer for one in row.question.choices if isinstance(one.answer, PutOnOffer)]
                answers[row.question.key] = new[0] if new else row.question.choices[-1].answer
    assert (shown.questions, shown.counts.new) == (0, 80)
    take_file(estate.store, read, shown, round_id=estate.round_id, answers=answers)
    again = preview_file(estate.store, read, round_id=estate.round_id, answers={})
    assert (again.writes, again.questions, again.counts.same) == (0, 0, 80)


def _offer(session: Session, round_id: int, place: int, *, name: str, spec: str) -> None:
    product = ProductRow(code=f"X{place}", name=name, spec=spec, unit="箱", price_fen=8000)
    session.add(product)
    session.flush()
    session.add(
        OfferRow(
            round_id=round_id, product_id=product.id, code=f"X{place}", position=place, price_fen=8000, step_milli=1000
        )
    )
