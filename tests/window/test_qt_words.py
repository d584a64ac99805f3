"""Qt's own menus speak the language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from leaderdesk.window.qt_words import QtWords


def test_the_menu_of_a_field_speaks_chinese_and_english_again(qtbot: QtBot) -> None:
    words = QtWords()
    words.speak("zh_CN")
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy").startswith("复制")
    words.speak("en")
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == "&Copy"
