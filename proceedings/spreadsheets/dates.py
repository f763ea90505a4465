"""Days as people write them: in the words, digits and years of the region, or as the number a spreadsheet keeps."""

import re
import unicodedata
from datetime import date, timedelta

from .reading import Day, Number
from .values import Read, ascii_digits, damage, is_blank, one_line, short

# Buddhist years are 543 ahead in Thailand, Laos and Cambodia; no event is in the 25th century.
BUDDHIST = range(2400, 2701)
AHEAD = 543
YEARS = range(1900, 2101)
# The years of the Burmese calendar begin in April: with a day of ours they cannot be known.
BURMESE = range(1340, 1421)
# What spreadsheets count from, because Lotus 1-2-3 took 1900 for a leap year; 1954 to 2119.
FIRST = date(1899, 12, 30)
SERIALS = range(20_000, 80_001)

# Months in words, 1 to 12, other ways to write one month behind “|”. Full stops and blanks in them may be left out.
MONTHS = """
January February March April May June July August September October November December
Jan Feb Mar Apr May Jun Jul Aug Sep|Sept Oct Nov Dec
มกราคม|มกรา กุมภาพันธ์|กุมภา มีนาคม|มีนา เมษายน|เมษา พฤษภาคม|พฤษภา มิถุนายน|มิถุนา กรกฎาคม|กรกฎา สิงหาคม|สิงหา กันยายน|กันยา ตุลาคม|ตุลา พฤศจิกายน|พฤศจิกา ธันวาคม|ธันวา
ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.
ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ
ມ.ກ. ກ.ພ. ມ.ນ.|ມີ.ນ. ມ.ສ.|ເມ.ສ. ພ.ພ. ມິ.ຖ. ກ.ລ. ສ.ຫ. ກ.ຍ. ຕ.ລ. ພ.ຈ. ທ.ວ.
មករា កុម្ភៈ|កុម្ភះ|កុម្ភ មីនា|មិនា មេសា ឧសភា មិថុនា កក្កដា|កក្តដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ
ဇန်နဝါရီ|ဇန်နဝါရီလ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ်|သြဂုတ်|ဩဂတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ
Januari Februari Maret|Mac April Mei Juni|Jun Juli|Julai Agustus|Ogos September Oktober November Desember|Disember
Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
"""  # noqa: E501 - one line is one way to write a year
VIETNAMESE = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
CHINESE = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}


def read_date(cell, near=None, day_first=None):
    """A day as people write it.

    near        the first day of the event, for a year that is left out, and to notice a day and month changed about
    day_first   what `day_first` found in the whole column: True, False, or None where the column does not tell

    Returns Read with a date or None. Everything but a plain date is shown in the note as it was understood.
    """
    if is_blank(cell):
        return Read(None)
    if problem := damage(cell, 100):
        return Read(None, problem=problem)
    written = one_line(cell)
    if day_first is None and ascii_digits(written) != written:
        # Who writes ၁၁ or ๑๑ never writes the month first.
        day_first = True
    try:
        day, how, other = _understood(cell, folded(written), near, day_first)
    except ValueError as error:
        return Read(None, problem=f"Date not possible: “{short(written)}”. {error}".strip())
    if other and near and abs(day - near) > timedelta(60) and abs(other - near) <= timedelta(31):
        return Read(None, problem=f"Date not clear: “{short(written)}” may be {_in_words(day)} or {_in_words(other)}. "
                    "Write the month as a word.")  # fmt: skip
    if near and abs(day - near) > timedelta(366):
        how.append("more than a year from the event")
    if not how and (isinstance(cell, Day) or written in (day.isoformat(), _in_words(day))):
        return Read(day)
    return Read(day, f"{written} read as {_in_words(day)}" + (f" ({'; '.join(how)})" if how else ""))


def day_first(cells):
    """Whether a column of dates writes the day before the month: True, False, or None where it does not tell.

    It tells where one of its numbers can be no month, and none says the opposite.
    """
    found = set()
    for cell in cells:
        if not isinstance(cell, Day) and (match := _NUMBERS.fullmatch(folded(one_line(cell)[:100]))):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second or second > 12 >= first:
                found.add(first > 12)
    return found.pop() if len(found) == 1 else None


def _in_words(day):
    return f"{day.day} {day:%B %Y}"


def folded(text):
    """Digits 0 to 9, small letters, no accents on Latin ones, no sign that is not seen; the rest as it was."""
    text = unicodedata.normalize("NFKD", ascii_digits(text)).casefold().replace("đ", "d")
    text = "".join(s for s in text if not ("\u0300" <= s <= "\u036f" or unicodedata.category(s) == "Cf"))
    return " ".join(unicodedata.normalize("NFC", ascii_digits(text)).split())


def _month_pattern():
    """A pattern for every word of MONTHS, the longest first, and {word without stops: month}."""
    numbers, words = {}, []
    for line in MONTHS.strip().splitlines():
        for number, names in enumerate(line.split(), 1):
            for name in names.split("|"):
                word = folded(name)
                numbers[word.replace(".", "")] = number
                letters = [re.escape(part) for part in word.split(".") if part]
                words.append((r"\.?\s?".join(letters) + r"\.?", word))
    words = sorted(words, key=lambda pair: -len(pair[1].replace(".", "")))
    return re.compile("|".join(rf"(?<![a-z]){p}(?![a-z])" if w.isascii() else p for p, w in words)), numbers


MONTH, MONTH_NUMBERS = _month_pattern()
_TIME = re.compile(
    r"[t ]\s?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:[ap]\.?m\.?|hrs?|h|น\.?|z)?(?:[+-]\d{2}:?\d{2})?(?= |$)"
)
_ISO = re.compile(r"(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})\.?")
_NUMBERS = re.compile(r"(\d{1,2})\s?[-/., ]\s?(\d{1,2})(?:\s?[-/., ]\s?(\d{4}|\d{2}))?\.?")
_ERA = re.compile(r"(?:[พค]\.?\s?ศ|[ພຄ]\.?\s?ສ|[ពគ]\.?\s?ស)\.?|(?<![a-z])(?:b\.?e|c\.?e|a\.?d)\b\.?")
_VIETNAMESE = re.compile(r"thang\s+(muoi hai|muoi mot|gieng|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi|chap)\b")
_CHINESE = re.compile("[〇零一二三四五六七八九十元]+(?=[年月日号號])")
MONTH_SAID = re.compile(r"(?:thang|ខែ(?:ទី)?|ເດືອນ|เดือน(?:ที่)?)\s*(\d{1,2})|(\d{1,2})\s*(?:月|월|လ)")
_YEAR_SAID = re.compile(r"(?:\bnam|ឆ្នាំ|ປີ|ปี)\s*'?(\d{2,4})|(\d{2,4})\s*(?:年|년|ခုနှစ်|ခု)|['’](\d{2})(?!\d)")
# Names of days and words for “day” that stand beside numbers; anything else beside bare numbers is asked about.
_BESIDE = re.compile(
    r"\bthu (?:hai|ba|tu|nam|sau|bay)\b|\bchu nhat\b|\bngay\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:on|date|day)\b"
    r"|วัน(?:ที่|จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)?|ที่"
    r"|ວັນ(?:ທີ)?|ថ្ងៃ(?:ទី)?|日|号|號|일|ရက်(?:နေ့)?"
)


def _understood(cell, text, near, day_first):
    """(the day, [what to say about how it was read], the day it would be with day and month changed about, or None).

    Raises ValueError with a sentence, or with nothing to add.
    """
    if isinstance(cell, Number) or re.fullmatch(r"\d+(?:\.\d+)?", text):
        return _from_number(text)
    text = _TIME.sub("", text)
    if match := _ISO.fullmatch(text):
        year, how = _year(match[1])
        day = date(year, int(match[2]), int(match[3]))
        # A program that took 11/03 for 3 November has written 2026-11-03 into the cell.
        return day, how, _changed_about(day) if isinstance(cell, Day) else None
    text = chinese_numbers(text)
    if era := re.match(r"(令和|民国|民國)\s?(\d+)年", text):
        text = f"{int(era[2]) + (2018 if era[1] == '令和' else 1911)}年{text[era.end() :]}"
    text = vietnamese_months(text)
    text = _ERA.sub(" ", text)
    month, text = _taken(MONTH, text, lambda match: MONTH_NUMBERS[re.sub(r"[.\s]", "", match[0])])
    if month is None:
        month, text = _taken(MONTH_SAID, text, lambda match: int(match[1] or match[2]))
    year, text = _taken(_YEAR_SAID, text, lambda match: match[1] or match[2] or match[3])
    if month is None and year is None:
        return _from_numbers(text, near, day_first)
    numbers = re.findall(r"\d+", text)
    if month is None or not numbers or (len(numbers) == 1 and len(numbers[0]) > 2):
        raise ValueError("Write day, month and year.")
    if year is None and len(numbers) == 2:
        numbers.sort(key=lambda number: len(number) > 2 or int(number) > 31)
        year = numbers.pop()
    if len(numbers) > 1:
        raise ValueError("There is more than one day in it.")
    year, how = _year(year) if year else _year_of(near, month, int(numbers[0]))
    return _day(year, month, int(numbers[0])), how, None


def _taken(pattern, text, value):
    """(what the pattern found, the text without it), or (None, text). Raises ValueError where it is there twice."""
    found = list(pattern.finditer(text))
    if len(found) > 1:
        raise ValueError("There is more than one day in it.")
    return (value(found[0]), f"{text[: found[0].start()]} {text[found[0].end() :]}") if found else (None, text)


def _from_number(text):
    whole = text.partition(".")[0]
    if int(whole) in SERIALS:
        return FIRST + timedelta(int(whole)), [], None
    if len(text) == 8:
        for year, month, day in ((text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])):
            try:
                year, how = _year(year)
                return date(year, int(month), int(day)), how, None
            except ValueError:
                continue
    raise ValueError("Write day, month and year.")


def _from_numbers(text, near, day_first):
    text = " ".join(_BESIDE.sub(" ", text).split()).strip(" ,()")
    match = _NUMBERS.fullmatch(text) or _ISO.fullmatch(text)
    if not match:
        raise ValueError("Write it like 11 March 2026.")
    if match.re is _ISO:
        year, how = _year(match[1])
        return _day(year, int(match[2]), int(match[3])), how, None
    day, month = int(match[1]), int(match[2])
    if month > 12 >= day or (day_first is False and day <= 12):
        day, month = month, day
    year, how = _year(match[3]) if match[3] else _year_of(near, month, day)
    buddhist = match[3] and int(match[3]) != year and int(match[3]) != year - 2000
    found = _day(year, month, day)
    if found.day != int(match[1]) or (day_first is False and day != month):
        how.insert(0, "month first")
    # Where people write stops or Buddhist years, nobody writes the month first.
    elif day_first is None and "." not in text and not buddhist and (other := _changed_about(found)):
        how.insert(0, f"day first; it could also be {_in_words(other)}")
        return found, how, other
    return found, how, None


def _changed_about(day):
    """The day with day and month changed about, or None where that is no other day."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 and day.day != day.month else None


def _day(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("") from None


def _year(written):
    """(year of the common calendar, [what to say]) for a year as written, in two or four digits. Raises ValueError."""
    number = int(written)
    if len(written) == 2:
        # 69 is 2569; the years up to 49 are ours.
        return (2000 + number, [f"the year as {2000 + number}"]) if number < 50 else (
            2500 + number - AHEAD, [f"{written} as the Buddhist year {2500 + number}"]
        )  # fmt: skip
    if number in BUDDHIST:
        return number - AHEAD, [f"{number} is a Buddhist year"]
    if number in BURMESE:
        raise ValueError(f"{number} may be a year of the Burmese calendar: write the year as 2026.")
    if number not in YEARS:
        raise ValueError(f"{number} is no year we know.")
    return number, []


def _year_of(near, month, day):
    """The year that puts a day nearest to the event. Raises ValueError where no event is known."""
    if near is None:
        raise ValueError("The year is missing.")
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    if not days:
        raise ValueError("")
    year = min(days, key=lambda found: abs(found - near)).year
    return year, ["the year is that of the event" if year == near.year else f"the year taken as {year}"]


def vietnamese_months(text):
    """The same folded text with the months that Vietnamese counts in words, “thang ba”, in figures."""
    return _VIETNAMESE.sub(lambda match: f"thang {VIETNAMESE[match[1]]}", text)


def chinese_numbers(text):
    """The same text with Chinese figures before “year”, “month” and “day” written 0 to 9."""
    return _CHINESE.sub(lambda match: str(_chinese(match[0])), text)


def _chinese(text):
    """A number in Chinese figures: 二〇二六, 三, 十一, 二十一."""
    if "十" in text:
        tens, _ten, ones = text.partition("十")
        return CHINESE.get(tens, 1) * 10 + CHINESE.get(ones, 0)
    return "".join(str(CHINESE[sign]) for sign in text)
