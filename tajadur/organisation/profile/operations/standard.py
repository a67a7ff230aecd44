"""The standard kinds and bodies, as plain rows: what a new installation starts from."""

from datetime import date
from typing import Any

from tajadur.rules.periods import PeriodType

from ..vocabulary import Tree

# code, tree, parent, (ar, fr, en), plural (ar, fr, en)
KINDS: tuple[tuple[str, str, str | None, tuple[str, str, str], tuple[str, str, str]], ...] = (
    ("national", Tree.TERRITORY, None, ("وطني", "National", "National"), ("وطني", "National", "National")),
    ("region", Tree.TERRITORY, "national", ("جهة", "Région", "Region"), ("الجهات", "Régions", "Regions")),
    (
        "province",
        Tree.TERRITORY,
        "region",
        ("فرع إقليمي", "Section provinciale", "Provincial section"),
        ("الفروع الإقليمية", "Sections provinciales", "Provincial sections"),
    ),
    (
        "branch",
        Tree.TERRITORY,
        "province",
        ("فرع محلي", "Section locale", "Local branch"),
        ("الفروع المحلية", "Sections locales", "Local branches"),
    ),
    (
        "sectors",
        Tree.SECTORS,
        None,
        ("القطاعات السوسيو مهنية", "Secteurs socioprofessionnels", "Socio-professional sectors"),
        ("القطاعات", "Secteurs", "Sectors"),
    ),
    (
        "sector",
        Tree.SECTORS,
        "sectors",
        ("قطاع سوسيو مهني", "Secteur socioprofessionnel", "Socio-professional sector"),
        ("القطاعات", "Secteurs", "Sectors"),
    ),
    (
        "sector_section",
        Tree.SECTORS,
        "sector",
        ("فرع قطاعي", "Section du secteur", "Sector section"),
        ("الفروع القطاعية", "Sections des secteurs", "Sector sections"),
    ),
    (
        "parallels",
        Tree.PARALLEL,
        None,
        ("المنظمات الموازية", "Organisations parallèles", "Parallel organisations"),
        ("المنظمات الموازية", "Organisations parallèles", "Parallel organisations"),
    ),
    (
        "parallel",
        Tree.PARALLEL,
        "parallels",
        ("منظمة موازية", "Organisation parallèle", "Parallel organisation"),
        ("المنظمات الموازية", "Organisations parallèles", "Parallel organisations"),
    ),
    (
        "parallel_section",
        Tree.PARALLEL,
        "parallel",
        ("فرع منظمة موازية", "Section d’une organisation parallèle", "Section of a parallel organisation"),
        ("فروع المنظمات الموازية", "Sections des organisations parallèles", "Sections of parallel organisations"),
    ),
)

_SHARES: dict[str, Any] = {"women_percent": 33, "youth_percent": 20, "shares_source": "29-11, art. 26"}
_HALF: dict[str, Any] = {"quorum_percent": 50, "quorum_source": "statutes"}
# Fifteen days is usual; the statutes may ask otherwise, and an administrator sets it from a day on.
_COUNCIL: dict[str, Any] = {"convocation_days": 15, "adopts_minutes": True}
# Before any meeting there could be: what a body type was laid down with holds from here.
SETTINGS_FROM = date(1900, 1, 1)

# kind, code, (ar, fr, en), what is usual, settings
BODY_TYPES: tuple[tuple[str, str, tuple[str, str, str], dict[str, Any], dict[str, Any]], ...] = (
    (
        "national",
        "secretariat",
        ("الأمانة العامة", "Secrétariat général", "General secretariat"),
        {"usual_members": 1},
        {},
    ),
    (
        "national",
        "bureau",
        ("المكتب السياسي", "Bureau politique", "Political Bureau"),
        {"usual_members": 35},
        {**_SHARES},
    ),
    (
        "national",
        "pole",
        ("قطب التنظيم", "Pôle de l’Organisation", "Organisation Pole"),
        {"usual_members": 9, "usual_period": PeriodType.MONTHLY},
        {**_HALF},
    ),
    (
        "national",
        "cell",
        (
            "الخلية الوطنية للمواكبة والتتبع",
            "Cellule nationale de suivi et d’accompagnement",
            "National follow-up cell",
        ),
        {"usual_members": 24},
        {},
    ),
    (
        "national",
        "headquarters",
        ("إدارة المقر المركزي", "Administration du siège", "Headquarters"),
        {"usual_members": 3},
        {},
    ),
    (
        "region",
        "preparatory",
        (
            "اللجنة التحضيرية للمؤتمر الجهوي",
            "Commission préparatoire du congrès régional",
            "Preparatory committee of the regional congress",
        ),
        {"on_demand": True},
        {},
    ),
    (
        "region",
        "office",
        ("المكتب الجهوي", "Bureau régional", "Regional office"),
        {"usual_members": 21},
        {"mandate_months": 48, **_HALF, **_SHARES},
    ),
    (
        "region",
        "council",
        ("المجلس الجهوي", "Conseil régional", "Regional council"),
        {"usual_members": 45, "on_demand": True},
        {"mandate_months": 48, **_HALF, **_SHARES, **_COUNCIL},
    ),
    ("region", "congress", ("المؤتمر الجهوي", "Congrès régional", "Regional congress"), {}, {"mandate_months": 48}),
    (
        "province",
        "office",
        ("المكتب الإقليمي", "Bureau provincial", "Provincial office"),
        {"usual_members": 15, "usual_period": PeriodType.MONTHLY},
        {"mandate_months": 48, **_HALF, **_SHARES},
    ),
    (
        "province",
        "council",
        ("المجلس الإقليمي", "Conseil provincial", "Provincial council"),
        {"usual_members": 45, "usual_period": PeriodType.SIX_MONTHLY},
        {"mandate_months": 48, **_HALF, **_SHARES, **_COUNCIL},
    ),
    (
        "branch",
        "office",
        ("مكتب الفرع", "Bureau de section", "Branch office"),
        {"usual_members": 11, "usual_period": PeriodType.MONTHLY},
        {"mandate_months": 36, **_HALF, **_SHARES},
    ),
    (
        "sector",
        "office",
        ("مكتب القطاع", "Bureau du secteur", "Sector office"),
        {"usual_members": 11},
        {**_HALF, **_SHARES},
    ),
    (
        "sector_section",
        "office",
        ("مكتب الفرع القطاعي", "Bureau de la section du secteur", "Sector section office"),
        {"usual_members": 7},
        {**_HALF},
    ),
    (
        "parallel",
        "office",
        ("المكتب الوطني للمنظمة", "Bureau national de l’organisation", "National office of the organisation"),
        {"usual_members": 15},
        {**_HALF, **_SHARES},
    ),
    (
        "parallel_section",
        "office",
        ("مكتب فرع المنظمة", "Bureau de la section de l’organisation", "Office of the section"),
        {"usual_members": 7},
        {**_HALF},
    ),
)

# code, days before the meeting (None: the days of convocation of its body type), (ar, fr, en); of every council.
PREPARATION_STEPS: tuple[tuple[str, int | None, tuple[str, str, str]], ...] = (
    ("agenda", 25, ("تحديد جدول الأعمال", "Ordre du jour arrêté", "Agenda settled")),
    ("papers", 20, ("إعداد الوثائق والتقارير", "Documents et rapports préparés", "Papers and reports prepared")),
    ("place", 20, ("حجز مكان الاجتماع", "Lieu réservé", "Place booked")),
    ("convocation", None, ("توجيه الدعوات إلى الأعضاء", "Convocations adressées aux membres", "Members convened")),
    ("presence", 3, ("حصر الحضور والاعتذارات", "Présences et excuses recensées", "Presence and excuses counted")),
)
PREPARED = frozenset({("region", "council"), ("province", "council")})

PARTY = ("حزب التقدم والاشتراكية", "Parti du progrès et du socialisme", "Party of Progress and Socialism")
