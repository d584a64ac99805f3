"""The rules of the house that are read off the syntax trees."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

FILE_LINES = 400
FUNCTION_LINES = 50
CLASS_LINES = 250

# Where a bug ends up when nothing else has caught it: the window, the terminal, and work in the background.
OUTERMOST = frozenset({"leaderdesk/app.py", "leaderdesk/cli/main.py", "leaderdesk/ui/tasks.py"})
PARTS_OF_A_FEATURE = frozenset(
    {"feature", "rules", "tables", "glance", "queries", "actions", "papers", "screen", "__init__"}
)
# Pure like the rules, and big enough to stand beside them under a name of their own.
PARTS_OF_ONE_FEATURE = {"orders": frozenset({"jielong"}), "neighbours": frozenset({"rooms"})}
# Shares and chances are counted there, never money.
FEATURES_THAT_MEASURE = frozenset({"insights", "practice"})
EMPTY_NAMES = frozenset({"manager", "helper", "helpers", "util", "utils", "base", "impl", "common", "misc", "service"})
PLACES_OF_ONE_MACHINE = re.compile(r"(?<![\w.~-])/(?:work|root|home/[a-z]+|Users/[A-Za-z]+)\b")
# In fragments, so that this file does not break its own rule.
UNFINISHED = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HACK")) + r")\b")


@dataclass(frozen=True)
class Source:
    """One Python file of the project; `path` is relative to its root, with slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.path).parts

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]

    @property
    def in_program(self) -> bool:
        return self.parts[0] == "leaderdesk"

    @property
    def feature(self) -> str:
        """The feature this file is part of, or nothing."""
        inside = self.parts[:2] == ("leaderdesk", "features") and len(self.parts) > 3
        return self.parts[2] if inside else ""

    @property
    def part(self) -> str:
        """Which part of its feature this file is: `screen` for screen.py, screen_list.py and screen/list.py alike."""
        if not self.feature:
            return ""
        stem = self.parts[3].removesuffix(".py")
        return "screen" if stem.startswith("screen_") else stem


Rule = Callable[[Source], Iterator[str]]


def read_sources(root: Path) -> list[Source]:
    """Return every Python file of the project under `root`, in order."""
    folders = [root / name for name in ("leaderdesk", "tests", "installer", "resources")]
    files = [*root.glob("*.py"), *(file for folder in folders for file in folder.rglob("*.py"))]
    return [
        Source(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))
        for file in sorted(files)
        if "__pycache__" not in file.parts
    ]


def lengths(source: Source) -> Iterator[str]:
    """A file, a function and a class stay small enough to be read at once."""
    lines = source.text.count("\n")
    if lines > FILE_LINES:
        yield f"{source.path}: {lines} lines, {FILE_LINES} at most"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = FUNCTION_LINES
        elif isinstance(node, ast.ClassDef):
            limit = CLASS_LINES
        else:
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > limit:
            yield f"{source.path}:{node.lineno}: {node.name} has {length} lines, {limit} at most"


def module_docstring(source: Source) -> Iterator[str]:
    """Every file says what it is for."""
    if not (ast.get_docstring(source.tree) or "").strip():
        yield f"{source.path}: no docstring says what this file is for"


def unfinished(source: Source) -> Iterator[str]:
    """Nothing is left for later in a comment."""
    for line, comment in source.comments:
        if UNFINISHED.search(comment):
            yield f"{source.path}:{line}: {comment}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and UNFINISHED.search(
            ast.get_docstring(node) or ""
        ):
            yield f"{source.path}: the docstring of {getattr(node, 'name', 'the file')} leaves work for later"


def type_ignores(source: Source) -> Iterator[str]:
    """A type error that is let be is let be by its name."""
    for line, comment in source.comments:
        if re.search(r"#\s*type:\s*ignore(?!\[[a-z-]+(?:,\s*[a-z-]+)*\])", comment):
            yield f"{source.path}:{line}: say which error is ignored: {comment}"


def one_machine(source: Source) -> Iterator[str]:
    """No place of one machine is written down."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if PLACES_OF_ONE_MACHINE.search(line):
            yield f"{source.path}:{number}: a place of one machine: {line.strip()}"


def prints(source: Source) -> Iterator[str]:
    """The program speaks through the window, the papers and the command line's own writer."""
    if not source.in_program:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "breakpoint"):
            yield f"{source.path}:{node.lineno}: {node.func.id}()"


def broad_except(source: Source) -> Iterator[str]:
    """What is not expected is not caught, but where it would leave the program; to clean up and raise on is fine."""
    if not source.in_program or source.path in OUTERMOST:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and _catches_all(node.type) and not _raises_on(node.body):
            yield f"{source.path}:{node.lineno}: catches everything"


def _catches_all(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_catches_all(one) for one in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in ("Exception", "BaseException"))


def _raises_on(body: list[ast.stmt]) -> bool:
    return isinstance(body[-1], ast.Raise) and body[-1].exc is None


def event_loop(source: Source) -> Iterator[str]:
    """Long work goes to the background; nobody turns the event loop by hand or brings a second one."""
    if not source.in_program:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "processEvents":
            yield f"{source.path}:{node.lineno}: processEvents"
    for line, module in imported_modules(source):
        if module.split(".")[0] == "asyncio":
            yield f"{source.path}:{line}: asyncio"


def file_names(source: Source) -> Iterator[str]:
    """A file is named after one thing; inside a feature the names are the same everywhere."""
    stem = PurePosixPath(source.path).stem
    if source.in_program and EMPTY_NAMES & set(stem.split("_")):
        yield f"{source.path}: the name says nothing"
    known = PARTS_OF_A_FEATURE | PARTS_OF_ONE_FEATURE.get(source.feature, frozenset())
    if source.feature and source.part not in known:
        yield f"{source.path}: a feature has {', '.join(sorted(known - {'__init__'}))}"
    if source.feature and source.part in ("feature", "tables") and len(source.parts) > 4:
        yield f"{source.path}: {source.part} is one file"


def whole_money(source: Source) -> Iterator[str]:
    """Money is whole fen and an amount whole thousandths; a float never comes near them."""
    ledger = source.path in ("leaderdesk/core/money.py", "leaderdesk/core/amount.py") or source.feature == "payments"
    # Pages and screens are drawn in millimetres and pixels.
    drawn = source.part in ("", "papers", "screen")
    if not ledger and (drawn or source.feature in FEATURES_THAT_MEASURE):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name) and node.id == "float":
            yield f"{source.path}:{node.lineno}: float"
        if ledger and isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"{source.path}:{node.lineno}: the float {node.value}"


def imported_modules(source: Source) -> Iterator[tuple[int, str]]:
    """Give line and full name of each module (or thing in a module) that is imported, late imports included."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
