"""Keeps the one catalogue of sentences and their Chinese.

`extract` collects the sentences of the code, `add FILE.po` merges translations, `missing` lists what lacks Chinese.

Run it from the project's folder with the development environment:  python resources/i18n/catalogue.py extract
"""

from __future__ import annotations

import ast
import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent
SOURCE = FOLDER.parent.parent / "leaderdesk"
CHINESE = FOLDER / "zh_CN" / "LC_MESSAGES" / "leaderdesk.po"


def sentences() -> Catalog:
    """Return a catalogue of every sentence in the code, untranslated."""
    found = Catalog(domain="leaderdesk", project="LeaderDesk")
    for path in sorted(SOURCE.rglob("*.py")):
        for said in said_in(path.read_text(encoding="utf-8")):
            found.add(said)
    return found


def said_in(source: str) -> Iterator[str | tuple[str, str]]:
    """Yield each sentence of the code, or its two forms; the syntax tree shows those inside an f-string too."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        forms = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if node.func.id in {"_", "N_"} and forms:
            yield forms[0]
        elif node.func.id == "ngettext" and len(forms) == 2:
            yield forms[0], forms[1]


def chinese() -> Catalog:
    """Return the Chinese catalogue as it stands; empty when there is none yet."""
    if not CHINESE.exists():
        return Catalog(locale="zh_CN", domain="leaderdesk", project="LeaderDesk")
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh_CN", domain="leaderdesk")


def save(catalog: Catalog) -> None:
    """Write the Chinese catalogue and its compiled form, sorted, so that a change shows as few lines."""
    catalog.fuzzy = False
    catalog.revision_date = catalog.creation_date
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, catalog, sort_output=True, no_location=True, omit_header=False, width=0, ignore_obsolete=True)
    write_mo(compiled, catalog)
    for path, content in ((CHINESE, text), (CHINESE.with_suffix(".mo"), compiled)):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(path.suffix + f".{os.getpid()}.part")
        part.write_bytes(content.getvalue())
        part.replace(path)


def add(path: Path) -> None:
    """Merge the translations of the file at `path` into the Chinese catalogue; the newer word wins."""
    with path.open("rb") as file:
        fragment = read_po(file, locale="zh_CN")
    catalog = chinese()
    for message in fragment:
        if message.id and message.string:
            catalog.delete(message.id)
            catalog.add(message.id, string=message.string)
    save(catalog)


def extract() -> None:
    """Bring the Chinese catalogue to the sentences now in the code: new ones stand untranslated, unused ones go."""
    known, fresh = chinese(), sentences()
    fresh.locale = known.locale
    fresh.creation_date = known.creation_date
    for message in fresh:
        said = known.get(message.id) if message.id else None
        if said is not None and bool(said.pluralizable) == bool(message.pluralizable):
            message.string = said.string
    save(fresh)


def missing() -> list[str]:
    """Return the sentences of the code that have no Chinese yet."""
    known = chinese()
    lacking = []
    for message in sentences():
        if not message.id:
            continue
        said = known.get(message.id)
        strings = () if said is None else said.string if isinstance(said.string, (tuple, list)) else (said.string,)
        if not strings or not all(strings):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


@contextmanager
def alone() -> Iterator[None]:
    """Let only one run change the catalogue at a time."""
    lock = FOLDER / ".catalogue.lock"
    for _attempt in range(600):
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            time.sleep(0.1)
    else:
        raise SystemExit(f"another run holds {lock}; delete it if there is none")
    try:
        yield
    finally:
        lock.unlink()


def main(arguments: list[str]) -> int:
    """Do what the command line says; return the exit code."""
    match arguments:
        case ["extract"]:
            with alone():
                extract()
        case ["add", *paths] if paths:
            with alone():
                for path in paths:
                    add(Path(path))
        case ["missing"]:
            lacking = missing()
            sys.stdout.write("".join(f"{sentence}\n" for sentence in lacking))
            return 1 if lacking else 0
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
