"""The rules of the house about who may import what."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.architecture.shape import Rule, Source, imported_modules

QT = frozenset({"PySide6", "shiboken6"})
SQL = frozenset({"sqlalchemy", "sqlite3"})
PAPER = frozenset({"reportlab", "openpyxl", "qrcode", "pypdfium2", "zxingcpp", "fontTools", "PIL", "icalendar"})
QT_FILES = frozenset({"leaderdesk/app.py", "leaderdesk/features/desk.py", "leaderdesk/features/printing.py"})
SQL_PARTS = frozenset({"tables", "glance", "queries", "actions"})


def qt_border(source: Source) -> Iterator[str]:
    """Qt only in ui, in the window, in screens and what they are handed, and where the parts are put together."""
    room = source.parts[1] if len(source.parts) > 2 else ""
    if room in ("ui", "window") or source.part == "screen" or source.path in QT_FILES:
        return
    yield from _imports_of(source, QT, "Qt belongs into ui, window and screens")


def sql_border(source: Source) -> Iterator[str]:
    """SQL only in storage and in the tables, queries and actions of a feature."""
    if source.parts[1] == "storage" or source.part in SQL_PARTS:
        return
    yield from _imports_of(source, SQL, "SQL belongs into storage, tables, queries and actions")


def paper_border(source: Source) -> Iterator[str]:
    """PDF, workbooks and codes only in documents."""
    if source.parts[1] != "documents":
        yield from _imports_of(source, PAPER, "paper belongs into documents")


def core_border(source: Source) -> Iterator[str]:
    """The core stands on the standard library alone."""
    if source.parts[1] != "core":
        return
    for line, module in imported_modules(source):
        top = module.split(".")[0]
        if top not in sys.stdlib_module_names and not module.startswith("leaderdesk.core"):
            yield f"{source.path}:{line}: the core is standard library only: {module}"


def screen_border(source: Source) -> Iterator[str]:
    """A screen is known to screens and to the file that puts the parts together, to nobody below."""
    if source.part == "screen" or source.path == "leaderdesk/app.py":
        return
    for line, module in imported_modules(source):
        parts = module.split(".")
        if parts[:2] == ["leaderdesk", "features"] and any(part.split("_")[0] == "screen" for part in parts[3:4]):
            yield f"{source.path}:{line}: a screen is imported: {module}"


def _imports_of(source: Source, packages: frozenset[str], advice: str) -> Iterator[str]:
    for line, module in imported_modules(source):
        if module.split(".")[0] in packages:
            yield f"{source.path}:{line}: {advice}: {module}"


BORDERS: tuple[Rule, ...] = (qt_border, sql_border, paper_border, core_border, screen_border)
