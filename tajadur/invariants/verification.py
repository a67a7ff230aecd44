"""Every invariant by name, and checking them all."""

from dataclasses import dataclass

from .actions import decisions_numbered, news_own
from .answers import answers_forgotten
from .as_of import AsOf, Check
from .cases import cases_come_back, cases_end_by_word, looks_consistent, remedies_consistent, words_about_cases
from .census import answers_declared, campaigns_consistent
from .circulars import acknowledgements_asked, circulars_numbered, confirmations_recorded
from .congress_days import check_ins_consistent, votes_consistent
from .congresses import (
    congresses_consistent,
    delegates_consistent,
    results_consistent,
    seats_add_up,
    stage_changes_followed,
    stages_consistent,
)
from .consultations import consultations_from_outside
from .directives import directives_consistent, exceptions_consistent
from .elections import elections_whole, readiness_own
from .exports import files_of_lists_consistent
from .files import contents_in_the_store, files_hang_on_their_unit, staged_files_go
from .filings import filings_asked, receipts_of_filings
from .findings import declarations_overdue, units_without_premises
from .follow_ups import follow_ups_possible
from .holding import holding_rules_possible, reasons_against_rules
from .ladders_current import ladders_current
from .meetings import drafts_open, meetings_consistent, outcomes_complete, points_consistent, series_consistent
from .minutes import adoptions_placed, minutes_circulated, preparation_noted
from .names import names_folded
from .notifications import (
    deliveries_consistent,
    latest_steps_notified,
    nothing_before_installation,
    nothing_waits_too_long,
    recipients_on_ladder,
)
from .obligation_days import cancelled_with_cause, days_follow, programme_noted
from .obligations import expected_periods_owed_once, facts_follow
from .packs import packs_as_sent, packs_in_order
from .people import (
    accounts_consistent,
    acts_of_two,
    closings_can_be_withdrawn,
    mandates_consistent,
    nothing_is_known_of_who_is_blanked,
    records_of_one_person,
    single_posts_held_once,
)
from .plans import (
    editions_as_issued,
    followed_by_their_unit,
    measures_kept,
    standings_follow,
    values_of_their_unit,
)
from .premises import activities_in_order, premises_in_order
from .proposals import proposals_consistent
from .receipts import receipts_given_once
from .releases import grants_given, reasons_given, requests_consistent
from .reminders import reminders_by_hand
from .reports import actions_consistent, counts_add_up, notes_from_above, positions_count, sent_as_recorded
from .resources import deliveries_within_grants, lines_never_overspent, requests_in_order
from .situations import words_of_branches
from .structure import paths_follow_placements, series_have_meetings
from .submissions import congresses_recorded, declarations_recorded, fulfilments_have_sources, reports_recorded
from .support import (
    advice_consistent,
    nothing_settled_waits,
    observations_consistent,
    promises_consistent,
    visits_consistent,
)
from .told import messages_consistent, notices_consistent, passes_recorded, steps_told
from .training import (
    persons_kept_by_their_word,
    training_attendance_in_order,
    training_needs_in_order,
    training_sessions_in_order,
)
from .units import chapters_sit_on_soil, days_inside, kinds_fit, places_without_gap, profile_consistent


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken invariant: its name and what breaks it, by ids, codes and days; never a person's name."""

    invariant: str
    what: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.what}"


INVARIANTS: dict[str, Check] = {
    "a campaign asks with numbered versions of a form": campaigns_consistent,
    "answers stand under their declaration": answers_declared,
    "each unit stands where its placement says": paths_follow_placements,
    "places follow each other without a gap": places_without_gap,
    "units, bodies and posts are of kinds that fit": kinds_fit,
    "a chapter sits on a unit of the territory that was there": chapters_sit_on_soil,
    "nothing lives longer than what it is part of": days_inside,
    "the settings of the party make sense": profile_consistent,
    "names are found and sorted as they are written": names_folded,
    "a post for one holder has one, a person holds a post once": single_posts_held_once,
    "a mandate says of itself what is so": mandates_consistent,
    "what opens a door has its days in order": accounts_consistent,
    "what needs two persons had two": acts_of_two,
    "a record that became another says which": records_of_one_person,
    "a file of a list is of its reader, for its days": files_of_lists_consistent,
    "of whom nothing is kept any more nothing is left": nothing_is_known_of_who_is_blanked,
    "who was counted in had been filed": check_ins_consistent,
    "what a congress voted was written by its region": votes_consistent,
    "a rule about holding posts can be kept": holding_rules_possible,
    "what was done against a rule was against it": reasons_against_rules,
    "a closing can be withdrawn": closings_can_be_withdrawn,
    "who consulted a record came from outside": consultations_from_outside,
    "a directive asks what can be asked": directives_consistent,
    "an exception is for a unit that owes": exceptions_consistent,
    "a ladder of help is possible": follow_ups_possible,
    "each meeting of a live series exists once": series_have_meetings,
    "a series is of a body of its unit": series_consistent,
    "a meeting says of itself what is so": meetings_consistent,
    "points are counted and carried once": points_consistent,
    "a report answers each point": outcomes_complete,
    "a draft can still be sent": drafts_open,
    "each report submitted is recorded once": reports_recorded,
    "the counts of a report add up": counts_add_up,
    "a report reads as it was sent": sent_as_recorded,
    "a report is the unit's own": positions_count,
    "an action is part of its meeting": actions_consistent,
    "decisions keep their numbers": decisions_numbered,
    "news of an action is its unit's own": news_own,
    "what goes up is a decision, and stands where it was sent": proposals_consistent,
    "minutes that were circulated are of their meeting": minutes_circulated,
    "minutes wait on the next agenda of their body": adoptions_placed,
    "what is prepared is of its meeting": preparation_noted,
    "a note of receipt comes from above": notes_from_above,
    "each receipt was given once": receipts_given_once,
    "each declaration is recorded once": declarations_recorded,
    "each congress held is recorded once": congresses_recorded,
    "circulars are numbered without a gap": circulars_numbered,
    "a circular is asked of whoever holds its posts": acknowledgements_asked,
    "a confirmation is of its version and its post": confirmations_recorded,
    "an office that began is declared, and asked of its secretary": filings_asked,
    "a receipt of the authority is of its unit and its office": receipts_of_filings,
    "what is recorded was submitted": fulfilments_have_sources,
    "what the calendar asks is owed exactly once": expected_periods_owed_once,
    "the days of an obligation follow from its directive": days_follow,
    "what is cancelled has a cause": cancelled_with_cause,
    "the facts of an obligation follow from what was submitted and released": facts_follow,
    "what stands programmed is noted": programme_noted,
    "a request has one answer": requests_consistent,
    "what was granted was given": grants_given,
    "whoever decides says why": reasons_given,
    "a branch speaks of its own situation": words_of_branches,
    "premises are said by their unit, in order": premises_in_order,
    "activities near the people are said by their unit, in order": activities_in_order,
    "an edition of the plan reads as it was issued": editions_as_issued,
    "what a unit follows of the plan is its own": followed_by_their_unit,
    "a value is stated by whoever follows its indicator": values_of_their_unit,
    "what is measured is kept where it changed": measures_kept,
    "how far a unit is follows from what it said": standings_follow,
    "needs of training are said by their unit, in order": training_needs_in_order,
    "a pack that was sent is as it was sent": packs_as_sent,
    "a pack is of its meeting and its day": packs_in_order,
    "training is organised by its unit, in versions": training_sessions_in_order,
    "who came to training is said by whoever organised it": training_attendance_in_order,
    "what a person attended is kept by their word": persons_kept_by_their_word,
    "an election is issued whole": elections_whole,
    "readiness is said by the unit it belongs to": readiness_own,
    "a request for resources is spoken of in order": requests_in_order,
    "a budget line is never overspent": lines_never_overspent,
    "what is delivered was granted": deliveries_within_grants,
    "the seats of a congress add up": seats_add_up,
    "the lists of delegates fit their seats": delegates_consistent,
    "the stages of a congress are in order": stages_consistent,
    "a stage is as it was issued last": stage_changes_followed,
    "a congress is of the unit that owes it": congresses_consistent,
    "the elected hold what they were elected to": results_consistent,
    "advice and its answers are in order": advice_consistent,
    "a visit says of itself what is so": visits_consistent,
    "a promise follows what it came from": promises_consistent,
    "an observation is of its unit and its day": observations_consistent,
    "nothing settled from above is still asked for": nothing_settled_waits,
    "a case ends by somebody's word": cases_end_by_word,
    "a case comes back in order": cases_come_back,
    "each word about a case is of who may say it": words_about_cases,
    "remedies follow each other": remedies_consistent,
    "a look sees what is there": looks_consistent,
    "a case of a declaration lasts while it is overdue": declarations_overdue,
    "a case of no premises lasts while its unit says so": units_without_premises,
    "a letter is one row with one fate": deliveries_consistent,
    "a message has the instants of its state": messages_consistent,
    "a notice is about what still waits": notices_consistent,
    "nothing waits longer than five minutes past its time": nothing_waits_too_long,
    "nothing older than the installation is told": nothing_before_installation,
    "nobody outside the ladder is told": recipients_on_ladder,
    "what is owed has its ladder laid in advance": ladders_current,
    "a step marked as told was told": steps_told,
    "what is owed has been told": latest_steps_notified,
    "a reminder by hand is noted and told": reminders_by_hand,
    "a pass ran on a day that has come": passes_recorded,
    "a secret shown once is not kept": answers_forgotten,
    "what is in a file is in the store": contents_in_the_store,
    "a file hangs on a thing of its unit": files_hang_on_their_unit,
    "a file that waits is kept a day": staged_files_go,
}


def verify(as_of: AsOf, *, most: int = 20) -> list[Violation]:
    """What is broken at ``as_of``; at most ``most`` violations of each invariant, then one that says how many more."""
    violations: list[Violation] = []
    for name, check in INVARIANTS.items():
        told = 0
        for told, what in enumerate(check(as_of), 1):
            if told <= most:
                violations.append(Violation(name, what))
        if told > most:
            violations.append(Violation(name, f"and {told - most} more"))
    return violations
