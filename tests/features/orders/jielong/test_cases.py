"""The figures of the shared cases, where they are at hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.orders.jielong.case import parse_case

SHARED = Path(__file__).resolve().parents[5] / "shared"
CASES = SHARED / "cases" / "jielong"
SCORER = SHARED / "tools" / "score_jielong.py"


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_jielong", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not CASES.is_dir() or not SCORER.is_file(), reason="the shared cases do not lie beside the project")
def test_the_shared_cases_are_read_right() -> None:
    score = scorer()
    overall = score.Score()
    for path in sorted(CASES.glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        result = parse_case({key: value for key, value in case.items() if key != "expected"})
        overall.add(score.score_result(case, case["expected"], result)[0])
    assert overall.entries
    assert overall.silent == 0
    assert overall.right >= 0.98 * overall.entries
    assert overall.lines_right >= 0.99 * overall.lines
    assert overall.totals_right >= 0.98 * overall.totals
    assert overall.changes_right >= 0.98 * overall.changes
    assert overall.nagging <= 0.03 * overall.entries


@pytest.mark.parametrize(
    "case", [{}, {"offers": 3}, {"offers": [], "neighbours": [], "buildings": [], "rules": {}, "today": "no"}]
)
def test_what_is_no_case_is_refused(case: dict[str, object]) -> None:
    with pytest.raises(UserError):
        parse_case(case)
