"""The words of units, the spellings by which people look for them, and what can go wrong."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class OfficialType(models.TextChoices):
    """What the place is for the administration."""

    PROVINCE = "province", _("Province")
    PREFECTURE = "prefecture", _("Prefecture")
    COMMUNE = "commune", _("Commune")
    ARRONDISSEMENT = "arrondissement", _("Arrondissement")


PROBLEMS = {
    "name_missing": _("Give the name in Arabic and in Latin letters."),
    "code_taken": _("The code %(typed)s already belongs to another unit. Choose another one."),
    "code_shape": _("A code holds Latin letters, digits, dots and hyphens only, 40 at most."),
    "unknown_unit": _("No unit has this code or number. Check it, or look for the unit by its name."),
    "kind_not_below": _("A unit of this kind cannot stand there. Choose another kind or another place."),
    "root_exists": _("This tree already has its root."),
    "parent_not_open": _("The unit above does not exist on that day. Choose another day or another unit."),
    "opened_before_parent": _("The unit above opened on %(day)s. Choose that day or a later one."),
    "closed_before_opening": _("This unit opened on %(day)s. It can be closed from that day on, not before."),
    "already_closed": _("This unit is already closed from %(day)s."),
    "has_open_children": ngettext_lazy(
        "%(count)s unit below is still open on that day. Close or move it first.",
        "%(count)s units below are still open on that day. Close or move them first.",
        "count",
    ),
    "mandate_starts_later": _("A mandate of this unit begins on %(day)s or later. Correct it first."),
    "not_closing": _("This unit is not about to close."),
    "not_moving": _("No move of this unit is planned."),
    "moved_later": _("This unit has a move on %(day)s. Choose a later day."),
    "same_parent": _("The unit already stands there on that day."),
    "not_a_chapter": _("Only what stands below a sector or a parallel organisation sits on a territory."),
    "not_a_territory": _("A chapter sits on a region, a province or a branch. Choose one of them."),
    "place_closed": _("«%(place)s» is closed from %(day)s. Choose another territory, or an earlier day."),
    "place_opens_later": _("«%(place)s» exists from %(day)s only. Choose that day or a later one."),
    "chapter_opens_later": _("This chapter exists from %(day)s only. Choose that day or a later one."),
    "same_place": _("The chapter already sits there on that day."),
    "place_is_past": _("Where the chapter sits is known up to %(day)s, and stays. Choose a later day."),
    "no_place_yet": _("This chapter sits on no territory. Choose one."),
    "declared_before_opening": _("This unit opened on %(day)s. It cannot have been declared before."),
    "alias_taken": _("This unit is already found by this spelling."),
    "members_out_of_range": _("Type a number of members from 1 to %(most)s."),
    "nothing_chosen": _("Tick at least one place, or all of them."),
    "place_unknown": _("One of these places is not in this province. Choose the province again."),
    "not_a_spelling": _("Type at least two letters or digits."),
}

# HCP code -> how people write the place. Folding already brings accents, hamza, article and last letter together.
ALIASES: dict[str, tuple[str, ...]] = {
    "01": ("tanja tetouan", "الشمال", "nord"),
    "02": ("الجهة الشرقية", "sharq", "chark", "l'oriental"),
    "05": ("khnifra",),
    "08": ("تافيلالت", "tafilelt"),
    "09": ("سوس", "sus"),
    "11": ("الصحراء", "laayoune sakia"),
    "12": ("dakhla", "الداخلة"),
    "01.511": ("tanja", "tangier", "tangiers", "طنجه", "أصيلا", "asilah", "arzila"),
    "01.573": ("mdiq", "fnideq", "المضيق", "الفنيدق", "rincon"),
    "01.571": ("titwan", "tetuan", "تيطوان"),
    "01.331": ("laraich", "larache", "العرايش"),
    "01.051": ("hoceima", "alhucemas", "الحسيمه"),
    "01.151": ("chaouen", "chefchaouene", "الشاون", "شاون"),
    "01.405": ("wazzan", "ouazzane"),
    "02.411": ("wajda", "oujda", "وجده"),
    "02.381": ("nador", "الناظور", "ناضور"),
    "02.265": ("guersif", "كرسيف", "ڭرسيف"),
    "02.251": ("fguig", "فكيك", "فڭيڭ", "bouarfa", "بوعرفة"),
    "03.231": ("fez", "fas", "fes"),
    "03.061": ("meknas", "miknas", "mknes"),
    "03.171": ("hajeb",),
    "03.451": ("sefrou",),
    "03.561": ("taza",),
    "04.421": ("rbat", "arribat"),
    "04.441": ("sla", "slaoui", "sale"),
    "04.501": ("temara", "skhirat", "تمارة"),
    "04.281": ("qnitra", "kenitra", "قنيطرة"),
    "04.291": ("khmissat", "khemisset"),
    "05.091": ("beni mellal", "bni mellal"),
    "05.255": ("fkih ben saleh", "الفقيه بنصالح"),
    "06": ("casa settat", "كازا سطات"),
    "06.141": ("casa", "كازا", "dar beida", "dar el beida", "darelbeida", "البيضاء", "casablanca ville"),
    "06.371": ("mohamedia", "fedala", "فضالة"),
    "06.181": ("jadida", "mazagan"),
    "06.111": ("ben slimane", "بن سليمان"),
    "06.117": ("berchid", "ber rechid"),
    "07.351": ("kech", "marrakesh", "marakech", "مراكش الحمراء"),
    "07.041": ("haouz", "tahannaout", "تحناوت"),
    "07.191": ("kelaa", "kelaa sraghna", "القلعة", "السراغنة"),
    "07.211": ("mogador", "suira"),
    "07.427": ("benguerir", "ben guerir", "ابن جرير", "بنجرير", "rhamna"),
    "07.431": ("asfi", "safi", "اسفي"),
    "08.201": ("rachidia", "ksar souk", "الراشيدية"),
    "08.401": ("warzazate", "ouarzazat", "ورزازات"),
    "08.577": ("tinrhir", "تنغير"),
    "09.001": ("agadir", "اڭادير", "أگادير"),
    "09.273": ("inezgane", "ait melloul", "انزكان", "إنزڭان"),
    "09.163": ("biougra", "بيوكرى", "chtouka"),
    "09.541": ("taroudant", "تارودانت"),
    "10.261": ("guelmime", "ڭلميم", "goulimine"),
    "10.521": ("tantan",),
    "10.473": ("ifni", "إفني"),
    "11.321": ("laayoune", "layoune", "el aaiun"),
    "11.221": ("smara", "السمارة"),
    "12.391": ("dakhla", "الداخلة"),
    "12.066": ("lagouira", "الكويرة", "aousserd"),
}
