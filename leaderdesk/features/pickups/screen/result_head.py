"""The coloured head of an answer at the pickup table: who it is, in letters that are read across a table."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.pickups.rules import Kind, PickupOrder
from leaderdesk.features.pickups.screen.words import head_sentence
from leaderdesk.ui.icons import IconName, paint_icon
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName

READY = frozenset({Kind.OK, Kind.PARTLY, Kind.UNPAID})
"""The answers after which something can be handed over."""

RADIUS = 10
RING = 52


class ResultHead(QWidget):
    """Green when something can be handed over, amber when not; never by colour alone."""

    def __init__(self, kind: Kind, found: PickupOrder) -> None:
        super().__init__()
        ready = kind in READY
        self._fill: ColorName = "brand" if ready else "warnTint"
        ink: ColorName = "textOnBrand" if ready else "warnText"
        name = QHBoxLayout()
        name.setSpacing(16)
        name.addWidget(ElidedLabel(found.order.neighbour_name, role="display", ink=ink, least=120))
        name.addWidget(Label(found.order.room, role="figure", ink=ink), 0, Qt.AlignmentFlag.AlignVCenter)
        name.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(name)
        words.addWidget(ElidedLabel(head_sentence(kind, found), role="body" if ready else "lead", ink=ink))
        code = QVBoxLayout()
        code.setSpacing(0)
        code.addWidget(Label(_("Pickup code"), ink=ink), 0, Qt.AlignmentFlag.AlignRight)
        code.addWidget(Label(found.order.pickup_text, role="display", ink=ink), 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(20)
        row.addWidget(_Ring("check" if ready else "warning", ink), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addLayout(code)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), self.rect().toRectF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        shape.addRoundedRect(rect, RADIUS, RADIUS)
        shape.addRect(rect.adjusted(0, RADIUS, 0, 0))
        painter.fillPath(shape, theme().color(self._fill))


class _Ring(QWidget):
    def __init__(self, icon: IconName, ink: ColorName) -> None:
        super().__init__()
        self._icon: IconName = icon
        self._ink: ColorName = ink
        self.setFixedSize(RING, RING)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect, ink = QPainter(self), self.rect().toRectF(), theme().color(self._ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 2.5))
        painter.drawEllipse(rect.adjusted(2, 2, -2, -2))
        paint_icon(painter, QRectF(12, 12, RING - 24, RING - 24), self._icon, ink)
