"""The look changes while the program runs, everywhere at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from leaderdesk.core.settings import Theme as Wish
from leaderdesk.ui import stillness
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import Label
from leaderdesk.ui.theme import Theme, chinese_families, embedded_families, emoji_families, style_sheet, theme


def test_there_is_one_look(look: Theme) -> None:
    assert theme() is look


def test_dark_is_worn_at_once(look: Theme, qtbot: QtBot, qapp: QApplication) -> None:
    label, window = Label("草莓"), QWidget()
    qtbot.addWidget(label)
    qtbot.addWidget(window)
    look.dress(window)
    with qtbot.waitSignal(look.changed):
        look.choose("dark", 100)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == "#161815"
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == "#ecebe4"
    assert "#161815" in window.styleSheet()


def test_only_the_windows_that_were_dressed_carry_the_sheet(look: Theme, qtbot: QtBot, qapp: QApplication) -> None:
    dressed, bare = QWidget(), QWidget()
    for window in (dressed, bare):
        qtbot.addWidget(window)
    look.dress(dressed)
    look.choose("dark", 100)
    assert dressed.styleSheet() == style_sheet(look.tokens, "dark")
    assert bare.styleSheet() == ""
    assert qapp.styleSheet() == ""


@pytest.mark.parametrize("dressed", [True, False])
def test_a_label_is_written_in_the_ink_of_the_scheme_now_and_after_every_change(
    look: Theme, qtbot: QtBot, dressed: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = Label("接单", role="title", ink="text2", parent=window)
    if dressed:
        look.dress(window)
    window.show()
    changes: tuple[tuple[Wish, int], ...] = (("dark", 130), ("light", 100), ("dark", 100))
    for scheme, percent in changes:
        look.choose(scheme, percent)
        assert label.palette().color(QPalette.ColorRole.WindowText) == look.color("text2")
        assert label.font().pixelSize() == look.font("title").pixelSize()


def test_the_painted_widgets_of_a_bare_window_hear_of_a_change(look: Theme, qtbot: QtBot) -> None:
    class Painted(QWidget):
        heard = 0

        @override
        def changeEvent(self, event: QEvent) -> None:
            self.heard += event.type() == QEvent.Type.StyleChange

    window = QWidget()
    inner = Painted(window)
    qtbot.addWidget(window)
    before = inner.heard
    look.choose("dark", 100)
    assert inner.heard > before


@pytest.mark.parametrize(("percent", "px"), [(100, 14), (115, 16), (130, 18)])
def test_text_grows_at_once_and_what_holds_it_too(look: Theme, qtbot: QtBot, percent: int, px: int) -> None:
    label, button = Label("草莓"), Button("确认入单")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    before = button.sizeHint()
    look.choose("light", percent)
    assert label.font().pixelSize() == px
    if percent > 100:
        assert button.sizeHint().width() > before.width()
        assert button.sizeHint().height() > before.height()


def test_nothing_happens_when_nothing_changes(look: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(look.changed):
        look.choose("light", 100)


@pytest.mark.parametrize(("wish", "canvas"), [("system", "#161815"), ("light", "#f6f5f1")])
def test_the_system_is_followed_when_wished(
    look: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, wish: Wish, canvas: str
) -> None:
    look.choose(wish, 100)
    assert look.color("canvas").name() == "#f6f5f1"
    monkeypatch.setattr(Theme, "system_scheme", lambda _look: "dark")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.color("canvas").name() == canvas


def test_every_place_in_the_style_sheet_is_filled(look: Theme) -> None:
    for scheme in ("light", "dark"):
        assert "@" not in style_sheet(look.tokens, scheme).replace("an at sign", "")


def test_only_two_weights(look: Theme) -> None:
    assert {int(look.font(role).weight()) for role in look.tokens.steps} == {400, 700}


def test_the_first_face_of_the_list_that_is_here(qapp: QApplication) -> None:
    here = QFontDatabase.families()[0]
    assert chinese_families(("Not On Any Machine", here)) == (here,)


def test_without_any_chinese_face_ours_is_loaded(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_args: [])
    families = chinese_families(("Not On Any Machine",))
    assert families == embedded_families()
    monkeypatch.undo()
    assert QFontDatabase.WritingSystem.SimplifiedChinese in QFontDatabase.writingSystems(families[0])
    assert {"Regular", "Bold"} <= set(QFontDatabase.styles(families[0]))


def test_emoji_in_names_are_drawn_wherever_they_are_shown(look: Theme) -> None:
    for sign in "🌸😀🍓":
        # What no face can draw is the same box for all.
        assert _drawn(look, sign) != _drawn(look, "\U000fffff")
    assert _drawn(look, "🌸") != _drawn(look, "🍓")


def test_a_machine_with_emoji_of_its_own_keeps_them(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "hasFamily", lambda name: name == "Segoe UI Emoji")
    assert emoji_families() == ()
    monkeypatch.setattr(QFontDatabase, "hasFamily", lambda _name: False)
    assert emoji_families() == ("LeaderDeskEmoji",)


def _drawn(look: Theme, sign: str) -> bytes:
    image = QImage(60, 40, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(look.font("title"))
    painter.drawText(4, 30, sign)
    painter.end()
    return bytes(image.constBits())


def test_scrim_is_see_through(look: Theme) -> None:
    assert look.color("scrim").alpha() == 0x66
    assert look.color("scrim").name() == "#24231f"


def test_motion_takes_no_time_when_the_system_asks_for_stillness(look: Theme) -> None:
    look.still = False
    assert look.duration(120) == 120
    look.still = True
    assert look.duration(120) == 0


@pytest.mark.parametrize(
    ("name", "text", "still"),
    [
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=true\n", False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "no section at all\n", False),
        ("gtk-3.0/settings.ini", "[Settings]\nfont=\xff\n", False),
    ],
)
def test_the_desktop_is_asked_about_motion(tmp_path: Path, name: str, text: str, still: bool) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("latin-1"))
    assert stillness._desktop_is_still(tmp_path) is still
