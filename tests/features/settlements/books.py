"""What a workbook says once another program has computed it, and a round in which chance did everything."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.arrivals.actions import apply_shortage, note_receipt, place_surplus
from leaderdesk.features.arrivals.actions.surplus import Goes
from leaderdesk.features.arrivals.queries import counts_of_round, ground_of
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.rules.sharing import shared
from leaderdesk.features.claims.actions import answer_claim, new_claim
from leaderdesk.features.claims.rules import WAYS, Grant, Wish
from leaderdesk.features.payments.actions import book_payment, let_go
from leaderdesk.features.products.queries import supplier_rows
from leaderdesk.features.settlements.actions import add_fee, correct_cost, correct_order, pay_supplier, settle, unsettle
from leaderdesk.features.settlements.queries import Settlement, settlement_of
from tests.practice import Shop


def recomputed(path: Path, folder: Path) -> openpyxl.Workbook:
    """Return the workbook as LibreOffice computes it, and not with the results that were written with the formulas."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not here to compute the workbook")
    bare = folder / "bare.xlsx"
    # Saved without results, so that every number has to be computed again.
    openpyxl.load_workbook(path).save(bare)
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(bare)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return openpyxl.load_workbook(folder / "out" / "bare.xlsx", data_only=True)


def fen(value: object) -> int:
    """Return a cell's yuan as fen."""
    assert isinstance(value, int | float), value
    return round(value * 100)


def what_it_earned(shop: Shop) -> Settlement:
    """Return the settlement of the shop's round."""
    with shop.store.read() as connection:
        found = settlement_of(connection, shop.round_id)
    assert found is not None
    return found


class Chance:
    """One who does things to a round as chance says: goods come, people pay and claim, suppliers are paid."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self._shop, self._store, self._chance = shop, shop.store, random.Random(seed)

    def act(self) -> None:
        """Do one thing; what is refused changes nothing."""
        acts = (self.count, self.share, self.spare, self.pay, self.let, self.claim, self.fee, self.supplier)
        later = (self.settle, self.unsettle, self.cost, self.order)
        try:
            self._chance.choice((*acts, *later))()
        except UserError:
            return

    def count(self) -> None:
        """Say what came of an offer: short, right or more."""
        with self._store.read() as connection:
            count = self._chance.choice(counts_of_round(connection, self._shop.round_id))
        step = self._chance.choice((-3333, -1000, 0, 0, 500, 2500))
        note_receipt(self._store, count.offer.id, max(count.due_milli + step, 0))

    def share(self) -> None:
        """Share out a shortage."""
        with self._store.read() as connection:
            counts = counts_of_round(connection, self._shop.round_id)
            ground = ground_of(connection, self._chance.choice(counts).offer.id)
        if ground is None or not ground.count.lacking_milli:
            raise UserError("nothing is short")
        cuts = shared(ground.count, ground.parties, Policy.FIRST_COME)
        apply_shortage(self._store, ground.count.offer.id, policy=Policy.FIRST_COME, shown=cuts.cuts)

    def spare(self) -> None:
        """Give or throw away what came beyond the orders."""
        with self._store.read() as connection:
            count = self._chance.choice(counts_of_round(connection, self._shop.round_id))
        goes: Goes = self._chance.choice(("gift", "waste"))
        place_surplus(self._store, count.offer.id, amount_milli=self._chance.choice((333, 500, 1000)), goes=goes)

    def pay(self) -> None:
        """Somebody pays, too much now and then."""
        order = self._chance.choice(self._shop.orders())
        sum_fen = self._chance.choice((None, None, 100, 9999))
        book_payment(self._store, order_id=order.id, method=self._chance.choice(("wechat", "cash")), amount_fen=sum_fen)

    def let(self) -> None:
        """A small sum is let go."""
        let_go(
            self._store, order_id=self._chance.choice(self._shop.orders()).id, amount_fen=self._chance.randint(1, 99)
        )

    def claim(self) -> None:
        """Something was wrong, and is made good in one way or another."""
        order = self._chance.choice(self._shop.orders())
        line = self._chance.choice(order.lines)
        claim = new_claim(
            self._store, order_id=order.id, offer_id=line.offer_id, amount_milli=line.amount_milli, wish=Wish.REFUND
        )
        answer = self._chance.choice(list(Wish))
        sum_fen = self._chance.randint(1, 2000) if answer is Wish.REFUND else 0
        way = self._chance.choice((None, *WAYS))
        grant = Grant(answer, sum_fen, way, self._chance.randint(0, 900), beyond=self._chance.random() < 0.5)
        answer_claim(self._store, claim.id, grant)

    def fee(self) -> None:
        """A fee is noted."""
        way, sum_fen = self._chance.choice(WAYS), self._chance.randint(-1, 5000)
        add_fee(self._store, self._shop.round_id, name="delivery", amount_fen=sum_fen, way=way)

    def supplier(self) -> None:
        """A supplier is paid."""
        pay_supplier(
            self._store, self._supplier(), amount_fen=self._chance.randint(1, 90000), way=self._chance.choice(WAYS)
        )

    def settle(self) -> None:
        """The round is settled."""
        settle(self._store, self._shop.round_id)

    def unsettle(self) -> None:
        """The settling is undone."""
        unsettle(self._store, self._shop.round_id)

    def cost(self) -> None:
        """The supplier's invoice says something else."""
        correct_cost(
            self._store, self._shop.round_id, supplier_id=self._supplier(), amount_fen=self._chance.randint(-500, 500),
            note="invoice",
        )  # fmt: skip

    def order(self) -> None:
        """A neighbour pays something else."""
        order = self._chance.choice(self._shop.orders())
        correct_order(self._store, order.id, amount_fen=self._chance.randint(-300, 300), note="by word of mouth")

    def _supplier(self) -> int:
        with self._store.read() as connection:
            return self._chance.choice(supplier_rows(connection)).id
