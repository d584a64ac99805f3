"""Who was open when the next one was scanned: nothing was handed to them, and this is the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.pickups.rules import PickupOrder
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import Box
from leaderdesk.ui.labels import IconLabel, Label

MOST = 3


class MissedStrip(Box):
    """Names up to three orders, the latest first; `opened` asks for one of them."""

    opened = Signal(int)
    closed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(fill="warnTint", line="warnLine", radius=6, padding=8, parent=parent)
        self._missed: dict[int, str] = {}
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        close = IconButton("close", _("Put this away"), size=28)
        close.clicked.connect(self._put_away)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel("warning", ink="warnText"))
        row.addWidget(Label(_("Just now not handed over:"), role="strong", ink="warnText"))
        row.addLayout(self._buttons)
        row.addStretch(1)
        row.addWidget(close)
        self.body.addLayout(row)
        self.hide()

    def add(self, found: PickupOrder) -> None:
        """Name this order first; the oldest gives way when there are more than three."""
        who = f"{found.order.room} {found.order.neighbour_name}".strip()
        rest = {order_id: words for order_id, words in self._missed.items() if order_id != found.order.id}
        self._missed = dict(list({found.order.id: who, **rest}.items())[:MOST])
        self._show()

    def settle(self, order_id: int) -> None:
        """Forget this order: it is open again, or handed over."""
        if self._missed.pop(order_id, None) is not None:
            self._show()

    def forget(self) -> None:
        """Forget all of them."""
        self._missed = {}
        self._show()

    def order_ids(self) -> tuple[int, ...]:
        """Return the orders that are named, the latest first."""
        return tuple(self._missed)

    def _put_away(self) -> None:
        self.forget()
        self.closed.emit()

    def _show(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for order_id, who in self._missed.items():
            button = Button(who, kind="warn", size=28)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, order_id=order_id: self.opened.emit(order_id))
            self._buttons.addWidget(button)
        self.setAccessibleName(_("Not handed over: {names}").format(names="、".join(self._missed.values())))
        self.setVisible(bool(self._missed))
