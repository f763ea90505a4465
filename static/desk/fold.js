// What is asked for, folded as the server folds what may be found (spreadsheets/countries.py, `plain`): letters without
// accents or case, one blank between words, no punctuation, ASCII digits. Vowels and tones of the region's scripts stay.
"use strict";
{
  const desk = (window.desk ??= {});
  const LETTERS = { "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "&": " and ", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss", "ς": "σ" };
  const SAME = [
    [/(\u0e4d)([\u0e48-\u0e4b])/gu, "$2$1"],
    [/(\u0ecd)([\u0ec8-\u0ecb])/gu, "$2$1"],
    [/\u17d2\u178a/gu, "\u17d2\u178f"],
    [/\u1025\u103a/gu, "\u1009\u103a"],
  ];

  // The value of a decimal digit: those of a script stand in a row of ten, each row at a multiple of its first.
  const digit = sign => {
    let zero = sign.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && sign.codePointAt(0) - zero < 9) zero -= 1;
    return String(sign.codePointAt(0) - zero);
  };

  const one = sign => {
    if (LETTERS[sign]) return LETTERS[sign];
    if (/['’‘ʼ`´＇]/u.test(sign) || /\p{Cf}/u.test(sign)) return "";
    const number = sign.codePointAt(0);
    if (/\p{M}/u.test(sign)) {
      const accent = number < 0x900 || (number >= 0x1ab0 && number < 0x1b00) || (number >= 0x1dc0 && number < 0x1e00)
        || (number >= 0x20d0 && number < 0x2100) || (number >= 0xfe00 && number < 0xfe30);
      return accent ? "" : sign;
    }
    if (/\p{Nd}/u.test(sign)) return digit(sign);
    return /[\p{L}\p{N}]/u.test(sign) ? sign : " ";
  };

  desk.fold = text => {
    let folded = [...text.normalize("NFKD").toLowerCase()].map(one).join("");
    for (const [pattern, replacement] of SAME) folded = folded.replace(pattern, replacement);
    return folded.split(/\s+/u).filter(Boolean).join(" ");
  };
}
