"""Which session a heading means: suggested, and never decided where in doubt."""

from rapidfuzz import fuzz

from ...spreadsheets.countries import plain
from . import known

# Where the words of two titles are as like as this, they are one; below, nothing is said.
ALIKE = 82
SURE = 93


def sessions_of(sections, sessions):
    """Which session each section tells of.

    sections   [{"heading", "level", …}, …]
    sessions   [(key, title), …] in the order of the programme

    A chapter belongs to the session of the part it stands in, because the rule on who may be quoted holds for all of
    it. Returns [(key or None, whether that is certain), …].
    """
    found, taken, above = [], set(), (None, True)
    for section in sections:
        one = _session_of(section["heading"], sessions, taken)
        if section["level"] > 1 and one[0] is None:
            one = above
        if one[0] is not None:
            taken.add(one[0])
        if section["level"] == 1:
            above = one
        found.append(one)
    return found


def _session_of(heading, sessions, taken):
    number, subject = known.session_number(heading), known.without_session(heading)
    whole = plain(known.without_number(heading))
    scores = []
    for place, (key, title) in enumerate(sessions, start=1):
        its_number, its_subject = known.session_number(title), known.without_session(title)
        if plain(title) == whole:
            score = 100
        elif subject and its_subject:
            score = max(
                fuzz.ratio(plain(subject), plain(its_subject)),
                fuzz.token_sort_ratio(plain(subject), plain(its_subject)),
            )
        elif number and (its_number or not its_subject):
            score = SURE if number == its_number else 0
        else:
            score = 0
        if number and its_number and number != its_number:
            # “Session 4: Fees” is not “Session 1: Fees”; of the same words another number may be a slip.
            score = 0 if score < 100 else score
        if score >= ALIKE:
            same_number = number is not None and number == (its_number or place)
            scores.append((same_number, key not in taken, score, -place, key))
    if not scores:
        if number and number <= len(sessions) and not any(known.session_number(title) for _key, title in sessions):
            return (sessions[number - 1][0], False) if not subject else (None, True)
        return (None, True)
    same_number, _free, score, _place, key = max(scores)
    alike = [one for one in scores if one[2] >= score - 3]
    return key, score >= SURE and (len(alike) == 1 or same_number)
