"""The few words that documents print beside those of people, in the languages of the region."""

from django.conf import settings
from django.utils.translation import check_for_language, override
from django.utils.translation import gettext as _

from .. import dates

ENGLISH = "en"
# {language: {key: word}}; what a language lacks is printed in English.
WORDS = {
    "en": {
        "no_photos": "No photos",
        "sign_in": "Sign-in sheet",
        "name": "Name",
        "organisation": "Organisation",
        "signature": "Signature",
    },
    "my": {
        "no_photos": "ဓာတ်ပုံမရိုက်ရ",
        "sign_in": "တက်ရောက်သူစာရင်း",
        "name": "အမည်",
        "organisation": "အဖွဲ့အစည်း",
        "signature": "လက်မှတ်",
    },
    "km": {
        "no_photos": "ហាមថតរូប",
        "sign_in": "បញ្ជីវត្តមាន",
        "name": "ឈ្មោះ",
        "organisation": "ស្ថាប័ន",
        "signature": "ហត្ថលេខា",
    },
    "th": {
        "no_photos": "ห้ามถ่ายภาพ",
        "sign_in": "ใบลงชื่อผู้เข้าร่วม",
        "name": "ชื่อ",
        "organisation": "หน่วยงาน",
        "signature": "ลายมือชื่อ",
    },
    "lo": {
        "no_photos": "ຫ້າມຖ່າຍຮູບ",
        "sign_in": "ໃບເຊັນຊື່ຜູ້ເຂົ້າຮ່ວມ",
        "name": "ຊື່",
        "organisation": "ອົງການ",
        "signature": "ລາຍເຊັນ",
    },
    "vi": {
        "no_photos": "Không chụp ảnh",
        "sign_in": "Danh sách ký tên",
        "name": "Họ và tên",
        "organisation": "Cơ quan",
        "signature": "Chữ ký",
    },
    "zh-Hans": {
        "no_photos": "请勿拍照",
        "sign_in": "签到表",
        "name": "姓名",
        "organisation": "单位",
        "signature": "签名",
    },
    "zh-Hant": {
        "no_photos": "請勿拍照",
        "sign_in": "簽到表",
        "name": "姓名",
        "organisation": "單位",
        "signature": "簽名",
    },
}


def words_in(language):
    """The words for a language tag, such as "km" or "zh-Hans"; "zh" alone is simplified."""
    known = WORDS.get(language) or WORDS.get({"zh": "zh-Hans"}.get(base(language), base(language)), {})
    return WORDS[ENGLISH] | known


def base(language):
    """The language of a tag without script and country: "zh" of "zh-Hans"."""
    return language.split("-")[0]


def locale_of(language):
    """What Django calls a language tag, or "" where it does not know the language."""
    code = {"zh": "zh-hans"}.get(language, language.lower())
    return code if check_for_language(code) else ""


def speaking(language):
    """A context in which Django speaks the language of a tag; English where it does not know that."""
    return override(locale_of(language) or settings.LANGUAGE_CODE)


def day_in(language, day, precision=dates.DAY):
    """A date as a language writes it; of a month or a year only as much as is known."""
    return _in(language, lambda: dates.in_words(day, precision))


def days_in(language, event):
    """The days of an event as a language writes them; in English in the words of its source. Empty if unknown."""
    if event.date_as_written and base(language) == ENGLISH:
        return event.date_as_written
    return _in(language, lambda: dates.date_span(event))


def _in(language, told):
    """What a function tells in a language; where Django does not know that, dates are told in figures."""
    with override(locale_of(language) or language):
        return told()


def joined(items):
    """“one, two and three”, of strings."""
    items = [str(item) for item in items]
    if len(items) < 2:
        return "".join(items)
    return _("%(some)s and %(last)s") % {"some": ", ".join(items[:-1]), "last": items[-1]}
