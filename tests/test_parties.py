"""A list says who promised in the words of its source; Selma is asked where those may be somebody else's."""

import pytest

from proceedings.models import Organisation, OrganisationClass
from proceedings.parties import Parties

KNOWN = [
    ("Ministry of Labour", "MoL", "TH"),
    ("Ministry of Labour, Immigration and Population", "MOLIP", "MM"),
    ("Ministry of Labour and Vocational Training", "MoLVT", "KH"),
    ("Ministry of Interior", "MoI", "KH"),
    ("Ministry of Interior", "MOI", "TH"),
    ("Government of Cambodia", "", "KH"),
    ("Government of Myanmar", "", "MM"),
    ("National Committee for Counter Trafficking", "NCCT", "KH"),
    ("Embassy of the Philippines in Yangon", "", "PH"),
    ("International Labour Organization", "ILO", ""),
    ("Mekong Migration Network", "MMN", ""),
]


@pytest.fixture
def parties(db):
    for number, (name, acronym, country) in enumerate(KNOWN):
        Organisation.objects.create(name=name, acronym=acronym, country=country, slug=f"known-{number}")
    former = Organisation.objects.get(acronym="MOLIP").other_names
    former.create(name="Ministry of Labour, Employment and Social Security")
    former.create(name="အလုပ်သမား၊ လူဝင်မှုကြီးကြပ်ရေးနှင့် ပြည်သူ့အင်အားဝန်ကြီးဌာန")
    OrganisationClass.objects.create(name="Countries of destination", slug="destination")
    return Parties()


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("Ministry of Labour, Thailand and Ministry of Labour, Myanmar",
         ["Ministry of Labour, Thailand", "Ministry of Labour, Myanmar"]),
        ("Ministry of Labour, Immigration and Population", ["Ministry of Labour, Immigration and Population"]),
        ("Ministry of Health and Sports and Ministry of Education",
         ["Ministry of Health and Sports", "Ministry of Education"]),
        ("The Governments of Cambodia and Myanmar", ["Government of Cambodia", "Government of Myanmar"]),
        ("Ministries of Labour of Thailand and Viet Nam",
         ["Ministry of Labour of Thailand", "Ministry of Labour of Viet Nam"]),
        ("Cambodia, Lao PDR and Myanmar", ["Cambodia", "Lao PDR", "Myanmar"]),
        ("MOLIP; ILO/IOM & MMN", ["MOLIP", "ILO", "IOM", "MMN"]),
        ("1. ILO 2. MAP Foundation", ["ILO", "MAP Foundation"]),
        ("Cambodian Women Crisis Centre and MAP Foundation", ["Cambodian Women Crisis Centre", "MAP Foundation"]),
        ("กระทรวงแรงงานและกระทรวงมหาดไทย", ["กระทรวงแรงงาน", "กระทรวงมหาดไทย"]),
        ("Bộ Lao động và Bộ Nội vụ", ["Bộ Lao động", "Bộ Nội vụ"]),
        ("劳工部和外交部", ["劳工部", "外交部"]),
        ("အလုပ်သမား၊ လူဝင်မှုကြီးကြပ်ရေးနှင့် ပြည်သူ့အင်အားဝန်ကြီးဌာန",
         ["အလုပ်သမား၊ လူဝင်မှုကြီးကြပ်ရေးနှင့် ပြည်သူ့အင်အားဝန်ကြီးဌာန"]),
        ("-", []),
    ],
)  # fmt: skip
def test_several_parties_are_told_apart(parties, words, pieces):
    assert parties.split(words) == pieces


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Ministry of Labour, Thailand", "Ministry of Labour (MoL)"),
        ("The Thai Ministry of Labour", "Ministry of Labour (MoL)"),
        ("Royal Government of Cambodia", "Government of Cambodia"),
        ("Myanmar", "Government of Myanmar"),
        ("molip", "Ministry of Labour, Immigration and Population (MOLIP)"),
        (
            "Ministry of Labour, Employment and Social Security",
            "Ministry of Labour, Immigration and Population (MOLIP)",
        ),
        ("Ministry of Interior (MoI), Cambodia", "Ministry of Interior (MoI)"),
        ("Philippine Embassy in Yangon", "Embassy of the Philippines in Yangon"),
        ("Mekong Migration Network (MMN)", "Mekong Migration Network (MMN)"),
        ("countries of destination", "Countries of destination"),
    ],
)
def test_who_is_meant_is_known_by_any_name(parties, words, who):
    assert [(str(found.party), found.certain) for found in parties.find(words)] == [(who, True)]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Ministry of Labour, Thailand and Ministry of Labour, Myanmar", ["MoL", ""]),
        ("MOLIP and the countries of destination", ["MOLIP", "Countries of destination"]),
        ("Thai Ministry of Labour; Cambodia", ["MoL", "Government of Cambodia"]),
        ("กระทรวงแรงงาน", [""]),
        ("Ministry of Somewhere", [""]),
    ],
)
def test_parties_are_told_apart_and_nobody_is_guessed(parties, words, meant):
    found = [parties.get(parties.sure(one)) for one in parties.split(words)]
    assert [getattr(row, "acronym", "") or getattr(row, "name", "") for row in found] == meant


def test_what_may_be_anothers_name_is_asked(parties):
    assert [(found.party.country.code, found.certain) for found in parties.find("Ministry of Interior")] == [
        ("KH", False), ("TH", False),
    ]  # fmt: skip
    # Only one of that name is known; that says nothing of the others.
    assert [found.certain for found in parties.find("Ministry of Labour")] == [False]
    assert [found.certain for found in parties.find("Ministry of Labor (Thailand)")] == [False]
    assert parties.find("Ministry of Labour, Myanmar") == []
    assert parties.find("Somebody") == parties.find("") == []


def test_every_organisation_is_known_by_what_a_list_says_of_it(parties):
    for row in [*Organisation.objects.all(), OrganisationClass.objects.get()]:
        found = parties.find(parties.written(row))
        assert [(one.party, one.certain) for one in found] == [(row, True)], row
        assert parties.split(parties.written(row)) == [parties.written(row)]
        assert parties.get(found[0].key) == row
