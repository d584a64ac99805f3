"""What is granted for a claim: money, another one, or thanks, and what the supplier bears of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.claims.rules import WAYS, Claim, Grant, Wish
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.choices import CheckBox, Segments
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import MoneyEdit
from leaderdesk.ui.forms import Field, check_all
from leaderdesk.ui.labels import Label
from leaderdesk.ui.states import InlineError

_CREDIT = ""


class GrantForm(QWidget):
    """Shows the fields that belong to the answer chosen; `granted` tells what is to be done."""

    granted = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._claim_id = 0
        self.answer = Segments(
            _("What she gets"),
            [
                (Wish.REFUND.value, _("Money back")),
                (Wish.REPLACEMENT.value, _("Another one")),
                (Wish.THANKS.value, _("Thanks")),
            ],
        )
        self.sum = Field(_("How much"), MoneyEdit(_("How much")))
        self.way = Field(
            _("How it goes back"),
            Combo(
                _("How it goes back"),
                [(_CREDIT, _("stays on her balance")), *((way.value, way.label) for way in WAYS)],
            ),
            hint=_("Only what she has paid can go back; the rest is less to pay."),
        )
        self.beyond = CheckBox(_("It may be more than the goods came to"))
        self.share = Field(_("The supplier bears of it"), MoneyEdit(_("The supplier bears of it"), optional=True))
        self._limit = Label("", role="caption", ink="text2", wrap=True)
        self._error = InlineError()
        self.button = Button("", kind="primary", icon="check")
        self.answer.chosen.connect(lambda _key: self._show_fields())
        self.button.clicked.connect(self._grant)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.sum, self._limit, self.way, self.beyond, self.share, self._error):
            column.addWidget(part)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_claim(self, claim: Claim) -> None:
        """Propose what the claim wishes; the fields of the same claim stay as they are."""
        if claim.id == self._claim_id:
            return
        self._claim_id = claim.id
        self.answer.choose(claim.wish.value)
        self._money(self.sum).set_value(claim.worth_fen)
        self._money(self.share).set_value(None)
        self.beyond.setChecked(False)
        self._error.clear()
        self.share.setVisible(claim.supplier_id is not None)
        words = _("The goods of this line came to {sum}.").format(sum=format_yuan(claim.line_fen))
        self._limit.setText(words)
        self._show_fields()

    def refuse(self, error: Exception) -> None:
        """Say why it was not granted; what was typed stays."""
        self._error.show_error(str(error))

    def _show_fields(self) -> None:
        wish = Wish(self.answer.current())
        for part in (self.sum, self.way, self.beyond, self._limit):
            part.setVisible(wish is Wish.REFUND)
        words = {
            Wish.REFUND: _("Give it back"),
            Wish.REPLACEMENT: _("Promise another one"),
            Wish.THANKS: _("Leave it at thanks"),
        }
        self.button.set_text(words[wish])
        self._error.clear()

    def _grant(self) -> None:
        wish = Wish(self.answer.current())
        fields = (self.sum, self.share) if wish is Wish.REFUND else (self.share,)
        if not check_all(*fields):
            return
        self._error.clear()
        combo = self.way.control
        way = combo.current() if isinstance(combo, Combo) and wish is Wish.REFUND else _CREDIT
        self.granted.emit(
            Grant(
                wish,
                refund_fen=(self._money(self.sum).value() or 0) if wish is Wish.REFUND else 0,
                way=Account(way) if way else None,
                supplier_fen=self._money(self.share).value() or 0,
                beyond=self.beyond.isChecked(),
            )
        )

    @staticmethod
    def _money(field: Field) -> MoneyEdit:
        control = field.control
        if not isinstance(control, MoneyEdit):
            raise TypeError("this field is one for sums")
        return control
