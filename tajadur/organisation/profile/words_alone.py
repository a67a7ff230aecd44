"""Sentences that no rule for words gets right: a level's name alone, a plural, what is about something else."""

# «{top}» is the level right below the root, «{second}» the one below, «{leaf}» the deepest; plurals; the highest post.
ALONE: dict[str, dict[str, str]] = {
    "Region": {"en": "{top}", "fr": "{top}", "ar": "{top}"},
    "Regions": {"en": "{tops}", "fr": "{tops}", "ar": "{tops}"},
    "The regions": {"en": "{tops}", "fr": "{tops}", "ar": "{tops}"},
    "All regions": {"en": "{tops}: all", "fr": "{tops} : toutes", "ar": "{tops}: الكل"},
    "By region": {"en": "{tops}", "fr": "{tops}", "ar": "{tops}"},
    "Where each region stands": {"en": "{tops}", "fr": "{tops}", "ar": "{tops}"},
    "My regions": {"en": "My {tops}", "fr": "{tops} suivies", "ar": "{tops}"},
    "Province": {"en": "{second}", "fr": "{second}", "ar": "{second}"},
    "Prefecture": {"en": "{second}", "fr": "{second}", "ar": "{second}"},
    "Provinces": {"en": "{seconds}", "fr": "{seconds}", "ar": "{seconds}"},
    "Province or prefecture": {"en": "{second}", "fr": "{second}", "ar": "{second}"},
    "Branch": {"en": "{leaf}", "fr": "{leaf}", "ar": "{leaf}"},
    "Branches": {"en": "{leaves}", "fr": "{leaves}", "ar": "{leaves}"},
    "All branches": {"en": "{leaves}: all", "fr": "{leaves} : toutes", "ar": "{leaves}: الكل"},
    "Secretary General": {"en": "{head}", "fr": "{head}", "ar": "{head}"},
    "The Secretary General": {"en": "{head}", "fr": "{head}", "ar": "{head}"},
    "Regional congresses": {"en": "Congresses", "fr": "Congrès", "ar": "المؤتمرات"},
    "The twelve regions": {"en": "{tops}", "fr": "{tops}", "ar": "{tops}"},
    "For example the pashalik or the caidat; not the name of a person.": {
        "en": "For example the town hall; not the name of a person.",
        "fr": "Par exemple la mairie ; pas le nom d’une personne.",
        "ar": "مثلا اسم المصلحة؛ لا اسم شخص.",
    },
    "Population: HCP, census of 2024.": {"en": "Population.", "fr": "Population.", "ar": "عدد السكان."},
    "Situation of branches": {"en": "Situation of units", "fr": "Situation des unités", "ar": "وضعية الوحدات"},
    "menu\x04The plan": {"en": "The plan", "fr": "Plan", "ar": "الخطة"},
    "The party": {"en": "The organisation", "fr": "L’organisation", "ar": "التنظيم"},
    "Settings of the party": {
        "en": "Settings of the organisation",
        "fr": "Réglages de l’organisation",
        "ar": "إعدادات التنظيم",
    },
    "Write the name of the party": {
        "en": "Write the name of the organisation",
        "fr": "Écrire le nom de l’organisation",
        "ar": "كتابة اسم التنظيم",
    },
    "The name of the party is kept.": {
        "en": "The name of the organisation is kept.",
        "fr": "Le nom de l’organisation est enregistré.",
        "ar": "حُفظ اسم التنظيم.",
    },
    "anywhere in the party": {
        "en": "anywhere in the organisation",
        "fr": "partout dans l’organisation",
        "ar": "في التنظيم كله",
    },
    "Asked by the follow-up": {"ar": "طلب من لجنة المواكبة"},
    "training\x04Law of parties and public freedoms": {
        "en": "Law of associations and public freedoms",
        "fr": "Droit des associations et libertés publiques",
        "ar": "قانون الجمعيات والحريات العامة",
    },
    "Seats at least for each": {"ar": "الحد الأدنى من المقاعد لكل قسم"},
    "Commune": {"en": "Place", "fr": "Lieu", "ar": "مكان"},
    "Arrondissement": {"en": "Place", "fr": "Lieu", "ar": "مكان"},
    "Commune or arrondissement": {"en": "Place", "fr": "Lieu", "ar": "المكان"},
    "Code of the commune or arrondissement": {"en": "Code of the place", "fr": "Code du lieu", "ar": "رمز المكان"},
    "Which commune or arrondissement? Write its code.": {
        "en": "Which place? Write its code.",
        "fr": "Quel lieu ? Écrivez son code.",
        "ar": "أي مكان؟ اكتب رمزه.",
    },
    "Choose a province, tick its communes and arrondissements, say from which day: all are opened at once.": {
        "en": "Choose a unit, tick its places, say from which day: all are opened at once.",
        "fr": "Choisissez une unité, cochez ses lieux, dites à partir de quel jour : tout s’ouvre en une fois.",
        "ar": "اختر وحدة وحدد أماكنها ويوم البداية: تفتح كلها دفعة واحدة.",
    },
    "Regions and provinces are there already; tick the communes of each province and open their branches.": {
        "en": "The units of the file are there already; open others below them.",
        "fr": "Les unités du fichier sont déjà là ; ouvrez-en d’autres sous elles.",
        "ar": "وحدات الملف موجودة من قبل؛ افتح غيرها تحتها.",
    },
    "One row for each commune or arrondissement: the code of its constituency, and how many polling stations there are."
    " Name and seats of a constituency stand in its first row. Nothing of voters or supporters.": {
        "fr": "Une ligne par lieu : le code de sa circonscription et le nombre de bureaux de vote. Le nom et les sièges"
        " d’une circonscription sont dans sa première ligne. Rien sur les électeurs ni les sympathisants.",
    },
    "election\x04Chamber of Representatives, regional seats": {
        "en": "National assembly, seats of divisions",
        "fr": "Assemblée nationale, sièges de division",
        "ar": "المجلس الوطني، مقاعد المناطق",
    },
    "election\x04Prefectural and provincial councils": {
        "en": "Councils of subdivisions",
        "fr": "Conseils de subdivision",
        "ar": "مجالس الأقسام",
    },
    "election\x04Regional councils": {
        "en": "Councils of divisions",
        "fr": "Conseils de division",
        "ar": "مجالس المناطق",
    },
    "election\x04Arrondissement councils": {"en": "Local councils", "fr": "Conseils locaux", "ar": "مجالس محلية"},
    "Organic law 29-11 on political parties, articles 16 and 17": {
        "en": "The law on declarations to the authority",
        "fr": "La loi sur les déclarations à l’autorité",
        "ar": "القانون المتعلق بالتصريحات لدى السلطة",
    },
    "The situation of branches alone is taken stock of.": {
        "fr": "Seule la situation des structures de base est recensée.",
    },
    "Say who decided it, for example «Political Bureau, 12 May 2026».": {
        "en": "Say who decided it, for example «Steering committee, 12 May 2026».",
        "fr": "Dites qui l’a décidé, par exemple « Comité de direction, 12 mai 2026 ».",
        "ar": "اذكر من قرره، مثلا «المكتب القيادي، 12 ماي 2026».",
    },
}  # fmt: skip

_NAME = {"en": "Name", "fr": "Nom", "ar": "الاسم"}
# Where names are written in one script only: a name is asked and shown once.
IN_ONE_SCRIPT: dict[str, dict[str, str]] = {
    "Name in Arabic": _NAME,
    "Name in Latin letters": _NAME,
    "Name in French": _NAME,
    "In Arabic": _NAME,
    "In Latin letters": _NAME,
    "Subject, in French": {"en": "Subject", "fr": "Objet", "ar": "الموضوع"},
    "Text, in French": {"en": "Text", "fr": "Texte", "ar": "النص"},
    "Give the name in Arabic.": {"en": "Give the name.", "fr": "Donnez le nom.", "ar": "اكتب الاسم."},
    "Give the name in Arabic and in Latin letters.": {
        "en": "Give the name.",
        "fr": "Donnez le nom.",
        "ar": "اكتب الاسم.",
    },
    "As it is written officially, in three languages.": {
        "en": "As it is written officially.",
        "fr": "Tel qu’il s’écrit officiellement.",
        "ar": "كما يكتب رسميا.",
    },
}

# The English of sentences with a number as a plural: the source gives their singular alone as a key.
PLURALS: dict[str, str] = {
    "%(count)s person at once is too many: choose a region or a kind, %(most)s at most.": (
        "%(count)s persons at once are too many: choose a region or a kind, %(most)s at most."
    ),
    "%(inside)s delegate of your province is counted in at the congress: the list cannot be shorter.": (
        "%(inside)s delegates of your province are counted in at the congress: the list cannot be shorter."
    ),
    "%(n)s branch": "%(n)s branches",
    "%(n)s branch has not declared": "%(n)s branches have not declared",
    "%(n)s branch is open in %(unit)s.": "%(n)s branches are open in %(unit)s.",
    "%(n)s of %(whole)s province": "%(n)s of %(whole)s provinces",
    "%(n)s province": "%(n)s provinces",
    "%(n)s province has already filed its delegates by the present shares.": (
        "%(n)s provinces have already filed their delegates by the present shares."
    ),
    "%(n)s region held its congress": "%(n)s regions held their congress",
    "%(n)s region passed the last day": "%(n)s regions passed the last day",
    "%(n)s region safe": "%(n)s regions safe",
    "%(n)s region tight": "%(n)s regions tight",
    "%(n)s region will miss the last day": "%(n)s regions will miss the last day",
    "%(n)s region without a day known": "%(n)s regions without a day known",
    "%(total)s seats do not give %(floor)s to the %(provinces)s province.": (
        "%(total)s seats do not give %(floor)s to each of the %(provinces)s provinces."
    ),
    "Delegates of %(missing)s of %(whole)s provinces are not filed yet.": (
        "Delegates of %(missing)s of %(whole)s provinces are not filed yet."
    ),
    "Delegates of %(n)s of %(whole)s provinces missing; complete at this pace on %(day)s": (
        "Delegates of %(n)s of %(whole)s provinces missing; complete at this pace on %(day)s"
    ),
    "Filed by %(filed)s of %(whole)s provinces": "Filed by %(filed)s of %(whole)s provinces",
    (
        "This is after the last day, %(deadline)s. You may keep this date: it will be shown as late by "
        "%(days)s day, and the Secretary General may still give an extension."
    ): (
        "This is after the last day, %(deadline)s. You may keep this date: it will be shown as late by "
        "%(days)s days, and the Secretary General may still give an extension."
    ),
    ("This province filed %(filed)s delegate, and %(inside)s are counted in already: no more can come in."): (
        "This province filed %(filed)s delegates, and %(inside)s are counted in already: no more can come in."
    ),
    "Your province has %(seats)s seat: %(elected)s delegates are too many.": (
        "Your province has %(seats)s seats: %(elected)s delegates are too many."
    ),
}

# What only looks like it: cells of a spreadsheet, sections of a form, a reminder that is gone.
SAME = frozenset(
    {
        "%(n)s reminder is past its time and has not gone.",
        "Sections of a long form",
        "The form is an XLSForm: it is taken whole, or every cell that is outside is named. A question keeps its"
        " identity by its name, from one version and one campaign to the next.",
        "This cell holds a character that cannot be kept.",
        "This cell holds a formula or an error. Write its value.",
        "This cell holds a formula. Type the value itself, as text.",
        "This cell holds an error of the spreadsheet instead of a value. Type the value itself.",
        "This cell holds broken characters.",
        "This cell stands in a column without a heading.",
        "This form is not taken: every cell that is why stands in the table below.",
    }
)
