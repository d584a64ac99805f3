"""One catalogue, complete, and compiled from what stands in it."""

from __future__ import annotations

import importlib.util
import re
import string
import threading
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from leaderdesk.core.i18n import _, current_language, language, ngettext, use_screen_language

I18N = Path(__file__).parents[2] / "resources" / "i18n"
CHINESE = I18N / "zh_CN" / "LC_MESSAGES" / "leaderdesk.po"
HARSH = re.compile(r"失败|非法|异常|错误代码")


@pytest.fixture(scope="module")
def keeper() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", I18N / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def written() -> Catalog:
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh_CN")


def pairs(message: Message) -> list[tuple[str, str]]:
    """Return (English, Chinese) for each form of the message."""
    english = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    chinese = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return [(english[min(place, len(english) - 1)], said) for place, said in enumerate(chinese) if said]


def said_by_id(catalog: Catalog) -> dict[str, list[tuple[str, str]]]:
    """Return what is said for each message, by its English for one."""
    return {said[0][0]: said for message in catalog if message.id and (said := pairs(message))}


def fields(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name is not None}


def test_every_sentence_is_said_in_chinese(keeper: ModuleType) -> None:
    assert keeper.missing() == []


def test_the_compiled_catalogue_is_the_written_one(written: Catalog) -> None:
    with CHINESE.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert said_by_id(compiled) == said_by_id(written)


def test_every_translation_names_the_same_fields(written: Catalog) -> None:
    wrong = [
        (english, chinese)
        for message in written
        if message.id
        for english, chinese in pairs(message)
        if fields(english) != fields(chinese)
    ]
    # A form for one may do without its number.
    assert [
        pair for pair in wrong if fields(pair[1]) - fields(pair[0]) or fields(pair[0]) - fields(pair[1]) != {"count"}
    ] == []


def test_no_sentence_is_harsh(written: Catalog) -> None:
    assert [text for message in written if message.id for _english, text in pairs(message) if HARSH.search(text)] == []


def test_the_innermost_language_wins_and_each_thread_has_its_own() -> None:
    heard: list[str] = []
    with language("en"):
        thread = threading.Thread(target=lambda: heard.append(current_language()))
        thread.start()
        thread.join()
        with language("zh_CN"):
            assert _("Mon") == "周一"
        assert _("Mon") == "Mon"
    assert heard == ["zh_CN"]


def test_an_unknown_language_is_chinese() -> None:
    with language("xx"):
        assert current_language() == "zh_CN"
    use_screen_language("en")
    try:
        assert current_language() == "en"
        assert ngettext("{count} order taken", "{count} orders taken", 1) == "{count} order taken"
    finally:
        use_screen_language("zh_CN")


def test_a_sentence_is_found_wherever_it_stands_in_the_code(keeper: ModuleType) -> None:
    lines = (
        "a = f\"{_('Labels')}.pdf\"",
        'N_("Check off "\n   "{who}")',
        'ngettext("{n} bag", "{n} bags", n)',
        '_(title)\nother("no")',
    )
    assert set(keeper.said_in("\n".join(lines))) == {"Labels", "Check off {who}", ("{n} bag", "{n} bags")}
