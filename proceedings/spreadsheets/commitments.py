"""A list of commitments, understood: which column is what, who is meant, by when, and what has to be asked.

The columns are found by their headings in the languages of the region. Nothing is saved here.
"""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from ..deadlines import Reading, read
from ..models import Commitment, CommitmentParty
from .cells import CellError, Formula, NotASpreadsheet
from .countries import plain
from .headings import fold
from .values import damage, is_blank, one_line, short

# What each column may be called.
HEADINGS = {
    "ref": "reference|ref|ref no|commitment no|commitment number|commitment id|code|id|no|number|item|"
           "mã|mã số|số|stt|"
           "เลขที่|รหัส|ลำดับ|ลำดับที่|ລະຫັດ|ເລກທີ|ລຳດັບ|ល.រ|លេខ|លេខរៀង|លេខកូដ|စဉ်|အမှတ်|အမှတ်စဉ်|编号|序号",
    "text": "undertaking|undertakings|agreed actions|action point|action points|việc|การดำเนินการ|措施|事项|"
            "လုပ်ဆောင်ချက်|ວຽກ|text|commitment|commitments|promise|promises|pledge|pledges|commitment text|"
            "commitment made|what|action|"
            "activity|agreed action|description|what was promised|cam kết|nội dung|nội dung cam kết|"
            "hành động|hoạt động|"
            "คำมั่น|คำมั่นสัญญา|ข้อผูกพัน|พันธกรณี|ข้อตกลง|กิจกรรม|ຄຳໝັ້ນ|ຄຳໝັ້ນສັນຍາ|ຂໍ້ຜູກພັນ|ກິດຈະກຳ|ការប្តេជ្ញាចិត្ត|ការប្ដេជ្ញាចិត្ត|"
            "ការសន្យា|សកម្មភាព|ကတိကဝတ်|ကတိ|ကတိပြုချက်|လုပ်ငန်း|承诺|承诺内容|内容|行动",
    "lead": "government|stakeholder|institution|country|องค์กร|ใคร|tổ chức|đơn vị chịu trách nhiệm|负责机构|"
            "负责单位|谁|မည်သူ|អង្គភាព|អ្នកណា|ອົງການ|ໃຜ|made by|"
            "by whom|by|who|responsible|responsible party|responsible agency|lead|lead agency|"
            "actor|actors|"
            "committed by|organisation|organization|agency|ministry|party|parties|who promised|"
            "bên cam kết|cơ quan|"
            "đơn vị|cơ quan chịu trách nhiệm|đơn vị thực hiện|หน่วยงาน|ผู้รับผิดชอบ|หน่วยงานรับผิดชอบ|โดย|ໜ່ວຍງານ|"
            "ຜູ້ຮັບຜິດຊອບ|ພາກສ່ວນ|ໂດຍ|ស្ថាប័ន|ស្ថាប័នទទួលខុសត្រូវ|អ្នកទទួលខុសត្រូវ|ភាគី|အဖွဲ့အစည်း|တာဝန်ခံ|တာဝန်ရှိသူ|ဝန်ကြီးဌာန|"
            "责任单位|责任方|承诺方|机构|单位",
    "partner": "with|partner|partners|together with|with whom|cùng với|đối tác|phối hợp với|ร่วมกับ|"
               "หน่วยงานร่วม|ຮ່ວມກັບ|ຄູ່ຮ່ວມ|ដៃគូ|"
               "រួមជាមួយ|ပူးတွဲ|မိတ်ဖက်|合作方|合作单位|伙伴",
    "through": "through|via|thông qua|ผ่าน|ຜ່ານ|តាមរយៈ|မှတဆင့်|通过",
    "also_for": "also speaking for|also for|on behalf of|thay mặt|ในนาม|ໃນນາມ|ក្នុងនាម|ကိုယ်စား|代表",
    "addressee": "to|to whom|addressee|addressees|addressed to|beneficiary|beneficiaries|gửi|"
                 "đối tượng|ถึง|ผู้รับประโยชน์|ເຖິງ|"
                 "ຜູ້ໄດ້ຮັບຜົນປະໂຫຍດ|ជូន|អ្នកទទួលផល|သို့|对象|受益人|致",
    "deadline": "date|time|time limit|ภายใน|วันที่|khi nào|ngày|时限|ရက်စွဲ|ကာလ|រយៈពេល|កាលបរិច្ឆេទ|"
                "ເມື່ອໃດ|ວັນທີ|ເວລາ|deadline|deadlines|by when|due|"
                "due date|due by|timeline|timeframe|time frame|target date|when|"
                "deadline as written|completion date|thời hạn|hạn|hạn chót|thời gian|กำหนดเวลา|กำหนด|"
                "กำหนดเสร็จ|กำหนดแล้วเสร็จ|ระยะเวลา|"
                "ວັນກຳນົດ|ກຳນົດເວລາ|ກຳນົດ|ໄລຍະເວລາ|កាលកំណត់|ថ្ងៃកំណត់|ថ្ងៃផុតកំណត់|ពេលវេលា|သတ်မှတ်ရက်|နောက်ဆုံးရက်|အချိန်ကာလ|期限|"
                "截止日期|完成时间|完成期限|时间",
    "event": "event|meeting|dialogue|said at|made at|conference|sự kiện|hội nghị|cuộc họp|งาน|"
             "การประชุม|ກອງປະຊຸມ|ງານ|ព្រឹត្តិការណ៍|"
             "កិច្ចប្រជុំ|အစည်းအဝေး|ပွဲ|会议|活动",
    "nature": "nature|kind|type|loại|ประเภท|ປະເພດ|ប្រភេទ|အမျိုးအစား|类型|性质",
    "provenance": "provenance|how firm|how it is known",
    "topics": "topics|topic|theme|themes|subject|issue|area|chủ đề|lĩnh vực|หัวข้อ|ประเด็น|ຫົວຂໍ້|ປະເດັນ|"
              "ប្រធានបទ|វិស័យ|ခေါင်းစဉ်|"
              "အကြောင်းအရာ|主题|议题|领域",
    "note": "note|notes|remark|remarks|comment|comments|ghi chú|หมายเหตุ|ໝາຍເຫດ|សម្គាល់|កំណត់សម្គាល់|ផ្សេងៗ|"
            "မှတ်ချက်|备注|说明",
    # Known, and not taken in: where a promise stands is what its updates say, and a person's name is no column here.
    "": "status|state|standing|where it stands|progress|last day|first day|read as|precision|"
        "who to whom|session|section|"
        "the sentence there|wording|instrument|made together|goals|recommendations|sources|our reading|"
        "why we read it so|tình trạng|tiến độ|สถานะ|ความคืบหน้า|ສະຖານະ|ຄວາມຄືບໜ້າ|ស្ថានភាព|វឌ្ឍនភាព|အခြေအနေ|"
        "တိုးတက်မှု|状态|进展",
}  # fmt: skip
CALLED = {
    "ref": "Reference", "text": "Text", "lead": "Made by", "partner": "With", "through": "Through",
    "also_for": "Also speaking for", "addressee": "To", "deadline": "Deadline", "event": "Event", "nature": "Nature",
    "provenance": "Provenance", "topics": "Topics", "note": "Note",
}  # fmt: skip
ROLES = tuple(CommitmentParty.Role.values)
_KNOWN = {}
for _name, _words in HEADINGS.items():
    for _word in _words.split("|"):
        _KNOWN.setdefault(fold(_word), _name)
_LONG = [word for word in _KNOWN if len(word) > 4]
# Between deadlines of two sources in one cell, as our own lists write them.
BETWEEN = " | "
MOST_ROWS = 300
# How far down the headings may stand.
LOOKED_AT = 30
_PLAIN_NUMBER = re.compile(r"[\d.()#]*")
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")


@dataclass
class Listed:
    """One row of a list of commitments, as far as it can be understood without the database.

    number      as the spreadsheet program shows it
    parties     {role: words}
    deadlines   [Reading, …] one for each wording
    problems    sentences on why the row cannot go in
    notes       what was noticed
    """

    number: int
    ref: str = ""
    text: str = ""
    event: str = ""
    nature: str = ""
    provenance: str = ""
    topics: str = ""
    note: str = ""
    parties: dict = field(default_factory=dict)
    deadlines: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def field_of(heading):
    """What a column is by its heading: a name of HEADINGS, "" for one that is known and not wanted, None for others."""
    text = one_line(heading)
    for piece in [text, *re.split(r"[/|()（）:：]", text)]:
        if (found := _KNOWN.get(fold(piece))) is not None:
            return found
    best = process.extractOne(fold(text), _LONG, scorer=fuzz.ratio, score_cutoff=88) if len(text) > 4 else None
    return _KNOWN[best[0]] if best else None


def find_rows(sheets):
    """Find the list in a file: ({column: name}, {column: heading}, [(number, cells), …]). Raises NotASpreadsheet."""
    best, found = 0, None
    for sheet in sheets:
        for place, (_number, cells) in enumerate(sheet.rows[:LOOKED_AT]):
            columns = {}
            for column, cell in enumerate(cells):
                name = (
                    field_of(cell) if cell and len(cell) < 100 and not isinstance(cell, Formula | CellError) else None
                )
                if name and name not in columns.values():
                    columns[column] = name
            score = len(columns) if "text" in columns.values() else 0
            if score > best:
                best = score
                headings = {column: one_line(cell) for column, cell in enumerate(cells) if cell}
                found = columns, headings, sheet.rows[place + 1 :]
    if found is None:
        raise NotASpreadsheet(
            "No column with commitments was found. Write headings above the columns, such as “Commitment”, “Made by” "
            "and “Deadline”."
        )
    columns, headings, rows = found
    if len(rows) > MOST_ROWS:
        raise NotASpreadsheet(f"There are more than {MOST_ROWS} rows. Split the list into several files.")
    if not rows:
        raise NotASpreadsheet("There is nothing beneath the headings.")
    return columns, headings, rows


def understand(columns, rows, on=None):
    """Rows of cells as Listed rows; those without a text and anything else in a column we know are left out.

    on    the day the promises were made, for “within six months”; None where nobody knows
    """
    found = []
    for number, cells in rows:
        row = _understood(columns, number, cells, on)
        if row.text or row.ref or row.parties:
            found.append(row)
    return found


def _understood(columns, number, cells, on):
    row, values = Listed(number), {}
    for column, name in columns.items():
        cell = cells[column] if column < len(cells) else ""
        if is_blank(cell):
            continue
        if problem := damage(cell, 5_000):
            row.problems.append(f"{CALLED[name]}: {problem}")
            continue
        values[name] = cell
    row.text = one_line(values.get("text", ""))
    ref = one_line(values.get("ref", ""))
    # 1, 2, 3 count the rows; a reference says more.
    if not _PLAIN_NUMBER.fullmatch(ref):
        row.ref = ref
        if not _REF.fullmatch(ref):
            row.problems.append(f"“{short(ref)}” is no reference. Write letters, digits and hyphens, such as C1.")
    if not row.text:
        row.problems.append("There is no text: what was promised is missing.")
    row.event, row.topics, row.note = (one_line(values.get(name, "")) for name in ("event", "topics", "note"))
    for name, choices in (("nature", Commitment.Nature), ("provenance", Commitment.Provenance)):
        setattr(row, name, _choice(one_line(values.get(name, "")), choices, row, name))
    # Lines in a cell are several parties.
    lines = {role: map(one_line, values[role].splitlines()) for role in ROLES if role in values}
    row.parties = {role: "\n".join(filter(None, of_role)) for role, of_role in lines.items()}
    written = values.get("deadline", "")
    parts = [written] if BETWEEN not in written else written.split(BETWEEN)
    row.deadlines = [reading for part in parts if (reading := read(part, on=on)) != Reading()]
    return row


def _choice(words, choices, row, name):
    if not words:
        return ""
    for choice in choices:
        if plain(words) in (plain(choice.label), plain(choice.value)):
            return choice.value
    row.notes.append(f"{CALLED[name]} “{short(words)}” is none we know; it is left out.")
    return ""
