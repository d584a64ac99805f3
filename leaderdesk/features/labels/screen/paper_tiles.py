"""The label papers to choose from: the usual four as pictures, the others and the leader's own in a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, QSize, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.documents.stock import STOCKS, LabelStock
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.painted_button import PaintedButton
from leaderdesk.ui.painting import CENTER, line_height, paint_box, paint_text
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.theme import theme

_TILES = 4
_PICTURE = 30


class PaperTile(PaintedButton):
    """One label paper: a small picture of it with its name below."""

    def __init__(self, paper: LabelStock) -> None:
        super().__init__(_(paper.name))
        self.paper = paper
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(_(paper.name))

    @override
    def sizeHint(self) -> QSize:
        return QSize(64, _PICTURE + 24 + 2 * line_height(theme().font("caption")))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(52, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        fill = look.color("brandTint" if chosen else "hover" if self.underMouse() else "surface")
        line = look.color("brand" if chosen else "borderStrong")
        paint_box(painter, rect, radius=6, fill=fill, line=line, width=2 if chosen else 1)
        ink = look.color("brandTintText" if chosen else "text2")
        self._paint_paper(painter, QRectF(0, 10, rect.width(), _PICTURE))
        font = QFont(look.font("caption"))
        font.setBold(chosen)
        size = self.accessibleName().removeprefix("A4 ")
        words = ("A4", size) if not self.paper.roll and size != self.accessibleName() else (size,)
        top = _PICTURE + 14.0
        for place, text in enumerate(words):
            row = QRectF(2, top + place * line_height(font), rect.width() - 4, line_height(font))
            paint_text(painter, row, text, font=font, color=ink, align=CENTER)

    def _paint_paper(self, painter: QPainter, area: QRectF) -> None:
        look, paper = theme(), self.paper
        width, height = paper.page_mm
        scale = min((area.width() - 16) / max(width, 60), area.height() / max(height, 50 if paper.roll else 1))
        page = QRectF(0, 0, width * scale, height * scale)
        page.moveCenter(area.center())
        painter.setPen(QPen(look.color("brandTintText" if self.isChecked() else "text2"), 1.2))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(page, 2, 2)
        if paper.roll:
            for place, share in ((0.3, 0.25), (0.55, 0.5)):
                y = page.top() + page.height() * place
                painter.drawLine(QLineF(page.left() + 4, y, page.left() + 4 + page.width() * share, y))
            return
        for x in paper.across_mm[1:]:
            painter.drawLine(QLineF(page.left() + x * scale, page.top(), page.left() + x * scale, page.bottom()))
        for y in paper.down_mm[1:]:
            painter.drawLine(QLineF(page.left(), page.top() + y * scale, page.right(), page.top() + y * scale))


class PaperChoice(QWidget):
    """Tells `chosen` with the key of another paper and `own_wanted` for a new one.

    One of her own can be renamed and let go of: `name_wanted` and `removal_wanted` carry its key.
    """

    chosen = Signal(str)
    own_wanted = Signal()
    name_wanted = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._papers: dict[str, LabelStock] = {each.key: each for each in STOCKS}
        self._key = key
        self._tiles = [PaperTile(each) for each in STOCKS[:_TILES]]
        self._more = Combo(_("Other label paper"))
        self._more.chosen.connect(self._choose)
        self._add = Button(_("Own size"), kind="link", size=28)
        self._add.clicked.connect(self.own_wanted)
        self._rename = Button(_("Rename this paper"), kind="link", size=28, icon="pen")
        self._rename.clicked.connect(lambda: self.name_wanted.emit(self._key))
        self._remove = Button(_("Remove this paper"), kind="link", size=28, icon="trash")
        self._remove.clicked.connect(lambda: self.removal_wanted.emit(self._key))
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        for tile in self._tiles:
            tile.clicked.connect(lambda _on=False, key=tile.paper.key: self._choose(key))
            tiles.addWidget(tile, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._more, 1)
        below.addWidget(self._add)
        own = QHBoxLayout()
        own.setSpacing(8)
        own.addWidget(self._rename)
        own.addWidget(self._remove)
        own.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(tiles)
        column.addLayout(below)
        column.addLayout(own)
        self.show_own(())

    def key(self) -> str:
        """Return the key of the paper that was chosen, be it known already or not."""
        return self._key

    def paper(self) -> LabelStock:
        """Return the paper in use; the usual one while the chosen one is not known."""
        return self._papers.get(self._key, STOCKS[0])

    def show_own(self, own: Sequence[LabelStock]) -> None:
        """Offer the leader's own papers too."""
        self._papers = {each.key: each for each in (*STOCKS, *own)}
        others = [("", _("Other sizes"))]
        others += [(each.key, _(each.name)) for each in (*STOCKS[_TILES:], *own)]
        self._more.set_choices(others)
        self._show()

    def choose(self, key: str) -> None:
        """Use that paper without telling anybody."""
        self._key = key
        self._show()

    def _choose(self, key: str) -> None:
        if key in self._papers and key != self._key:
            self._key = key
            self.chosen.emit(key)
        self._show()

    def _show(self) -> None:
        key = self.paper().key
        for tile in self._tiles:
            tile.setChecked(tile.paper.key == key)
        among = [each.key for each in STOCKS[:_TILES]]
        self._more.choose("" if key in among else key)
        for button in (self._rename, self._remove):
            show_if(button, key not in {each.key for each in STOCKS})
