"""The page that a phone is given: one file with its looks and its script, in the leader's language."""

from __future__ import annotations

from html import escape
from string import Template

from leaderdesk.core.i18n import _, current_language
from leaderdesk.core.resources import resource
from leaderdesk.features.scanner.rules.door import PIN_DIGITS
from leaderdesk.features.scanner.rules.http import Reply


class Pages:
    """The files of the page, read once; `letters` get keys of their own."""

    def __init__(self, *, letters: str, takes_money: bool) -> None:
        self._template = Template(resource("phone", "phone.html").read_text(encoding="utf-8"))
        self._letters = letters
        self._takes_money = takes_money
        self._still = {
            "/phone.css": Reply(200, resource("phone", "phone.css").read_bytes(), kind="text/css"),
            "/phone.js": Reply(200, resource("phone", "phone.js").read_bytes(), kind="text/javascript"),
        }

    def reply(self, path: str, *, is_in: bool) -> Reply:
        """Return the file of that path; the page shows the keys to who is in, and asks the others for the PIN."""
        still = self._still.get(path)
        return still if still is not None else Reply(200, self._page(is_in=is_in).encode(), kind="text/html")

    def _page(self, *, is_in: bool) -> str:
        keys = "".join(f'<button type="button" class="key" data-key="{sign}">{sign}</button>' for sign in self._letters)
        words = {name: escape(text) for name, text in _words().items()}
        return self._template.substitute(
            words,
            language=current_language().replace("_", "-"),
            inside="yes" if is_in else "",
            money="yes" if self._takes_money else "",
            digits=str(PIN_DIGITS),
            letters=f'<div class="letters">{keys}</div>' if keys else "",
        )


def _words() -> dict[str, str]:
    return {
        "title": _("Helping to scan"),
        "ask_pin": _("Type the PIN that stands on the laptop."),
        "come_in": _("Come in"),
        "hint": _("Room or pickup code"),
        "look": _("Look up"),
        "wipe": _("Delete the last sign"),
        "photo": _("Photograph a label"),
        "reading": _("Reading the photo on the laptop"),
        "waiting": _("One moment"),
        "lost": _("The laptop did not answer. Is the phone in the same Wi-Fi, and is the page still open there?"),
        "too_large": _("This photo is too large. Take it from a little further away, or type the room."),
        "again": _("Try again"),
        "code": _("Pickup code"),
        "due": _("{sum} to pay").format(sum="%"),
        "gift": _("Do not forget what goes along"),
        "cash": _("Took it in cash"),
        "wechat": _("Took it by WeChat"),
        "hand": _("Hand all of it over"),
        "hand_unpaid": _("Hand over, pay later"),
        "next": _("Next one"),
        "privacy": _("Names are shortened here; everything is kept on the laptop only."),
    }
