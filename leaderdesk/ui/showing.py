"""Showing a widget that may not have its place yet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def show_if(widget: QWidget, wanted: bool) -> None:
    """Show `widget` or hide it; one without a parent waits for what it is put into, else it would be a window."""
    if not wanted or widget.parentWidget() is not None:
        widget.setVisible(wanted)
