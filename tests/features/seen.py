"""What can be found on a screen: by the name that a screen reader says, and only if it shows."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget


def button(widget: QWidget, words: str) -> QAbstractButton:
    """Return the first button of that name."""
    found = [one for one in widget.findChildren(QAbstractButton) if one.accessibleName() == words and one.isVisible()]
    assert found, words
    return found[0]


def field(widget: QWidget, name: str) -> QLineEdit:
    """Return the first field of that name."""
    return next(one for one in widget.findChildren(QLineEdit) if one.accessibleName() == name and one.isVisible())


def sentences(widget: QWidget) -> list[str]:
    """Return all names that can be heard."""
    return [one.accessibleName() for one in widget.findChildren(QWidget) if one.isVisible()]
