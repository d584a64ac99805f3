"""The card that says how far the money of a round is: what it comes to, and a bar in three parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.queries.collecting import Collection
from leaderdesk.features.payments.rules.bills import CHANNEL_TITLES
from leaderdesk.ui.cards import Card
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName

_HEIGHT, _GAP, _LEAST, _DOT = 16, 2, 4, 10


@dataclass(frozen=True, slots=True)
class Portion:
    """One part of the bar: its words, how much of it there is, and its colour."""

    words: str
    fen: int
    ink: ColorName


class PortionBar(QWidget):
    """A bar in parts; what they mean stands beside it, and in its accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portions: tuple[Portion, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_portions(self, portions: Sequence[Portion]) -> None:
        """Show these parts, each as long as its share of the whole."""
        self._portions = tuple(portions)
        self.setAccessibleName(" · ".join(f"{each.words} {format_yuan(each.fen)}" for each in portions))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, x = theme(), QPainter(self), 0
        whole = sum(each.fen for each in self._portions)
        paint_box(painter, self.rect().toRectF(), radius=4, fill=look.color("sunken"))
        for each in self._portions:
            width = self.width() * each.fen // whole if whole else 0
            if width > 0:
                box = QRectF(x, 0, max(_LEAST, width - _GAP), self.height())
                paint_box(painter, box, radius=4, fill=look.color(each.ink))
                x += width


class _Dot(QWidget):
    def __init__(self, ink: ColorName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink: ColorName = ink
        self.setFixedSize(_DOT, _DOT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), self.rect().toRectF().adjusted(1, 1, -1, -1), radius=4, fill=theme().color(self._ink))


class MoneyCard(Card):
    """What the round comes to, how much of it is matched, to be looked at and unpaid, and which bill was read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, parent=parent)
        self._head = Label("", role="small", ink="text2")
        self._total = Label("", role="figure")
        self._figures = {key: (Label("", role="small"), Label("", role="strong")) for key, _ink in _PARTS}
        self._bill = ElidedLabel("", role="small", ink="text2", least=60)
        self._count = ElidedLabel("", role="small", ink="text2", least=60)
        self.bar = PortionBar()
        row = FlowLayout(gap=24)
        row.addWidget(_over(self._head, self._total))
        for key, ink in _PARTS:
            row.addWidget(_dotted(ink, *self._figures[key]))
        line = QHBoxLayout()
        line.setSpacing(16)
        aside = _over(self._bill, self._count)
        aside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addLayout(row, 3)
        line.addWidget(aside, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.bar)

    def show_collection(self, found: Collection) -> None:
        """Show how far the money of this round is."""
        orders, asked = len(found.payments), len(found.matching.doubts)
        open_orders = len(found.waiting)
        self._head.setText(
            ngettext("Due this round · {count} order", "Due this round · {count} orders", orders).format(count=orders)
        )
        self._total.setText(format_yuan(found.total_fen))
        paid = found.total_fen - found.open_fen + found.sure_fen
        unpaid = max(0, found.open_fen - found.sure_fen - found.doubtful_fen)
        matched = found.matched_orders
        words = {
            "matched": ngettext("matched · {count} order", "matched · {count} orders", matched).format(count=matched),
            "look": ngettext("to look at · {count}", "to look at · {count}", asked).format(count=asked),
            "unpaid": ngettext("not paid · {count} neighbour", "not paid · {count} neighbours", open_orders).format(
                count=open_orders
            ),
        }
        sums = {"matched": max(0, paid), "look": found.doubtful_fen, "unpaid": unpaid}
        for key, (label, figure) in self._figures.items():
            label.setText(words[key])
            figure.setText(format_yuan(sums[key]))
        self.bar.show_portions([Portion(words[key], sums[key], ink) for key, ink in _PARTS])
        self._show_bill(found)

    def _show_bill(self, found: Collection) -> None:
        bill = found.bill
        for label in (self._bill, self._count):
            show_if(label, bill is not None)
        if bill is None:
            return
        first, last = local(bill.from_ms), local(bill.until_ms)
        self._bill.setText(
            _("{bill} {first}–{last}").format(
                bill=_(CHANNEL_TITLES[bill.channel]),
                first=f"{first.month}/{first.day}",
                last=f"{last.month}/{last.day}",
            )
        )
        count = ngettext(
            "{count} payment · read on this computer only", "{count} payments · read on this computer only", bill.lines
        )
        self._count.setText(count.format(count=bill.lines))


_PARTS: tuple[tuple[str, ColorName], ...] = (("matched", "brand"), ("look", "warn"), ("unpaid", "borderInput"))


def _over(first: QWidget, second: QWidget) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addStretch(1)
    column.addWidget(first)
    column.addWidget(second)
    return block


def _dotted(ink: ColorName, words: QWidget, figure: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(_Dot(ink), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(words, 1)
    return _over(line, figure)
