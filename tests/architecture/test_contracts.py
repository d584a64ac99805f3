"""The contracts about imports, as pyproject.toml states them, catch whoever breaks them."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}


def names_in(contract: str) -> list[str]:
    """Return every module that the layers of a contract name, optional ones too."""
    return re.findall(r"\w+", " ".join(CONTRACTS[contract]["layers"]))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Build a program with every room and no import in it."""
    rooms = ["", *names_in("house"), *(f"features/{feature}" for feature in names_in("features"))]
    for room in rooms:
        folder = tmp_path / "leaderdesk" / room
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
    for part in names_in("feature"):
        (tmp_path / "leaderdesk/features/orders" / f"{part}.py").touch()
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return tmp_path


def broken_contracts(house: Path) -> list[str]:
    """Return the rules that import-linter finds broken, or what it says when it cannot look."""
    command = [sys.executable, "-c", LINT, "--no-cache"]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, encoding="utf-8", check=False)
    broken = [line.split(":")[0] for line in done.stdout.splitlines() if line.endswith("BROKEN")]
    assert (done.returncode == 0) == (not broken), done.stdout + done.stderr
    return sorted(set(broken))


def test_the_empty_house_keeps_every_contract(house: Path) -> None:
    assert broken_contracts(house) == []


@pytest.mark.parametrize(
    ("file", "line", "rules"),
    [
        ("core/text.py", "import leaderdesk.ui", ["Rule 1"]),
        ("core/text.py", "import sqlalchemy", ["Rule 1"]),
        ("ui/toast.py", "import leaderdesk.storage", ["Rule 1"]),
        ("storage/database.py", "import leaderdesk.features.orders.tables", ["Rule 1"]),
        ("documents/page.py", "import leaderdesk.ui", ["Rule 1"]),
        ("features/orders/actions.py", "import leaderdesk.window", ["Rule 1"]),
        ("cli/main.py", "import leaderdesk.window", ["Rule 1"]),
        ("window/rail.py", "import leaderdesk.app", ["Rule 1"]),
        ("features/rounds/queries.py", "import leaderdesk.features.orders.queries", ["Rule 2"]),
        ("features/products/queries.py", "import leaderdesk.features.neighbours", ["Rule 2"]),
        ("features/payments/actions.py", "import leaderdesk.features.pickups", ["Rule 2"]),
        ("features/orders/queries.py", "import leaderdesk.features.orders.actions", ["Rule 3"]),
        ("features/orders/rules.py", "import leaderdesk.features.orders.tables", ["Rule 3"]),
        ("features/orders/glance.py", "import leaderdesk.features.orders.tables", ["Rule 3"]),
        ("features/orders/glance.py", "import sqlalchemy", ["Rule 4"]),
        ("features/orders/papers.py", "import leaderdesk.features.orders.actions", ["Rule 3"]),
        ("features/orders/feature.py", "import leaderdesk.features.orders.screen", ["Rule 3"]),
        ("features/orders/jielong.py", "import leaderdesk.features.orders.queries", ["Rule 3"]),
        ("storage/database.py", "from PySide6 import QtCore", ["Rule 4"]),
        ("features/orders/queries.py", "from PySide6 import QtCore", ["Rule 4"]),
        ("ui/paged_table.py", "import sqlalchemy", ["Rule 4"]),
        ("features/orders/rules.py", "import sqlite3", ["Rule 4"]),
    ],
)
def test_a_forbidden_import_is_caught(house: Path, file: str, line: str, rules: list[str]) -> None:
    path = house / "leaderdesk" / file
    path.write_text(f"{line}\n", encoding="utf-8")
    assert broken_contracts(house) == rules


@pytest.mark.parametrize(("room", "rule"), [("helpers", "Rule 1"), ("features/coupons", "Rule 2")])
def test_a_room_that_nobody_declared_is_caught(house: Path, room: str, rule: str) -> None:
    (house / "leaderdesk" / room).mkdir()
    (house / "leaderdesk" / room / "__init__.py").touch()
    assert broken_contracts(house) == [rule]


def test_rules_and_jielong_may_use_each_other(house: Path) -> None:
    (house / "leaderdesk/features/orders/jielong.py").write_text("import leaderdesk.features.orders.rules\n")
    assert broken_contracts(house) == []
