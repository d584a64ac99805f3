"""The page itself: small, whole, in the leader's language, and with nothing from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QJSEngine, QJSValue
from typing_extensions import override

from leaderdesk.core.i18n import language, use_screen_language
from leaderdesk.core.resources import resource
from leaderdesk.features.scanner.actions.pages import Pages
from leaderdesk.features.scanner.rules.gate import ROUTES
from tests.features.scanner.phones import Handset, Yard

SCRIPT = resource("phone", "phone.js").read_text(encoding="utf-8")
LOOK = resource("phone", "phone.css").read_text(encoding="utf-8")


class Reading(HTMLParser):
    """What stands in a page: its tags with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @override
    def handle_data(self, data: str) -> None:
        self.words += data


def page(*, is_in: bool = False, letters: str = "", takes_money: bool = True) -> Reading:
    reply = Pages(letters=letters, takes_money=takes_money).reply("/", is_in=is_in)
    return Reading(reply.body.decode())


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_every_word_is_there_in_both_languages(code: str) -> None:
    with language(code):
        shown = page()
    assert "$" not in shown.words
    assert dict(shown.tags)["html"]["lang"] == code.replace("_", "-")
    assert bool(re.search("[\u4e00-\u9fff]", shown.words)) == (code == "zh_CN")
    said = [value or "" for _tag, attributes in shown.tags for name, value in attributes.items() if name == "data-lost"]
    assert bool(re.search("[\u4e00-\u9fff]", said[0])) == (code == "zh_CN")


def test_the_page_speaks_the_screens_language_to_phones(yard: Yard) -> None:
    use_screen_language("zh_CN")
    assert 'lang="zh-CN"' in yard.stranger().send("GET", "/").body.decode()
    assert yard.stranger().post("/find", typed="1").words["say"] == "请输入电脑上显示的数字。"


def test_nothing_comes_from_elsewhere_and_nothing_stands_inline() -> None:
    shown = page(is_in=True, letters="AB")
    for tag, attributes in shown.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("src", "href"):
            assert attributes.get(name, "/phone.js") in ROUTES
        assert tag not in ("form", "iframe", "object", "style", "img")
    assert "://" not in SCRIPT + LOOK
    assert "url(" not in LOOK
    assert "@import" not in LOOK


def test_names_are_written_as_text_and_nothing_is_kept_on_the_phone() -> None:
    for forbidden in ("innerHTML", "outerHTML", "document.write", "eval(", "localStorage", "sessionStorage", "cookie"):
        assert forbidden not in SCRIPT


def test_old_browsers_can_read_the_script() -> None:
    for modern in ("=>", "`", "const ", "let ", "async ", "await ", "fetch(", "?.", "??", "class "):
        assert modern not in SCRIPT


def test_the_script_is_whole(qapp: QCoreApplication) -> None:
    def is_broken(script: str) -> bool:
        engine = QJSEngine()
        # Made, not run: there is no page here. The stubs know another kind of answer, with a trace.
        return cast("QJSValue", engine.evaluate(f"(function () {{ {script} }})")).isError()

    assert not is_broken(SCRIPT)
    assert is_broken(SCRIPT[:-20])


def test_what_the_script_asks_for_is_on_the_page() -> None:
    shown = page(is_in=True)
    there = {attributes["id"] for _tag, attributes in shown.tags if "id" in attributes}
    asked = set(re.findall(r'(?:at|show|write|list)\("(\w+)"', SCRIPT))
    assert asked - there == set()
    assert set(re.findall(r'"(/\w+)"', SCRIPT)) <= set(ROUTES)


def test_letters_of_rooms_have_keys() -> None:
    def keys(shown: Reading) -> list[str | None]:
        return [attributes["data-key"] for _tag, attributes in shown.tags if "data-key" in attributes]

    assert sorted(filter(None, keys(page()))) == sorted("-0123456789")
    assert sorted(filter(None, keys(page(letters="AB")))) == sorted("-0123456789AB")


def test_there_is_no_promise_of_a_live_camera() -> None:
    assert "getUserMedia" not in SCRIPT
    (file,) = (attributes for tag, attributes in page().tags if tag == "input")
    assert (file["type"], file["capture"], file["accept"]) == ("file", "environment", "image/*")


def test_the_files_are_given_as_what_they_are(phone: Handset) -> None:
    for path, kind in (("/", "text/html"), ("/phone.css", "text/css"), ("/phone.js", "text/javascript")):
        reply = phone.send("GET", path)
        assert reply.fields["content-type"] == f"{kind}; charset=utf-8"
    assert phone.send("GET", "/?from=singlemessage&isappinstalled=0").status == 200
