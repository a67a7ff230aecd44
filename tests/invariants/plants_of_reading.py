"""Who consulted which record, corrupted: rows are only added, so what is wrong is added."""

from .planting import CONSULTATION, CONSULTED, Plant


def _added(what: str, **columns: str) -> Plant:
    given = {name: columns.get(name.strip('"'), name) for name in CONSULTATION.split(", ")}
    sql = f"INSERT INTO journal_consultation ({CONSULTATION}) SELECT {', '.join(given.values())}"
    return Plant(what, "journal.Consultation", f"{sql} FROM journal_consultation LIMIT 1", CONSULTED)


READ = [
    _added("consulted by the unit's own post", unit_id="(SELECT unit_id FROM people_post WHERE id = post_id)"),
    _added("consulted on a day to come", on='"on" + 1'),
    _added("consulted by a post without its mandate", mandate_id="0", part="'changes'"),
    _added("consulted by no post", post_id="0"),
    _added("record of no unit consulted", unit_id="0"),
]
