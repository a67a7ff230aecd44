"""The pack of the pole's meeting at full size: facts, and pages in both languages. Everything is rolled back."""

from deploy.bench.figures import Figure
from deploy.bench.trials import seconds, undone
from tajadur.activity.packs.models import Pack
from tajadur.activity.packs.operations.making import make_pack
from tajadur.compliance.pack.facts import pack_facts
from tajadur.compliance.pack.sheets import sheets_of_pack
from tajadur.foundation import clock


def packs() -> list[Figure]:
    """Facts of today, made into a pack, typeset as «send» does."""
    with undone():
        Pack.objects.all().delete()
        on = clock.today()
        gathering, facts = seconds(lambda: pack_facts(on))
        pack = Pack.objects.get(pk=make_pack(facts=facts, on=on, by=None, at=clock.now()))
        setting, sheets = seconds(lambda: sheets_of_pack(pack))
    pages = " and ".join(sheet.language for sheet in sheets)
    return [
        Figure("pack of the meeting: its facts", gathering * 1000, "ms"),
        Figure(f"pack of the meeting, whole, in {pages}", (gathering + setting) * 1000, "ms", 10_000),
    ]
