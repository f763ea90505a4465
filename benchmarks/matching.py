"""How fast rows of a list are matched with people: python -m benchmarks.matching [--people 50000] [--rows 5000]

Each case runs in a process of its own, so that the memory it prints is its own too.
"""

import argparse
import os
import random
import resource
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Parts of names as they stand beside each other in lists; each line is one people's.
PARTS = """
Aung Kyaw Moe Zaw Min Htun Naing Win Thu Hla Khin Myint Su Mon Ei Phyu Nwe Thida Hnin Soe Lwin Maung Ye Htet Oo Thant
Sok Sophea Chan Dara Keo Sreymom Touch Channary Heng Vuthy Nuon Bora Pich Rattana Ly Sokunthea Chea Kosal Meas Sovann
Somchai Jaidee Prasert Boonmee Kanya Suksai Siriporn Thongdee Wichai Srisuk Anong Rungrueang Nattapong Charoensuk Malee
Bounmy Phommasan Thongsy Inthavong Souksavanh Keomany Khamla Vilayphone Sengdao Xayyavong Bounthan Chanthavong Latsamy
Nguyễn Trần Lê Phạm Vũ Đặng Văn Thị Hoàng Yến Đức Ánh Hồng Linh Thùy Quốc Bảo Minh Tuấn Hương Lan Phương Thảo Anh Dũng
Maria Luz Santos Ana Reyes Mendoza Jose dela Cruz Carlo O'Hara Ramon Bautista Liza Villanueva Tanaka Yuki Sato Kenji
"""
PARTS = [line.split() for line in PARTS.strip().splitlines()]
COUNTRIES = ["MM", "KH", "TH", "LA", "VN", "PH"]
OWN = ["အောင်ကျော်မိုး", "សុខ សុភា", "สมชาย ใจดี", "ບຸນມີ ພົມມະສານ", "", ""]
VOWELS, ENDS = "aeiou", ["n", "ng", "t", "m", "", "k"]


def syllable(chance):
    return chance.choice("bcdhklmnprstvy") + chance.choice(VOWELS) + chance.choice(ENDS)


def delegates(number, case, chance):
    """Rows for Known without its key, as a database or a spreadsheet gives them: every text a string of its own."""
    for n in range(number):
        people = chance.randrange(6)
        parts = [chance.choice(PARTS[people]) for _ in range(chance.choice((2, 3, 3, 4)))]
        if chance.random() < 0.6:
            # Names that nobody else has.
            parts[-1] = (syllable(chance) + syllable(chance) + syllable(chance)).capitalize()
        organisation = f"Ministry number {chance.randrange(2000)} of Labour"
        country, own = COUNTRIES[people], OWN[people] if n % 4 == 0 else ""
        if case == "one family":
            parts, country = ["Nguyễn", "Văn", syllable(chance).capitalize(), syllable(chance).capitalize()], "VN"
        elif case == "one name":
            parts, country, own = ["Nguyễn", "Văn", "An"], "VN", ""
        elif case == "one office":
            organisation = "Ministry of Labour"
        email = f"{'.'.join(parts)}{n}@example.org".lower()
        if case == "no addresses" or (case == "as lists are" and chance.random() < 0.3):
            email = ""
        if case == "one address":
            email = "office@example.org"
        phone = f"0{chance.randrange(80_000_000, 99_999_999)}" if case != "no addresses" else ""
        yield " ".join(parts), (own,) if own else (), email, organisation, country, phone, chance.choice(("", "Dr."))


def again(people, number, chance):
    """Rows of a list: four in ten are people we know, written otherwise."""
    for n, row in enumerate(delegates(number, "as lists are", chance)):
        if n % 10 < 4:
            _key, name, names, email, *rest = chance.choice(people)
            email = (email.upper(), "", email, "")[n % 4]
            name = " ".join(reversed(name.split())) if n % 3 == 0 else name.replace("ee", "i").replace("ph", "p")
            yield name, names, email, *rest
        else:
            yield row


CASES = ["as lists are", "no addresses", "one family", "one name", "one office", "one address"]


def measure(case, people, rows):
    """Print one line about one case."""
    import django

    django.setup()
    from proceedings.spreadsheets.matching import Index, Known

    chance = random.Random(1)  # noqa: S311 - the same names in every run
    texts = [Known(number, *text) for number, text in enumerate(delegates(people, case, chance))]
    listed = list(again(texts, rows, chance)) if case == "as lists are" else list(delegates(rows, case, chance))
    before = memory()
    begun = time.process_time()
    known = Index(texts)
    indexed = time.process_time()
    inside, found, worst = Index(), 0, 0
    for number, text in enumerate(listed):
        row = Known(("row", number), *text)
        asked = time.process_time()
        found += bool(known.find(row) + inside.find(row))
        inside.add(row)
        worst = max(worst, time.process_time() - asked)
    done = time.process_time()
    print(
        f"{case:14}{indexed - begun:9.2f}{done - indexed:9.2f}{rows / (done - begun):9.0f}{worst * 1000:11.0f}"
        f"{found:8}{memory() - before:12.0f}{memory():11.0f}"
    )


def memory():
    """The most memory that this process ever took, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(people, rows):
    print(f"{people} people, {rows} rows of a list\n")
    print(f"{'':14}{'index s':>9}{'find s':>9}{'rows/s':>9}{'worst ms':>11}{'found':>8}{'added MB':>12}{'all MB':>11}")
    settings = {
        "DJANGO_SETTINGS_MODULE": "mmn_events.settings",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "http://localhost",
    }
    for case in CASES:
        subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-m", "benchmarks.matching", "--case", case, f"--people={people}", f"--rows={rows}"],
            cwd=ROOT,
            env=os.environ | settings | {"ALLOW_SQLITE": "1", "DATABASE_URL": ""},
            check=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.case:
        measure(options.case, options.people, options.rows)
    else:
        main(options.people, options.rows)
