"""The plan of the invented party, and what its units say of it."""

from dataclasses import dataclass

from tajadur.rules.plans import Direction, MeasuredIn, PlanMeasure

Names = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PlannedIndicator:
    """An indicator; ``measure`` None: units state it."""

    names: Names
    start: int
    target: int
    measured_in: MeasuredIn = MeasuredIn.SHARE
    measure: PlanMeasure | None = None
    direction: Direction = Direction.UP


EDITION: Names = ("خطة تجذر", "Plan Tajadur", "The Tajadur plan")
# Axes of objectives: their weight, and their actions with indicators.
PLAN: tuple[tuple[Names, tuple[tuple[Names, int | None, tuple[tuple[Names, tuple[PlannedIndicator, ...]], ...]], ...]],
            ...] = (
    (
        ("حياة الهياكل", "Vie des structures", "Life of the structures"),
        (
            (
                ("انتظام الاجتماعات", "Régularité des réunions", "Regular meetings"),
                60,
                (
                    (
                        ("اجتماع كل مكتب كل شهر", "Une réunion de bureau par mois", "A meeting of each office a month"),
                        (
                            PlannedIndicator(
                                ("المكاتب المجتمعة", "Bureaux réunis", "Offices that meet"), 50, 85,
                                measure=PlanMeasure.OFFICES_MEETING,
                            ),
                            PlannedIndicator(
                                ("التقارير في الأجل", "Rapports à temps", "Reports on time"), 40, 75,
                                measure=PlanMeasure.ON_TIME,
                            ),
                        ),
                    ),
                    (
                        ("تتبع القرارات", "Suivre les décisions", "Following decisions"),
                        (
                            PlannedIndicator(
                                ("الإجراءات المنجزة في أجلها", "Actions closes à temps", "Actions closed on time"), 30,
                                70, measure=PlanMeasure.ACTIONS,
                            ),
                        ),
                    ),
                ),
            ),
            (
                ("عقد المؤتمرات", "Tenir les congrès", "Congresses held"),
                40,
                (
                    (
                        ("عقد المؤتمر الجهوي في أجله", "Tenir le congrès régional à temps", "The regional congress"),
                        (
                            PlannedIndicator(
                                ("المؤتمرات المنعقدة", "Congrès tenus", "Congresses held"), 0, 1, MeasuredIn.COUNT,
                                PlanMeasure.CONGRESSES,
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
    (
        ("الاستقبال والقرب", "Accueil et proximité", "Reception and proximity"),
        (
            (
                ("مقر لكل فرع", "Un local par section", "Premises for each branch"),
                None,
                (
                    (
                        ("فتح مقرات الاستقبال", "Ouvrir des locaux", "Opening premises"),
                        (
                            PlannedIndicator(
                                ("الفروع المتوفرة على مقر", "Sections avec un local", "Branches with premises"), 20, 60,
                                measure=PlanMeasure.PREMISES,
                            ),
                        ),
                    ),
                ),
            ),
            (
                ("حضور بين السكان", "Présence auprès des habitants", "Presence among the people"),
                None,
                (
                    (
                        ("لقاءات تواصلية كل شهر", "Rencontres chaque mois", "Meetings with the people each month"),
                        (
                            PlannedIndicator(
                                ("اللقاءات المنظمة", "Rencontres organisées", "Meetings organised"), 0, 24,
                                MeasuredIn.COUNT,
                            ),
                        ),
                    ),
                    (
                        ("نقطة استقبال قارة", "Une permanence fixe", "A fixed reception point"),
                        (
                            PlannedIndicator(
                                ("نقطة الاستقبال مفتوحة", "La permanence est ouverte", "The point is open"), 0, 1,
                                MeasuredIn.YES_NO,
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
    (
        ("النساء والشباب", "Femmes et jeunes", "Women and youth"),
        (
            (
                ("النساء في المكاتب", "Les femmes dans les bureaux", "Women in offices"),
                None,
                (
                    (
                        ("إشراك النساء عند كل تجديد", "Associer les femmes à chaque renouvellement",
                         "Women at each renewal"),
                        (
                            PlannedIndicator(
                                ("حصة النساء", "Part des femmes", "Share of women"), 20, 33, measure=PlanMeasure.WOMEN
                            ),
                        ),
                    ),
                    (("لقاء سنوي مع الشباب", "Rencontre annuelle des jeunes", "A yearly meeting of youth"), ()),
                ),
            ),
        ),
    ),
)  # fmt: skip
OWN_ACTIONS = (
    "جولة على الفروع كل شهرين", "لجنة محلية للتتبع", "يوم مفتوح في مقر الإقليم", "ورشة مع كتاب الفروع",
    "لقاء مع جمعيات الحي",
)  # fmt: skip
NEWS = (
    "وزعنا البرنامج على المكاتب وحددنا المواعيد.", "عقدنا لقاء تحضيريا مع كتاب الفروع.", "راسلنا الفروع المتأخرة.",
    "شكلنا لجنة من خمسة أعضاء للتتبع.",
)  # fmt: skip
PROOFS = ("محاضر اللقاءات.", "سجل الاستقبال في المقر.", "تقارير الأنشطة المحفوظة.", "صور ولوائح الحضور.")
