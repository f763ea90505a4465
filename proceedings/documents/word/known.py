"""The words by which lists of outcomes are found, in English and the languages of the region."""

import re

from rapidfuzz import fuzz

from ...spreadsheets.countries import plain

_NAMES = {
    "recommendations": "recommendation|recommendations|key recommendations|policy recommendations|ข้อเสนอแนะ|"
    "ข้อเสนอเชิงนโยบาย|khuyến nghị|kiến nghị|建议|建議|အကြံပြုချက်|အကြံပြုချက်များ|အကြံပြုတင်ပြချက်များ|អនុសាសន៍|"
    "ຂໍ້ສະເໜີແນະ|ຂໍ້ສະເຫນີແນະ|ຄຳແນະນຳ",
    "commitments": "commitment|commitments|pledges|pledge|commitments made|joint commitments|agreed actions|"
    "agreed action points|action points|undertakings|ข้อผูกพัน|คำมั่น|คำมั่นสัญญา|พันธสัญญา|พันธกรณี|cam kết|"
    "các cam kết|承诺|承諾|ကတိကဝတ်|ကတိကဝတ်များ|ကတိပြုချက်များ|ကတိပြုချက်|ការប្តេជ្ញាចិត្ត|ការសន្យា|កិច្ចសន្យា|"
    "ຄຳໝັ້ນສັນຍາ|ຄໍາໝັ້ນສັນຍາ|ຄຳໝັ້ນ|ຂໍ້ຜູກພັນ|ພັນທະ",
    "objectives": "objective|objectives|aims|aims and objectives|goals and objectives|objectives of the dialogue|"
    "purpose|purposes|วัตถุประสงค์|mục tiêu|mục đích|目标|目標|目的|宗旨|ရည်ရွယ်ချက်|ရည်ရွယ်ချက်များ|"
    "ရည်မှန်းချက်များ|គោលបំណង|វត្ថុបំណង|ຈຸດປະສົງ|ວັດຖຸປະສົງ|ຈຸດປະສົງຂອງການປະຊຸມ",
}
NAMES = {kind: [plain(name) for name in names.split("|")] for kind, names in _NAMES.items()}

_COLUMNS = {
    "number": "no|nr|number|ref|reference|item|#|code|ที่|ลำดับ|ลำดับที่|ข้อ|stt|tt|số|序号|編號|编号|号|စဉ်|အမှတ်စဉ်|"
    "အမှတ်|ល រ|លរ|លេខ|លេខរៀង|ລ ດ|ລດ|ລຳດັບ|ເລກທີ",
    "who": "who|by whom|made by|committed by|party|parties|maker|actor|actors|responsible|responsible party|"
    "responsible organisation|responsible organization|responsibility|responsible agency|organisation|organization|"
    "organisations|institution|agency|ministry|lead|lead agency|country|government|stakeholder|ผู้รับผิดชอบ|"
    "หน่วยงาน|หน่วยงานที่รับผิดชอบ|องค์กร|ใคร|ประเทศ|ai|đơn vị|cơ quan|bên cam kết|tổ chức|đơn vị thực hiện|"
    "cơ quan chịu trách nhiệm|đơn vị chịu trách nhiệm|bên chịu trách nhiệm|谁|誰|机构|機構|单位|單位|责任方|責任方|"
    "责任单位|负责单位|负责机构|承诺方|国家|တာဝန်ခံ|တာဝန်ယူသူ|တာဝန်ရှိသူ|အဖွဲ့အစည်း|ဌာန|မည်သူ|ဘယ်သူ|"
    "អ្នកទទួលខុសត្រូវ|ស្ថាប័ន|ស្ថាប័នទទួលខុសត្រូវ|អង្គភាព|នរណា|អ្នកណា|ភាគី|ຜູ້ຮັບຜິດຊອບ|ອົງການ|ໜ່ວຍງານ|ໃຜ|"
    "ພາກສ່ວນ|ພາກສ່ວນຮັບຜິດຊອບ",
    "what": "what|commitment|commitments|pledge|promise|action|actions|action point|activity|activities|description|"
    "undertaking|text|ข้อผูกพัน|คำมั่น|คำมั่นสัญญา|กิจกรรม|การดำเนินการ|สิ่งที่จะทำ|อะไร|รายละเอียด|cam kết|nội dung|"
    "nội dung cam kết|hoạt động|việc|hành động|承诺|承諾|承诺内容|内容|內容|行动|行動|事项|事項|什么|措施|ကတိကဝတ်|"
    "ကတိကဝတ်များ|လုပ်ဆောင်ချက်|လုပ်ငန်း|လုပ်ဆောင်မည့်အရာ|ဘာ|ဘာလုပ်မည်|အကြောင်းအရာ|ការប្តេជ្ញាចិត្ត|"
    "សកម្មភាព|អ្វី|ខ្លឹមសារ|ຄຳໝັ້ນສັນຍາ|ຄໍາໝັ້ນສັນຍາ|ກິດຈະກຳ|ຫຍັງ|ເນື້ອໃນ|ວຽກ|ສິ່ງທີ່ຈະເຮັດ",
    "when": "by when|when|deadline|deadlines|due|due date|due by|timeline|timeframe|time frame|date|target date|time|"
    "by|completion date|กำหนดเวลา|ภายใน|เมื่อไร|เมื่อไหร่|กำหนดเสร็จ|วันที่|ระยะเวลา|กำหนดการ|ภายในเมื่อใด|thời hạn|"
    "khi nào|hạn|hạn chót|thời gian|thời hạn hoàn thành|ngày|期限|截止日期|截止时间|时间|時間|何时|何時|完成时间|时限|"
    "時限|နောက်ဆုံးရက်|နောက်ဆုံးသတ်မှတ်ရက်|ရက်စွဲ|အချိန်|ဘယ်အချိန်|သတ်မှတ်ရက်|ကာလ|အချိန်ကာလ|ကာလသတ်မှတ်ချက်|"
    "កាលបរិច្ឆេទ|ពេលណា|ថ្ងៃកំណត់|រយៈពេល|ថ្ងៃផុតកំណត់|កាលកំណត់|ពេលវេលា|ກຳນົດເວລາ|ກໍານົດເວລາ|ເມື່ອໃດ|ວັນທີ|"
    "ໄລຍະເວລາ|ເວລາ",
    "to": "to|to whom|addressee|addressees|addressed to|directed to|for whom|ถึง|gửi|đối tượng|对象|對象|致",
    "recommendation": "|".join(_NAMES["recommendations"].split("|")),
}
COLUMNS = {kind: [plain(name) for name in names.split("|") if plain(name)] for kind, names in _COLUMNS.items()}

UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3400-\u9fff]")
# “R1.”, “Recommendation 2:”, “C3)”; what marks an item of a list wherever it stands.
ITEM = re.compile(
    r"^(?P<kind>R|Rec\.?|Recommendation|C|Commitment|Pledge)[ \u00a0-]?(?P<number>\d{1,3}(?:[.-]\d{1,2})?[a-z]?)"
    r"\s*(?:[.:)\u2013\u2014-]|\t)\s*(?=\S)",
    re.IGNORECASE,
)
# “R1 Open a desk”: without a sign behind the number it marks an item only where a heading announces a list of them.
BARE_ITEM = re.compile(r"^(?P<kind>[RC])(?P<number>\d{1,3}(?:[.-]\d{1,2})?[a-z]?)[ \u00a0]+(?=[^\W\d_])")
_ROMAN = re.compile(r"^(?=[IVXL])(?:X{0,3}(?:IX|IV|V?I{0,3})|XL|L)[.)]\s+(?=\S)")
_FIGURE = re.compile(r"^(?:ข้อ(?:ที่)?|ຂໍ້(?:ທີ)?|ខ|ទី)?\s*([0-9\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9]{1,2}"
                     r"(?:\.[0-9]{1,2})*)\s*(?:[.):\u104b\u17d4、．]\s*|\s+)(?=\S)")  # fmt: skip
_CHINESE = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[、.．)）]\s*")
_LETTER = re.compile(r"^\(?[A-Ha-h][.)]\s+(?=\S)")
_CALLED = re.compile(
    r"^(?:part|chapter|section|annex|day|ส่วนที่|บทที่|phần|chương|ផ្នែក(?:ទី)?|ភាគ|ພາກທີ|အပိုင်း)\s*"
    r"([0-9]{1,2}|[IVX]{1,5}|[A-D]|one|two|three|four|five|six)\b\s*[.:)\u2013\u2014-]*\s*",
    re.IGNORECASE,
)
SESSION = re.compile(
    r"(?:\bsession|\bplenary|\bpanel|\bphiên|วาระที่|ช่วงที่|การประชุมช่วงที่|ກອງປະຊຸມທີ|ວາລະທີ|វគ្គទី|សម័យប្រជុំទី|"
    r"វគ្គ|အစည်းအဝေး|ကဏ္ဍ|အပိုင်း|第)\s*(?:no\.?\s*)?"
    r"([0-9\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9]{1,2}|[一二三四五六七八九十]{1,2}|[IVX]{1,4}\b|"
    r"one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b)(?:场|場|节|節|次会议|部分)?\s*[.:：)\u2013\u2014-]*\s*",
    re.IGNORECASE,
)
_WORDS = {word: n for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight"])}
_HAN = {sign: n for n, sign in enumerate("〇一二三四五六七八九十")}
_TO = re.compile(
    r"^(?:recommendations?\s+)?(?:to|for|addressed to|directed at)\s+(?:the\s+)?|"
    r"^(?:ถึง|ต่อ|สำหรับ|ข้อเสนอแนะ(?:ต่อ|ถึง|สำหรับ))\s*|^(?:对|對|致|向|给)|"
    r"^(?:(?:khuyến nghị|kiến nghị)\s+)?(?:đối với|cho|với|gửi)\s+|^(?:(?:អនុសាសន៍)?(?:ចំពោះ|ជូន|ដល់|សម្រាប់))\s*|"
    r"^(?:(?:ຂໍ້ສະເໜີແນະ)?(?:ຕໍ່|ເຖິງ|ສຳລັບ))\s*",
    re.IGNORECASE,
)
_TO_BEHIND = re.compile(r"(?:သို့|များသို့|အတွက်|အား)$|的建议$")


def item(text, announced):
    """The match of what marks a line as an item, or None; `announced` where a heading says that items follow."""
    return ITEM.match(text) or (BARE_ITEM.match(text) if announced else None)


def without_number(text):
    """A heading without the number in front: “III. Recommendations” is “Recommendations”."""
    text = text.strip()
    for _round in range(2):
        for pattern in (_CALLED, _ROMAN, _CHINESE, _FIGURE, _LETTER):
            shorter = pattern.sub("", text, count=1)
            if shorter != text and shorter:
                text = shorter
                break
        else:
            break
    return text.rstrip(":： ")


def numbering(text):
    """How a line is numbered: ("roman" | "figure" | "letter" | "called", depth), or None."""
    if _CALLED.match(text) or SESSION.match(text):
        return ("called", 1)
    if _ROMAN.match(text) or _CHINESE.match(text):
        return ("roman", 1)
    if found := _FIGURE.match(text):
        return ("figure", found[1].count(".") + 1)
    if _LETTER.match(text):
        return ("letter", 1)
    return None


def names(text):
    """Which list a heading announces: “recommendations”, “commitments”, “objectives”, more of them, or none. A set."""
    said = plain(without_number(text))
    if not said or len(said) > 90:
        return set()
    found = set()
    for kind, words in NAMES.items():
        for word in words:
            if (
                said == word
                or (UNSPACED.search(word) and word in said)
                or _in_words(word, said)
                or len(word) > 6
                and fuzz.ratio(word, said, score_cutoff=88)
            ):
                found.add(kind)
    return found


def _in_words(word, said):
    return len(said.split()) <= 9 and f" {word} " in f" {said} "


def is_name(text):
    """True for a line that is nothing but such an announcement."""
    said = plain(without_number(text))
    return any(said == word for words in NAMES.values() for word in words)


def session_number(text):
    """The number of a session named in a heading, “Session 3: …”, or None."""
    found = SESSION.search(text)
    if not found:
        return None
    sign = found[1].lower()
    if sign in _WORDS:
        return _WORDS[sign]
    if sign.isdecimal():
        return int(sign)
    if re.fullmatch("[ivx]+", sign):
        total, values = 0, {"i": 1, "v": 5, "x": 10}
        for one, after in zip(sign, [*sign[1:], "i"], strict=True):
            total += values[one] if values[one] >= values[after] else -values[one]
        return total
    total = 0
    for one in sign:
        total = (total or 1) * 10 if one == "十" else total + _HAN.get(one, 0)
    return total or None


def without_session(text):
    """What a session is about: the heading without “Session 3:”."""
    return SESSION.sub("", without_number(text), count=1).strip(" :：.-–—") or ""


def columns(cells):
    """What the columns of a table hold, by its first row, in any order and language. Returns {"who": 1, …}."""
    scores = []
    for index, cell in enumerate(cells):
        said = plain(re.sub(r"\(.*?\)", " ", cell)) or plain(cell)
        if not said or len(said) > 80:
            continue
        for kind, words in COLUMNS.items():
            best = 0
            for word in words:
                if said == word:
                    best = max(best, 100 + len(word))
                elif len(word) > 3 and (UNSPACED.search(word) and word in said or f" {word} " in f" {said} "):
                    best = max(best, 60 + len(word))
                elif len(word) > 4 and fuzz.ratio(word, said, score_cutoff=86):
                    best = max(best, 50)
            if best:
                scores.append((best, kind, index))
    found, taken = {}, set()
    for _best, kind, index in sorted(scores, key=lambda one: (-one[0], one[2])):
        if kind not in found and index not in taken:
            found[kind] = index
            taken.add(index)
    return found


def addressee(text):
    """Whom a heading such as “Recommendations to governments” speaks to: “governments”, or ""."""
    said = without_number(text)
    for pattern in (_TO, _TO_BEHIND):
        shorter = pattern.sub("", said, count=1).strip(" :：")
        if shorter != said and shorter:
            return shorter
    return ""
