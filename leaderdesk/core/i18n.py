"""The language of what is shown: one gettext catalogue for screen, paper, workbook and command line."""

from __future__ import annotations

import contextlib
import gettext as gettext_module
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache

from leaderdesk.core.resources import resource

LANGUAGES = ("zh_CN", "en")
DOMAIN = "leaderdesk"

_language: ContextVar[str] = ContextVar("language", default="")
_screen_language = ["zh_CN"]


def _(message: str) -> str:
    """Return `message` in the language in force."""
    return _catalogue(current_language()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of the message that goes with `count`, in the language in force."""
    return _catalogue(current_language()).ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark `message` for the catalogue; it is translated where it is shown."""
    return message


def current_language() -> str:
    """Return the language in force here: that of the innermost `language()`, else the screen's."""
    chosen = _language.get()
    return _screen_language[0] if chosen == "" else chosen


@contextlib.contextmanager
def language(code: str) -> Iterator[None]:
    """Speak `code` inside the block, whatever the screen speaks; for papers and tests."""
    token = _language.set(_known(code))
    try:
        yield
    finally:
        _language.reset(token)


def use_screen_language(code: str) -> None:
    """Speak `code` wherever no `language()` block is open, in every thread."""
    _screen_language[0] = _known(code)


def _known(code: str) -> str:
    return code if code in LANGUAGES else "zh_CN"


@cache
def _catalogue(code: str) -> gettext_module.NullTranslations:
    if code == "en":
        return gettext_module.NullTranslations()
    return gettext_module.translation(DOMAIN, localedir=str(resource("i18n")), languages=[code])
