"""Counting what is left on the table by scanning it: which bag is missing, and which should be gone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.pickups.rules import PickupOrder, ScannedCode
from leaderdesk.features.pickups.rules.closing import BagCheck, BagKey, WaitingBag, check_bags
from leaderdesk.features.pickups.screen.words import who
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.labels import IconLine, Label
from leaderdesk.ui.progress import ProgressBar

_MOST_NAMED = 60


class BagCount(QWidget):
    """Keeps which bags were scanned; `reopened` asks to look at an order."""

    reopened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pickups: tuple[PickupOrder, ...] = ()
        self._seen: set[BagKey] = set()
        self._title = Label("", role="title", wrap=True)
        self._said = Label("", ink="text2", wrap=True)
        self._bar = ProgressBar(_("Bags found on the table"))
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        again = Button(_("Count anew"), icon="refresh")
        again.clicked.connect(self.restart)
        area = QWidget()
        inner = QVBoxLayout(area)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._list)
        inner.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(again)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._bar)
        column.addWidget(self._said)
        column.addWidget(Scroll(area), 1)
        column.addLayout(foot)

    def show_pickups(self, pickups: Sequence[PickupOrder]) -> None:
        """Compare with these orders from now on."""
        self._pickups = tuple(pickups)
        self._show()

    def count(self, scanned: ScannedCode) -> bool:
        """Note that this bag stands here; return whether it is one that should."""
        self._seen.add((scanned.order_id, scanned.bag))
        check = self._show()
        return any(each.bag.order.id == scanned.order_id for each in check.here)

    def restart(self) -> None:
        """Forget what was scanned."""
        self._seen.clear()
        self._show()

    def check(self) -> BagCheck:
        """Return how it stands."""
        return check_bags(self._pickups, self._seen)

    def _show(self) -> BagCheck:
        check = self.check()
        expected = len(check.here) + len(check.gone)
        self._bar.set_progress(len(check.here), max(expected, 1))
        self._title.setText(
            ngettext("{here} of {count} bag found", "{here} of {count} bags found", expected).format(
                here=len(check.here), count=expected
            )
        )
        self._said.setText(_advice(check, begun=bool(self._seen)))
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for back in check.back:
            self._list.addWidget(
                self._row(back, _("{who}: handed over, but its bag stands here").format(who=who(back)))
            )
        for each in check.gone[:_MOST_NAMED] if self._seen else ():
            self._list.addWidget(self._row(each.pickup, _missing(each)))
        return check

    def _row(self, pickup: PickupOrder, words: str) -> QWidget:
        area = QWidget()
        row = QHBoxLayout(area)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(IconLine("warning", words, ink="warnText", role="body"), 1)
        button = Button(_("Look at it"), size=28)
        button.clicked.connect(lambda: self.reopened.emit(pickup.order.id))
        row.addWidget(button)
        return area


def _missing(each: WaitingBag) -> str:
    kind = _("cold bag") if each.bag.is_cold else _("bag {place} of {of}").format(place=each.bag.place, of=each.bag.of)
    return _("Not found: {who}, code {code}, {kind}").format(
        who=who(each.pickup), code=each.pickup.order.pickup_text, kind=kind
    )


def _advice(check: BagCheck, *, begun: bool) -> str:
    if not begun:
        return _("Scan every bag that still stands here, one after the other. What is missing is named then.")
    if check.is_complete:
        return _("All are here. Nothing is missing.")
    return _("Scan on; these were not found so far:")
