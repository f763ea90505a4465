"""Names of people typed in a text: found by what the gate looks for, made mentions where somebody agreed to that."""

import html
import re
import unicodedata

from ...spreadsheets.guesses import HONORIFICS
from ..folding import UNSPACED, plain
from ..gate import names_of as written_names

# A name of one word may be a word: it is offered, and nobody is taken for granted. So is a short name where letters
# run on without blanks.
SHORTEST_UNSPACED = 6
TOKEN = re.compile(r"<[^>]*>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{1,10});|[^<&]|[<&]")
BREAK = re.compile(r"</?(?:p|li|td|th|tr|ol|ul|table|blockquote|br|caption|dd|dt)\b", re.IGNORECASE)
GAP = "\ufffc"
_TITLES = {title for title in HONORIFICS if title not in {"he", "m"}}


def folded(text):
    """Text as it is compared, with one blank for every gap."""
    return re.sub(r"\s+", " ", plain(text))


def plain_of(text):
    """The words of some HTML, folded as the gate folds, with a sign between blocks so that no name runs across."""
    text = BREAK.sub(lambda found: f"{GAP}{found[0]}", text)
    return folded(html.unescape(re.sub(r"<[^>]*>", "", text)))


def pattern_of(word):
    """How a folded name stands in a folded text: in scripts with blanks between words, as whole words."""
    sought = re.escape(word)
    return re.compile(sought if UNSPACED.search(word) else rf"(?<!\w){sought}(?!\w)")


def names_of(seats):
    """{folded name: {key of a seat, …}} of participants, with `person` and `person__other_names` loaded."""
    names = {}
    for seat in seats:
        email = {seat.person.email} - {""} if seat.person_id else set()
        for word in written_names(seat) | email:
            if len(word := folded(word).strip()) > 1:
                names.setdefault(word, set()).add(seat.pk)
    return names


def is_certain(word):
    """True for a name that is hardly anything else."""
    if UNSPACED.search(word):
        return len(word) >= SHORTEST_UNSPACED
    return len(word.split()) > 1 or "@" in word


def found_in(texts, names):
    """Names that stand in some texts.

    texts   [HTML, …]
    names   as of `names_of`

    A name within a longer one that was found is not found again. Returns [{"word", "seats", "texts": {index, …},
    "places", "sure"}, …], in the order of the texts.
    """
    texts = [plain_of(text) for text in texts]
    found = []
    for word in sorted(names, key=lambda word: (-len(word), word)):
        pattern, places, where = pattern_of(word), 0, []
        for index, text in enumerate(texts):
            if word in text:
                texts[index], number = pattern.subn(GAP * 2, text)
                if number:
                    places += number
                    where.append(index)
        if places:
            seats = sorted(names[word])
            found.append(
                {"word": word, "seats": seats, "texts": where, "places": places,
                 "sure": len(seats) == 1 and is_certain(word)}
            )  # fmt: skip
    return sorted(found, key=lambda one: (one["texts"][0], one["word"]))


def as_written(text, word):
    """A folded name as some HTML has it, where it stands first; the name itself where it does not."""
    letters, places = _letters(text)
    found = pattern_of(word).search(letters)
    if not found:
        return word
    written = text[places[found.start()][0] : places[found.end() - 1][1]]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", written)).split())


def replaced(text, seats):
    """HTML in which names are mentions.

    text    HTML
    seats   {folded name: key of the seat}

    The courtesy before a name, “U” or “Dr.”, goes with it: a mention says itself how somebody is called.
    """
    sought = plain_of(text)
    present = [word for word in seats if word in sought]
    if not present:
        return text
    letters, places = _letters(text)
    for word in sorted(present, key=lambda word: (-len(word), word)):
        pieces, place = [], 0
        for found in pattern_of(word).finditer(letters):
            start = found.start() - _courtesy(letters[: found.start()])
            if start < place:
                continue
            pieces.append((start, found.end()))
            place = found.end()
        for start, end in reversed(pieces):
            first, last = places[start][0], places[end - 1][1]
            inside = "".join(re.findall(r"<[^>]*>", text[first:last]))
            mention = f"@[{seats[word]}]"
            text = f"{text[:first]}{mention}{inside}{text[last:]}"
        if pieces:
            letters, places = _letters(text)
    return text


def _courtesy(before):
    """How many letters before a name are a courtesy title."""
    length = 0
    for _round in range(2):
        found = re.search(r"(?:^|(?<=[\s(\[“\"'\ufffc]))([^\s\ufffc]{1,12})\s$", before[: len(before) - length])
        if not found or found[1].rstrip(".") not in _TITLES:
            break
        length += len(found[0])
    return length


def _letters(text):
    """The folded letters of some HTML, and for each where it stands: (letters, [(first, behind), …])."""
    letters, places = [], []
    cluster, start, end = "", 0, 0

    def close():
        nonlocal cluster
        for sign in folded(cluster):
            if sign == " " and letters and letters[-1] == " ":
                places[-1] = (places[-1][0], end)
                continue
            letters.append(sign)
            places.append((start, end))
        cluster = ""

    for found in TOKEN.finditer(text):
        token = found[0]
        if len(token) > 1 and token[0] == "<":
            if BREAK.match(token):
                close()
                letters.append(GAP)
                places.append((found.start(), found.start()))
            continue
        sign = html.unescape(token)
        if cluster and not unicodedata.category(sign[0]).startswith("M"):
            close()
        if not cluster:
            start = found.start()
        cluster += sign
        end = found.end()
    close()
    return "".join(letters), places
