"""Who brought whom as a picture that can be walked: pan with the mouse, zoom with the wheel or the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QStyleOptionGraphicsItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.referrals.rules import Standing
from leaderdesk.features.referrals.rules.figures import Figures, Share
from leaderdesk.features.referrals.rules.tree import Leaf, lay_out
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.cards import Box, Figure
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.theme import theme

_COLUMN, _ROW, _WIDE, _HIGH = 210.0, 40.0, 168.0, 30.0
_STEP, _LEAST, _MOST = 1.25, 0.08, 3.0
_READABLE = 0.45
"""Smaller than this no name can be read, and none is written."""

_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LeafItem(QGraphicsItem):
    """One neighbour as a rounded box with her name, and how many she brought; from far away only the box is drawn."""

    def __init__(self, leaf: Leaf) -> None:
        super().__init__()
        look, lead = theme(), leaf.count > 0
        self.leaf = leaf
        self._fill = look.color("giftTint" if lead else "surface")
        self._ink = look.color("giftText" if lead else "text")
        self._line = QPen(look.color("giftLine" if lead else "border"), 1)
        if not leaf.counts:
            self._line.setStyle(Qt.PenStyle.DashLine)
        self._chosen_line = QPen(look.color("focus"), 2)
        self._font = QFont(look.font("small"))
        self._font.setBold(lead)
        name = f"{leaf.neighbour.name} {leaf.neighbour.room}".strip()
        self._words = QFontMetricsF(self._font).elidedText(name, Qt.TextElideMode.ElideRight, _WIDE - 40)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setPos(leaf.column * _COLUMN, leaf.row * _ROW / 2)
        self.setToolTip(plain_tooltip(leaf_words(leaf)))

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(-1, -1, _WIDE + 2, _HIGH + 2)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        box = QRectF(0, 0, _WIDE, _HIGH)
        if option.levelOfDetailFromTransform(painter.worldTransform()) < _READABLE:
            painter.fillRect(box, self._line.color())
            return
        painter.setBrush(self._fill)
        painter.setPen(self._chosen_line if self.isSelected() else self._line)
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(self._font)
        painter.setPen(self._ink)
        painter.drawText(box.adjusted(10, 0, -40, 0), Qt.AlignmentFlag.AlignVCenter, self._words)
        if self.leaf.count:
            painter.drawText(box.adjusted(0, 0, -10, 0), _AT_RIGHT, str(self.leaf.count))


class TreeView(QGraphicsView):
    """The tree itself; + and - zoom, 0 shows all of it, arrow keys pan."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: tuple[Leaf, ...] | None = None
        self.picture = QGraphicsScene(self)
        # What is seen of a still picture is found sooner without an index that is kept up.
        self.picture.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.setScene(self.picture)
        self.setAccessibleName(_("Who brought whom"))
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        theme().changed.connect(self._dress)
        self._dress()

    def show_leaves(self, leaves: tuple[Leaf, ...]) -> None:
        """Draw these neighbours and the lines between them; what is drawn already stays where it is."""
        if leaves == self._drawn:
            return
        first, self._drawn = self._drawn is None, leaves
        self.picture.clear()
        places = {leaf.neighbour.id: leaf for leaf in leaves}
        self.picture.addItem(
            _lines(leaves, {id_: QPointF(each.column * _COLUMN, each.row * _ROW / 2) for id_, each in places.items()})
        )
        for leaf in leaves:
            self.picture.addItem(LeafItem(leaf))
        self.picture.setSceneRect(self.picture.itemsBoundingRect().adjusted(-40, -40, 40, 40))
        words = ngettext("{count} neighbour in the tree", "{count} neighbours in the tree", len(leaves))
        self.setAccessibleDescription(words.format(count=len(leaves)))
        if first:
            self.centerOn(0, 0)

    def zoom(self, factor: float) -> None:
        """Show it so many times as large, within limits."""
        now = self.transform().m11()
        wanted = min(max(now * factor, _LEAST), _MOST)
        self.scale(wanted / now, wanted / now)

    def zoom_level(self) -> float:
        """Return how large it is shown; 1 is its own size."""
        return self.transform().m11()

    def show_all(self) -> None:
        """Show the whole tree, no larger than its own size."""
        self.fitInView(self.picture.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        if self.zoom_level() > 1:
            self.resetTransform()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif event.key() == Qt.Key.Key_0:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self.setBackgroundBrush(theme().color("surface"))
        drawn: tuple[Leaf, ...] = self._drawn or ()
        self._drawn = None
        if drawn:
            self.show_leaves(drawn)


class TreePane(QWidget):
    """The tree with the figures about those who were brought above it, each with how many it rests on."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = TreeView()
        self.referred = Figure(_("Brought neighbours, again within 8 weeks"), "")
        self.others = Figure(_("All others, again within 8 weeks"), "")
        self.cost = Figure(_("Gifts for each who stayed"), "")
        figures = Box()
        row = QHBoxLayout()
        row.setSpacing(24)
        for figure in (self.referred, self.others, self.cost):
            row.addWidget(figure, 1)
        figures.body.addLayout(row)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for icon, name, deed in (
            ("minus", _("Smaller"), lambda: self.view.zoom(1 / _STEP)),
            ("plus", _("Larger"), lambda: self.view.zoom(_STEP)),
            ("people", _("Show the whole tree"), self.view.show_all),
        ):
            button = IconButton(icon, name)  # type: ignore[arg-type]
            button.clicked.connect(deed)
            buttons.addWidget(button)
        frame = Box(padding=4)
        frame.body.addLayout(buttons)
        frame.body.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 0, 14)
        column.setSpacing(12)
        column.addWidget(figures)
        column.addWidget(frame, 1)

    def show_network(self, found: Sequence[Standing], figures: Figures) -> None:
        """Show these referrals and what they came to."""
        self.view.show_leaves(lay_out(found))
        self.referred.show_figure(*_share(figures.referred))
        self.others.show_figure(*_share(figures.others))
        cost = figures.cost_per_kept_fen
        self.cost.show_figure(
            "–" if cost is None else format_yuan(cost), "", _("{sum} in all").format(sum=format_yuan(figures.cost_fen))
        )


def leaf_words(leaf: Leaf) -> str:
    """Return a neighbour of the tree in words."""
    name = f"{leaf.neighbour.name} {leaf.neighbour.room}".strip()
    if not leaf.count:
        return name
    words = ngettext("{who}: brought {count} neighbour", "{who}: brought {count} neighbours", leaf.count)
    return words.format(who=name, count=leaf.count)


def _share(share: Share) -> tuple[str, str, str]:
    """Return a share, of how many, and its range, in words."""
    if not share.n:
        return "–", "", _("nobody so far")
    low, high = share.range
    between = _("between {low} % and {high} %").format(low=low // 10, high=-(-high // 10))
    return f"{(share.tenths + 5) // 10} %", _("{hits} of {n}").format(hits=share.hits, n=share.n), between


def _lines(leaves: Sequence[Leaf], places: dict[int, QPointF]) -> QGraphicsPathItem:
    """Return all lines as one picture: five hundred of them are drawn as quickly as one."""
    path = QPainterPath()
    for leaf in leaves:
        if leaf.parent_id is None:
            continue
        begin = places[leaf.parent_id] + QPointF(_WIDE, _HIGH / 2)
        end = places[leaf.neighbour.id] + QPointF(0, _HIGH / 2)
        middle = (begin.x() + end.x()) / 2
        path.moveTo(begin)
        path.cubicTo(QPointF(middle, begin.y()), QPointF(middle, end.y()), end)
    item = QGraphicsPathItem(path)
    item.setPen(QPen(theme().color("borderStrong"), 1.5))
    item.setZValue(-1)
    return item
