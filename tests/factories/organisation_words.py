"""What a page says, and which of it another organisation should not read."""

import html
import re

# Words of the first party: its name, its levels, its bodies, its country and law; by language of the page.
ITS_WORDS = {
    "fr": r"provinc\w*|préfectur\w*|\bcommunes?\b|arrondissement\w*|\brégions?\b|\brégional\w*|\bpôles?\b|"
    r"(?<!chaque )\bcellules?\b|secrétaire général|bureau politique|sections? locales?|maroc\w*|29-11|"
    r"progrès et du socialisme|\bparti\b|ramadan|casablanca",
    "en": r"provinc\w*|prefectur\w*|\bcommunes?\b|arrondissement\w*|\bregions?\b|\bregional\b|"
    r"\bpoles?\b|\bcells?\b|\bbranch(?:es)?\b|secretary general|political bureau|morocc\w*|29-11|"
    r"progress and socialism|\bparty\b|ramadan",
}
FRENCH = r"\b(?:le|la|les|des|une|réunion|bureau|votre|unité)\b"
_ARABIC = re.compile(r"[\u0600-\u06ff]+")
_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]+>", re.S)
_SPOKEN = re.compile(r"""(?:aria-label|title|placeholder|alt|content|data-[a-z-]+)="([^"]*)\"""")


def said(page: str) -> str:
    """What a page says: its text and the attributes that are read out or shown."""
    return html.unescape(_MARKUP.sub(" ", page) + " " + " ".join(_SPOKEN.findall(page)))


def wrong_words(text: str, languages: tuple[str, ...]) -> set[str]:
    """Words of a language that is not offered, or of the first party."""
    found = set(_ARABIC.findall(text))
    found |= {one.lower() for one in re.findall(ITS_WORDS[languages[0]], text, re.I)}
    if languages == ("en",):
        found |= set(re.findall(FRENCH, text, re.I))
    return found
