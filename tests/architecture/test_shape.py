"""Every Python file keeps the rules of the house, and every rule catches the one who breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import shape
from tests.architecture.borders import BORDERS, core_border, paper_border, qt_border, screen_border, sql_border
from tests.architecture.shape import Rule, Source, read_sources

ROOT = Path(__file__).parents[2]
SHAPES: tuple[Rule, ...] = (
    shape.lengths,
    shape.module_docstring,
    shape.unfinished,
    shape.type_ignores,
    shape.one_machine,
    shape.prints,
    shape.broad_except,
    shape.event_loop,
    shape.file_names,
    shape.whole_money,
)


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return read_sources(ROOT)


def test_the_whole_project_is_read(sources: list[Source]) -> None:
    paths = {source.path for source in sources}
    expected = {
        "leaderdesk/__main__.py",
        "tests/conftest.py",
        "tests/architecture/test_shape.py",
        "check.py",
        "start.py",
    }
    assert expected <= paths


@pytest.mark.parametrize("rule", SHAPES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule: Rule, sources: list[Source]) -> None:
    assert [break_ for source in sources for break_ in rule(source)] == []


@pytest.mark.parametrize("border", BORDERS, ids=lambda border: border.__name__)
def test_nothing_crosses_the_border(border: Rule, sources: list[Source]) -> None:
    assert [crossing for source in sources if source.in_program for crossing in border(source)] == []


RULES = "leaderdesk/features/orders/rules.py"
SCREEN = "leaderdesk/features/orders/screen.py"
LONG_BODY = "    x = 1\n"
BROKEN: list[tuple[Rule, str, str]] = [
    (shape.lengths, "tests/long.py", "x = 1\n" * 401),
    (shape.lengths, RULES, "def act():\n" + LONG_BODY * 50),
    (shape.lengths, RULES, "class Act:\n" + LONG_BODY * 250),
    (shape.lengths, RULES, "class Act:\n    async def act(self):\n" + f"    {LONG_BODY}" * 50),
    (shape.module_docstring, RULES, "x = 1\n"),
    (shape.module_docstring, "leaderdesk/features/orders/__init__.py", ""),
    (shape.unfinished, RULES, "x = 1  # " + "TO" + "DO later\n"),
    (shape.unfinished, "tests/x.py", "# " + "FIX" + "ME\n"),
    (shape.unfinished, RULES, f'def act():\n    """{"X" * 3}: not yet."""\n'),
    (shape.type_ignores, RULES, "x: int = ''  # type: " + "ignore\n"),
    (shape.one_machine, "tests/x.py", "HOME = '/" + "root/x'\n"),
    (shape.one_machine, RULES, "# see /" + "work/notes\n"),
    (shape.one_machine, RULES, "PLACE = '/home/" + "anna/desk'\n"),
    (shape.prints, RULES, "print('x')\n"),
    (shape.prints, "leaderdesk/cli/main.py", "print('x')\n"),
    (shape.broad_except, RULES, "try:\n    x = 1\nexcept Exception:\n    pass\n"),
    (shape.broad_except, RULES, "try:\n    x = 1\nexcept:\n    pass\n"),
    (
        shape.broad_except,
        RULES,
        "try:\n    x = 1\nexcept (OSError, BaseException) as e:\n    raise ValueError from e\n",
    ),
    (shape.event_loop, SCREEN, "QApplication.processEvents()\n"),
    (shape.event_loop, "leaderdesk/ui/tasks.py", "import asyncio\n"),
    (shape.file_names, "leaderdesk/storage/helpers.py", ""),
    (shape.file_names, "leaderdesk/ui/row_base.py", ""),
    (shape.file_names, "leaderdesk/features/orders/views.py", ""),
    (shape.file_names, "leaderdesk/features/orders/views/list.py", ""),
    (shape.file_names, "leaderdesk/features/rounds/jielong/read.py", ""),
    (shape.file_names, "leaderdesk/features/orders/tables/rows.py", ""),
    (shape.whole_money, RULES, "price = float('1')\n"),
    (shape.whole_money, "leaderdesk/features/purchasing/tables.py", "price: float\n"),
    (shape.whole_money, "leaderdesk/core/money.py", "rate = 0.5\n"),
    (shape.whole_money, "leaderdesk/features/payments/papers.py", "total: float\n"),
    (shape.whole_money, "leaderdesk/features/payments/rules/share.py", "rate = 1.0\n"),
    (qt_border, RULES, "from PySide6.QtCore import Qt\n"),
    (qt_border, "leaderdesk/cli/main.py", "def act():\n    import PySide6.QtGui\n"),
    (qt_border, "leaderdesk/__main__.py", "import PySide6\n"),
    (sql_border, SCREEN, "import sqlalchemy as sa\n"),
    (sql_border, "leaderdesk/ui/paged_table.py", "from sqlite3 import connect\n"),
    (sql_border, "leaderdesk/features/orders/jielong/match.py", "from sqlalchemy import select\n"),
    (paper_border, "leaderdesk/features/orders/papers.py", "from reportlab.pdfgen import canvas\n"),
    (paper_border, "leaderdesk/cli/self_test.py", "import openpyxl\n"),
    (core_border, "leaderdesk/core/text.py", "import pypinyin\n"),
    (core_border, "leaderdesk/core/text.py", "from leaderdesk.storage.database import open_store\n"),
    (core_border, "leaderdesk/core/text.py", "from ..ui import theme\n"),
    (
        screen_border,
        "leaderdesk/features/orders/feature.py",
        "from leaderdesk.features.orders.screen import OrdersPage\n",
    ),
    (screen_border, "leaderdesk/cli/main.py", "import leaderdesk.features.orders.screen_list\n"),
    (screen_border, "leaderdesk/window/rail.py", "from leaderdesk.features.orders import screen\n"),
]


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_a_broken_rule_is_caught(rule: Rule, path: str, text: str) -> None:
    assert len(list(rule(Source(path, text)))) == 1


KEPT: list[tuple[Rule, str, str]] = [
    (shape.lengths, RULES, '"""A."""\n' + "x = 1\n" * 399),
    (shape.lengths, RULES, "def act():\n" + LONG_BODY * 49),
    (shape.lengths, RULES, "class Act:\n" + LONG_BODY * 249),
    (shape.type_ignores, RULES, "x: int = ''  # type: ignore[assignment]\n"),
    (shape.one_machine, RULES, "URL = 'app/work/root'\nPLACE = '~/root'\n"),
    (shape.prints, "installer/build.py", "print('x')\n"),
    (shape.broad_except, RULES, "try:\n    x = 1\nexcept BaseException:\n    y = 2\n    raise\n"),
    (shape.broad_except, "leaderdesk/app.py", "try:\n    x = 1\nexcept Exception:\n    pass\n"),
    (shape.file_names, "leaderdesk/storage/database.py", ""),
    (shape.file_names, "leaderdesk/features/orders/jielong/read.py", ""),
    (shape.file_names, "leaderdesk/features/orders/screen_history.py", ""),
    (shape.file_names, "leaderdesk/features/orders/screen/history.py", ""),
    (shape.file_names, "leaderdesk/features/__init__.py", ""),
    (shape.whole_money, SCREEN, "width = float(3)\n"),
    (shape.whole_money, "leaderdesk/features/labels/papers.py", "offset_mm: float\n"),
    (shape.whole_money, "leaderdesk/features/practice/rules.py", "chance: float\n"),
    (shape.whole_money, RULES, "close = 0.8\n"),
    (qt_border, SCREEN, "from PySide6.QtWidgets import QWidget\n"),
    (qt_border, "leaderdesk/features/orders/screen/history.py", "from PySide6.QtWidgets import QWidget\n"),
    (qt_border, "leaderdesk/ui/toast.py", "from PySide6.QtWidgets import QWidget\n"),
    (sql_border, "leaderdesk/features/orders/queries.py", "from sqlalchemy import select\n"),
    (paper_border, "leaderdesk/documents/qr.py", "import qrcode\n"),
    (core_border, "leaderdesk/core/text.py", "import re\nfrom leaderdesk.core.errors import UserError\n"),
    (screen_border, "leaderdesk/app.py", "from leaderdesk.features.orders.screen import OrdersPage\n"),
    (screen_border, "leaderdesk/features/home/screen.py", "from leaderdesk.features.orders.screen import OrdersPage\n"),
]


@pytest.mark.parametrize(("rule", "path", "text"), KEPT)
def test_a_kept_rule_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) == []


def test_every_rule_is_shown_to_catch() -> None:
    assert {rule for rule, _, _ in BROKEN} == {*SHAPES, *BORDERS}
