"""An edition of sixty pages in seven languages as PDF, Word file and EPUB: python -m benchmarks.editions [--pages 60]

Printed beside them: what typst needs in the same minutes for as many pages of one word each. Seconds are those of the
processor, of all processes together: on an idle machine that is what somebody waits.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from . import own_site
from .badges import plain, timed

ROOT = Path(__file__).resolve().parent.parent
# Universal Declaration of Human Rights, article 23, as far as its first point.
TEXTS = {
    "en": "Everyone has the right to work, to free choice of employment, to just and favourable conditions of work and "
    "to protection against unemployment.",
    "my": "လူတိုင်းသည် အလုပ်လုပ်ပိုင်ခွင့်၊ မိမိနှစ်သက်ရာအလုပ်အကိုင်ကို လွတ်လပ်စွာ ရွေးချယ်ပိုင်ခွင့်၊ တရားမျှတ၍ လုပ်ပျော်သော "
    "အလုပ်ခွင်အခြေအနေများကို ရပိုင်ခွင့်နှင့် အလုပ်လက်မဲ့ဖြစ်ခြင်းမှ အကာအကွယ်ရပိုင်ခွင့် ရှိသည်။",
    "km": "មនុស្សគ្រប់រូបមានសិទ្ធិធ្វើការ ជ្រើសរើសការងារដោយសេរី ទទួលបានលក្ខខណ្ឌការងារដែលត្រឹមត្រូវ និងគួរជាទីពេញចិត្ត "
    "ព្រមទាំងការការពារប្រឆាំងនឹងនិកម្មភាព។",
    "th": "ทุกคนมีสิทธิในการทำงาน ในการเลือกงานโดยอิสระ ในเงื่อนไขที่ยุติธรรมและเอื้ออำนวยต่อการทำงาน และในการคุ้มครองต่อการว่างงาน",
    "lo": "ທຸກຄົນມີສິດໃນການເຮັດວຽກ ໃນການເລືອກອາຊີບຂອງຕົນຢ່າງເສລີ ໃນເງື່ອນໄຂການເຮັດວຽກທີ່ຍຸຕິທຳແລະເໝາະສົມ ແລະໃນການປົກປ້ອງຈາກການຫວ່າງງານ",
    "vi": "Mọi người đều có quyền làm việc, quyền tự do lựa chọn nghề nghiệp, được hưởng những điều kiện làm việc công "
    "bằng, thuận lợi và được bảo vệ chống lại nạn thất nghiệp.",
    "zh": "人人有权工作、自由选择职业、享受公正和合适的工作条件并享受免于失业的保障。",
}
# Of one language about a page.
TABLE = "<table><tr><th>{word}</th><th>{word}</th></tr>" + "<tr><td>{word}</td><td>{text}</td></tr>" * 3 + "</table>"


def body(language):
    text = TEXTS[language]
    word, long = text[:24], f"<p lang='{language}'>{' '.join([text] * 3)}</p>"
    return long * 3 + f"<ul lang='{language}'>" + f"<li>{text}</li>" * 3 + "</ul>" + TABLE.format(word=word, text=text)


def main(pages):
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from pypdf import PdfReader

    from proceedings.actions import editions, publishing
    from proceedings.documents.edition.book import book_of, shown_now
    from proceedings.models import EditionFile, EditionText, Event, EventKind, Language, Proceedings, Section

    kind = EventKind.objects.create(code="b", name="B")
    event = Event.objects.create(title="Policy Dialogue", slug="b", kind=kind, is_published=True)
    english = Language.objects.get_or_create(code="en", defaults={"name": "English"})[0]
    draft = Proceedings.objects.create(event=event, title="Proceedings", language=english)
    languages = [list(TEXTS)[n % len(TEXTS)] for n in range(round(pages * 1.2))]
    for n, language in enumerate(languages):
        heading = TEXTS[language][:30]
        Section.objects.create(proceedings=draft, position=n, heading=heading, body=body(language), level=1 + n % 2)
    user = get_user_model().objects.create_superuser("b")
    publishing.publish(draft, by=user, change_note="First edition")
    text = EditionText.objects.select_related("language", "edition__proceedings__event").get()
    book = book_of(text, shown_now(text))
    length = len(PdfReader(io.BytesIO(EditionFile.objects.get(format="pdf").file.read())).pages)
    print(f"{length} pages of one word     {timed(lambda: plain(length)):6.2f} s")
    for format, maker in editions.MAKERS.items():
        print(f"{length} pages as {format.label:12} {timed(lambda maker=maker: maker(book)):6.2f} s")
    print(f"all of it, looked through {timed(lambda: editions.make_files(text)):6.2f} s")
    print(f"is it fresh               {timed(lambda: shown_now(text).digest):6.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=60)
    options = parser.parse_args()
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        main(options.pages)
    else:
        with tempfile.TemporaryDirectory() as folder:
            site = own_site.variables(folder)
            command = [sys.executable, "-m", "benchmarks.editions", *sys.argv[1:]]
            subprocess.run(command, cwd=ROOT, env=os.environ | site, check=True)  # noqa: S603 - our own module
