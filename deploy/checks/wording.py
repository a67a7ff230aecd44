"""How the translations write: the typography of French, the spelling of Arabic, one word for one thing, one address.

What has only one right form is put right when a catalogue is brought up (``tidied``); the rest is told (``faults``).
"""

import re

# Arabic prefixes stand apart from a number or a Latin word by a joining stroke: «بـ 7».
_STROKE = re.compile(r"(?<![\u0621-\u065F])[ولبك]{0,2}[بلكف]ـ(?=[ %<:{«]|$)|ـ")
_TANWIN = re.compile(r"[\u064B-\u064D]")
_LATIN_MARK = re.compile(r"(?<=[\u0621-\u064A])[,;?]")
# «you» of many: the catalogues speak to one person, in every sentence.
_OF_MANY = re.compile(r"(?<![\u0621-\u065F])[\u0621-\u065F]{2,}كم(?![\u0621-\u065F])")
_YOU_ALL = re.compile(r"(?<![\u0621-\u065F])(?:كنتم|أنتم|[\u0621-\u065F]{2,}تمو[\u0621-\u065F]+)(?![\u0621-\u065F])")
_DO_ALL = re.compile(r"(?<![\u0621-\u065F])[\u0621-\u065F]{2,}وا(?![\u0621-\u065F])")
# Neither «you» nor an order: nouns in the accusative and what happened.
_NOT_YOU = {"التحكم", "كانوا", "انتخبوا", "عضوا", "مدعوا"}
# A number, then at most one word, then what is counted: «%(n)s open units».
_COUNTED = re.compile(
    r"%\(\w+\)s (?:[a-z]+ )?(?:branches|bodies|characters|columns|days|delegates|devices|directives|figures|hours|lines"
    r"|mandates|meetings|members|minutes|months|names|obligations|people|periods|persons|points|posts|provinces"
    r"|regions|reports|requests|rows|seats|steps|times|units|weeks|women|years)\b"
)

# language: (what the English sentence speaks of, the words it never takes, the word it takes)
_ONE_WORD: dict[str, list[tuple[re.Pattern[str], re.Pattern[str], str]]] = {
    "ar": [
        (re.compile(r"(?i)\bbod(y|ies)\b(?!.*\bdevice)"), re.compile("جهاز|أجهز|هيأ"), "هيئة"),
        (re.compile(r"(?i)\b(offices?|posts?) (held|of)|\boffice\b(?=.*(person|yours|Tajadur|today))"),
         re.compile("مهمة|مهام|صفة|صفتك"), "منصب"),
        (re.compile(""), re.compile("هيأة|هيآت"), "هيئة"),
        (re.compile(r"(?i)\bmandates?\b|\b(a|the|new) terms?\b|\bterms?$|^Term of"),
         re.compile("مهمة|المهمة|مهام|ولاية|عهدة"), "انتداب"),
        (re.compile(""), re.compile("كلمة (ال)?سر"), "كلمة مرور"),
        (re.compile(""), re.compile("(ال)?استمارة"), "نموذج"),
        (re.compile(""), re.compile("سنة (ال)?ميلاد"), "سنة ازدياد"),
        (re.compile(""), re.compile("بطاق(ة|ات) (ال)?تعريف"), "البطاقة الوطنية"),
        (re.compile(r"(?i)\bbring in\b|\bimport"), re.compile("إدخال"), "استيراد"),
        (re.compile(r"(?i)\bunits?\b"), re.compile("تنظيمات?ك|هذا التنظيم"), "وحدة"),
    ],
    "fr": [
        (re.compile(r"(?i)\bbod(y|ies)\b"), re.compile(r"(?i)\borganes?\b"), "instance"),
        (re.compile(r"(?i)\bunits?\b"), re.compile(r"(?i)\bstructures?\b"), "unité"),
        (re.compile(r"(?i)\bbring in\b|\bimport"), re.compile(r"(?i)\bsaisir\b"), "importer"),
        (re.compile(""), re.compile(r"(?i)\bcourriel|adresses? électronique"), "e-mail"),
        (re.compile(""), re.compile(r"(?i)(?<![\w’-])(tu|toi|ton|ta|tes|te)(?![\w’-])|\bt’"), "vous"),
        (re.compile(r"(?i)\bstep\b.*\b(row|level|told)\b|\bladder\b"), re.compile(r"(?i)\bdegrés?\b"), "étape"),
    ],
}  # fmt: skip


def tidied(language: str, text: str) -> str:
    """French with its own apostrophe and with no break before «: ; ! ?» or inside « »; other languages as they are."""
    if language != "fr":
        return text
    text = re.sub(r"(?<=\w)'(?=[\w<%{«])", "’", text)
    text = re.sub(r"[ \u202f](?=[;:!?»](?:[\s<).,»\u00a0]|$))", "\u00a0", text)
    return re.sub(r"«[ \u202f]", "«\u00a0", text)


def faults_of_wording(language: str, source: str, form: str) -> list[str]:
    """What one form of a translation of ``source`` writes otherwise than all the others."""
    told = [
        f"says «{found[0]}» where the others say «{word}»: {form!r}"
        for about, never, word in _ONE_WORD.get(language, ())
        if about.search(source) and (found := never.search(form))
    ]
    if tidied(language, form) != form:
        told.append(f"is not tidied (apostrophe, unbroken spaces): run «update»: {form!r}")
    if language == "ar":
        told += [f"{what}: {form!r}" for what in _faults_of_arabic(form)]
    return told


def not_a_plural(source: str) -> bool:
    """Does a sentence with one form put a number beside what it counts? Arabic has six forms for it."""
    return bool(_COUNTED.search(source))


def _faults_of_arabic(form: str) -> list[str]:
    told = []
    if _TANWIN.search(form):
        told.append("carries a tanwin («يوما», not «يوماً»)")
    if any(found[0] == "ـ" for found in _STROKE.finditer(form)):
        told.append("carries a tatweel inside a word")
    if _LATIN_MARK.search(form):
        told.append("carries a Latin mark («،», «؛», «؟»)")
    many = [found[0] for pattern in (_OF_MANY, _YOU_ALL, _DO_ALL) for found in pattern.finditer(form)]
    told += [f"speaks to many («{word}»), the others to one person" for word in many if word not in _NOT_YOU]
    return told
