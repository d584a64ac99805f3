"""The page for phones against everybody in the network: nobody comes in, nothing leaks, and nothing is left open."""

from __future__ import annotations

import json
import socket
import sys
from contextlib import suppress

import pytest

from leaderdesk.features.scanner.actions import UNUSED_MS, listening
from leaderdesk.features.scanner.rules.door import MOST_WRONG
from leaderdesk.features.scanner.rules.gate import MOST_PHOTO, ROUTES
from tests.features.scanner.phones import (
    HOST,
    OTHER_HOST,
    Handset,
    Yard,
    listening_ports,
    raw,
    status_of,
    until,
)

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux what listens")
LOOPBACKS = pytest.mark.skipif(sys.platform == "darwin", reason="has one loopback address only")
DEEDS = [path for path, route in ROUTES.items() if route.method == "POST" and path != "/pin"]


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 10**6:06d}"


# Who comes in.


def test_the_page_is_for_everybody_and_asks_for_the_pin(yard: Yard) -> None:
    reply = yard.stranger().send("GET", "/")
    assert reply.status == 200
    assert b'data-inside=""' in reply.body
    assert yard.standing().pin.encode() not in reply.body


@pytest.mark.parametrize("path", DEEDS)
def test_without_the_pin_nothing_is_told(yard: Yard, path: str) -> None:
    order = yard.lone_orders()[0].order
    kind = "image/jpeg" if path == "/photo" else "application/json"
    words = {"typed": order.room, "order": order.id, "lines": [], "nonce": "n" * 9, "fen": 1, "method": "cash"}
    for cookie in ("", "leaderdesk=", "leaderdesk=x", "leaderdesk=" + "A" * 43, "other=1; leaderdesk"):
        fields = {"Cookie": cookie, "Content-Type": kind}
        reply = yard.stranger().send("POST", path, json.dumps(words).encode(), fields)
        assert reply.status == 401
        assert order.room.encode() not in reply.body


def test_of_a_stranger_no_photo_is_even_waited_for(yard: Yard) -> None:
    port = yard.standing().port
    head = (
        f"POST /photo HTTP/1.1\r\nHost: {HOST}:{port}\r\nOrigin: http://{HOST}:{port}\r\n"
        f"Content-Type: image/jpeg\r\nContent-Length: {MOST_PHOTO}\r\n\r\n"
    )
    assert status_of(raw(port, head.encode())) == 401


def test_the_pin_opens_and_the_token_is_kept_from_scripts_and_other_sites(yard: Yard) -> None:
    phone = yard.stranger()
    reply = phone.post("/pin", pin=yard.standing().pin)
    assert reply.status == 200
    parts = [part.strip() for part in reply.fields["set-cookie"].split(";")]
    assert parts[1:] == ["Path=/", "HttpOnly", "SameSite=Strict"]
    assert len(parts[0].partition("=")[2]) >= 43
    assert b'data-inside="yes"' in phone.send("GET", "/").body
    assert [each.number for each in yard.standing().phones] == [1]


@pytest.mark.parametrize("pin", [None, 123456, ["1"], {"a": 1}, True])
def test_a_pin_that_is_no_text_is_refused(yard: Yard, pin: object) -> None:
    assert yard.stranger().post("/pin", pin=pin).status == 400


def test_wrong_pins_wait_longer_and_longer_and_the_right_one_waits_too(yard: Yard) -> None:
    pin, phone = yard.standing().pin, yard.stranger()
    for _turn in range(3):
        assert phone.post("/pin", pin=wrong(pin)).status == 403
    waiting = phone.post("/pin", pin=pin)
    assert waiting.status == 429
    assert "10 seconds" in waiting.words["say"]
    yard.ticks.now_ms += 10_000
    assert phone.post("/pin", pin=wrong(pin)).status == 403
    yard.ticks.now_ms += 10_000
    assert phone.post("/pin", pin=pin).status == 429
    yard.ticks.now_ms += 20_000
    assert phone.post("/pin", pin=pin).status == 200


@LOOPBACKS
def test_the_one_who_guesses_does_not_lock_out_the_helper(yard: Yard) -> None:
    pin = yard.standing().pin
    for _turn in range(4):
        yard.stranger(OTHER_HOST).post("/pin", pin=wrong(pin))
    assert yard.stranger(OTHER_HOST).post("/pin", pin=pin).status == 429
    assert yard.stranger().post("/pin", pin=pin).status == 200


@LOOPBACKS
def test_too_many_wrong_pins_shut_the_door_until_there_is_a_new_one(yard: Yard) -> None:
    inside, pin = yard.phone(), yard.standing().pin
    for turn in range(MOST_WRONG):
        yard.ticks.now_ms += 61_000
        assert yard.stranger(f"127.0.1.{turn % 5 + 1}").post("/pin", pin=wrong(pin)).status == 403
    assert yard.standing().is_shut
    yard.ticks.now_ms += 61_000
    assert yard.stranger().post("/pin", pin=pin).status == 403
    assert inside.post("/find", typed="1").status == 200
    yard.scanner.renew_pin()
    assert not yard.standing().is_shut
    assert yard.standing().pin != pin
    assert yard.stranger().post("/pin", pin=yard.standing().pin).status == 200


@LOOPBACKS
def test_a_token_is_worth_nothing_at_another_address(yard: Yard, phone: Handset) -> None:
    thief = Handset(phone.port, OTHER_HOST, phone.cookie)
    assert thief.post("/find", typed="1").status == 401
    assert phone.post("/find", typed="1").status == 200


def test_opening_anew_makes_another_pin_and_forgets_every_phone(yard: Yard, phone: Handset) -> None:
    before = yard.standing()
    pins = {before.pin}
    for _turn in range(3):
        pins.add(yard.open(before.port).pin)
    assert len(pins) > 1
    assert yard.standing().port == before.port
    assert phone.post("/find", typed="1").status == 401
    assert yard.standing().phones == ()


# What is asked, and how.


@pytest.mark.parametrize(
    "target",
    [
        "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/phone.js/../../i18n", "//etc/passwd", "/phone.html",
        "/phone.css%00.html", "/%00", "\\windows\\win.ini", "http://evil.example/", "/PIN", "/pin/", "/phone.js/",
        "*", "/" + "a" * 1900, "/.git/config", "/favicon.ico",
    ],
)  # fmt: skip
def test_a_path_never_leads_to_a_file(yard: Yard, phone: Handset, target: str) -> None:
    answer = raw(
        phone.port, f"GET {target} HTTP/1.1\r\nHost: {HOST}:{phone.port}\r\nCookie: {phone.cookie}\r\n\r\n".encode()
    )
    assert status_of(answer) == 404
    assert b"root:" not in answer


@pytest.mark.parametrize(
    "content",
    [
        b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /\x00 HTTP/1.1\r\n\r\n", b"\x16\x03\x01\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\n folded: yes\r\n\r\n", b"GET / HTTP/1.1\nHost: x\r\n\r\n", b"get / HTTP/1.1\r\n\r\n",
        b"POST /pin HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_no_request_is_told_so(yard: Yard, content: bytes) -> None:
    assert status_of(raw(yard.standing().port, content)) == 400


def test_a_head_without_end_is_cut_off(yard: Yard) -> None:
    answer = raw(yard.standing().port, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 4000)
    assert status_of(answer) == 431


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:{port}.", ""]
)
def test_under_another_name_there_is_no_page(yard: Yard, host: str) -> None:
    port = yard.standing().port
    for target in ("/", "/phone.js"):
        answer = raw(port, f"GET {target} HTTP/1.1\r\nHost: {host.format(port=port)}\r\n\r\n".encode())
        assert status_of(answer) == 421
    assert status_of(raw(port, b"GET / HTTP/1.0\r\n\r\n")) == 421


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1"])
def test_another_site_cannot_ask_for_anything(yard: Yard, phone: Handset, origin: str) -> None:
    body = json.dumps({"typed": "1"}).encode()
    reply = phone.send("POST", "/find", body, {"Origin": origin.format(port=phone.port)})
    assert reply.status == 403
    assert not [name for name in reply.fields if name.startswith("access-control")]


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
@pytest.mark.parametrize("path", ["/", "/find"])
def test_other_methods_are_refused_and_allow_no_other_site(yard: Yard, phone: Handset, method: str, path: str) -> None:
    head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{phone.port}\r\nCookie: {phone.cookie}\r\n\r\n"
    answer = raw(phone.port, head.encode())
    assert status_of(answer) == 405
    assert answer.endswith(b"\r\n\r\n")
    assert b"access-control" not in answer.lower()


@pytest.mark.parametrize("path", ["/pin", "/find"])
def test_a_form_of_another_site_is_no_question(yard: Yard, phone: Handset, path: str) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        assert phone.send("POST", path, b"{}", {"Content-Type": kind}).status == 415


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"3", b"{", b"\xff\xfe", b"[" * 4000, b'{"typed":' * 400, b'{"order": 1e999}']
)
def test_what_is_no_question_is_told_so(yard: Yard, phone: Handset, body: bytes) -> None:
    assert phone.send("POST", "/find", body).status == 400


@pytest.mark.parametrize("order", [0, -1, 10**7, 10**30, True, "1", None, 1.5, [1]])
def test_an_order_is_a_number_of_ours(yard: Yard, phone: Handset, order: object) -> None:
    assert phone.post("/hand", order=order, lines=[1], nonce="n" * 9).status == 400
    assert phone.post("/pay", order=order, method="cash", fen=1, nonce="n" * 9).status == 400
    assert phone.post("/find", order=order).status == 400


def test_every_reply_is_kept_nowhere_and_shows_itself_nowhere_else(yard: Yard, phone: Handset) -> None:
    for reply in (
        phone.send("GET", "/"),
        phone.send("GET", "/none"),
        phone.post("/find", typed="1"),
        phone.post("/pin"),
    ):
        assert reply.fields["cache-control"] == "no-store"
        assert reply.fields["content-security-policy"].startswith("default-src 'self';")
        assert reply.fields["x-content-type-options"] == "nosniff"
        assert reply.fields["x-frame-options"] == "DENY"
        assert "server" not in reply.fields


# How much, and how slowly.


def test_a_body_of_100_mb_is_refused_before_it_is_read(yard: Yard, phone: Handset) -> None:
    head = (
        f"POST /photo HTTP/1.1\r\nHost: {HOST}:{phone.port}\r\nOrigin: http://{HOST}:{phone.port}\r\n"
        f"Cookie: {phone.cookie}\r\nContent-Type: image/jpeg\r\nContent-Length: {100 * 1024 * 1024}\r\n\r\n"
    )
    sent, piece = 0, bytes(64 * 1024)
    with socket.create_connection((HOST, phone.port), timeout=20) as connection:
        connection.sendall(head.encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 413 ")
        with suppress(OSError):
            while sent < 100 * 1024 * 1024:
                connection.sendall(piece)
                sent += len(piece)
    assert sent < 40 * 1024 * 1024


def test_a_body_is_as_long_as_it_says(yard: Yard, phone: Handset) -> None:
    fields = f"Host: {HOST}:{phone.port}\r\nOrigin: http://{HOST}:{phone.port}\r\nCookie: {phone.cookie}\r\n"
    start = f"POST /find HTTP/1.1\r\n{fields}Content-Type: application/json\r\n"
    asked = b'{"typed": "1"}'
    for length in ("-1", "1e3", "+14", "14 14", "0x0e", "99999999999999", ""):
        assert status_of(raw(phone.port, f"{start}Content-Length: {length}\r\n\r\n".encode())) == 411
    chunked = f"{start}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n".encode()
    assert status_of(raw(phone.port, chunked)) == 501
    exact = f"{start}Content-Length: {len(asked)}\r\n\r\n".encode() + asked
    assert status_of(raw(phone.port, exact + b"GET /find HTTP/1.1\r\n\r\n")) == 200
    assert raw(phone.port, exact).count(b"HTTP/1.1 ") == 1


def test_a_browser_that_asks_first_is_told_to_go_on_only_if_it_may(yard: Yard, phone: Handset) -> None:
    def asked(length: int) -> bytes:
        head = (
            f"POST /photo HTTP/1.1\r\nHost: {HOST}:{phone.port}\r\nOrigin: http://{HOST}:{phone.port}\r\n"
            f"Cookie: {phone.cookie}\r\nContent-Type: image/jpeg\r\nExpect: 100-continue\r\n"
            f"Content-Length: {length}\r\n\r\n"
        )
        with socket.create_connection((HOST, phone.port), timeout=20) as connection:
            connection.sendall(head.encode())
            return connection.recv(64)

    assert asked(10).startswith(b"HTTP/1.1 100 ")
    assert asked(MOST_PHOTO + 1).startswith(b"HTTP/1.1 413 ")


def test_who_says_half_a_request_is_hung_up_on_and_nobody_waits(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "HEAD_S", 0.2)
    phone = yard.phone()
    with socket.create_connection((HOST, phone.port), timeout=20) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\n")
        assert phone.post("/find", typed="1").status == 200
        assert slow.recv(64) == b""


def test_who_drips_is_hung_up_on_too(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "HEAD_S", 0.3)
    port, hung_up = yard.standing().port, False
    with socket.create_connection((HOST, port), timeout=0.01) as slow:
        for _drop in range(2_000):
            try:
                slow.sendall(b"a")
                hung_up = slow.recv(1) == b""
            except TimeoutError:
                continue
            except OSError:
                hung_up = True
            if hung_up:
                break
    assert hung_up


@LOOPBACKS
def test_idle_connections_of_one_address_leave_room_for_others(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "HEAD_S", 600)
    phone, port = yard.phone(OTHER_HOST), yard.standing().port
    idle = [socket.create_connection((HOST, port), timeout=20) for _turn in range(listening.MOST_OF_ONE)]
    with socket.create_connection((HOST, port), timeout=20) as one_more:
        assert one_more.recv(64) == b""
    assert phone.post("/find", typed="1").status == 200
    for connection in idle:
        connection.close()


# Open and closed.


@linux
def test_closed_there_is_no_socket(yard: Yard) -> None:
    port = yard.standing().port
    assert port in listening_ports()
    with socket.create_connection((HOST, port), timeout=20) as under_way:
        under_way.sendall(b"GET / HTT")
        yard.scanner.close()
        with suppress(ConnectionResetError):
            assert under_way.recv(64) == b""
    assert port not in listening_ports()
    assert yard.scanner.standing() is None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port), timeout=20)


def test_it_listens_on_the_chosen_address_only(yard: Yard) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems have one loopback address only")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((OTHER_HOST, yard.standing().port), timeout=20)


def test_closing_the_store_closes_the_page_and_for_good(yard: Yard) -> None:
    port = yard.standing().port
    yard.shop.store.close()
    assert yard.scanner.standing() is None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port), timeout=20)


def test_a_taken_port_gives_way_to_another(yard: Yard) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        asked = taken.getsockname()[1]
        assert yard.open(asked).port != asked
    assert yard.phone().post("/find", typed="1").status == 200


def test_after_an_hour_without_use_it_closes_itself(yard: Yard, phone: Handset) -> None:
    yard.ticks.now_ms += UNUSED_MS - 1
    assert phone.post("/find", typed="1").status == 200
    yard.ticks.now_ms += UNUSED_MS - 1
    assert yard.stranger().send("GET", "/").status == 200
    assert yard.scanner.is_open()
    yard.ticks.now_ms += 1
    until(lambda: not yard.scanner.is_open())
    assert yard.scanner.ended_unused()
