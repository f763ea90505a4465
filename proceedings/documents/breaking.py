"""Where a word may break if it must: after a syllable or a letter, never inside what is read as one."""

import re
import unicodedata

# Scripts in which a line breaks between words though no blank stands there, so that typst knows where.
BREAKS_ITSELF = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# A Burmese syllable begins at a consonant or a vowel of its own that neither is stacked under another nor closes the
# syllable before it. Likewise in Shan, Mon and Karen, which use letters further on. Unicode Technical Note 11.
CONSONANT = "[\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\uaa60-\uaa6f]"
BURMESE = re.compile(f"(?<![\u1039])(?={CONSONANT})(?!{CONSONANT}[\u1037\u1038]?[\u1039\u103a])")
IS_BURMESE = re.compile("[\u1000-\u109f\uaa60-\uaa7f]")
# Vowels that are written before the letter they follow in speech, and those written after it that are no marks.
BEFORE = "เแโใไເແໂໃໄ"
AFTER = "ะาำๅๆฯະາຳຽໆ"
# The signs that put the next letter under this one.
STACKS = "\u1039\u17d2"
JOINERS = "\u200c\u200d\u2060"
# What no line of a letter holds. Scripts that break by themselves need no help.
LONG = re.compile(r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f\u2e80-\u9fff]{45,}")


def clusters(word):
    """A word as a list of the pieces between which a reader would bear a break; joined, they are the word."""
    if IS_BURMESE.search(word):
        return [piece for piece in BURMESE.split(word) if piece]
    pieces, joined = [], False
    for letter in word:
        goes_on = (
            joined or unicodedata.category(letter).startswith("M") or letter in AFTER or letter in JOINERS
        ) and pieces
        if goes_on:
            pieces[-1] += letter
        else:
            pieces.append(letter)
        joined = letter in BEFORE or letter in STACKS or letter in JOINERS
    return pieces


def words_of(text):
    """Text for `fit` in common.typ: a list of {text, parts, breaks, soft}; a line break is a word of its own.

    parts    the pieces between which a word may break at the worst; empty for short ones, which always find room
    breaks   True where the script of the word breaks without blanks
    soft     True where a name, too, may break within the word: at the syllables of Burmese
    """
    words = []
    for number, line in enumerate(text.split("\n")):
        words += [_word("\n")] if number else []
        words += [_word(word) for word in line.split()]
    return words


def _word(word):
    return {
        "text": word,
        "parts": clusters(word) if len(word) > 6 else [],
        "breaks": bool(BREAKS_ITSELF.search(word)),
        "soft": bool(IS_BURMESE.search(word)),
    }


def bearable(text):
    """Running text in which nothing without blanks is longer than a line: such words may break anywhere."""
    return LONG.sub(lambda found: "\u200b".join(clusters(found[0])), text)
