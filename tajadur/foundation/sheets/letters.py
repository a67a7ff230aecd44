"""In which letters a CSV is written. Offices save Arabic in windows-1256 and French in windows-1252, and both agree on
most small French letters: what tells them apart is whether a byte stands in a word of Latin letters."""

import re
from codecs import lookup
from dataclasses import dataclass

from ..errors import BadInput

UTF8, ARABIC, FRENCH = "utf-8", "windows-1256", "windows-1252"
# Asked about when nothing decides: what Windows, Macs and old machines of Morocco write.
_EIGHT_BITS = (ARABIC, FRENCH, "iso-8859-6", "mac-roman", "cp720")
KNOWN = (UTF8, *_EIGHT_BITS)
SAMPLE_LINES, SAMPLE_WIDTH = 3, 160
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_LATIN = re.compile(rb"[A-Za-z]")
# Letters of Arabic in windows-1256; in windows-1252 they are capitals with accents and signs.
_ARABIC_BYTE = re.compile(rb"[\xc0-\xd6\xd8-\xdf\xe1\xe3-\xe6\xec\xed]")
_ARABIC_WORD = re.compile(rb"[\xc0-\xd6\xd8-\xdf\xe1\xe3-\xe6\xec\xed]{2}")
# Small French letters, the same in both: beside Arabic letters they speak for a third writing (ISO 8859-6).
_SMALL_BYTE = re.compile(rb"[\xe0\xe2\xe7-\xeb\xee\xef\xf4\xf9\xfb\xfc]")
_ELSEWHERE = re.compile(rb"[\x81\x8d-\x90\x9d\x9e]")  # no letter of French; é, è and ç on a Mac
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_CLEARLY = 4


class LettersUnknown(BadInput):
    """Nothing decides between several ways to read the file; ``samples`` shows how it begins in each."""

    def __init__(self, samples: "list[Sample]") -> None:
        super().__init__("letters", "letters_unknown")
        self.samples = samples


@dataclass(frozen=True, slots=True)
class Sample:
    """The first lines with letters beyond A–Z, read in one way."""

    letters: str
    lines: tuple[str, ...]


def text_of(data: bytes, letters: str = "") -> str:
    """The text of a CSV, in ``letters`` when they are known. Raises LettersUnknown; BadInput sheet_unreadable."""
    letters = letters if letters in KNOWN else letters_of(data)
    try:
        return data.decode("utf-8-sig" if letters == UTF8 else letters)
    except UnicodeDecodeError:
        raise BadInput("file", "sheet_unreadable") from None


def letters_of(data: bytes) -> str:
    """The name of the letters. Raises LettersUnknown when two readings are as likely; BadInput
    sheet_unreadable."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data[:400].count(b"\0") > 20:
        low = data[1:400:2].count(b"\0") >= data[:400:2].count(b"\0")
        return "utf-16-le" if low else "utf-16-be"
    try:
        data.decode(UTF8)
    except UnicodeDecodeError:
        pass
    else:
        return UTF8
    if len(_CONTROLS.findall(data)) * 100 > len(data):
        raise BadInput("file", "sheet_unreadable")  # a picture, a document: anything but text
    return _eight_bits(data)


def _eight_bits(data: bytes) -> str:
    """Words of Latin letters with a doubtful byte speak for French, words of such bytes alone for Arabic."""
    arabic = french = third = single = 0
    for word in _WORD.findall(data):
        if word.isascii():
            continue
        if _LATIN.search(word):
            third += bool(_ELSEWHERE.search(word))
            french += bool(_ARABIC_BYTE.search(word))
        elif _ARABIC_BYTE.search(word):
            third += bool(_SMALL_BYTE.search(word))
            arabic += bool(_ARABIC_WORD.search(word))
            single += not _ARABIC_WORD.search(word)
    if third * _CLEARLY <= max(arabic, french):
        if arabic and arabic >= _CLEARLY * french and _decodes(data, ARABIC):
            return ARABIC
        if french >= _CLEARLY * arabic and (french or not single) and _decodes(data, FRENCH):
            return FRENCH
    raise LettersUnknown(_samples(data))


def _likely(data: bytes) -> str:
    """What the statistics of languages hold for likely, as far as it is one of ours."""
    from charset_normalizer import from_bytes  # two megabytes, in no process that reads no such file

    best = from_bytes(data[:60_000].rpartition(b"\n")[0] or data, cp_isolation=list(_EIGHT_BITS)).best()
    return next((name for name in _EIGHT_BITS if best and lookup(name).name == lookup(best.encoding).name), ARABIC)


def _decodes(data: bytes, letters: str) -> bool:
    try:
        data.decode(letters)
    except UnicodeDecodeError:
        return False
    return True


def _samples(data: bytes) -> list[Sample]:
    """The likely reading first."""
    lines = [line for line in data[:200_000].splitlines() if not line.isascii()][:SAMPLE_LINES]
    likely = _likely(data)
    samples = [
        Sample(letters, tuple(line.decode(letters)[:SAMPLE_WIDTH] for line in lines))
        for letters in sorted(_EIGHT_BITS, key=lambda name: name != likely)
        if _decodes(data, letters)
    ]
    if not samples:
        raise BadInput("file", "sheet_unreadable")
    return samples
