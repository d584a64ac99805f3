"""Every name prints: what a face draws is judged by its pixels, never by the text layer."""

from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.resources import resource
from leaderdesk.documents.fonts import BOX, ELLIPSIS, faces, printable
from tests.documents.pictures import ink, written

# From everyday to rarest: 8,105 list, extension A, extension G, extension B beyond the everyday face, GBK's rare ones.
RARE = "𠅤㛃䶮𰻞𠮷𡈽镕喆堃珺龘"
EMOJI = "🐱🎁❄🍓"
NOBODYS = "بꦀ\U00012000"


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_every_rare_hanzi_and_emoji_has_a_picture_of_its_own(bold: bool) -> None:
    pictures = {sign: written(sign, bold=bold).rgba for sign in RARE + EMOJI}
    pictures["nothing"] = written("", bold=bold).rgba
    pictures["box"] = written(BOX, bold=bold).rgba
    alike = [pair for pair in itertools.combinations(pictures, 2) if pictures[pair[0]] == pictures[pair[1]]]
    assert not alike


@pytest.mark.parametrize("sign", [*"张阿姨3𠅤㛃䶮𰻞𠮷"])
def test_bold_has_more_ink_even_where_the_face_has_no_bold(sign: str) -> None:
    assert ink(written(sign, bold=True)) > 1.1 * ink(written(sign))


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_what_no_face_draws_is_a_clear_box(bold: bool) -> None:
    box = written(BOX, bold=bold).rgba
    for sign in NOBODYS:
        assert written(sign, bold=bold).rgba == box, sign
    assert ink(written(BOX, bold=bold)) > 20_000


def test_what_is_out_of_the_ordinary_is_told() -> None:
    found = faces().unusual("张阿姨𰻞𠮷🐱ب𰻞 3-502")
    assert found.rare == "𰻞𠮷"
    assert found.missing == "ب"
    assert faces().unusual("小䶮") == faces().unusual("张阿姨")


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_the_everyday_face_holds_gbk_and_the_standard_list(bold: bool) -> None:
    everyday = faces().glyph("张", bold=bold).face
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    gbk = {sign for pair in pairs if len(sign := pair.decode("gbk", "ignore")) == 1}
    standard = set("".join(resource("fonts", "standard_hanzi.txt").read_text(encoding="utf-8").split()))
    assert len(standard) == 8105
    wanted = gbk | standard | set(string.printable.strip()) | set("¥×·・—…“”‘’℃☐☑")
    missing = {sign for sign in wanted if faces().glyph(sign, bold=bold).face != everyday}
    # Noto Sans SC has no ≒; the two boxes for ticks come from the second face.
    assert missing <= {"≒", "☐", "☑"}
    assert {sign for sign in missing if faces().glyph(sign, bold=bold).sign != sign} <= {"≒"}


@pytest.mark.parametrize(
    "trick",
    [
        "张\u202e阿姨",
        "张\u200b阿\u200d姨",
        "\u2066张阿姨\u2069",
        "张阿姨\ufe0f",
        "张\x00阿\x1b姨",
        "张阿姨\ud800",
        "\ufeff张阿姨",
    ],
)
def test_direction_tricks_and_unseen_signs_leave_no_trace(trick: str) -> None:
    assert written(trick).rgba == written("张阿姨").rgba


def test_an_emoji_family_is_drawn_as_its_members() -> None:
    assert printable("👨\u200d👩\u200d👧") == "👨👩👧"
    assert printable("👍🏽") == "👍"
    assert printable("a\n\t b\u3000c") == "a b c"


def test_markup_is_text() -> None:
    tag = "<img src='/etc/passwd'/>"
    assert printable(tag) == tag
    assert ink(written("<b>")) > ink(written("b"))


def test_a_text_that_fits_keeps_its_size() -> None:
    fit = faces().fit("3-502", size=5, width=100, smallest=3)
    assert (fit.text, fit.size) == ("3-502", 5)


def test_a_long_text_shrinks_before_it_is_cut() -> None:
    shrunk = faces().fit("王大叔草莓", size=4, width=16, smallest=3)
    assert shrunk.text == "王大叔草莓"
    assert shrunk.size == pytest.approx(3.2)
    cut = faces().fit("王大叔草莓王大叔草莓", size=4, width=16, smallest=3)
    assert cut.text.endswith(ELLIPSIS)
    assert cut.size == 3


@given(st.text(max_size=80), st.floats(3, 60), st.booleans())
def test_what_is_fitted_is_never_wider_than_its_place(text: str, width: float, bold: bool) -> None:
    fit = faces().fit(printable(text), size=4, width=width, smallest=2, bold=bold)
    assert fit.width <= width + 1e-6
    assert fit.width == pytest.approx(faces().width(fit.text, fit.size, bold=bold))


@given(st.text(st.sampled_from("张王李草莓ab12 ，。×-x🐱"), max_size=60), st.floats(8, 60))
def test_lines_keep_every_sign_and_stay_in_their_width(text: str, width: float) -> None:
    shown = printable(text)
    lines = faces().lines(shown, size=3, width=width)
    assert "".join("".join(lines).split()) == "".join(shown.split())
    assert all(faces().width(line, 3) <= width + 1e-6 for line in lines)


def test_a_line_does_not_begin_with_a_comma_or_an_amount() -> None:
    for width in range(16, 60):
        lines = faces().lines("王大叔草莓×2、无蔗糖酸奶×12，土鸡蛋×1。", size=3, width=float(width))
        assert not any(line[0] in "×、，。" for line in lines[1:]), lines
