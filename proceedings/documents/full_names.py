"""What looks like somebody's full name in a text, whoever it is: the gate knows only those who have a seat.

“Prasert Boonmee said” names a person without any form of address. There is no list of all names, so this looks for
words with capitals that are nothing else: not words that stand in small letters elsewhere in the same texts, not
places, not what organisations are called, not months. It asks, and never keeps anything from being published.
"""

import re

from django_countries import countries

from ..models import Organisation, OrganisationName, Topic, Venue
from .folding import plain

# Words with one blank between them: “Nguyễn Thị Lan”, “O’Brien”, “Hnin-Ei”.
LETTERS = r"[^\W\d_]+(?:[’'-][^\W\d_]+)*"
WORD = re.compile(LETTERS)
LINE = re.compile(rf"(?<![\w@.]){LETTERS}(?:[ \u00a0]{LETTERS})*")
# A form of address and the words with capitals behind it. People of the region are mostly called by such a form.
CALLED = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|H\.E|Hon)\b\.?|Daw|U|Saw|Naw|Sai|Nang|Khun|Oknha)"
    r"(?:[ \u00a0](?:Mr|Mrs|Ms|Dr)\b\.?)?"
    r"(?:[ \u00a0](?:[^\W\d_a-z]\.|[^\W\d_a-z][^\W\d_]*(?:[’'-][^\W\d_]+)*)){1,4}"
)
# Longer runs are titles.
MOST_WORDS = 5


def _parts(text, between):
    return frozenset(" ".join(text.split()).split(between))


# Words that make all that stands with them the name of a body, a law, a place or a meeting.
BODIES = _parts(
    """
    academy accord act action administration agencies agency agenda agreement alliance assembly assistance
    association associations authority bank bill board border bridge bulletin bureau bộ campaign caravan card
    cell center centre centres chamber charter church circle city clinic club coalition college commission committee
    compact confederation conference congress consortium consulate convention cooperative corporation corridor
    council court cục day days declaration decree delegation department dialogue directorate district division
    embassies embassy empowerment factory federation foreign forum foundation framework fund general generation
    global goal goals government governments group guideline guidelines guild health hospital hotel house hội
    initiative institute international law league ltd market meeting memorandum metro ministries ministry
    mission movement museum nation nations network networks office organisation organisations orientation organization
    organizations pact parliament partnership party plan platform policy port press process program programme
    programmes project protection protocol province railway region regional report republic research resolution
    resource review road room school secretariat section sector seminar senate series service services session
    society standards state states strategy street subcommittee summit system sở taskforce team temple times tower
    township treaty trust tổng union unions unit university villa village viện volume watch week work worker
    workers workshop zone ủy
    """,
    " ",
)
# Words that stand beside a name, or beside no name: they part what stands before from what stands after.
BESIDE = _parts(
    """
    a about after all also although an and annex any appendix april article as asean asia asian associate at attaché
    august bama bamar because before being both buddhist burma burmese but by cambodian chair chairman chairperson
    chapter chatham chief chin chinese christian civil co-chair commissioner committed common consul coordinator
    counsellor counter countries country csos december delegate democratic deputy development director during each
    east eastern editor embassies employers employment english europe european every everyone executive facilitator
    father february fees figure filipino first five foreign former four friday from general good government governor
    greater gulf had he head her high his house how however human i if ilo in indochina indonesian instead
    interpreter irregular islamic issue it its january japanese joint july june kachin karen kayin khmer king
    kingdom korean labor labour lao laotian lower madam madame malay malaysian manager many march may mekong member
    migrant migrants migration minister moderator mon monday more morning mou muslim my myanma national new next
    ngos no nor north northern not note november now october of officer on one or other our out over overseas
    pacific panel panellist part participants peninsula permanent plenary president prime prince princess professor
    programme protect province queen question rakhine ramadan recommendation recruitment representative
    representatives respect rights rohingya round rule saturday second secretary section senior september session
    shan she since singaporean sir sister six sixth skills so social some south southeast southern speaker speakers
    spokesperson state still sub-region sub-regional such sunday table ten thai than thank that the their then there
    therefore these they third this those three through thursday to today tomorrow topic towards trade translator
    tuesday twelve two under undersecretary until upper vice vietnam vietnamese we wednesday welfare west western
    what when where which while who why will with women would year yes you your youth
    """,
    " ",
)
# Cities and rivers the texts of the region speak of.
PLACES = _parts(
    """
    abu dhabi, abuja, addis ababa, ayeyarwady, bali, bangkok, banteay meanchey, battambang, beijing, can tho,
    champasak, chatham house, chiang mai, chiang rai, colombo protocol, da nang, dhaka, doha, dubai, geneva,
    guangxi, ha noi, hanoi, hat yai, ho chi minh city, hong kong, hpa an, hà nội, hồ chí minh, jakarta,
    kanchanaburi, kathmandu, kawthaung, kayin state, koh kong, kuala lumpur, kunming, lao pdr, luang prabang, mae
    la, mae sai, mae sot, mandalay, manila, marrakech, marrakesh, mawlamyine, mekong, mon state, muscat, myawaddy,
    nay pyi taw, new delhi, new york, nong khai, north korea, pakse, palermo, pattaya, phang nga, phnom penh,
    phuket, poipet, prey veng, rakhine state, ranong, riyadh, salween, samut prakan, samut sakhon, saudi arabia,
    savannakhet, seoul, shan state, siem reap, south korea, sri lanka, surat thani, svay rieng, tachileik, taipei,
    tel aviv, tokyo, tp hồ chí minh, ubon ratchathani, udon thani, united kingdom, vientiane, viet nam, việt nam,
    yangon, yunnan, đà nẵng
    """,
    ", ",
)


def full_names(texts, ordinary=()):
    """What looks like names of people, also by their form of address, in some plain texts.

    ordinary   more texts whose words in small letters are words, not names

    Returns [[name, …], …], one list for each text, each name once.
    """
    texts = [" ".join(text.split()) for text in texts]
    small = (word for text in [*texts, *ordinary] for word in WORD.findall(text) if word[0].islower())
    words = {plain(word) for word in small}
    places = _phrases()
    return [_names(text, words, places) for text in texts]


def _phrases():
    """A pattern for all that is called by words with capitals and is nobody: organisations, countries, places."""
    names = {str(name) for _code, name in countries} | PLACES
    names |= set(Organisation.objects.values_list("name", flat=True))
    names |= set(OrganisationName.objects.values_list("name", flat=True))
    names |= {part for row in Venue.objects.values_list("name", "city") for part in row}
    names |= set(Topic.objects.values_list("name", flat=True))
    sought = sorted({plain(name) for name in names if len(name) > 2}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sought))})(?!\w)")


def _names(text, words, phrases):
    names = [found[0].rstrip(".,") for found in CALLED.finditer(text)]
    called = {word for name in names for word in name.split()}
    for run in _runs(text):
        # What is known by its whole name is taken out, so that its words may still be those of a person elsewhere.
        left = phrases.sub(lambda known: " ".join("-" for _word in known[0].split()), plain(" ".join(run))).split()
        pairs = list(zip(run, left, strict=False))
        for part in _split(pairs, lambda word, known: known == "-" or plain(_stem(word)) in BESIDE):
            if any(_stem(word).casefold() in BODIES for word, _known in part):
                continue
            for piece in _split(part, lambda word, _known: plain(_stem(word)) in words or _is_acronym(_stem(word))):
                name = [word for word, _known in piece]
                if 1 < len(name) <= MOST_WORDS and not called.issuperset(name):
                    names.append(_stem(" ".join(name)))
    return list(dict.fromkeys(names))


def _split(pairs, parts):
    """Lists of what stands between the pairs that part them."""
    found = [[]]
    for pair in pairs:
        if parts(*pair):
            found.append([])
        else:
            found[-1].append(pair)
    return found


def _runs(text):
    """Words with capitals that follow each other, as lists of two and more."""
    for line in LINE.finditer(text):
        run = []
        for word in [*line[0].split(), "-"]:
            if word[0].isupper():
                run.append(word)
                continue
            if len(run) > 1:
                yield run
            run = []


def _stem(word):
    """A word without what the possessive adds: “Ministry’s”."""
    return re.sub("[’']s?$", "", word)


def _is_acronym(word):
    """“ILO”, “MoLIP”; family names are sometimes in capitals, too, but longer."""
    return (word.isupper() and len(word) < 6) or bool(re.search("[a-z][A-Z]", word))
