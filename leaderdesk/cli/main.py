"""Reads the command line, runs one verb, and says what came of it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TextIO

from leaderdesk import __version__
from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.feature import AddVerbs, Feature
from leaderdesk.core.i18n import LANGUAGES, _, language
from leaderdesk.core.log import log, where
from leaderdesk.core.report import Report

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


class OpenWindow(Protocol):
    """Opens the window and returns the exit code when it is closed."""

    def __call__(self, *, store: Path | None, language: str | None) -> int:
        """Open the store in that folder (None: the usual one), speaking that language (None: the one set)."""
        ...


def main(argv: Sequence[str], *, features: Callable[[], Sequence[Feature]], open_window: OpenWindow) -> int:
    """Run what `argv` asks for and return the exit code: 0 done, 1 refused with nothing changed, 2 wrong usage.

    Without a verb the window opens, and `features` is not called: the first paint does not wait for them.
    """
    _speak_utf8()
    common, rest = _common_options().parse_known_args(argv)
    if not rest:
        return open_window(store=common.store, language=common.lang)
    offered = features()
    with language(common.lang or "zh_CN"):
        arguments = _verbs(offered).parse_args(rest, namespace=common)
        try:
            report = run_verb(arguments, offered)
        except (UserError, StorageTrouble) as refusal:
            sys.stderr.write(f"{refusal}\n")
            return REFUSED
        except KeyboardInterrupt:
            sys.stderr.write("\n")
            return REFUSED
        except Exception as mistake:  # noqa: BLE001 - the outermost place: no traceback for a leader, nothing lost either
            log("cli").error("a verb failed: %s", where(mistake))
            sys.stderr.write(_("Something went wrong that is our mistake; the log has the details.") + "\n")
            return REFUSED
    return _say(report, as_json=arguments.json, stream=sys.stdout)


def run_verb(arguments: argparse.Namespace, features: Sequence[Feature]) -> Report:
    """Run the verb that was parsed, with the store open around it where it needs one."""
    run: Callable[..., Report] = arguments.run
    if not getattr(arguments, "needs_store", True):
        return run(arguments)
    # Imported late: `intake parse` and the like work without a database.
    from leaderdesk.cli.opening import opened_store

    with opened_store(arguments.store, features) as store:
        target = getattr(arguments, "out", None)
        if target is not None and store.paths.holds(target):
            raise UserError(_("{name} belongs to the data itself. Choose another name.").format(name=target.name))
        return run(store, arguments)


def _common_options() -> argparse.ArgumentParser:
    """Return the parser of the options that may stand anywhere in the line."""
    parser = argparse.ArgumentParser(prog="leaderdesk", add_help=False, allow_abbrev=False)
    parser.add_argument("--store", type=Path, metavar="DIR", help=_("the folder of the data"))
    parser.add_argument("--lang", choices=LANGUAGES, help=_("the language"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))
    return parser


def _verbs(features: Sequence[Feature]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="leaderdesk",
        parents=[_common_options()],
        description=_("The desk of a community group-buy leader."),
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument("--version", action="version", version=f"LeaderDesk {__version__}")
    verbs = parser.add_subparsers(title=_("verbs"), metavar="VERB", required=True)
    for feature in features:
        if feature.add_verbs is not None:
            feature.add_verbs(verbs)
    printing = [feature.add_print_verbs for feature in features if feature.add_print_verbs is not None]
    exporting = [feature.add_export_verbs for feature in features if feature.add_export_verbs is not None]
    _add_shared(verbs, "print", _("write labels and lists as PDF"), printing)
    _add_shared(verbs, "export", _("write the workbooks of a round"), exporting)
    return parser


def _add_shared(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, said: str, adders: Sequence[AddVerbs]
) -> None:
    """Add a verb of which each of several features has a part."""
    if adders:
        parts = verbs.add_parser(name, help=said).add_subparsers(metavar="WHAT", required=True)
        for add in adders:
            add(parts)


def _say(report: Report, *, as_json: bool, stream: TextIO) -> int:
    said = json.dumps(report.data, ensure_ascii=False, indent=2) if as_json else "\n".join(report.lines)
    try:
        stream.write(f"{said}\n")
        stream.flush()
    except OSError:
        # Whoever reads has gone, or the disk behind the pipe is full; what was done is done. Python writes once more
        # at its end, so that goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return DONE


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
