"""The words of our own in the files of an edition, in the languages of the region.

What our pages speak is translated with them (proceedings/locale); Chinese stands here. In any other language our words
are English. What is longer than a heading says it in the plainest words there are.
"""

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from ...telling import spoken

CHINESE = {
    "zh-Hans": {
        "proceedings": "会议纪要",
        "contents": "目录",
        "note": "文本说明",
        "annex": "附件",
        "agenda": "议程",
        "took_part": "与会者",
        "recommendations": "建议",
        "commitments": "承诺",
        "about": "关于本版",
        "edition": "版次",
        "published": "发布日期",
        "changed": "变更内容",
        "address": "永久网址",
        "cite": "引用方式",
        "time": "时间",
        "session": "场次",
        "represents": "代表",
        "person": "姓名和职务",
        "kinds": "与会者类别",
        "country": "国家",
        "others": "其他",
        "called_by": "主办方",
        "number": "编号",
        "recommendation": "建议",
        "by": "提出方",
        "to": "致",
        "by_when": "期限",
        "last_day": "最后一天",
        "no_date": "未说明日期",
        "stands": "截至%(day)s的状况",
        "reads": "段落编号与本版网页一致。",
        "people": "本文件仅列出在文件制作之日已同意公开姓名者。其他人仅按类别提及，或不予提及。",
        "frozen": "一经发布，本版不再更改，但删除个人姓名除外。",
    },
    "zh-Hant": {
        "proceedings": "會議紀要",
        "contents": "目錄",
        "note": "文本說明",
        "annex": "附件",
        "agenda": "議程",
        "took_part": "與會者",
        "recommendations": "建議",
        "commitments": "承諾",
        "about": "關於本版",
        "edition": "版次",
        "published": "發布日期",
        "changed": "變更內容",
        "address": "永久網址",
        "cite": "引用方式",
        "time": "時間",
        "session": "場次",
        "represents": "代表",
        "person": "姓名和職務",
        "kinds": "與會者類別",
        "country": "國家",
        "others": "其他",
        "called_by": "主辦方",
        "number": "編號",
        "recommendation": "建議",
        "by": "提出方",
        "to": "致",
        "by_when": "期限",
        "last_day": "最後一天",
        "no_date": "未說明日期",
        "stands": "截至%(day)s的狀況",
        "reads": "段落編號與本版網頁一致。",
        "people": "本文件僅列出在文件製作之日已同意公開姓名者。其他人僅按類別提及，或不予提及。",
        "frozen": "一經發布，本版不再更改，但刪除個人姓名除外。",
    },
}


def words_in(language):
    """The words for a language tag; "zh" alone is simplified."""
    with override(spoken(language)):
        ours = _ours()
    return ours | CHINESE.get("zh-Hans" if language == "zh" else language, {})


def _ours():
    return {
        "proceedings": _("Proceedings"),
        "contents": _("Contents"),
        "note": _("A note on this text"),
        "annex": _("Annex"),
        "agenda": _("Agenda"),
        "took_part": _("Who took part"),
        "recommendations": _("Recommendations"),
        "commitments": _("Commitments"),
        "about": _("About this edition"),
        # Before its number.
        "edition": pgettext("3", "Edition"),
        "published": _("Published"),
        "changed": _("What changed"),
        "address": _("Permanent address"),
        "cite": _("How to cite"),
        "time": pgettext("of day", "Time"),
        "session": pgettext("of an event", "Session"),
        "represents": pgettext("whom somebody came for", "For"),
        "person": _("Name and post"),
        "kinds": _("Kinds of participants"),
        "country": _("Country"),
        "others": pgettext("countries", "Others"),
        "called_by": _("Called by"),
        "number": pgettext("of a recommendation", "No."),
        "recommendation": _("Recommendation"),
        "by": _("made by"),
        "to": _("to"),
        "by_when": _("By when"),
        "last_day": _("last day"),
        "no_date": _("No date was given"),
        "stands": _("Where it stood on %(day)s"),
        "picture": _("Picture"),
        "reads": _("The paragraphs have the numbers that they have on the page of this edition."),
        "people": _(
            "People are named only as they agreed to be, on the day this file was made. Others stand here by kind, or "
            "not at all."
        ),
        "frozen": _("An edition does not change once it is out, except to take a person’s name away."),
    }
