"""What the circulars of the invented party say, in Arabic and French; a French text that is empty waits."""

from collections.abc import Mapping, Sequence

Texts = Mapping[str, str]
Paper = tuple[str, Sequence[str]]
Papers = Sequence[Paper]


def _texts(subject_ar: str, text_ar: str, subject_fr: str = "", text_fr: str = "") -> Texts:
    return {"subject_ar": subject_ar, "text_ar": text_ar, "subject_fr": subject_fr, "text_fr": text_fr}


RENEWAL = _texts(
    "تجديد المكاتب المنتهية مدتها",
    "يعقد كل مكتب انتهت مدته جمعا عاما قبل نهاية الشهر الموالي.\nيبلغ تاريخ الجمع إلى الكتابة الجهوية قبل عشرة أيام.",
    "Renouvellement des bureaux arrivés à terme",
    "Chaque bureau arrivé à terme réunit son assemblée avant la fin du mois suivant.\n"
    "La date est communiquée au secrétariat régional dix jours avant.",
)
MINUTES = _texts(
    "رفع محاضر الاجتماعات",
    "ترفع محاضر الاجتماعات خلال سبعة أيام من انعقادها.\nكل محضر يذكر النصاب والقرارات والمسؤول عن كل إجراء.",
    "Transmission des procès-verbaux",
    "Les procès-verbaux sont transmis dans les sept jours.\n"
    "Chacun indique le quorum, les décisions et le responsable de chaque action.",
)
REGION = _texts(
    "لقاء تنسيقي للكتابات الإقليمية",
    "ينعقد لقاء تنسيقي يوم السبت بمقر الجهة على الساعة العاشرة صباحا.\nيحضره كاتب كل إقليم ومعه حصيلة الفصل.",
    "Rencontre de coordination des secrétariats provinciaux",
    "Une rencontre de coordination se tient samedi à dix heures au siège de la région.\n"
    "Chaque secrétaire provincial y vient avec le bilan du trimestre.",
)
CONGRESS = _texts(
    "تحضير المؤتمرات الجهوية",
    "تنتهي اللجان التحضيرية من أوراقها قبل نهاية الشهر.\nترسل لوائح المؤتمرين إلى المقر خمسة عشر يوما قبل المؤتمر.",
    "Préparation des congrès régionaux",
    "Les commissions préparatoires terminent leurs documents avant la fin du mois.\n"
    "Les listes des congressistes parviennent au siège quinze jours avant le congrès.",
)
CONGRESS_AMENDED = _texts(
    "تحضير المؤتمرات الجهوية",
    "تنتهي اللجان التحضيرية من أوراقها قبل منتصف الشهر المقبل.\n"
    "ترسل لوائح المؤتمرين والمؤتمرات إلى المقر واحدا وعشرين يوما قبل المؤتمر.",
    "Préparation des congrès régionaux",
    "Les commissions préparatoires terminent leurs documents avant le milieu du mois prochain.\n"
    "Les listes des congressistes, femmes et hommes, parviennent au siège vingt et un jours avant le congrès.",
)
CAMPAIGN = _texts(
    "حملة تواصلية",
    "تنظم كل كتابة إقليمية لقاء تواصليا واحدا على الأقل خلال هذا الشهر.",
    "Campagne de proximité",
    "Chaque secrétariat provincial organise au moins une rencontre de proximité ce mois-ci.",
)
BRANCHES = _texts(
    "تحيين لوائح المنخرطين",
    "تحين الفروع لوائحها وترفع الأعداد فقط إلى الكتابة الإقليمية.",
    "Mise à jour des effectifs",
    "Les sections mettent à jour leurs effectifs et ne transmettent que des nombres.",
)
PREMISES = _texts(
    "مواعيد فتح المقرات",
    "تفتح المقرات مرتين في الأسبوع على الأقل، وتعلق المواعيد على الباب.",
)
CLOSING = _texts(
    "اختتام السنة التنظيمية",
    "تنهي كل وحدة تقاريرها العالقة قبل نهاية السنة.\nوتبرمج اجتماعات الفصل الأول من السنة المقبلة.",
    "Clôture de l’année organisationnelle",
    "Chaque unité termine ses comptes rendus en attente avant la fin de l’année.\n"
    "Elle programme les réunions du premier trimestre suivant.",
)
DRAFTED = _texts(
    "التكوين في التدبير التنظيمي",
    "تفتح لائحة المشاركة في دورة التكوين إلى غاية نهاية الشهر.",
    "Formation à la gestion des instances",
    "Les inscriptions à la session de formation sont ouvertes jusqu’à la fin du mois.",
)

# The files of some: a name, and what the sheet says, its title first; without words it is the picture.
SHEET_OF_MINUTES: Paper = (
    "نموذج محضر اجتماع.pdf",
    (
        "Procès-verbal de réunion",
        "Date, heure, lieu",
        "Présents, excusés, quorum",
        "Ordre du jour",
        "Décisions",
        "Actions : qui, quoi, pour quand",
    ),
)
CALENDAR: Paper = ("رزنامة المؤتمرات.png", ())
SHEET_OF_CONGRESS: Paper = (
    "لائحة تحضير المؤتمر.pdf",
    (
        "Préparer le congrès régional",
        "Commission préparatoire",
        "Documents",
        "Salle et date",
        "Listes des congressistes",
    ),
)
SHEET_OF_DELEGATES: Paper = (
    "لائحة المؤتمرات والمؤتمرين.pdf",
    ("Congressistes", "Liste des femmes", "Liste des hommes", "Liste des jeunes", "Envoi au siège : 21 jours avant"),
)
SHEET_OF_CLOSING: Paper = (
    "قبل نهاية السنة.pdf",
    ("Avant la fin de l'année", "Comptes rendus en attente", "Réunions du premier trimestre", "Situation de l'unité"),
)
