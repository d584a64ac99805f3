"""What a round earned and what its goods cost: whole fen, each number with its definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import line_total, percent_tenths
from leaderdesk.features.payments.rules.ledger import Account

RESULT = (
    Account.SALES,
    Account.PURCHASES,
    Account.GIFTS,
    Account.WASTE,
    Account.CLAIMS,
    Account.WAIVED,
    Account.FEES,
)
"""The accounts whose sum is what a round earned: what was sold is above zero there, what was spent below."""

TITLES = {
    Account.SALES: N_("Goods sold"),
    Account.PURCHASES: N_("What the goods cost"),
    Account.GIFTS: N_("Given away"),
    Account.WASTE: N_("Written off"),
    Account.CLAIMS: N_("After-sales"),
    Account.WAIVED: N_("Let off"),
    Account.FEES: N_("Fees paid"),
}

DEFINITIONS = {
    Account.SALES: N_("What the orders of the round come to, after what was short and what was weighed."),
    Account.PURCHASES: N_("What came, times its cost: not what was ordered. Without what was given or thrown away."),
    Account.GIFTS: N_("What was given for nothing, at its cost, and gifts that were taken off an order."),
    Account.WASTE: N_("What came beyond the orders and was written off, at its cost."),
    Account.CLAIMS: N_("What neighbours got back for what was wrong, less what suppliers bear of it."),
    Account.WAIVED: N_("Small sums that neighbours were let off."),
    Account.FEES: N_("What you noted here: delivery, bags, the platform."),
}

MARGIN_TITLE = N_("What was earned")
MARGIN_DEFINITION = N_("What was sold less everything else here; in per cent of it, rounded to one place.")


@dataclass(frozen=True, slots=True)
class GoodsCost:
    """What one offer of a round cost: amounts in thousandths of the unit, `cost_fen` of one unit.

    `is_counted` is False where nobody said what came: then it is what was asked for. `gift_milli` and `waste_milli` of
    what came were given and thrown away.
    """

    offer_id: int
    code: str
    product: str
    unit: str
    supplier_id: int | None
    supplier_name: str
    amount_milli: int
    cost_fen: int
    is_counted: bool = True
    gift_milli: int = 0
    waste_milli: int = 0

    @property
    def total_fen(self) -> int:
        """What is to be paid for all that came."""
        return line_total(self.cost_fen, self.amount_milli)

    @property
    def gift_fen(self) -> int:
        """What the gifts cost."""
        return line_total(self.cost_fen, self.gift_milli)

    @property
    def waste_fen(self) -> int:
        """What the waste cost."""
        return line_total(self.cost_fen, self.waste_milli)


@dataclass(frozen=True, slots=True)
class SupplierCost:
    """What one supplier brought for a round."""

    supplier_id: int | None
    supplier_name: str
    goods: tuple[GoodsCost, ...]

    @property
    def total_fen(self) -> int:
        """What she is to be paid for it."""
        return sum(each.total_fen for each in self.goods)

    @property
    def uncounted(self) -> int:
        """Of how many of her goods nobody said what came."""
        return sum(1 for each in self.goods if not each.is_counted)


@dataclass(frozen=True, slots=True)
class Earned:
    """What a round comes to: the sum of each account of `RESULT` in fen, spent ones below zero."""

    sums: Mapping[Account, int] = field(default_factory=dict)

    def of(self, account: Account) -> int:
        """Return the sum of one account."""
        return self.sums.get(account, 0)

    @property
    def sales_fen(self) -> int:
        """What was sold."""
        return self.of(Account.SALES)

    @property
    def listed(self) -> tuple[tuple[Account, int], ...]:
        """Every account of the result with its sum, in their order."""
        return tuple((account, self.of(account)) for account in RESULT)

    @property
    def margin_fen(self) -> int:
        """What is left."""
        return sum(self.of(account) for account in RESULT)

    @property
    def margin_tenths(self) -> int:
        """What is left, of the sales, in tenths of a per cent."""
        return percent_tenths(self.margin_fen, self.of(Account.SALES))

    def plus(self, other: Earned) -> Earned:
        """Return the two together."""
        return Earned({account: self.of(account) + other.of(account) for account in RESULT})


def by_supplier(goods: Sequence[GoodsCost]) -> tuple[SupplierCost, ...]:
    """Return the goods by supplier, in the order in which they come."""
    found: dict[int | None, list[GoodsCost]] = {}
    for each in goods:
        found.setdefault(each.supplier_id, []).append(each)
    return tuple(SupplierCost(supplier, each[0].supplier_name, tuple(each)) for supplier, each in found.items())


def still_to_book(goods: Sequence[GoodsCost]) -> Earned:
    """Return what settling will book for these goods."""
    gifts, waste = sum(each.gift_fen for each in goods), sum(each.waste_fen for each in goods)
    cost = sum(each.total_fen for each in goods)
    return Earned({Account.PURCHASES: gifts + waste - cost, Account.GIFTS: -gifts, Account.WASTE: -waste})


def margin_text(earned: Earned) -> str:
    """Return what the margin is called in a line: 赚了."""
    return _(MARGIN_TITLE) if earned.margin_fen >= 0 else _("What was lost")
