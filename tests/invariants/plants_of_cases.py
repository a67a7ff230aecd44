"""Cases, remedies and the words about them, corrupted."""

from .planting import BACK, ENDED, LOOK, OVERDUE, REMEDY, UNHOUSED, WORD, Plant, changed, gone

_ABOVE = "(SELECT min(m.id) FROM people_mandate m JOIN people_post p ON p.id = m.post_id WHERE p.area_id IS NOT NULL)"

_DECLARATION = "kind = 'filing_overdue'"
_OF_ANOTHER = (
    "(SELECT jsonb_build_array('filing:' || f.id) FROM filings_filing f"
    " WHERE f.unit_id <> dysfunctions_case.unit_id LIMIT 1)"
)
_THAT_IS_OVERDUE = "(SELECT substring(facts->>0 FROM 8)::bigint FROM dysfunctions_case WHERE kind = 'filing_overdue')"
_WITHOUT = "(SELECT unit_id FROM dysfunctions_case WHERE kind = 'no_premises')"

CASES = [
    changed("case settled by nobody", "dysfunctions.Case", "ended_as = 'settled_by_unit'", ENDED,
            "ended_as = 'case_dismissed'"),
    gone("closing taken away", "dysfunctions.CaseClosing", ENDED),
    changed("case settled on another day", "dysfunctions.CaseClosing", "settled_on = settled_on - 1", ENDED),
    changed("case dismissed on another day", "dysfunctions.CaseDismissal", "dismissed_on = dismissed_on - 1", ENDED),
    changed("case opened on another day", "dysfunctions.Case", "opened_on = opened_on - 1", ENDED),
    changed("case ended at another instant", "dysfunctions.Case", "ended_at = ended_at - interval '3 days'", ENDED,
            "ended_on IS NOT NULL"),
    changed("case that stands elsewhere", "dysfunctions.Case", "path = '1.'", ENDED, "ended_on IS NULL"),
    changed("case settled by no facts", "dysfunctions.Case", "facts = '[]'", ENDED, "ended_as = 'settled_by_facts'"),
    changed("case counted twice", "dysfunctions.Case", "recurrence = recurrence + 1", BACK,
            "previous_id IS NOT NULL"),
    changed("case back from another kind", "dysfunctions.Case", "kind = 'no_women'", BACK,
            "previous_id IS NOT NULL"),
    changed("case back after more than a year", "dysfunctions.Case",
            "opened_on = opened_on + 500, opened_at = opened_at + interval '500 days'", BACK,
            "previous_id IS NOT NULL"),
    changed("case closed from above", "dysfunctions.CaseClosing", f"mandate_id = {_ABOVE}", WORD),
    changed("answer from above", "dysfunctions.CaseAnswer", f"mandate_id = {_ABOVE}", WORD),
    changed("answer before its case", "dysfunctions.CaseAnswer", "answered_at = '2026-01-01 12:00+00'", WORD),
    changed("dismissal by the unit itself", "dysfunctions.CaseDismissal",
            "mandate_id = (SELECT mandate_id FROM dysfunctions_caseclosing LIMIT 1)", WORD),
    changed("dismissal of another matter", "dysfunctions.CaseDismissal", "about = '[\"meeting:0\"]'", WORD),
    changed("observed under no mandate", "dysfunctions.Case", "mandate_id = 0", WORD, "mandate_id IS NOT NULL"),
    changed("remedy out of order", "dysfunctions.Remedy", "number = number + 4", REMEDY),
    changed("replaced remedy in no one's place", "dysfunctions.Remedy", "is_current = false", REMEDY, "is_current"),
    changed("remedy agreed on another day", "dysfunctions.Remedy", "agreed_on = agreed_on - 1", REMEDY),
    changed("remedy done on a day to come", "dysfunctions.Remedy", "done_on = done_on + 90", REMEDY,
            "done_on IS NOT NULL"),
    changed("look at a congress before its edition", "dysfunctions.CongressLook", "looked_on = '2020-01-01'", LOOK),
    Plant("letters of an empty report", "dysfunctions.ReportLook",
          "UPDATE meetings_report SET text = '' WHERE id IN (SELECT report_id FROM dysfunctions_reportlook)", LOOK),
    changed("case of a declaration that is not there", "dysfunctions.Case", "facts = '[\"filing:0\"]'", OVERDUE,
            _DECLARATION),
    changed("case of the declaration of others", "dysfunctions.Case", f"facts = {_OF_ANOTHER}", OVERDUE, _DECLARATION),
    Plant("case before the last day", "filings.Filing",
          f"UPDATE filings_filing SET due_on = '2026-07-01' WHERE id = {_THAT_IS_OVERDUE}", OVERDUE),
    Plant("case of what is asked no longer", "filings.Filing",
          f"UPDATE filings_filing SET superseded_on = '2026-06-05' WHERE id = {_THAT_IS_OVERDUE}", OVERDUE),
    Plant("case of a word nobody said", "premises.NoPremises",
          f"DELETE FROM premises_nopremises WHERE unit_id = {_WITHOUT}", UNHOUSED),
    changed("case since a day before the word", "dysfunctions.Case", "facts = '[\"without_premises:2020-01-01\"]'",
            UNHOUSED, "kind = 'no_premises'"),
    Plant("case of a unit that has premises", "premises.Premises",
          f"UPDATE premises_premises SET unit_id = {_WITHOUT} WHERE id = (SELECT max(id) FROM premises_premises"
          " WHERE is_current AND to_on IS NULL)", UNHOUSED),
    changed("thresholds that are not whole", "dysfunctions.DetectionSettings",
            "thresholds = '{\"meetings\": 0}'", LOOK),
]  # fmt: skip
