"""The words of the table: roles, targets, answers, and the named rules a row may use."""

ROLES = (
    "secretary",  # of the province: «own» is hers, «below» a branch of hers, «other» a province of another region
    "member",  # of the same office
    "superior",  # secretary of the region above
    "responsible",  # of the follow-up cell, for that region
    "responsible_other",  # for the other region
    "assistant",  # of the first responsible
    "pole",
    "bureau",
    "admin",
    "general",
    "ended",  # held the province's post until yesterday
    "other_tree",  # coordinates a sector
    "anonymous",
)
TARGETS = ("own", "below", "other")
# ok: past the permission check (whatever the form says then) · no: 403 · 404: not even seen · login: asked to log in
# shut: the unit may be seen but not this record of it, 403 or 404
ANSWERS = {
    "ok": {200, 204, 302, 303, 409, 410, 422},
    "no": {403},
    "shut": {403, 404},
    "404": {404},
    "405": {405},
    "login": {302, 401},
}

Rule = dict[str, tuple[str, str, str]]


def rule(text: str) -> Rule:
    """«role own below other» by line; roles separated by commas; one answer stands for all three targets."""
    rows: Rule = {"ended": ("404",) * 3, "anonymous": ("login",) * 3}
    for line in text.strip().splitlines():
        words = line.replace(",", " ").split()
        answers = [word for word in words if word in ANSWERS]
        own, below, other = answers * 3 if len(answers) == 1 else answers
        rows |= {name: (own, below, other) for name in words if name not in ANSWERS}
    assert set(rows) == set(ROLES), set(ROLES) ^ set(rows)
    return rows


EVERYONE = rule(f"{', '.join(ROLES)} ok")
MEMBERS = rule(f"{', '.join(ROLES[:-1])} ok")
# A list that everybody with an office reads; whoever has none reads none.
LONG_FILES = rule(f"{', '.join(ROLES[:10])} ok\nother_tree ok")
SHUT = rule(f"{', '.join(ROLES[:-1])} 404")
SHUT_TO_ALL = SHUT | {"anonymous": ("404",) * 3}

# About one unit.
SEE = rule("""
secretary, superior ok ok 404
member ok 404 404
responsible, responsible_other, assistant, pole, bureau, admin, general ok
other_tree 404
""")
# The office that received a proposal reads it, whoever of it may read the record of the sender.
PROPOSALS = rule("""
secretary, superior ok ok 404
member ok ok 404
responsible, assistant ok ok shut
responsible_other shut shut ok
bureau, general ok
pole, admin shut
other_tree 404
""")
RECORD = rule("""
secretary, superior ok ok 404
member ok 404 404
responsible, assistant ok ok shut
responsible_other shut shut ok
bureau, general ok
pole, admin shut
other_tree 404
""")
PEOPLE = rule("""
secretary, superior ok ok 404
member ok 404 404
responsible ok ok shut
responsible_other shut shut ok
admin, general ok
assistant, pole, bureau shut
other_tree 404
""")
SECRETARY_ONLY = rule("""
secretary ok no 404
superior no no 404
member, responsible, responsible_other, assistant, pole, bureau, admin, general no
other_tree 404
""")
OFFICE_TOGETHER = rule("""
secretary ok no 404
member ok 404 404
superior no no 404
responsible, responsible_other, assistant, pole, bureau, admin, general no
other_tree 404
""")
FROM_ABOVE = rule("""
secretary no ok 404
superior ok ok 404
responsible, assistant ok ok no
responsible_other no no ok
general ok
member, pole, bureau, admin no
other_tree 404
""")
# A case is opened by the unit itself or from above, dismissed by the cell and the Secretary General alone.
OPENERS = rule("""
secretary, superior ok ok 404
responsible, assistant ok ok no
responsible_other no no ok
general ok
member, pole, bureau, admin no
other_tree 404
""")
DISMISSERS = rule("""
responsible, assistant ok ok no
responsible_other no no ok
general ok
secretary, superior, member, pole, bureau, admin, other_tree no
""")
CONSULTATIONS = rule("""
secretary ok no 404
member ok 404 404
superior no no 404
admin, general ok
responsible, responsible_other, assistant, pole, bureau no
other_tree 404
""")
# The directives of the walk name the responsible of the follow-up cell; the Secretary General may always.
DECIDE = rule("""
secretary, superior no no 404
responsible ok ok no
responsible_other no no ok
general ok
member, assistant, pole, bureau, admin no
other_tree 404
""")

# Visits and promises are acts of those above: the Pole reads them too.
HELP_READ = rule("""
secretary, superior ok ok 404
member ok 404 404
responsible, assistant ok ok shut
responsible_other shut shut ok
pole, bureau, general ok
admin shut
other_tree 404
""")
VISITING = rule("""
responsible, assistant ok ok no
responsible_other no no ok
general ok
secretary, superior, member, pole, bureau, admin, other_tree no
""")
PROMISING = rule("""
secretary no ok 404
superior ok ok 404
responsible, assistant ok ok shut
responsible_other shut shut ok
general ok
member, pole, bureau, admin shut
other_tree 404
""")
# What only the post that said it carries on, here that of the one responsible; and the Secretary General.
SAID_BY = rule("""
secretary, superior shut shut 404
responsible ok ok shut
responsible_other shut shut ok
general ok
member, assistant, pole, bureau, admin shut
other_tree 404
""")
CARRIED_ON = rule("""
secretary, superior shut shut 404
responsible, assistant ok ok shut
responsible_other shut shut ok
general ok
member, pole, bureau, admin shut
other_tree 404
""")
# Its own members answer; whoever reads it is refused with who can.
ANSWERING = rule("""
secretary ok no 404
superior no no 404
member, responsible, responsible_other, assistant, pole, bureau, admin, general shut
other_tree 404
""")

# About the whole party: somebody whose office allows it somewhere.
_ALL_OFFICES = (
    "secretary, member, superior, responsible, responsible_other, assistant, pole, bureau, admin, general, other_tree"
)
WITH_OFFICE = rule(f"{_ALL_OFFICES} ok")
WITH_RECORD = rule("""
secretary, member, superior, responsible, responsible_other, assistant, bureau, general, other_tree ok
pole, admin no
""")
WITH_HELP = rule("""
secretary, member, superior, responsible, responsible_other, assistant, pole, bureau, general, other_tree ok
admin no
""")
# The page of a member of the cell: their own, and open to those who oversee the cell.
OVERSEEN = rule("""
responsible ok ok 404
responsible_other 404 404 ok
pole, bureau, general ok
secretary, member, superior, assistant, other_tree 404
admin no
""")
WITH_PEOPLE = rule("""
secretary, member, superior, responsible, responsible_other, admin, general, other_tree ok
assistant, pole, bureau no
""")
WITH_FORECAST = rule("""
responsible, responsible_other, assistant, admin, general ok
secretary, member, superior, pole, bureau, other_tree no
""")
RELEASERS = rule("""
secretary, superior, responsible, responsible_other, general, other_tree ok
member, assistant, pole, bureau, admin no
""")
HELPERS = rule("""
secretary, superior, responsible, responsible_other, assistant, general, other_tree ok
member, pole, bureau, admin no
""")
REMINDERS = HELPERS
ADMINISTRATOR = rule("""
admin ok
secretary, member, superior, responsible, responsible_other, assistant, pole, bureau, general, other_tree no
""")
GENERAL = rule("""
general ok
secretary, member, superior, responsible, responsible_other, assistant, pole, bureau, admin, other_tree no
""")
HEADQUARTERS = rule("""
admin, general ok
secretary, member, superior, responsible, responsible_other, assistant, pole, bureau, other_tree no
""")
DIRECTIVES = rule("""
admin, general, pole, responsible, responsible_other ok
secretary, member, superior, assistant, bureau, other_tree no
""")
