"""The form of the stock: gifts come in, are written off or counted; a new gift gets its name and kind here."""

from __future__ import annotations

from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.core.money import parse_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.products.rules import Added
from leaderdesk.features.referrals.actions import add_gift, archive_gift, buy_gifts, count_gifts, spoil_gifts
from leaderdesk.features.referrals.rules import Gift, GiftKind
from leaderdesk.features.referrals.screen.book import ReferralBook, Seen
from leaderdesk.features.referrals.screen.side_form import NONE, SideForm, read_field
from leaderdesk.storage.database import Store
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.stepper import NumberStepper

BUY, SPOIL, COUNT, AWAY = "buy", "spoil", "count", "away"


class StockForm(SideForm):
    """What happened to which gift; a voucher needs no stock, and goods of the shop bring their name along."""

    def __init__(self, desk: Desk, book: ReferralBook) -> None:
        super().__init__(desk, book, title=_("Stock of gifts"), verb=_("Keep it"))
        self._round_id: int | None = None
        self._gifts: dict[int, Gift] = {}
        self._goods: dict[int, str] = {}
        deeds = [(BUY, _("came in")), (SPOIL, _("spoilt")), (COUNT, _("counted over")), (AWAY, _("no more"))]
        self.happened = Segments(_("In or out"), deeds)
        self.gift = Combo(_("Which gift"))
        kinds = [
            (GiftKind.ARTICLE.value, _("a thing")),
            (GiftKind.PRODUCT.value, _("our goods")),
            (GiftKind.VOUCHER.value, _("a voucher")),
        ]
        self.kind = Segments(_("What kind of gift"), kinds)
        self.product = Combo(_("Which goods"))
        self.name = LineEdit(_("Name of the new gift"), placeholder=_("strawberry cup"))
        self.value = LineEdit(_("What the voucher is worth"), placeholder="5")
        self.pieces = NumberStepper(_("How many"), most=999)
        self.paid = LineEdit(_("Paid for all of them"), placeholder="0")
        ways = (Account.WECHAT, Account.ALIPAY, Account.CASH)
        self.way = Segments(_("Paid by"), [(way.value, way.label) for way in ways])
        self._product_field = Field(_("Which goods"), self.product)
        self._name_field = Field(_("Name of the new gift"), self.name)
        hint = _("It goes onto her balance when it is given, and pays for her next order.")
        self._value_field = Field(_("What the voucher is worth"), self.value, hint=hint)
        hint = _("It stands in the settlement as given away.")
        self._paid_field = Field(_("Paid for all of them"), self.paid, hint=hint)
        fields = (self.kind, self._product_field, self._name_field, self._value_field, self.pieces, self._paid_field)
        for part in (self.happened, Field(_("Which gift"), self.gift), *fields, self.way):
            self.inside.addWidget(part)
        for choice in (self.gift, self.happened, self.kind, self.product):
            choice.chosen.connect(lambda _key: self._fit())

    def begin(self, seen: Seen) -> None:
        """Begin anew with the gifts there are."""
        self._round_id = None if seen.round is None else seen.round.id
        self._gifts = {gift.id: gift for gift in seen.trust.gifts}
        self._goods = {one.id: one.short_name or one.name for one in seen.products}
        named = [(str(gift.id), gift.name) for gift in seen.trust.gifts]
        self.gift.set_choices([*named, (NONE, _("A new gift"))])
        self.product.set_choices([(str(id_), name) for id_, name in self._goods.items()])
        self.pieces.set_value(10)
        for edit in (self.paid, self.name, self.value):
            edit.clear()
        self.error.clear()
        self._fit()
        self.gift.setFocus()

    @override
    def keep(self) -> None:
        """Book it."""
        paid = read_field(self._paid_field, parse_yuan, self.paid.plain_text() or "0")
        value = read_field(self._value_field, parse_yuan, self.value.plain_text() or "0")
        if paid is None or value is None:
            return
        chosen, pieces, deed = int(self.gift.current() or NONE), self.pieces.value(), self.happened.current()
        kind, product = self._kind(), int(self.product.current() or NONE) or None
        name = self.name.plain_text() or (self._goods.get(product or 0, "") if kind is GiftKind.PRODUCT else "")
        way, round_id = Account(self.way.current()), self._round_id

        def work(store: Store) -> int | Added:
            if deed == SPOIL:
                return spoil_gifts(store, chosen, pieces=pieces)
            if deed == COUNT:
                return count_gifts(store, chosen, pieces=pieces)
            if deed == AWAY:
                return archive_gift(store, chosen)
            gift_id = chosen
            if not gift_id:
                added = add_gift(store, name=name, kind=kind, product_id=product, value_fen=value)
                if kind is GiftKind.VOUCHER or not pieces:
                    return added
                gift_id = added.id
            return buy_gifts(store, gift_id, pieces=pieces, paid_fen=paid, account=way, round_id=round_id)

        self.book.act(work, _("Kept in the book of gifts"), done=self.ended, refused=self.refuse)

    def _kind(self) -> GiftKind:
        gift = self._gifts.get(int(self.gift.current() or NONE))
        return GiftKind(self.kind.current()) if gift is None else gift.kind

    def _fit(self) -> None:
        """Ask only for what belongs to the gift and to what happened to it."""
        deed, kind = self.happened.current(), self._kind()
        is_new = self.gift.current() == NONE and deed == BUY
        stocked = kind is not GiftKind.VOUCHER
        self.kind.setVisible(is_new)
        self._product_field.setVisible(is_new and kind is GiftKind.PRODUCT)
        self._name_field.setVisible(is_new)
        self.name.setPlaceholderText(
            self._goods.get(int(self.product.current() or NONE), "")
            if kind is GiftKind.PRODUCT
            else _("bread voucher")
            if kind is GiftKind.VOUCHER
            else _("strawberry cup")
        )
        self._value_field.setVisible(is_new and not stocked)
        self.pieces.setVisible(stocked and deed != AWAY)
        for part in (self._paid_field, self.way):
            part.setVisible(stocked and deed == BUY)
        can = is_new or deed == AWAY or stocked
        self.keep_button.setEnabled(can and (is_new or self.gift.current() != NONE))
