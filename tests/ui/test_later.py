"""A part that is made when it is first wanted knows what it was told before."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from leaderdesk.ui.later import Later


def test_it_is_made_once_with_the_last_it_was_told(qtbot: QtBot) -> None:
    made: list[QLabel] = []

    def make() -> QLabel:
        label = QLabel()
        qtbot.addWidget(label)
        made.append(label)
        return label

    later = Later(make)
    later.tell(lambda label: label.setText("first"))
    later.tell(lambda label: label.setText("second"))
    assert later.made() is None
    assert later.widget().text() == "second"
    assert later.widget() is later.made()
    later.tell(lambda label: label.setText("third"))
    assert later.widget().text() == "third"
    assert len(made) == 1
