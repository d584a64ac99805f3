"""The five stages of referrals side by side: each counts, and shows only its own when it is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.features.referrals.rules import Stage
from leaderdesk.ui.cards import Box, Rule
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import line_height, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import TypeRole

_PAD = 16


class StageRow(Box):
    """Five tiles; `chosen` tells the stage that alone is to be shown, None when it is chosen a second time."""

    chosen = Signal(object)

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(padding=1, parent=parent)
        self.setAccessibleName(name)
        self.tiles = {stage: StageTile(hot=stage is Stage.DUE) for stage in Stage}
        row = QHBoxLayout()
        row.setSpacing(0)
        for stage, tile in self.tiles.items():
            if stage is not Stage.NAMED:
                row.addWidget(Rule(Qt.Orientation.Vertical))
            tile.clicked.connect(lambda _checked=False, stage=stage: self._choose(stage))
            row.addWidget(tile, 1)
        self.body.addLayout(row)

    def show_counts(self, counts: Mapping[Stage, int], words: Mapping[Stage, tuple[str, str]]) -> None:
        """Show how many stand at each stage, with its word and a remark."""
        for stage, tile in self.tiles.items():
            tile.show_count(counts.get(stage, 0), *words[stage])

    def release(self) -> None:
        """Let no stage be chosen, without telling anybody."""
        for tile in self.tiles.values():
            tile.setChecked(False)

    def _choose(self, stage: Stage) -> None:
        holds = self.tiles[stage].isChecked()
        for other, tile in self.tiles.items():
            if other is not stage:
                tile.setChecked(False)
        self.chosen.emit(stage if holds else None)


class StageTile(ActingButton):
    """A figure, its word beside it, and a remark below; the hot one lies on the tint of gifts while it has any."""

    def __init__(self, *, hot: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._hot = hot
        self._count, self._word, self._remark = 0, "", ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int, word: str, remark: str) -> None:
        """Show other words."""
        self._count, self._word, self._remark = count, word, remark
        self.setAccessibleName(f"{count} {word}, {remark}" if remark else f"{count} {word}")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        look = theme()
        first = text_width(str(self._count), look.font("figure")) + 8 + text_width(self._word, _bold("body"))
        wide = max(first, text_width(self._remark, look.font("small")))
        height = line_height(look.font("figure")) + line_height(look.font("small")) + 22
        return QSize(int(wide) + 2 * _PAD, height)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        first = text_width(str(self._count), theme().font("figure")) + 8 + text_width(self._word, _bold("body"))
        return QSize(int(first) + 2 * _PAD, hint.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hot = self._hot and self._count > 0
        if hot:
            paint_box(painter, rect, radius=0, fill=look.color("giftTint"))
        if self.isChecked():
            paint_box(painter, rect.adjusted(3, 3, -3, -3), radius=6, line=look.color("gift" if hot else "brand"))
        elif self.underMouse() and not hot:
            paint_box(painter, rect.adjusted(3, 3, -3, -3), radius=6, fill=look.color("hover"))
        ink = look.color("giftText" if hot else "text")
        quiet = look.color("giftText" if hot else "text2")
        figure = look.font("figure")
        top = QRectF(_PAD, 10, rect.width() - _PAD, line_height(figure))
        paint_text(painter, top, str(self._count), font=figure, color=ink)
        left = text_width(str(self._count), figure) + 8
        word = _bold("body")
        beside = QRectF(
            _PAD + left, top.bottom() - line_height(word) - 4, rect.width() - left - _PAD, line_height(word)
        )
        paint_text(painter, beside, self._word, font=word, color=ink)
        small = look.font("small")
        below = QRectF(_PAD, top.bottom() + 1, rect.width() - _PAD - 4, line_height(small))
        paint_text(painter, below, self._remark, font=small, color=quiet)


def _bold(role: TypeRole) -> QFont:
    font = QFont(theme().font(role))
    font.setBold(True)
    return font
