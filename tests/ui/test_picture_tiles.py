"""Tiles of pictures: which one was clicked is told by its place, and the place to add one stays the last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from leaderdesk.ui.picture_tiles import AddTile, PictureTile, PictureTiles
from tests.ui.conftest import Stage


def captions(tiles: PictureTiles) -> list[str]:
    return [tile.accessibleName() for tile in tiles.findChildren(PictureTile) if tile.isVisibleTo(tiles)]


def test_a_tile_says_its_words_and_tells_its_place(stage: Stage, qtbot: QtBot) -> None:
    tiles = PictureTiles()
    stage(tiles)
    tiles.show_pictures((QImage(), words) for words in ("大棚", "检测报告"))
    qtbot.waitUntil(lambda: captions(tiles) == ["大棚", "检测报告"])
    second = tiles.findChildren(PictureTile)[1]
    with qtbot.waitSignal(tiles.opened) as told:
        QTest.keyClick(second, Qt.Key.Key_Return)
    assert told.args == [1]


def test_other_pictures_take_the_place_of_those_before(stage: Stage, qtbot: QtBot) -> None:
    tiles = PictureTiles()
    stage(tiles)
    tiles.show_pictures([(QImage(), "大棚")])
    tiles.show_pictures([(QImage(), "检测报告"), (QImage(), "到货")])
    qtbot.waitUntil(lambda: captions(tiles) == ["检测报告", "到货"])
    add = tiles.findChild(AddTile)
    last = max(tiles.findChildren(QAbstractButton), key=lambda tile: (tile.y(), tile.x()))
    assert last is add


def test_the_last_tile_asks_for_files(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    tiles = PictureTiles()
    stage(tiles)
    (add,) = tiles.findChildren(AddTile)
    add.click()
    (dialog,) = tiles.findChildren(QFileDialog)
    with qtbot.waitSignal(tiles.chosen) as told:
        dialog.filesSelected.emit([str(tmp_path / "a.jpg")])
    assert told.args == [[tmp_path / "a.jpg"]]
    dialog.close()
