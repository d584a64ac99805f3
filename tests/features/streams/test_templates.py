"""The templates that come with the program keep what they promise."""

from __future__ import annotations

import pytest

from leaderdesk.core.i18n import language
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.rules.given import TEMPLATES
from leaderdesk.features.streams.rules.planning import (
    Named,
    fact_lines,
    lines_of,
    newcomer_lines,
    thanks_lines,
    usual_cue,
    with_more,
)
from leaderdesk.features.streams.rules.templates import Template, filled, template_by_key
from leaderdesk.features.streams.rules.timing import LEAST_S


def test_there_are_the_six_evenings_of_the_house() -> None:
    with language("zh_CN"):
        titles = [one.title for one in TEMPLATES]
    assert titles == ["邻里见面会", "周三厨房", "周五尝鲜夜", "宝宝辅食专场", "能人小专场", "活动预热"]
    assert len({one.key for one in TEMPLATES}) == 6
    assert all(template_by_key(one.key) is one for one in TEMPLATES)
    assert template_by_key("") is None


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.key)
def test_every_cue_has_something_to_say_in_spoken_chinese(template: Template) -> None:
    with language("zh_CN"):
        cues = template.cues()
    assert sum(cue.length_s for cue in cues) == template.length_s
    assert all(cue.length_s >= LEAST_S and cue.points for cue in cues)
    for text in (text for cue in cues for text in (*cue.points, *cue.props)):
        assert any("\u4e00" <= sign <= "\u9fff" for sign in text)
        assert not any(word in text for word in ("失败", "非法", "异常", "用户", "客户", "！", "!", "限时", "秒杀"))
    assert cues[0].kind is CueKind.OPENING
    assert cues[-1].kind is CueKind.NEXT


def test_nothing_is_sold_when_neighbours_meet_but_one_trial_pack_for_each_household() -> None:
    meeting = template_by_key("meeting")
    assert meeting is not None
    with language("zh_CN"):
        cues = meeting.cues()
    assert CueKind.ORDERS not in {cue.kind for cue in cues}
    said = "".join(point for cue in cues for point in cue.points)
    assert "9.9 元尝鲜包，每户一份" in said
    assert "今晚不卖东西" in said


def test_goods_go_where_goods_are_shown_and_names_behind_the_points_of_their_kind() -> None:
    cues = (usual_cue(CueKind.TASTING), usual_cue(CueKind.THANKS), usual_cue(CueKind.STORY))
    found = filled(cues, goods=(3, 4), lines={CueKind.THANKS: ("谢谢张阿姨", "", "谢谢张阿姨")})
    assert [cue.product_ids for cue in found] == [(3, 4), (), ()]
    assert [cue.points for cue in found] == [(), ("谢谢张阿姨",), ()]


def test_lines_are_made_of_what_the_store_knows() -> None:
    with language("zh_CN"):
        assert fact_lines("草莓", [("保存", "冷藏三天")]) == ("草莓，保存：冷藏三天",)
        assert thanks_lines([Named("张阿姨", "3", 2), Named("小林", "", 1), Named("豆豆妈", "", 3)]) == (
            "谢谢 3 号楼的张阿姨，带来了 2 位邻居",
            "谢谢小林，带来了新邻居",
            "谢谢豆豆妈，带来了 3 位邻居",
        )
        assert newcomer_lines([Named("小陈", "12"), Named("老徐")]) == ("欢迎 12 号楼的小陈", "欢迎老徐")
    assert lines_of(" a \n\n\x00b\n") == ("a", "b")
    assert with_more(("a",), ("a", "b", "b")) == ("a", "b")
