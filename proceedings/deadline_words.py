"""The words of which deadlines are made, in the languages of the region."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from .spreadsheets.dates import (
    AHEAD,
    BUDDHIST,
    BURMESE,
    MONTH,
    MONTH_NUMBERS,
    MONTH_SAID,
    YEARS,
    chinese_numbers,
    read_date,
    vietnamese_months,
)
from .spreadsheets.dates import folded as folded_latin

# What a piece means, then how it is written, other ways behind “|”. Accents on Latin letters do not count. The longest
# piece that fits is taken.
RELATIONS = {
    "before": "before|prior to|ahead of|earlier than|in advance of|truoc|truoc khi|ก่อน|ก่อนหน้า|ກ່ອນ|ກ່ອນໜ້າ|មុន|"
              "မတိုင်မီ|မတိုင်ခင်|မတိုင်မှီ",
    "inclusive": "之前|以前|前",
    "by": "by|by the|no later than|not later than|at the latest|latest|latest by|until|till|up to|due|due by|"
    "deadline|"
          "cham nhat|cham nhat la|cham nhat vao|muon nhat|muon nhat la|khong muon hon|den het|den truoc|han cuoi|"
          "ไม่เกิน|ภายในไม่เกิน|ไม่ช้ากว่า|อย่างช้า|จนถึง|ให้แล้วเสร็จภายใน|แล้วเสร็จภายใน|"
          "ບໍ່ເກີນ|ບໍ່ໃຫ້ເກີນ|ຢ່າງຊ້າ|ຮອດ|ຈົນຮອດ|ຈົນເຖິງ|"
          "យ៉ាងយូរ|យ៉ាងយឺត|ត្រឹម|មិនឱ្យលើស|နောက်ဆုံးထား|နောက်ဆုံး|အရောက်|最迟|至迟|不晚于|不迟于|截至|截止|截止到",
    "within": "within|in|at|at the|during|giai doan|during the period|ช่วง|ໄລຍະ|in the course of|in the course|"
    "by or in|over|throughout|trong|trong vong|vao|"
              "ภายใน|ใน|ในช่วง|ในระหว่าง|ພາຍໃນ|ໃນ|ໃນໄລຍະ|ក្នុង|ក្នុងរយៈពេល|ក្នុងអំឡុង|នៅ|នៅក្នុង|"
              "အတွင်း|တွင်|၌|မှာ|内|之内|以内|期间|在",
    "on": "on|on the|vao ngay|เมื่อวันที่|在于",
    "from": "from|from the|starting|starting from|starting in|as of|since|tu|ke tu|ตั้งแต่|จาก|ຕັ້ງແຕ່|ແຕ່|ចាប់ពី|ពី|"
            "မှ|မှစ၍|ကနေ|从|自|自从",
    "after": "after|following|sau|sau khi|หลัง|หลังจาก|ຫຼັງ|ຫຼັງຈາກ|ក្រោយ|បន្ទាប់ពី|ပြီးနောက်|之后|以后",
    "between": "between|giua ngay|ระหว่าง|ລະຫວ່າງ|រវាង|介于",
}  # fmt: skip
PARTS = {
    "end": "end|end of|the end|ends|close of|close|cuoi|het|สิ้น|สิ้นสุด|ທ້າຍ|ສິ້ນ|ທ້າຍສຸດ|ចុង|ដាច់|ကုန်|"
    "ကုန်ဆုံး|"
           "ကုန်ပိုင်း|အကုန်|底|末",
    "early": "early|early in|beginning|beginning of|start|start of|the start|dau|ต้น|ຕົ້ນ|ដើម|အစ|ဆန်း|အစောပိုင်း|"
    "初|年初|"
             "上旬",
    "mid": "mid|middle|middle of|giua|กลาง|ກາງ|ពាក់កណ្តាល|ពាក់កណ្ដាល|កណ្តាល|កណ្ដាល|လယ်|အလယ်|中旬",
    "late": "late|late in|latter part of|ปลาย|下旬|နှောင်းပိုင်း",
    "h1": "first half|first half of|1st half|first half year|first semester|h1|"
    "1h|1 half|1 half of|first six months|first 6 months|nua dau|"
          "nua dau nam|6 thang dau|6 thang dau nam|ครึ่งปีแรก|ครึ่งแรก|ครึ่งแรกของปี|6 เดือนแรก|"
          "ເຄິ່ງປີທຳອິດ|ເຄິ່ງຕົ້ນປີ|ເຄິ່ງທຳອິດ|6 ເດືອນຕົ້ນປີ|"
          "6 ເດືອນທຳອິດ|6 ເດືອນຕົ້ນ|ឆមាសទី1|ឆមាសទី 1|ឆមាសទីមួយ|ឆមាសដំបូង|"
          "ពាក់កណ្តាលដំបូង|ပထမနှစ်ဝက်|ပထမ နှစ်ဝက်|ပထမခြောက်လ|"
          "ပထမ 6 လ|上半年|上半",
    "h2": "second half|second half of|2nd half|second semester|2 half|2 half of|h2|2h|"
    "last six months|nua cuoi|nua cuoi nam|6 thang cuoi|"
          "6 thang cuoi nam|ครึ่งปีหลัง|ครึ่งหลัง|ครึ่งหลังของปี|6 เดือนหลัง|ເຄິ່ງປີຫຼັງ|"
          "ເຄິ່ງທ້າຍປີ|6 ເດືອນທ້າຍປີ|6 ເດືອນທ້າຍ|ឆមាសទី2|"
          "ឆមាសទី 2|ឆមាសទីពីរ|ဒုတိယနှစ်ဝက်|ဒုတိယ နှစ်ဝက်|ဒုတိယခြောက်လ|下半年|下半",
}  # fmt: skip
_QUARTER = ("(?:quarter|quy|ไตรมาส(?:ที่)?|ໄຕມາດ(?:ທີ)?|ງວດ(?:ທີ)?|ត្រីមាស(?:ទី)?)", "季度|季|quarter(?: of)?|သုံးလပတ်")
QUARTERS = {
    1: "1|i|first|1st|一|ပထမ|thu nhat|มทหนึ่ง|មួយ",
    2: "2|ii|second|2nd|二|ဒုတိယ|thu hai|ពីរ",
    3: "3|iii|third|3rd|三|တတိယ|thu ba|បី",
    4: "4|iv|fourth|4th|last|四|စတုတ္ထ|thu tu|បួន",
}
UNITS = {
    "day": "day|days|calendar days|ngay|วัน|ວັນ|ថ្ងៃ|ရက်|天|日",
    "week": "week|weeks|tuan|สัปดาห์|อาทิตย์|ອາທິດ|ສັບປະດາ|សប្តាហ៍|សប្ដាហ៍|ပတ်|အပတ်|周|星期|礼拜",
    "month": "month|months|thang|เดือน|ເດືອນ|ខែ|လ|月|个月|個月",
    "quarter": "quarter|quarters|quy|ไตรมาส|ໄຕມາດ|ត្រីមាស|သုံးလပတ်|季|季度|个季度",
    "half_year": "half year|half years|semester|semesters|nua nam|ครึ่งปี|ເຄິ່ງປີ|ឆមាស|နှစ်ဝက်|半年",
    "year": "year|years|calendar year|nam|ปี|ປີ|ឆ្នាំ|ခုနှစ်|ခု|နှစ်|年|年度",
    "decade": "decade|decades|thap ky|ทศวรรษ|ທົດສະວັດ|ទសវត្សរ៍|ဆယ်စုနှစ်|十年",
}
NUMBERS = {
    1: "one|a|an|หนึ่ง|ໜຶ່ງ|ນຶ່ງ|មួយ|တစ်|一",
    2: "two|สอง|ສອງ|ពីរ|二|两|兩|နှစ်နှစ်",
    3: "three|สาม|ສາມ|បី|သုံး|三",
    4: "four|สี่|ສີ່|បួន|လေး|四",
    5: "five|ห้า|ຫ້າ|ប្រាំ|ငါး|五",
    6: "six|หก|ຫົກ|ប្រាំមួយ|ခြောက်|六",
    7: "seven|เจ็ด|ເຈັດ|ប្រាំពីរ|ခုနစ်|七",
    8: "eight|แปด|ແປດ|ប្រាំបី|ရှစ်|八",
    9: "nine|เก้า|ເກົ້າ|ប្រាំបួន|ကိုး|九",
    10: "ten|สิบ|ສິບ|ដប់|ဆယ်|十",
    12: "twelve|สิบสอง|ສິບສອງ|ដប់ពីរ|ဆယ့်နှစ်|十二",
    18: "eighteen|สิบแปด|ສິບແປດ|ដប់ប្រាំបី|ဆယ့်ရှစ်|十八",
    24: "twenty four|ยี่สิบสี่|二十四",
}
# “In the coming months” is not the coming month.
SOME = re.compile(r"\b(?:coming|next|following)\s+(?:days|weeks|months|quarters|years|decades)\b", re.IGNORECASE)
# What makes a number a number of times.
_TIMES = "times?|x|lan|ครั้ง|ຄັ້ງ|ដង|លើក|ကြိမ်|次|回"
COUNTS = {1: "once|တစ်ကြိမ်", 2: "twice|နှစ်ကြိမ်", 3: "thrice"}
# How often, in one word: (times, per).
RHYTHMS = {
    (1, "year"): "annually|annual|yearly|per annum|p a|hang nam|thuong nien|ปีละครั้ง|รายปี|ประจำปี|ປີລະຄັ້ງ|ປີລະເທື່ອ|ປະຈຳປີ|"
                 "ជារៀងរាល់ឆ្នាំ|រៀងរាល់ឆ្នាំ|ប្រចាំឆ្នាំ|နှစ်စဉ်|每年|每年度|逐年",
    (2, "year"): "semi annually|semiannually|semi annual|twice yearly|biannually|biannual|bi annually|bi annual",
    (1, "half_year"): "half yearly|six monthly|6 monthly|รายครึ่งปี|每半年",
    (1, "quarter"): "quarterly|hang quy|moi quy|รายไตรมาส|ປະຈຳໄຕມາດ|ប្រចាំត្រីមាស|သုံးလတစ်ကြိမ်|每季度|每季",
    (1, "month"): "monthly|hang thang|รายเดือน|ประจำเดือน|ປະຈຳເດືອນ|ប្រចាំខែ|រៀងរាល់ខែ|လစဉ်|每月|每个月",
    (None, ""): "every other year|every second year|bimonthly|bi monthly|weekly|biennially|biennial|daily|"
           "hang tuan|รายสัปดาห์|ប្រចាំសប្តាហ៍|အပတ်စဉ်|每周",
}  # fmt: skip
EVERY = "every|each|per|moi|cu moi|ทุก|ทุกๆ|ต่อ|ละ|ແຕ່ລະ|ທຸກ|ທຸກໆ|ຕໍ່|ລະ|រាល់|រៀងរាល់|ក្នុងមួយ|តិចបំផុតក្នុងមួយ|တိုင်း|လျှင်|စီ|每|每隔"
REGULARLY = (
    "regularly|on a regular basis|periodically|continuously|continuous|continuing|ongoing|on an ongoing basis|"
    "thuong xuyen|dinh ky|lien tuc|ต่อเนื่อง|อย่างต่อเนื่อง|เป็นประจำ|สม่ำเสมอ|ຕໍ່ເນື່ອງ|"
    "ເປັນປະຈຳ|ຢ່າງຕໍ່ເນື່ອງ|ជាប្រចាំ|ជាបន្តបន្ទាប់|ပုံမှန်|"
    "ဆက်လက်|定期|持续|经常"
)
SOON = (
    "as soon as possible|asap|a s a p|immediately|as early as possible|without delay|urgently|as soon as practicable|"
    "promptly|soon|som nhat co the|cang som cang tot|ngay lap tuc|โดยเร็วที่สุด|โดยเร็ว|"
    "เร็วที่สุด|ทันที|ໂດຍໄວ|ໄວທີ່ສຸດ|ທັນທີ|"
    "ឱ្យបានឆាប់|ឆាប់បំផុត|ឱ្យបានឆាប់បំផុត|ភ្លាមៗ|အမြန်ဆုံး|ချက်ချင်း|尽快|尽早|立即"
)
NO_DATE = (
    "none|no date|no deadline|no date given|no deadline given|none given|not given|not stated|not specified|n a|"
    "not applicable|tbd|tbc|t b d|to be determined|to be confirmed|to be decided|to be announced|open|unknown|"
    "undated|chua xac dinh|khong xac dinh|khong co|khong|ไม่มี|ไม่กำหนด|ไม่ระบุ|ยังไม่กำหนด|"
    "ບໍ່ມີ|ບໍ່ກຳນົດ|គ្មាន|មិនមាន|មិនកំណត់|មិនទាន់កំណត់|ຍັງບໍ່ກຳນົດ|ຍັງບໍ່ໄດ້ກຳນົດ|"
    "မရှိ|မရှိပါ|မသတ်မှတ်ရသေး|မသတ်မှတ်ရသေးပါ|无|無|没有|未定|待定|无期限"
)
THIS = "this|current|now|today|the current|nay|nam nay|นี้|ນີ້|នេះ|ဤ|ယခု|今|本|这"
NEXT = "next|coming|the next|the coming|following|toi|หน้า|ຕໍ່ໄປ|ໜ້າ|ក្រោយ|បន្ទាប់|လာမည့်|နောက်|明|下|下个"
THROUGH = "to|through|thru|den|ถึง|ຫາ|ເຖິງ|ដល់|အထိ|到|至|-|–|—|~|～|－"
AND = "and|va|และ|ແລະ|និង|နှင့်|နဲ့|和|与"
OR = "or|hoac|หรือ|ຫຼື|ឬ|သို့မဟုတ်|或"
LEAST = (
    "at least|minimum|min|no less than|not less than|a minimum of|it nhat|toi thieu|"
    "อย่างน้อย|ຢ່າງໜ້ອຍ|ຢ່າງນ້ອຍ|យ៉ាងតិច|យ៉ាងហោចណាស់|"
    "အနည်းဆုံး|至少"
)
NOTHING = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|be|b e|"
    "the|of|of the|year of|date|a d|ad|ce|c e|ngay|cua|nam|วันที่|วัน|ที่|ของ|เดือน|ปี|"
    "พ ศ|พศ|ค ศ|คศ|ວັນທີ|ວັນ|ຂອງ|ທີ່|ទី|ថ្ងៃទី|ថ្ងៃ|"
    "រយៈពេល|នៃ|ខែ|ឆ្នាំ|ရက်နေ့|ရက်|နေ့|၏|လ|ခုနှစ်|နှစ်|年|的|第|日|号|號|ระยะเวลา|อีก|mot cach|la|พุทธศักราช|ພ ສ|គ ស|"
    "ព ស|all|time|s time"
)


@dataclass(frozen=True, eq=False)
class Token:
    """A piece of a deadline: what sort it is, and what it says."""

    name: str
    value: Any = None
    doubt: str = ""
    note: str = ""


_VIETNAMESE_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười hai": 12, "mười": 10,
    "mười tám": 18,
}  # fmt: skip
_VIETNAMESE = re.compile(
    rf"\b({'|'.join(sorted(_VIETNAMESE_NUMBERS, key=len, reverse=True))})\b(?=\s(?:tháng|năm|lần|tuần|ngày|quý))"
    r"|\b(?:năm)\b(?=\s(?:tháng|lần|tuần|năm\b))",
    re.IGNORECASE,
)
# Before what follows “tháng” is taken for its number: “sáu tháng một lần” is once in six months.
_TIMES_SAID = {"mot": "once", "1": "once", "hai": "twice", "2": "twice", "ba": "thrice", "3": "thrice"}
_ONE_TIME = re.compile(rf"\b({'|'.join(_TIMES_SAID)}) lan\b")
_ENDED = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
# “Jan-Mar 2027”, “Q1–Q2 2027”, against “mid-2027” and “17-Dec-2026”.
_FROM_TO = re.compile(rf"((?:{MONTH.pattern})|q[1-4])\s?[-–—‐‑]\s?(?=(?:{MONTH.pattern})|q[1-4])")
_HYPHEN = re.compile(r"(?<=[a-z])[-‐‑](?=[a-z\d])|(?<=\d)[-‐‑](?=[a-z]{3})")
_STOPS = re.compile(r"[\s,.;:()\[\]\"'“”‘’、。，；：（）「」។၊။/\u200b\ufeff]+")
_ISO = re.compile(r"\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d)")
_NUMERIC = re.compile(r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})(?!\d)")
_MONTH_YEAR = re.compile(r"(?:thang )?(\d{1,2})\s?[/.]\s?(\d{4})(?!\d)")
_DECADE = re.compile(r"(?:the )?((?:19|20)\d)0'?s\b|20(\d)0年代")
# “17 Dec 17”, “17 ธ.ค. 60”, but not “1 Dec, 15 Dec”.
_SHORT_YEAR = re.compile(
    rf"\d{{1,2}}[\s-]*(?:{MONTH.pattern})[\s.-]*['’]?\d{{2}}(?![\d:./-])(?!\s*(?:{MONTH.pattern}|am\b|pm\b))"
)
# “Dec '17”, and “2018–20”, in which 20 is no month.
_MONTH_SHORT_YEAR = re.compile(rf"((?:{MONTH.pattern})[\s.]*)['’](?=\d{{2}}(?!\d))")
_SHORT_SPAN = re.compile(r"(?<!\d)(20\d\d\s?[-–—]\s?)(?=(?:1[3-9]|[2-9]\d)(?![\d./-]))")
_FOUR_DIGITS = re.compile(r"\d{4}")
_NUMBER = re.compile(r"\d+")
_OF_THIS = re.compile(
    r"(?:of|from|after) (?:this|today'?s?|now|the present) ?(?:meeting|"
    "event|dialogue|workshop|conference|consultation)?"
)


def folded(text):
    """As in lists; and the Burmese vowels that stand one above the other in one order, which people type in two."""
    return folded_latin(text).replace("\u1036\u102f", "\u102f\u1036")


def _pattern(words):
    """A pattern for words with “|” between; words of Latin letters stand alone, others run into each other."""
    found = []
    for word in sorted({folded(word) for word in words.split("|")}, key=len, reverse=True):
        letters = r"[\s.]*".join(re.escape(part) for part in word.split(" "))
        found.append(rf"(?<![a-z\d]){letters}(?![a-z\d])" if re.fullmatch(r"[a-z\d .]+", word) else letters)
    return re.compile("|".join(found))


@cache
def _lexicon():
    """[(pattern, name, value), …]; of two pieces that are equally long the first is taken."""
    rows = [(_pattern(NO_DATE), "nodate", None), (_pattern(SOON), "soon", None)]
    for value, words in PARTS.items():
        rows.append((_pattern(words), "part", value))
    before, behind = _QUARTER
    for number, words in QUARTERS.items():
        either = "|".join(sorted((folded(word) for word in words.split("|")), key=len, reverse=True))
        rows.append(
            (
                re.compile(
                    rf"(?<![a-z])q{number}(?!\d)|(?<!\d){number}q\b|{folded(before)}\s*(?:{either})(?![a-z\d])"
                    rf"|第?(?:{either})\s*(?:{folded(behind)})(?![a-z])"
                ),
                "part",
                f"q{number}",
            )
        )
    rows += [(_pattern(words), "rel", value) for value, words in RELATIONS.items()]
    for (times, per), words in RHYTHMS.items():
        rows.append((_pattern(words), "rhythm", (times, per, "")))
    for number, words in COUNTS.items():
        rows.append((_pattern(words), "count", number))
    for number, words in NUMBERS.items():
        either = "|".join(re.escape(folded(word)) for word in [str(number), *words.split("|")] if len(word) > 0)
        rows.append((re.compile(rf"(?<![a-z\d])(?:{either})\s*(?:{folded(_TIMES)})(?![a-z])"), "count", number))
        rows.append((_pattern(words), "number", number))
    rows += [(_pattern(words), "unit", value) for value, words in UNITS.items()]
    for words, name in (
        (EVERY, "every"), (REGULARLY, "regularly"), (NEXT, "next"), (THIS, ""), (THROUGH, "range"), (AND, "and"),
        (OR, "or"), (LEAST, "least"), (NOTHING, ""),
    ):  # fmt: skip
        rows.append((_pattern(words), name, None))
    return rows


def cut(written):
    """Cut a deadline into its pieces. Returns ([Token, …], what was not understood)."""
    text = _VIETNAMESE.sub(lambda found: str(_VIETNAMESE_NUMBERS.get((found[1] or "").lower(), 5)), written)
    text = chinese_numbers(vietnamese_months(folded(text)))
    text = _SHORT_SPAN.sub(r"\g<1>20", _MONTH_SHORT_YEAR.sub(r"\g<1>20", text))
    text = _ONE_TIME.sub(lambda found: _TIMES_SAID[found[1]], text)
    text = _OF_THIS.sub(" ", _HYPHEN.sub(" ", _FROM_TO.sub(r"\1 to ", _ENDED.sub("", text))))
    tokens, rest, place = [], "", 0
    while place < len(text):
        if stop := _STOPS.match(text, place):
            place = stop.end()
            continue
        token, end = _next(text, place)
        if end == place:
            rest += text[place]
            end = place + 1
        elif token.name == "inclusive":
            tokens += [Token("rel", "before"), Token("rel", "inclusive")]
        elif token.name:
            tokens.append(token)
        place = end
    return _tidied(tokens), rest.strip()


def _next(text, place):
    """(the Token that stands at a place, where it ends); the place itself where nothing is understood."""
    if found := (_ISO.match(text, place) or _NUMERIC.match(text, place) or _SHORT_YEAR.match(text, place)):
        read = read_date(found[0])
        if read.value:
            doubt = read.note if "could also be" in read.note or "taken" in read.note or "as 20" in read.note else ""
            return Token("date", read.value, doubt, "" if doubt else _after_bracket(read.note)), found.end()
    if (found := _MONTH_YEAR.match(text, place)) and 1 <= int(found[1]) <= 12:
        # “12/2026” is two pieces: the year comes next.
        return Token("month", int(found[1])), found.start(2)
    if found := _DECADE.match(text, place):
        return Token("decade", int(found[1] or f"20{found[2]}") * 10), found.end()
    best, end = Token(""), place
    if found := MONTH.match(text, place):
        best, end = Token("month", MONTH_NUMBERS[re.sub(r"[.\s]", "", found[0])]), found.end()
    found = MONTH_SAID.match(text, place)
    # In Burmese “6 လ” is six months where no year stands beside it.
    if found and found[0].endswith("လ") and not _FOUR_DIGITS.search(text):
        found = None
    if found and found.end() > end and 1 <= int(found[1] or found[2]) <= 12:
        best, end = Token("month", int(found[1] or found[2])), found.end()
    if (found := _NUMBER.match(text, place)) and found.end() > end:
        best, end = _number(found[0]), found.end()
    for pattern, name, value in _lexicon():
        found = pattern.match(text, place)
        if found and found.end() > end:
            best, end = _of(name, value, found[0]), found.end()
    return best, end


def _of(name, value, words):
    if name == "rel" and value == "inclusive":
        return Token("inclusive")
    if name == "range":
        return Token(name, words)
    if name == "rhythm" and words.replace(" ", "").startswith("biannual"):
        return Token(name, (*value[:2], "“Biannual” may also mean every two years."))
    return Token(name, value)


def _number(digits):
    number = int(digits)
    if len(digits) == 4 and number in BUDDHIST:
        return Token("year", number - AHEAD, note=f"{number} is a Buddhist year.")
    if len(digits) == 4 and number in BURMESE:
        return Token("burmese", number)
    if len(digits) == 4 and number in YEARS:
        return Token("year", number)
    return Token("number", number)


def _after_bracket(note):
    """Of “11/03/2569 read as 11 March 2026 (2569 is a Buddhist year)” what stands in brackets."""
    found = re.search(r"\((.+)\)$", note)
    return f"{found[1]}." if found else ""


def _tidied(tokens):
    """Without the units that only say what a number beside them is: the year of “year 2027”."""
    names = {token.name for token in tokens}
    rests = []
    for token in tokens:
        said = token.name == "unit" and (
            (token.value == "year" and "year" in names)
            or (token.value == "month" and "month" in names)
            or (token.value == "day" and names & {"month", "date"})
        )
        # “Every year from 2027”: there the unit is the rhythm.
        if said and not names & {"every", "count"}:
            continue
        rests.append(token)
    return rests
