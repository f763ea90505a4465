"""Headings as people write them, in the languages of the region.

What stands here is data: to teach the import a heading, add it to its field. Case, accents, blanks between letters of
scripts without blanks, and punctuation make no difference.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_noop as _
from rapidfuzz import fuzz, process

from .countries import plain

# What a column is called in sentences to the person.
CALLED = {
    "number": "Number", "name": _("Name"), "family_name": "Family name", "given_name": "Given name",
    "own_script_name": _("Name in own script"), "honorific": _("Honorific"), "gender": "Gender", "post": _("Post"),
    "organisation": "Organisation", "country": "Country", "email": _("E-mail"), "phone": _("Phone"), "role": "Role",
    "arrives_on": "Arrives on", "leaves_on": "Leaves on", "consent": "Name may be published", "needs": "Needs",
    "note": "Note",
}  # fmt: skip

# English, Vietnamese, Chinese; Burmese, Khmer, Thai, Lao; Indonesian and Malay, Japanese, Korean. Two words are no
# field of ours: “title” may be an honorific or a post, “contact” an address or a telephone; the cells below decide. ""
# is known, and not wanted.
HEADINGS = {
    "number": """No; Nr; Num; S/N; SN; S.No; Sr; Sr no; Serial no; Serial number; Number; Row; ID; Item; Line; Ref
        Ref no; STT; TT; Số TT; Số thứ tự; 序号; 序號; 编号; 編號; 号; 號; စဉ်; စဥ်; အမှတ်စဉ်; အမှတ်စဥ်; နံပါတ်
        အမှတ်; ល.រ; លេខរៀង; លេខ; ល.រ.; ลำดับ; ลำดับที่; ที่; เลขที่; เลขลำดับ; ລ/ດ; ລຳດັບ; ເລກທີ; ທີ; ລ.ດ
        Bil; No urut; Nomor; 連番; 번호; 순번""",
    "name": """Name; Full name; Names; Name and surname; Name & surname; First and last name; Name surname
        First name and surname; Last name, first name; Surname, name; Surname and name; Complete name; Participant
        Participants; Participant name; Participants name; Name of participant; Name of participants; Delegate
        Delegates; Delegate name; Name of delegate; Names of delegates; Nominee; Name of nominee; Nominee name
        Attendee; Attendee name; Guest name; Representative; Name of representative; Representative name
        Speaker name; Name in English; Full name in English; English name; Name in Latin letters; Romanised name
        Name as in passport; Name for badge; Badge name; Participant full name; Person; Person name; Invitee
        Name of invitee; Họ và tên; Họ tên; Họ, tên; Tên; Tên đầy đủ; Họ và tên đầy đủ; Họ và tên đại biểu
        Tên đại biểu; Đại biểu; Họ và tên người tham dự; Người tham dự; Họ và tên đại diện; Tên tiếng Anh
        Họ và tên tiếng Anh; Họ tên tiếng Anh; Họ và tên bằng tiếng Anh; 姓名; 名字; 全名; 名; 参会人员; 參會人員
        参会者; 參會者; 参会代表; 參會代表; 与会者; 與會者; 与会代表; 與會代表; 代表姓名; 代表; 与会人员; 與會人員
        参加者; 參加者; 英文姓名; 英文名; 姓名英文; 英文名字; 嘉宾姓名; 嘉賓姓名; အမည်; နာမည်; အမည်အပြည့်အစုံ
        ကိုယ်စားလှယ်အမည်; ကိုယ်စားလှယ်; တက်ရောက်သူအမည်; တက်ရောက်သူ; ပါဝင်သူအမည်; ပါဝင်သူ; အင်္ဂလိပ်အမည်
        အမည်အင်္ဂလိပ်; အမည်(အင်္ဂလိပ်လို); တက်ရောက်မည့်သူအမည်; အမည်များ; ឈ្មោះ; ឈ្មោះពេញ; គោត្តនាម និងនាម
        គោត្តនាម-នាម; នាម-គោត្តនាម; នាម និងគោត្តនាម; នាមត្រកូល និងនាមខ្លួន; គោត្តនាមនាម; ឈ្មោះអ្នកចូលរួម
        អ្នកចូលរួម; ឈ្មោះតំណាង; តំណាង; ឈ្មោះជាអក្សរឡាតាំង; ឈ្មោះឡាតាំង; ឈ្មោះជាភាសាអង់គ្លេស; ឈ្មោះជាអក្សរអង់គ្លេស
        អក្សរឡាតាំង; ឈ្មោះសិក្ខាកាម; ឈ្មោះប្រតិភូ; ชื่อ; ชื่อ-สกุล; ชื่อ-นามสกุล; ชื่อ-ชื่อสกุล; ชื่อและนามสกุล
        ชื่อและสกุล; ชื่อ/สกุล; ชื่อเต็ม; รายชื่อ; นาม; ชื่อผู้เข้าร่วม; ชื่อผู้เข้าร่วมประชุม; ผู้เข้าร่วม
        ผู้เข้าร่วมประชุม; รายชื่อผู้เข้าร่วม; ชื่อผู้แทน; ผู้แทน; ยศ ชื่อ-สกุล; ชื่อ-สกุล ผู้เข้าร่วม
        ชื่อ-นามสกุล ผู้เข้าร่วม; ชื่อภาษาอังกฤษ; ชื่ออังกฤษ; ชื่อ-สกุลภาษาอังกฤษ; ชื่อ-นามสกุลภาษาอังกฤษ; ຊື່
        ຊື່ ແລະ ນາມສະກຸນ; ຊື່-ນາມສະກຸນ; ຊື່ນາມສະກຸນ; ຊື່ເຕັມ; ລາຍຊື່; ຊື່ຜູ້ເຂົ້າຮ່ວມ; ຜູ້ເຂົ້າຮ່ວມ; ຊື່ຜູ້ຕາງໜ້າ
        ຜູ້ຕາງໜ້າ; ຊື່ພາສາອັງກິດ; ຊື່ ແລະ ນາມສະກຸນພາສາອັງກິດ; ຊື່ຜູ້ແທນ; ຊື່ຄົບຖ້ວນ
        Nama; Nama lengkap; Nama penuh; Nama peserta; 氏名; お名前; 参加者氏名; 성명; 이름; 참가자 성명""",
    "family_name": """Family name; Surname; Last name; Family; Lastname; Surnames; Họ; Họ và tên đệm; Họ và đệm
        Họ đệm; 姓; 姓氏; မျိုးရိုးအမည်; មត្រកូល; នាមត្រកូល; គោត្តនាម; ត្រកូល; นามสกุล; สกุล; ນາມສະກຸນ; ນາມສະກູນ""",
    "given_name": """Given name; First name; Forename; Given names; First names; Firstname; Christian name
        First name and middle name; First and middle name; First and middle names; Given and middle names
        Tên riêng; Tên gọi; นาม (ชื่อตัว); ชื่อตัว; ชื่อจริง; ชื่อต้น; នាម; នាមខ្លួន; ຊື່ຕົວ; ຊື່ແທ້
        名 (Given name)""",
    "own_script_name": """Name in own script; Own script; Native name; Name in local language; Local name
        Name in own language; Name in native script; Local script name; Name in local script
        Name in native language; Name in mother tongue; Name in Thai; Thai name; Name in Khmer; Khmer name
        Name in Lao; Lao name; Name in Burmese; Burmese name; Myanmar name; Name in Myanmar; Name in Vietnamese
        Vietnamese name; Name in Chinese; Chinese name; Tên tiếng Việt; Họ và tên tiếng Việt; Họ tên tiếng Việt
        Tên bản ngữ; 中文姓名; 中文名; 中文名字; 本国文字姓名; 母语姓名; မြန်မာအမည်; အမည်မြန်မာ; အမည်(မြန်မာလို)
        မြန်မာဘာသာဖြင့်အမည်; အမည်(မြန်မာဘာသာဖြင့်); ឈ្មោះជាភាសាខ្មែរ; ឈ្មោះខ្មែរ; ឈ្មោះជាអក្សរខ្មែរ; អក្សរខ្មែរ
        ชื่อภาษาไทย; ชื่อไทย; ชื่อ-สกุลภาษาไทย; ชื่อ-นามสกุลภาษาไทย; ชื่อภาษาท้องถิ่น; ชื่อในภาษาท้องถิ่น
        ຊື່ພາສາລາວ; ຊື່ ແລະ ນາມສະກຸນພາສາລາວ; ຊື່ພາສາທ້ອງຖິ່ນ""",
    "honorific": """Honorific; Salutation; Form of address; Prefix; Name prefix; Courtesy title; Personal title
        Mr/Ms; Mr/Mrs; Mr/Mrs/Ms; Mr/Ms/Dr; Mr/Mrs/Ms/Dr; Mr/Ms/Mx; Mr, Ms; Dr/Mr/Ms; Ms/Mr; Ms/Mr/Mx; H.E./Mr/Ms
        Danh xưng; Ông/Bà; Xưng hô; Học hàm, học vị; Học vị; 称谓; 稱謂; 称呼; 稱呼; 尊称; 尊稱; 敬称; 敬稱
        先生/女士; ဦး/ဒေါ်; ရှေ့ဆက်; គោរមងារ; ងារ; គោរមងារ/ងារ; คำนำหน้า; คำนำหน้าชื่อ; คำนำหน้านาม; ยศ; ຄຳນຳໜ້າ
        ຄຳນຳໜ້າຊື່; ຄຳນຳໜ້ານາມ; ທ້າວ/ນາງ
        Gelar; Gelaran""",
    "gender": """Gender; Sex; M/F; F/M; Male/Female; M/F/X; Female/Male; Giới tính; Giới; Nam/Nữ; 性别; 性別; 男/女
        ကျား/မ; ကျား၊ မ; ကျား-မ; လိင်; ကျားမ; ភេទ; เพศ; ເພດ; ชาย/หญิง; ຍິງ/ຊາຍ; ប្រុស/ស្រី
        Jenis kelamin; Jantina; 성별""",
    "post": """Post; Position; Job title; Designation; Function; Occupation; Position title; Current position
        Profession; Job; Job position; Rank; Official title; Title/Position; Position/Title; Title and position
        Work title; Rank/Position; Title of position; Chức vụ; Chức danh; Vị trí; Vị trí công tác; Nghề nghiệp
        Chức vụ công tác; Cấp bậc; 职务; 職務; 职位; 職位; 职称; 職稱; 职务/职称; 現職; 现职; 职业; 職業; ရာထူး
        ရာထူးတာဝန်; တာဝန်; ရာထူး/တာဝန်; လက်ရှိရာထူး; အလုပ်အကိုင်; តួនាទី; មុខតំណែង; មុខងារ; តំណែង; មុខរបរ
        តួនាទី/មុខតំណែង; ตำแหน่ง; ตำแหน่งงาน; ตำแหน่งปัจจุบัน; อาชีพ; ຕຳແໜ່ງ; ໜ້າທີ່; ຕຳແໜ່ງງານ; ອາຊີບ
        ໜ້າທີ່ຮັບຜິດຊອບ
        Jabatan; Jawatan; 役職; 肩書; 役職名; 직위; 직책; 직함""",
    "organisation": """Organisation; Organization; Institution; Agency; Organisation name; Organization name
        Name of organisation; Name of organization; Ministry; Affiliation; Company; Org; Org.
        Organisation institution; Organization institution; Ministry organisation; Ministry organization; Institute
        Employer; Workplace; Entity; Organisation represented; Organization represented; Representing; Agency name
        Company name; Name of agency; Name of institution; Network; Name of company; Ministry/Agency
        Institution/Organization; Office; Embassy; Body; Represented organisation; Department; Division; Unit
        Section; Bureau; Cơ quan; Đơn vị; Tổ chức; Cơ quan công tác; Đơn vị công tác; Tên cơ quan; Tên đơn vị
        Tên tổ chức; Nơi công tác; Công ty; Cơ quan, đơn vị; Cơ quan, tổ chức; Bộ; Bộ/Ngành; Bộ, ngành
        Nơi làm việc; Phòng ban; Vụ/Cục; 单位; 單位; 机构; 機構; 组织; 組織; 工作单位; 工作單位; 所在单位; 所屬單位
        所属单位; 服務單位; 服务单位; 公司; 单位名称; 單位名稱; 机构名称; 機構名稱; 组织名称; 組織名稱; 所属机构
        所屬機構; 单位/机构; 所在机构; 部门; 部門; အဖွဲ့အစည်း; အဖွဲ့; အဖွဲ့အစည်းအမည်; ဝန်ကြီးဌာန; ဌာန
        ဌာန/အဖွဲ့အစည်း; အဖွဲ့အစည်း/ဌာန; ကုမ္ပဏီ; အလုပ်ဌာန; ရုံး; အဖွဲ့အမည်; ស្ថាប័ន; អង្គការ; អង្គភាព; ក្រសួង
        ក្រសួង/ស្ថាប័ន; ក្រសួង-ស្ថាប័ន; ក្រុមហ៊ុន; មកពីស្ថាប័ន; ឈ្មោះស្ថាប័ន; ឈ្មោះអង្គការ; មកពី; ស្ថាប័ន/អង្គការ
        អង្គការ/ស្ថាប័ន; នាយកដ្ឋាន; អង្គភាព/ស្ថាប័ន; កន្លែងធ្វើការ; หน่วยงาน; องค์กร; สังกัด; ต้นสังกัด; สถาบัน
        องค์การ; กระทรวง; บริษัท; ชื่อหน่วยงาน; ชื่อองค์กร; หน่วยงาน/องค์กร; องค์กร/หน่วยงาน; หน่วยงานต้นสังกัด
        สังกัด/หน่วยงาน; หน่วยงาน/สังกัด; สถานที่ทำงาน; กรม; แผนก; ฝ่าย; กอง; ອົງການ; ອົງກອນ; ອົງການຈັດຕັ້ງ
        ໜ່ວຍງານ; ພາກສ່ວນ; ກະຊວງ; ສະຖາບັນ; ບໍລິສັດ; ບ່ອນປະຈຳການ; ສັງກັດ; ຊື່ອົງການ; ຊື່ອົງກອນ; ກົມ; ບ່ອນເຮັດວຽກ
        ຫ້ອງການ
        Instansi; Lembaga; Organisasi; Institusi; Agensi; Nama organisasi; Nama instansi
        所属; 所属団体; 団体名; 所属先; 소속; 기관; 기관명; 소속기관; 단체""",
    "country": """Country; Country represented; From country; Nation; Representing country; Country name
        Country/Territory; Country/Region; Country or territory; Country of organisation; Country of organization
        Delegation; Member State; Country of work; Nationality; Citizenship; Country of residence; Quốc gia; Nước
        Tên nước; Tên quốc gia; Đoàn; Quốc tịch; 国家; 國家; 国别; 國別; 国家/地区; 國家/地區; 国家地区; 代表团
        代表團; 国籍; 國籍; နိုင်ငံ; နိုင်ငံအမည်; နိုင်ငံသား; ប្រទេស; មកពីប្រទេស; ឈ្មោះប្រទេស; សញ្ជាតិ; ประเทศ
        ชื่อประเทศ; สัญชาติ; ປະເທດ; ຊື່ປະເທດ; ມາຈາກປະເທດ; ສັນຊາດ
        Negara; Asal negara; Kewarganegaraan; 国; 国名; 국가; 국적; 나라""",
    "email": """E-mail; Email; Mail; Email address; E-mail address; Contact email; E-mail ID; Email ID
        Mail address; Emails; Work email; Personal email; E mail; Electronic mail; Email contact; Thư điện tử
        Địa chỉ email; Hộp thư; Địa chỉ thư điện tử; 邮箱; 郵箱; 电子邮箱; 電子郵箱; 电子邮件; 電子郵件; 电邮; 電郵
        電子信箱; 信箱; 电子邮件地址; 電郵地址; 邮件; 邮箱地址; 邮件地址; အီးမေးလ်; အီးမေး; အီးမေလ်း
        အီးမေးလ်လိပ်စာ; အီးမေးလိပ်စာ; អ៊ីមែល; អ៊ីម៉ែល; អុីមែល; អ៊ីម៉េល; សារអេឡិចត្រូនិក; អាសយដ្ឋានអ៊ីមែល; อีเมล
        อีเมล์; อีเมลล์; อีเมล์แอดเดรส; ไปรษณีย์อิเล็กทรอนิกส์; ที่อยู่อีเมล; อี-เมล; อี-เมล์; ອີເມວ; ອີເມລ; ອີເມລ໌
        ອີເມວລ໌; ອີເມວລ; ອີເມວ໌; ທີ່ຢູ່ອີເມວ
        Surel; Emel; Alamat email; Alamat emel; メール; メールアドレス; 이메일; 전자우편""",
    "phone": """Phone; Telephone; Tel; Mobile; Phone number; Mobile number; Mobile phone; Tel no; Phone no
        Contact number; Cell; WhatsApp; Telephone number; Telephone no; Mobile no; Cell phone; Cellphone
        Contact no; Phone/WhatsApp; WhatsApp number; Tel. number; HP; Mobile phone number; Contact phone
        Work phone; Signal; Telegram; Phone/Mobile; Handphone; Viber; Zalo; Điện thoại; Số điện thoại; SĐT; ĐT
        Số ĐT; Di động; Điện thoại di động; Số di động; ĐTDĐ; Điện thoại liên hệ; Số liên lạc; 电话; 電話; 手机
        手機; 联系电话; 聯絡電話; 联络电话; 聯繫電話; 电话号码; 電話號碼; 手机号; 手机号码; 手機號碼; 移动电话
        行動電話; 微信; ဖုန်း; ဖုန်းနံပါတ်; ဖုန်းနံပတ်; ဖုန်းအမှတ်; တယ်လီဖုန်း; တယ်လီဖုန်းနံပါတ်; ဆက်သွယ်ရန်ဖုန်း
        ဆက်သွယ်ရန်ဖုန်းနံပါတ်; ဆက်သွယ်ရန်နံပါတ်; ទូរស័ព្ទ; លេខទូរស័ព្ទ; ទូរសព្ទ; លេខទូរសព្ទ; ទូរស័ព្ទដៃ
        លេខទំនាក់ទំនង; លេខទូរស័ព្ទទំនាក់ទំនង; โทรศัพท์; เบอร์โทร; เบอร์โทรศัพท์; หมายเลขโทรศัพท์; โทร; มือถือ
        โทรศัพท์มือถือ; เบอร์มือถือ; เบอร์ติดต่อ; เบอร์โทรติดต่อ; หมายเลขติดต่อ; โทรศัพท์เคลื่อนที่; ໂທລະສັບ; ເບີໂທ
        ເບີໂທລະສັບ; ໂທ; ມືຖື; ເບີໂທຕິດຕໍ່; ເບີຕິດຕໍ່; ໝາຍເລກໂທລະສັບ; ໂທລະສັບມືຖື
        No HP; Nomor HP; Telepon; No telepon; Nomor telepon; Telefon; No telefon
        Nombor telefon; 電話番号; 携帯電話; 전화; 전화번호; 휴대전화; 연락처""",
    "role": """Role; Participant role; Seat role; Role at the event; Role in the event; Attending as
        Participating as; Capacity; Type of participant; Participant type; Participation as; Role in meeting
        Status of participation; Type of participation; Participant category; Vai trò; Tư cách tham dự
        Vai trò tham dự; Tư cách; Thành phần; 角色; 身份; 身分; 参会身份; 參會身份; 与会身份; 與會身分; 参会角色
        အခန်းကဏ္ဍ; ပါဝင်မည့်အခန်းကဏ္ဍ; တက်ရောက်သည့်အနေအထား; តួនាទីក្នុងកម្មវិធី; ឋានៈចូលរួម; ប្រភេទអ្នកចូលរួម
        บทบาท; บทบาทหน้าที่; เข้าร่วมในฐานะ; ประเภทผู้เข้าร่วม; สถานะผู้เข้าร่วม; ฐานะ; ບົດບາດ; ເຂົ້າຮ່ວມໃນຖານະ
        ປະເພດຜູ້ເຂົ້າຮ່ວມ""",
    "arrives_on": """Arrives on; Date of arrival; Arrival date; Arrival; Arrives; Arriving; Arriving on
        Arrival day; Check-in; Check-in date; Date of check-in; Arrival date and time; Arrival date/time
        Date arrival; ETA; Date of entry; Coming on; Ngày đến; Ngày tới; Ngày đến nơi; Ngày nhận phòng; 抵达日期
        抵達日期; 到达日期; 到達日期; 抵达时间; 抵達時間; 报到日期; 報到日期; 到达时间; 入住日期; ရောက်ရှိမည့်ရက်
        ရောက်ရှိမည့်နေ့; ရောက်ရှိသည့်ရက်; ရောက်ရှိသည့်နေ့; ဆိုက်ရောက်မည့်ရက်; ရောက်ရှိရက်; ဆိုက်ရောက်ရက်
        ရောက်ရှိမည့်ရက်စွဲ; ថ្ងៃមកដល់; កាលបរិច្ឆេទមកដល់; ថ្ងៃខែមកដល់; ថ្ងៃទៅដល់; ថ្ងៃដល់; วันที่มาถึง; วันมาถึง
        วันที่เดินทางมาถึง; วันเดินทางมาถึง; วันเดินทางถึง; วันที่เดินทางถึง; วันที่ถึง; วันที่เดินทางมา
        วันเดินทางมา; เดินทางมาถึง; วันที่เข้าพัก; ວັນທີມາຮອດ; ວັນມາຮອດ; ມາຮອດ; ວັນທີເດີນທາງມາຮອດ; ວັນທີມາເຖິງ
        ວັນມາເຖິງ; ມາເຖິງ""",
    "leaves_on": """Leaves on; Date of departure; Departure date; Departure; Leaves; Leaving; Leaving on
        Departure day; Check-out; Check-out date; Date of check-out; Departure date and time; Departure date/time
        Date departure; ETD; Return date; Date of return; Ngày về; Ngày rời đi; Ngày đi; Ngày trả phòng; 离开日期
        離開日期; 离会日期; 離會日期; 返程日期; 离境日期; 離境日期; 离开时间; 退房日期; 回程日期; ပြန်မည့်ရက်
        ပြန်မည့်နေ့; ထွက်ခွာမည့်ရက်; ထွက်ခွာမည့်နေ့; ထွက်ခွာရက်; ပြန်လည်ထွက်ခွာမည့်ရက်; ထွက်ခွာသည့်ရက်; ថ្ងៃចាកចេញ
        ថ្ងៃត្រឡប់; ថ្ងៃត្រឡប់ទៅវិញ; កាលបរិច្ឆេទចាកចេញ; ថ្ងៃខែចាកចេញ; วันเดินทางกลับ; วันที่เดินทางกลับ; วันกลับ
        วันที่กลับ; เดินทางกลับ; วันออกเดินทาง; วันที่ออกเดินทาง; ວັນທີກັບ; ວັນກັບ; ວັນທີເດີນທາງກັບ; ວັນເດີນທາງກັບ
        ເດີນທາງກັບ; ວັນທີອອກເດີນທາງ""",
    "consent": """Name may be published; May the name be published; May name be published; Publish name
        Name can be published; Consent to publish name; Consent to publication of name; Consent to name publication
        Agrees to publication of name; Agree to publish name; Name public; Name may be public; Name may be listed
        May be listed; May be named; Show name publicly; Permission to publish name; Consent to be named
        Consent to be listed; Can name be published; Name to be published; May we publish your name
        May we publish the name; Publish my name; I agree to have my name published; Đồng ý công bố tên
        Cho phép công bố tên; Công bố tên; Có được công bố tên không; Đồng ý công khai tên; Công khai tên
        同意公开姓名; 同意公開姓名; 是否同意公开姓名; 是否同意公開姓名; 可否公开姓名; 可否公開姓名; 姓名可否公开
        姓名可否公開; 公开姓名; 公開姓名; 姓名可以公开; 姓名可以公開; 是否公开姓名; 是否公開姓名
        အမည်ထုတ်ပြန်နိုင်ပါသလား; အမည်ထုတ်ပြန်ခွင့်; အမည်ဖော်ပြခွင့်; အမည်ဖော်ပြနိုင်ပါသလား; အမည်ထုတ်ပြန်ရန်သဘောတူ
        អនុញ្ញាតឱ្យផ្សាយឈ្មោះ; អនុញ្ញាតឲ្យផ្សាយឈ្មោះ; ផ្សាយឈ្មោះ; យល់ព្រមផ្សាយឈ្មោះ; អាចផ្សព្វផ្សាយឈ្មោះ
        យល់ព្រមឱ្យផ្សព្វផ្សាយឈ្មោះ; เผยแพร่ชื่อ; เผยแพร่ชื่อได้; เผยแพร่ชื่อได้หรือไม่; ยินยอมให้เผยแพร่ชื่อ
        อนุญาตให้เผยแพร่ชื่อ; ยินยอมเผยแพร่ชื่อ; เปิดเผยชื่อได้; เปิดเผยชื่อได้หรือไม่; ยินยอมให้เปิดเผยชื่อ
        อนุญาตให้เปิดเผยชื่อ; ເຜີຍແຜ່ຊື່; ເຜີຍແຜ່ຊື່ໄດ້; ເຜີຍແຜ່ຊື່ໄດ້ບໍ່; ອະນຸຍາດໃຫ້ເຜີຍແຜ່ຊື່
        ຍິນຍອມໃຫ້ເຜີຍແຜ່ຊື່; ເປີດເຜີຍຊື່ໄດ້ບໍ່""",
    "needs": """Needs; Special needs; Dietary needs; Dietary requirements; Food; Diet; Requirements
        Special requirements; Meal; Meals; Dietary requirement; Dietary restrictions; Dietary restriction
        Food restriction; Food restrictions; Food preference; Allergies; Accessibility; Accessibility needs
        Access needs; Dietary; Food allergy; Special diet; Meal preference; Dietary preference; Chế độ ăn
        Chế độ ăn uống; Yêu cầu đặc biệt; Ăn kiêng; Yêu cầu ăn uống; Nhu cầu đặc biệt; 饮食要求; 飲食要求; 特殊需求
        特殊要求; 饮食; 飲食; 忌口; 膳食; 饮食禁忌; 飲食禁忌; 饮食需求; အစားအသောက်; အထူးလိုအပ်ချက်
        အစားအသောက်လိုအပ်ချက်; លក្ខខណ្ឌអាហារ; តម្រូវការពិសេស; អាហារ; របបអាហារ; อาหาร; ข้อจำกัดด้านอาหาร
        ความต้องการพิเศษ; ประเภทอาหาร; แพ้อาหาร; อาหารที่แพ้; ອາຫານ; ຄວາມຕ້ອງການພິເສດ; ແພ້ອາຫານ""",
    "note": """Note; Notes; Remark; Remarks; Comment; Comments; Observation; Observations; Additional information
        Other remarks; Ghi chú; Lưu ý; 备注; 備註; 備注; 备考; 說明; 说明; မှတ်ချက်; កំណត់សម្គាល់; សម្គាល់; ផ្សេងៗ
        ផ្សេង ៗ; หมายเหตุ; ໝາຍເຫດ
        Catatan; Keterangan; 備考; 비고""",
    "title": "Title; Titles; 头衔; 頭銜",
    "contact": """Contact; Contacts; Contact details; Contact information; Contact info; Contact detail; Liên hệ
        Liên lạc; Thông tin liên hệ; Thông tin liên lạc; 联系方式; 聯絡方式; 联络方式; 聯繫方式; ဆက်သွယ်ရန်
        ទំនាក់ទំនង; ព័ត៌មានទំនាក់ទំនង; ติดต่อ; การติดต่อ; ข้อมูลติดต่อ; ข้อมูลการติดต่อ; ຕິດຕໍ່; ຂໍ້ມູນຕິດຕໍ່
        ການຕິດຕໍ່""",
    "": """Middle name; Middle names; Middle initial; Nickname; Tên đệm; ชื่อเล่น; ชื่อกลาง; Signature; Signed
        Sign; Initials; Passport; Passport no; Passport number; Date of birth; Birth date; Birthday; DOB; Age
        Place of birth; Address; Office address; Mailing address; Postal address; City; Province; State; Town
        District; Fax; Fax no; Website; Web; Hotel; Hotel name; Name of hotel; Room; Room no; Room type; Flight
        Flight no; Flight number; Airline; Arrival time; Departure time; Arrival flight; Departure flight
        Arrival flight no; Departure flight no; Time of arrival; Time of departure; Visa; Photo; Photo consent
        Consent to photos; May be photographed; Emergency contact; Emergency phone; Emergency contact name
        Emergency contact number; Emergency contact phone; Supervisor; Name of supervisor; Supervisor email
        Assistant; Name of assistant; Assistant email; Contact person; Name of contact person; Bank account
        Confirmed; Status; Day 1; Day 2; Day 3; Date; Time; T-shirt size; Languages; Language; Date of issue
        Date of expiry; Expiry date; Country code; Year; Secretary; Registered; Invitation sent; Sent; Attendance
        Timestamp; Biography; Bio; ID card; ID number; ID card number; ID no; Chữ ký; Ký tên; Số hộ chiếu; Hộ chiếu
        Ngày sinh; Năm sinh; Tuổi; Địa chỉ; Thành phố; Tỉnh; CMND; CCCD; Số CMND; Số CCCD; Khách sạn; Chuyến bay
        签名; 簽名; 签字; 簽到; 签到; 护照; 護照; 护照号; 护照号码; 護照號碼; 出生日期; 生日; 年龄; 年齡; 地址
        通讯地址; 城市; 身份证号; 航班; 航班号; 酒店; 房间; 传真; 傳真; 日期; လက်မှတ်; လိပ်စာ; မွေးသက္ကရာဇ်
        မွေးနေ့; အသက်; နိုင်ငံကူးလက်မှတ်; နိုင်ငံကူးလက်မှတ်အမှတ်; မှတ်ပုံတင်; မှတ်ပုံတင်အမှတ်; မြို့; ဟိုတယ်
        ហត្ថលេខា; អាសយដ្ឋាន; ថ្ងៃខែឆ្នាំកំណើត; ថ្ងៃកំណើត; អាយុ; លិខិតឆ្លងដែន; លេខលិខិតឆ្លងដែន; ខេត្ត; សណ្ឋាគារ
        ลายมือชื่อ; ลายเซ็น; ลงชื่อ; ที่อยู่; วันเกิด; อายุ; หนังสือเดินทาง; เลขที่หนังสือเดินทาง; เลขบัตรประชาชน
        จังหวัด; โรงแรม; เที่ยวบิน; โทรสาร; ລາຍເຊັນ; ທີ່ຢູ່; ວັນເດືອນປີເກີດ; ອາຍຸ; ໜັງສືຜ່ານແດນ; ເລກທີໜັງສືຜ່ານແດນ
        ແຂວງ; ໂຮງແຮມ; ຖ້ຽວບິນ; ເຊັນຊື່""",
}  # fmt: skip

# Names of another person or thing: a heading that has one of these words and is not in the list above is not guessed.
OTHERS = """assistant supervisor emergency hotel room flight passport birth bank visa spouse secretary airline file
    document photo photograph picture fax invoice driver parent father mother guardian"""
# What may follow a heading in brackets, and says in which letters a name is written.
OWN_SCRIPT = """own script; own language; local language; local script; native; native script; native language
    mother tongue; in Thai; Thai; Khmer; in Khmer; Lao; in Lao; Burmese; in Burmese; Myanmar; in Myanmar
    Myanmar language; Chinese; in Chinese; Vietnamese; in Vietnamese; in local language; in own script
    in native script; Thai script; tiếng Việt; bằng tiếng Việt; 中文; မြန်မာ; မြန်မာလို; မြန်မာဘာသာ
    မြန်မာဘာသာဖြင့်; ភាសាខ្មែរ; ខ្មែរ; អក្សរខ្មែរ; ជាភាសាខ្មែរ; ไทย; ภาษาไทย; ภาษาท้องถิ่น; ภาษาถิ่น; ລາວ; ພາສາລາວ
    ພາສາທ້ອງຖິ່ນ"""
LATIN = """English; in English; Latin; Roman; Latin letters; Latin script; in Latin letters; romanised; romanized
    as in passport; as per passport; as on passport; as shown in passport; as it appears in passport; tiếng Anh
    bằng tiếng Anh; 英文; 英语; 拼音; 护照; အင်္ဂလိပ်; အင်္ဂလိပ်လို; အင်္ဂလိပ်ဘာသာ; ភាសាអង់គ្លេស; អង់គ្លេស; ឡាតាំង
    អក្សរឡាតាំង; ภาษาอังกฤษ; อังกฤษ; ພາສາອັງກິດ; ອັງກິດ"""

# Parts of a name, alone or with “Name” before them: “Name (First)”, as forms on the web call it.
PARTS_OF_NAMES = {
    "first": "given_name", "given": "given_name", "last": "family_name", "family": "family_name", "middle": "",
    "prefix": "honorific", "suffix": "",
}  # fmt: skip

# A row with nothing else beside one of these divides the list; it is nobody's name.
SECTIONS = """delegation; delegations; government; governments; ministry; ministries; embassy; embassies
    department; civil society; CSO; CSOs; NGO; NGOs; INGO; INGOs; organisation; organisations; organization
    organizations; international; agencies; agency; UN; observers; speakers; moderators; panellists; panelists
    facilitators; interpreters; resource persons; secretariat; organisers; organizers; organizing; media; press
    employers; workers; unions; private sector; academia; universities; donors; partners; participants; delegates
    guests; staff; members; group; country; countries; committee; team; networks; network; institutes; associations
    alternates; VIP; VIPs; day; part; section; đoàn; đoàn đại biểu; chính phủ; bộ; cơ quan; tổ chức; xã hội dân sự
    đại biểu; khách mời; ban tổ chức; diễn giả; phiên dịch; báo chí; quan sát viên; 代表团; 代表團; 政府; 部门
    部門; 机构; 機構; 组织; 組織; 民间社会; 公民社會; 大使馆; 大使館; 观察员; 觀察員; 嘉宾; 嘉賓; 工作人员
    工作人員; 秘书处; 媒体; 媒體; 翻译; 口譯; ကိုယ်စားလှယ်အဖွဲ့; အစိုးရ; ဝန်ကြီးဌာန; အဖွဲ့အစည်း; အရပ်ဘက်; သံရုံး
    လေ့လာသူ; ဧည့်သည်; မီဒီယာ; ကော်မတီ; នគណៈប្រតិភូ; គណៈប្រតិភូ; រដ្ឋាភិបាល; ក្រសួង; អង្គការ; សង្គមស៊ីវិល; ស្ថានទូត
    អ្នកសង្កេតការណ៍; ភ្ញៀវ; លេខាធិការដ្ឋាន; គណៈកម្មាធិការ; คณะผู้แทน; ผู้แทน; รัฐบาล; กระทรวง; ภาครัฐ
    ภาคประชาสังคม; องค์กร; องค์การ; สถานทูต; ผู้สังเกตการณ์; วิทยากร; ล่าม; สื่อมวลชน; เจ้าหน้าที่; แขก
    ฝ่ายเลขานุการ; ภาคเอกชน; ຄະນະຜູ້ແທນ; ລັດຖະບານ; ກະຊວງ; ອົງການ; ອົງກອນ; ສັງຄົມ; ສະຖານທູດ; ຜູ້ສັງເກດການ; ແຂກ; ຄະນະ
    ພາກລັດ; ພາກສ່ວນ"""
# How a row beneath or between people begins that counts them, or says who made the list.
FOOTERS = """total; total of; total participants; grand total; sub-total; sub total; subtotal; sum; total number
    number of participants; prepared by; approved by; checked by; certified by; verified by; signed; signed by
    signature; submitted by; compiled by; noted by; reviewed by; endorsed by; reported by; note; notes; n.b; remark
    remarks; source; sources; legend; printed; printed on; last updated; updated; updated on; as of; date; place
    page; contact; for further information; for more information; generated; created; confidential; the list
    this list; end of list; recorded by; list of; tổng; tổng số; tổng cộng; cộng; người lập; người lập biểu
    lập bảng; ghi chú; ngày; nguồn; xác nhận; thủ trưởng; trang; danh sách; 合计; 合計; 总计; 總計; 共计; 共計; 共
    总人数; 總人數; 小计; 小計; 制表; 制表人; 製表; 填表人; 审核; 審核; 备注; 備註; 注; 日期; 来源; 盖章; 第
    စုစုပေါင်း; ပေါင်း; ပြုစုသူ; ပြင်ဆင်သူ; အတည်ပြုသူ; မှတ်ချက်; ရက်စွဲ; សរុប; សរុបរួម; រៀបចំដោយ; អនុម័តដោយ
    កំណត់សម្គាល់; កាលបរិច្ឆេទ; ថ្ងៃទី; ធ្វើនៅ; รวม; รวมทั้งสิ้น; รวมทั้งหมด; จัดทำโดย; ผู้จัดทำ; อนุมัติโดย
    ตรวจสอบโดย; ลงชื่อ; หมายเหตุ; ข้อมูล ณ; ที่มา; วันที่; หน้า; ລວມ; ລວມທັງໝົດ; ທັງໝົດ; ຈັດທຳໂດຍ; ຜູ້ຈັດທຳ
    ກະກຽມໂດຍ; ອະນຸມັດໂດຍ; ໝາຍເຫດ; ວັນທີ; ໜ້າ; ຜູ້ສະຫຼຸບ"""
# Names of sheets: what speaks for a list of people, and what against.
PEOPLE_SHEETS = """participants participant delegates delegate delegation people list names registration attendees
    attendance nominees guests invitees danhsach đạibiểu 名单 名單 参会 與會 代表 စာရင်း တက်ရောက်သူ បញ្ជី
    អ្នកចូលរួម รายชื่อ ผู้เข้าร่วม ລາຍຊື່ ຜູ້ເຂົ້າຮ່ວມ"""
OTHER_SHEETS = """hotel hotels room rooms rooming flight flights travel transport agenda programme program budget
    lookup lookups data validation codes example sample template instructions instruction readme summary statistics
    pivot menu old archive dropdown settings cancelled organisations organizations contacts countries 酒店 房间
    航班 ဟိုတယ် សណ្ឋាគារ โรงแรม ห้องพัก ໂຮງແຮມ sạn"""


@dataclass(frozen=True)
class Match:
    """What a heading means. `sure` is False for a near miss; `rank` is lower for the better of two."""

    field: str
    sure: bool
    rank: float


def fold(text):
    """A heading to compare by: `plain`, full-width and joined letters apart, no blanks in scripts without them."""
    text = plain(unicodedata.normalize("NFKC", str(text)))
    return text if re.search("[a-z]", text) else text.replace(" ", "")


def _words(text):
    return [word.strip() for line in text.split("\n") for word in line.split(";") if word.strip()]


def folded(text):
    """The words of one of the lists above, as a set to compare by."""
    return {fold(word) for word in _words(text)}


# {heading: (field, how far down its list it stands)}
_KNOWN = {}
for _field, _text in HEADINGS.items():
    for _place, _word in enumerate(_words(_text)):
        _KNOWN.setdefault(fold(_word), (_field, _place))
_OWN, _LATIN = folded(OWN_SCRIPT), folded(LATIN)
_OTHERS = set(OTHERS.split())
# Long enough to be found inside of a longer heading, longest first.
_HAN = re.compile("[\u3400-\u9fff]{2,}")
_LONG = [h for h in _KNOWN if len(h) > (3 if h.isascii() else 2) or _HAN.fullmatch(h)]
_LONG.sort(key=len, reverse=True)
_CHOICES = [h for h in _LONG if len(h) > 4 and _KNOWN[h][0] not in ("", "consent")]
_SAID = sorted((f" {said}" for said in _OWN | _LATIN), key=len, reverse=True)
_PIECES = re.compile(r"[/|()\[\]{}（）【】:：;；,，、\n–—]|\s-\s")
_LATIN_LETTERS = r"A-Za-zÀ-ɏḀ-ỿ"
_SCRIPTS = re.compile(rf"(?<=[{_LATIN_LETTERS}.])\s*(?=[\u0e00-\u109f\u1780-\u17ff\u3400-\u9fff])|"
                      rf"(?<=[\u0e00-\u109f\u1780-\u17ff\u3400-\u9fff])\s*(?=[{_LATIN_LETTERS}])")  # fmt: skip


def field_of(text):
    """The field a heading means, where that is certain: a field, "" for one that is known and not wanted, or None."""
    found = match(text)
    return found.field if found and found.sure else None


def says_script(text):
    """True for what says only in which letters a name stands: “Khmer”, “Latin”, “in own script”."""
    return isinstance(text, str) and len(text) <= 100 and fold(text) in _OWN | _LATIN


@lru_cache(maxsize=4096)
def match(text, near=False):
    """What a heading means. Returns a Match or None.

    text    as it stands in the cell; may be in two languages, “Tel. / โทรศัพท์”, or have an explanation in brackets
    near    True to take what only resembles a known heading
    """
    text = str(text)
    if not text or len(text) > 200 or "@" in text:
        return None
    if text.strip() in ("#", "№", "Nº", "N°", "n°"):
        return Match("number", True, 0)
    if known := _KNOWN.get(fold(text)):
        return Match(known[0], True, known[1] / 1000)
    if (part := PARTS_OF_NAMES.get(fold(text))) is not None:
        return Match(part, True, 0)
    return _by_pieces(text) or _near(text) if near else _by_pieces(text)


def _by_pieces(text):
    pieces = [piece for part in _PIECES.split(text) for piece in (part, *_SCRIPTS.split(part))]
    folded_pieces = dict.fromkeys(fold(piece) for piece in pieces)
    found, unknown, own, latin = [], [], False, False
    for piece in folded_pieces:
        if piece in _OWN:
            own = True
        elif piece in _LATIN:
            latin = True
        elif piece in _KNOWN:
            found.append(_KNOWN[piece])
        elif piece:
            unknown.append(piece)
    if not found:
        return None
    fields = list(dict.fromkeys(field for field, _place in found))
    field, rank = fields[0], 1 + found[0][1] / 1000
    parts = [piece for piece in folded_pieces if piece in PARTS_OF_NAMES]
    if field == "name" and len(parts) == 1:
        return Match(PARTS_OF_NAMES[parts[0]], True, rank)
    if not field or set(" ".join(unknown).split()) & _OTHERS:
        return Match("", True, rank)
    fields = [other for other in fields if other]
    if set(fields) <= {"name", "family_name", "given_name"} and len(fields) > 1:
        field = "name"
    elif "title" in fields and len(fields) > 1:
        field = next(other for other in fields if other != "title")
    elif len(fields) > 1 and {"email", "phone"} >= set(fields):
        field = "contact"
    elif len(fields) > 1:
        return Match("name" if "name" in fields else field, False, rank + 1)
    if field in ("name", "own_script_name") and own != latin:
        field = "own_script_name" if own else "name"
        # Of two names the one said to be in Latin letters is the name.
        rank = 0.0005
    return Match(field, True, rank)


def _near(text):
    """What a heading resembles, or has in it."""
    heading = fold(text)
    heading = next((heading.removesuffix(said).strip() for said in _SAID if heading.endswith(said)), heading)
    if not heading or set(heading.split()) & _OTHERS:
        return None
    best = process.extractOne(heading, _CHOICES, scorer=fuzz.ratio, score_cutoff=82) if len(heading) > 3 else None
    if best:
        return Match(_KNOWN[best[0]][0], False, 3 - best[1] / 100)
    # What a heading is about stands at its end in English, Burmese and Chinese, at its beginning in the others.
    last = not re.search("[\u0e00-\u0eff\u1780-\u17ff]", heading) and (heading.isascii() <= text.isascii())
    if heading.isascii():
        heading = re.split(" (?:of|for|and|in|at|on|to|by|with) ", heading)[0]
    heading = re.split("[及和与與]", heading)[0] or heading
    within = [(known, _place_of(known, heading, last)) for known in _LONG]
    within = [(place, len(known), known) for known, place in within if place >= 0]
    if not within:
        return None
    known = max(within, key=lambda found: (found[0] + found[1] if last else -found[0], found[1]))[2]
    field = _KNOWN[known][0]
    return None if field == "consent" else Match(field, False, 4 - len(known) / 100)


def _place_of(known, heading, last):
    if not known.isascii():
        return heading.rfind(known) if last else heading.find(known)
    return f" {heading} ".rfind(f" {known} ") if last else f" {heading} ".find(f" {known} ")
