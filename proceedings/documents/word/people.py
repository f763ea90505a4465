"""Names of people in a file that came in: found as the gate finds them, made mentions where somebody agreed to that."""

from ..folding import UNSPACED, Folded, plain
from ..typed_names import Name, apart, visible, with_mentions
from ..typed_names import names_of as written_names

# A name of one word may be a word: it is offered, and nobody is taken for granted. So is a short name where letters
# run on without blanks.
SHORTEST_UNSPACED = 6


def folded(text):
    """Text as it is compared, with one blank for every gap."""
    return " ".join(plain(text).split())


def names_of(seats):
    """{folded name: {key of a seat, …}} of participants, with `person` and `person__other_names` loaded."""
    names = {}
    for seat in seats:
        email = {seat.person.email} - {""} if seat.person_id else set()
        for word in written_names(seat) | email:
            if len(word := folded(word)) > 1:
                names.setdefault(word, set()).add(seat.pk)
    return names


def is_certain(word):
    """True for a name that is hardly anything else."""
    if UNSPACED.search(word):
        return len(word) >= SHORTEST_UNSPACED
    return len(word.split()) > 1 or "@" in word


def _spans(text, names):
    """{(start, end): {whatever the names that stand there belong to}, …}: the longest of those that overlap.

    names   [(Name, {…}), …]
    """
    letters, found = Folded(text), {}
    for name, theirs in names:
        for span in name.spans(letters):
            start, end = letters.span(*span)
            # No name runs from one paragraph or cell into the next.
            if "\n" not in text[start:end]:
                found.setdefault((start, end), set()).update(theirs)
    return {span: found[span] for span in apart(found)}


def found_in(texts, names):
    """Names that stand in some texts.

    texts   [HTML, …]
    names   as of `names_of`

    A name within a longer one that was found is not found again. Returns [{"word", "seats", "texts": [index, …],
    "places", "sure"}, …], in the order of the texts; the word is folded, as it stands there.
    """
    looked_for, found = [(Name(word), seats) for word, seats in names.items()], {}
    for index, body in enumerate(texts):
        text = visible(body)
        for (start, end), seats in _spans(text, looked_for).items():
            word = folded(text[start:end])
            one = found.setdefault(word, {"word": word, "seats": set(), "texts": [], "places": 0})
            one["seats"] |= seats
            one["places"] += 1
            if index not in one["texts"]:
                one["texts"].append(index)
    for word, one in found.items():
        one["seats"] = sorted(one["seats"])
        one["sure"] = len(one["seats"]) == 1 and is_certain(word)
    return sorted(found.values(), key=lambda one: (one["texts"][0], one["word"]))


def as_written(text, word):
    """A folded name as some HTML has it, where it stands first; the name itself where it does not."""
    text = visible(text)
    letters = Folded(text)
    spans = sorted(letters.span(*span) for span in Name(word).spans(letters))
    return " ".join(text[slice(*spans[0])].split()) if spans else word


def replaced(text, seats):
    """HTML in which names are mentions.

    text    HTML
    seats   {word as of `found_in`: number of the seat}

    The courtesy before a name, “U” or “Dr.”, goes with it: a mention says itself how somebody is called.
    """
    looked_for = [(Name(word), {word}) for word in seats]

    def find(letters):
        for (start, end), words in _spans(letters, looked_for).items():
            written = folded(letters[start:end])
            yield start, end, seats[written if written in words else min(words)]

    return with_mentions(text, find)[0]
