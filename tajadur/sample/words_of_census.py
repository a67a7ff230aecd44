"""The forms of the invented census campaigns, in Arabic and French, and what branches write in words."""

from collections.abc import Mapping

from tajadur.foundation.questionnaires.definition import (
    AnswerChoice,
    Item,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionSection,
)

HEADINGS = {"ar": "العربية (ar)", "fr": "Français (fr)"}
PAST_NAMES = ("حصر الوضعية التنظيمية للفروع", "État des structures des sections", "Standing of branches")
RUNNING_NAMES = (
    "حصر الفروع قبل اختتام السنة",
    "Recensement des sections de fin d’année",
    "Census of branches at the end of the year",
)
REMARKS = (
    "نحتاج إلى دعم في تجديد مكتب الفرع قبل نهاية السنة.",
    "المقر الحالي ضيق ولا يتسع للجموع العامة.",
    "نطلب دورة تكوينية في تدبير الاجتماعات وتحرير المحاضر.",
    "أغلب المنخرطين الجدد من الشباب، ونقترح لقاء خاصا بهم.",
    "تعذر عقد اجتماعين خلال الصيف لغياب أغلب الأعضاء.",
    "اللوائح محينة، وأرسلت نسخة منها إلى الكتابة الإقليمية.",
    "بعد الدواوير عن مركز الجماعة يصعب حضور المنخرطين.",
    "Le bureau demande un local à partager avec la section voisine.",
    "Les réunions se tiennent désormais un samedi sur deux.",
    "Besoin d’une formation sur la rédaction des procès-verbaux.",
)
REASONS_WITHOUT_PREMISES = (
    "انتهى عقد الكراء ولم نجد بديلا مناسبا.",
    "السومة الكرائية تفوق إمكانيات الفرع.",
    "نجتمع في بيوت الأعضاء.",
    "Pas de local disponible dans la commune.",
)
ACTIVITIES = ("لقاء تواصلي مع الساكنة", "حملة انخراط", "ندوة حول الشأن المحلي", "قافلة طبية", "Rencontre de quartier")


def _texts(arabic: str, french: str) -> Mapping[str, str]:
    return {"ar": arabic, "fr": french}


def _question(name: str, kind: QuestionKind, arabic: str, french: str, **more: object) -> Question:
    return Question(name, kind, _texts(arabic, french), **more)  # type: ignore[arg-type]


def _count(name: str, arabic: str, french: str, most: str = "100000", **more: object) -> Question:
    own = {"constraint": f". >= 0 and . <= {most}", "constraint_message": _OUTSIDE, **more}
    return _question(name, QuestionKind.INTEGER, arabic, french, **own)


def _choices(*rows: tuple[str, str, str]) -> tuple[AnswerChoice, ...]:
    return tuple(AnswerChoice(name, _texts(arabic, french)) for name, arabic, french in rows)


def _section(name: str, arabic: str, french: str, *items: Item, repeats: bool = False) -> QuestionSection:
    return QuestionSection(name, _texts(arabic, french), items, repeats=repeats)


_OUTSIDE = _texts("هذا العدد لا يوافق ما سبق", "Ce nombre ne s’accorde pas avec ce qui précède")
_FUTURE = _texts("لا يمكن أن يكون في المستقبل", "Cette date ne peut pas être à venir")
_PAST_DAY = {"constraint": ". <= today()", "constraint_message": _FUTURE}
_LISTS = {
    "yes_no": _choices(("yes", "نعم", "Oui"), ("no", "لا", "Non")),
    "tenure": _choices(
        ("own", "ملك للحزب", "Propriété du parti"),
        ("rent", "كراء", "Location"),
        ("lent", "وضع رهن الإشارة", "Mis à disposition"),
    ),
    "sharing": _choices(
        ("alone", "للفرع وحده", "À la section seule"),
        ("unit", "مشترك مع هيئة من الحزب", "Partagé avec une unité du parti"),
        ("others", "مشترك مع غير الحزب", "Partagé avec d’autres"),
    ),
    "condition": _choices(
        ("good", "حالة جيدة", "En bon état"),
        ("needs_work", "يحتاج إلى إصلاح", "À réparer"),
        ("unusable", "لا يصلح حاليا", "Inutilisable pour l’instant"),
    ),
    "parallel": _choices(
        ("youth", "الشبيبة", "Jeunesse"),
        ("women", "النساء", "Femmes"),
        ("pupils", "الطلبة", "Étudiants"),
        ("none", "لا شيء", "Aucune"),
    ),
    "needs": _choices(
        ("training", "التكوين", "Formation"),
        ("premises", "المقر", "Local"),
        ("equipment", "التجهيز", "Équipement"),
        ("transport", "التنقل", "Déplacement"),
        ("communication", "التواصل", "Communication"),
    ),
}
_OFFICE = _section(
    "office",
    "مكتب الفرع",
    "Le bureau",
    _question(
        "has_secretary",
        QuestionKind.SELECT_ONE,
        "هل للفرع كاتب أو كاتبة؟",
        "La section a-t-elle un(e) secrétaire ?",
        required=True,
        choices="yes_no",
    ),
    _question(
        "secretary_since",
        QuestionKind.DATE,
        "منذ متى هذا الكاتب أو الكاتبة؟",
        "Depuis quand ce ou cette secrétaire ?",
        relevant="${has_secretary} = 'yes'",
        **_PAST_DAY,
    ),
    _count("office_members", "عدد أعضاء المكتب", "Membres du bureau", "25", required=True),
    _count("office_women", "نساء المكتب", "Femmes au bureau", "${office_members}"),
    _question("last_meeting_on", QuestionKind.DATE, "تاريخ آخر اجتماع", "Date de la dernière réunion", **_PAST_DAY),
    _count("meetings_held", "عدد الاجتماعات خلال اثني عشر شهرا", "Réunions tenues en douze mois", "60", required=True),
)
_MEMBERS = _section(
    "membership",
    "المنخرطون والمنخرطات",
    "Adhérentes et adhérents",
    _count("members_total", "مجموع المنخرطين والمنخرطات", "Total des adhérents", required=True),
    _count("members_women", "المنخرطات", "Adhérentes", "${members_total}", required=True),
    _count("members_18_24", "المنخرطون من 18 إلى 24 سنة", "Adhérents de 18 à 24 ans", "${members_total}"),
    _count("members_25_34", "المنخرطون من 25 إلى 34 سنة", "Adhérents de 25 à 34 ans", "${members_total}"),
    _count("members_35_59", "المنخرطون من 35 إلى 59 سنة", "Adhérents de 35 à 59 ans", "${members_total}"),
    _count("members_60", "المنخرطون من 60 سنة فما فوق", "Adhérents de 60 ans et plus", "${members_total}"),
)
_HOUSED = {"relevant": "${has_premises} = 'yes'"}
_PREMISES = _section(
    "place",
    "المقر",
    "Le local",
    _question(
        "has_premises",
        QuestionKind.SELECT_ONE,
        "هل للفرع مقر؟",
        "La section a-t-elle un local ?",
        required=True,
        choices="yes_no",
    ),
    _question(
        "tenure",
        QuestionKind.SELECT_ONE,
        "الوضعية القانونية للمقر",
        "Statut du local",
        required=True,
        choices="tenure",
        **_HOUSED,
    ),
    _question(
        "rent",
        QuestionKind.DECIMAL,
        "السومة الكرائية الشهرية بالدرهم",
        "Loyer mensuel en dirhams",
        relevant="${tenure} = 'rent'",
        constraint=". > 0",
        constraint_message=_OUTSIDE,
    ),
    _question("premises_address", QuestionKind.TEXT, "عنوان المقر", "Adresse du local", **_HOUSED),
    _question(
        "premises_sharing",
        QuestionKind.SELECT_ONE,
        "هل المقر مشترك؟",
        "Le local est-il partagé ?",
        choices="sharing",
        **_HOUSED,
    ),
    _question(
        "premises_condition", QuestionKind.SELECT_ONE, "حالة المقر", "État du local", choices="condition", **_HOUSED
    ),
    _question("premises_hours", QuestionKind.TEXT, "أوقات فتح المقر", "Heures d’ouverture", **_HOUSED),
    _question(
        "why_none",
        QuestionKind.TEXT,
        "لماذا لا يوجد مقر؟",
        "Pourquoi n’y a-t-il pas de local ?",
        relevant="${has_premises} = 'no'",
    ),
)
_ELECTED = _section(
    "council",
    "المنتخبون",
    "Élues et élus",
    _count("councillors", "منتخبو الحزب بالجماعة", "Élus du parti à la commune", "61"),
    _count("councillors_women", "المنتخبات", "Élues", "${councillors}"),
)
_AROUND = _section(
    "around",
    "حول الفرع",
    "Autour de la section",
    _question(
        "parallel",
        QuestionKind.SELECT_MULTIPLE,
        "التنظيمات الموازية الموجودة",
        "Organisations parallèles présentes",
        constraint="not(selected(., 'none') and count-selected(.) > 1)",
        constraint_message=_texts("«لا شيء» وحدها", "« Aucune » seule"),
        choices="parallel",
    ),
    _question("needs", QuestionKind.SELECT_MULTIPLE, "حاجيات الفرع", "Besoins de la section", choices="needs"),
)
_ACTIVITIES = _section(
    "activities",
    "الأنشطة الإشعاعية",
    "Activités publiques",
    _question("activity", QuestionKind.TEXT, "النشاط", "Activité", required=True),
    _count("attendance", "عدد حضور النشاط", "Présents à l’activité"),
    repeats=True,
)
_REMARKS = _question("remarks", QuestionKind.TEXT, "ملاحظات", "Remarques")
_INTRODUCTION = _question(
    "introduction",
    QuestionKind.NOTE,
    "دون أسماء أشخاص ولا أرقام بطائق.",
    "Ni noms de personnes ni numéros de carte.",
)


def _form(title: str, form_id: str, *items: Item) -> Questionnaire:
    asked = {item.choices for section in items if isinstance(section, QuestionSection) for item in section.items
             if isinstance(item, Question) and item.choices}  # fmt: skip
    lists = {name: choices for name, choices in _LISTS.items() if name in asked}
    return Questionnaire(title, items, lists, HEADINGS, form_id, "1")


PAST_FORM = _form(PAST_NAMES[0], "standing", _INTRODUCTION, _OFFICE, _MEMBERS, _PREMISES, _REMARKS)
RUNNING_FORM = _form(
    RUNNING_NAMES[0],
    "year_end",
    _INTRODUCTION,
    _OFFICE,
    _MEMBERS,
    _PREMISES,
    _ELECTED,
    _AROUND,
    _ACTIVITIES,
    _REMARKS,
)
