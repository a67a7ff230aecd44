"""How alike are two reports, dates and numbers left aside?

Character 5-grams and the Jaccard index: what both have, of what either has. The work grows with the length of the
texts, and their length is bounded.
"""

GRAM = 5
MOST_COMPARED = 5_000  # characters of a text
# Folded as search folds them: the calendar words of a date, which change from one report to the next by themselves.
_CALENDAR = """
يناير فبراير مارس ابريل ماي يونيو يوليوز غشت شتنبر اكتوبر نونبر دجنبر
الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
lundi mardi mercredi jeudi vendredi samedi dimanche
"""
CALENDAR_WORDS = frozenset(_CALENDAR.split())


def without_dates(folded: str) -> str:
    """The folded text without months, days of the week and every word that has a digit in it."""
    words = folded[:MOST_COMPARED].split()
    return " ".join(word for word in words if word not in CALENDAR_WORDS and not any(map(str.isdigit, word)))


def grams(text: str) -> frozenset[str]:
    """The runs of five characters of a text; a shorter text is one run, an empty one none."""
    bounded = text[:MOST_COMPARED]
    if len(bounded) <= GRAM:
        return frozenset([bounded] if bounded else [])
    return frozenset(bounded[start : start + GRAM] for start in range(len(bounded) - GRAM + 1))


def similarity(first: str, second: str) -> int:
    """Per cent, rounded down, that two folded texts share; 0 when either says nothing."""
    here, there = grams(without_dates(first)), grams(without_dates(second))
    if not here or not there:
        return 0
    return 100 * len(here & there) // len(here | there)
