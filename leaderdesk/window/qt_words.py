"""The words of Qt's own menus and dialogs (copy, paste, the printer's dialog) in the language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator


class QtWords:
    """Holds the one translation of Qt itself that is in force."""

    def __init__(self) -> None:
        self._translator = QTranslator()

    def speak(self, language: str) -> None:
        """Let Qt say its own words in `language`; English is what it speaks by itself."""
        QCoreApplication.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language != "en" and self._translator.load(f"qtbase_{language}", folder):
            QCoreApplication.installTranslator(self._translator)
