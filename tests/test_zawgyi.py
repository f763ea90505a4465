"""Thiri typed her name in Zawgyi, as old telephones do. Amina is told so; nobody changes it behind her back."""

import json
from pathlib import Path

import pytest

from proceedings.spreadsheets.zawgyi import is_zawgyi, to_unicode

RANDOM = json.loads((Path(__file__).parent / "data" / "zawgyi-random.json").read_text())["pairs"]

# Published headlines and words of lists, in Zawgyi and in Unicode.
SAME = [
    (
        "ထုိ္င္းေရာက္ ျမန္မာအလုပ္သမားမ်ားအေရး ေဆြးေႏြးေပးပါ",
        "ထိုင်းရောက် မြန်မာအလုပ်သမားများအရေး ဆွေးနွေးပေးပါ",
    ),
    (
        "ျမန္မာႏိုင္ငံတြင္ လုပ္သားေရႊ႕ေျပာင္းသြားလာျခင္းဆိုင္ရာ မူဝါဒဆက္စပ္ကိုက္ညီမွဳကို တည္ေဆာက္ျခင္း။",
        "မြန်မာနိုင်ငံတွင် လုပ်သားရွှေ့ပြောင်းသွားလာခြင်းဆိုင်ရာ မူဝါဒဆက်စပ်ကိုက်ညီမှုကို တည်ဆောက်ခြင်း။",
    ),
    ("ဦးေအာင္ျမင့္", "ဦးအောင်မြင့်"),
    ("ေဒၚခင္ျမင့္", "ဒေါ်ခင်မြင့်"),
    ("ေအာင္ေက်ာ္မိုး", "အောင်ကျော်မိုး"),
    ("ကုမၸဏီ", "ကုမ္ပဏီ"),
]


@pytest.mark.parametrize(("zawgyi", "unicode"), SAME)
def test_a_name_in_zawgyi_is_known_and_its_conversion_can_be_shown(zawgyi, unicode):
    assert is_zawgyi(zawgyi)
    assert to_unicode(zawgyi) == unicode


@pytest.mark.parametrize(
    "text",
    [unicode for _zawgyi, unicode in SAME]
    + ["သီရိ", "ဇော်", "ကို", "မ", "သူ", "မင်းသူ", "ဦးသန့်", "၂၀၂၆", "၁ဝ"]
    # Shan, Mon and Karen use the same block, and letters that Zawgyi put to other uses.
    + ["ၵူၼ်းတႆး", "ၼၢင်းၵႅဝ်", "ဍုၚ်မန်", "ကညီကလုာ်", "စဝ်ၸၢႆးလူ"]
    + ["", "Thiri", "สมชาย ใจดี", "Trần Văn Đức", "សុខ សុភា", "ຄຳຫຼ້າ", "王小明"],
)
def test_nothing_else_is_taken_for_zawgyi(text):
    assert not is_zawgyi(text)


def test_one_name_in_zawgyi_among_latin_letters_is_seen():
    assert is_zawgyi("Thiri (ေအာင္ေက်ာ္မိုး)")
    assert to_unicode("Thiri (ေအာင္ေက်ာ္မိုး)") == "Thiri (အောင်ကျော်မိုး)"


@pytest.mark.parametrize(
    ("zawgyi", "unicode"),
    [("၀င္း", "ဝင်း"), ("၄င္း", "၎င်း"), ("၁၀ ၄၄", "၁၀ ၄၄"), ("ေန၀င္း", "နေ၀င်း"), ("၄ာ၀က", "၎ာဝက")],
)
def test_a_digit_that_stands_for_a_letter_at_the_start_becomes_that_letter(zawgyi, unicode):
    assert to_unicode(zawgyi) == unicode


@pytest.mark.parametrize(("text", "expected"), RANDOM)
def test_the_rules_do_what_their_makers_converter_does(text, expected):
    assert to_unicode(text) == expected
