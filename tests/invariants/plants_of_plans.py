"""The plan, corrupted."""

from .planting import FOLLOWED, ISSUED_PLAN, KEPT_MEASURES, STANDING_OF_PLAN, STATED, changed, gone, refused

_EDITION, _AXIS, _OBJECTIVE = "plans.PlanEdition", "plans.PlanAxis", "plans.PlanObjective"
_ACTION, _INDICATOR = "plans.PlanAction", "plans.PlanIndicator"
_ADOPTION, _TARGET, _FOLLOWED = "plans.PlanAdoption", "plans.AdoptedTarget", "plans.AdoptedAction"
_NEWS, _VALUE, _LINK = "plans.PlanNews", "plans.StatedValue", "plans.PlanLink"
_MEASURED, _STANDING, _DAY = "plans.MeasuredValue", "plans.AdoptionProgress", "plans.MeasuredDay"
_OTHER_MANDATE = "mandate_id = (SELECT id FROM people_mandate ORDER BY id LIMIT 1)"

PLANS = [
    changed("edition under another number", _EDITION, "number = 7", ISSUED_PLAN),
    changed("edition with other days", _EDITION, "ends_on = ends_on + 30", ISSUED_PLAN),
    changed("edition issued on another day", _EDITION, "issued_on = issued_on - 1", ISSUED_PLAN),
    changed("axis renamed after issue", _AXIS, "name_fr = 'Autre'", ISSUED_PLAN),
    changed("weight given after issue", _OBJECTIVE, "weight = 50", ISSUED_PLAN),
    changed("action of another day after issue", _ACTION, "due_on = due_on - 1", ISSUED_PLAN),
    changed("target moved after issue", _INDICATOR, "target = target + 1", ISSUED_PLAN),
    changed("adopted before it was issued", _ADOPTION,
            "adopted_on = adopted_on - 30, adopted_at = adopted_at - interval '30 days'", FOLLOWED),
    changed("adopted by others", _ADOPTION, _OTHER_MANDATE, FOLLOWED),
    changed("target that is no count", _TARGET, "target = 2.5", FOLLOWED, "target < 10"),
    changed("target said on another day", _TARGET, "said_on = said_on + 1", FOLLOWED),
    changed("target that counts otherwise", _TARGET, "target = 4", STANDING_OF_PLAN, "target < 10"),
    changed("action done without news", _FOLLOWED, "done_on = NULL", FOLLOWED, "done_on IS NOT NULL"),
    changed("action told done twice over", _FOLLOWED, "done_on = added_on", FOLLOWED, "done_on IS NULL"),
    changed("news before its action", _NEWS, "told_on = told_on - 90", FOLLOWED),
    changed("news told by others", _NEWS, _OTHER_MANDATE, FOLLOWED),
    changed("link to a thing of others", _LINK,
            "case_id = (SELECT min(c.id) FROM dysfunctions_case c WHERE c.unit_id NOT IN"
            " (SELECT unit_id FROM plans_planadoption))", FOLLOWED),
    changed("value of another unit", _VALUE, "unit_id = (SELECT min(id) FROM units_unit)", STATED),
    changed("value that is no count", _VALUE, "value = 2.5", STATED),
    changed("value of what is measured", _VALUE,
            "indicator_id = (SELECT id FROM plans_planindicator WHERE measure <> '')", STATED),
    changed("value that counts twice", _VALUE, "is_current = true, valued_on = valued_on - 1", STATED,
            "NOT is_current"),
    gone("correction of a value that is gone", _VALUE, STATED, "corrects_id IS NOT NULL AND id NOT IN"
         " (SELECT value_id FROM plans_statedvaluefile)"),
    changed("value that is not its counts", _MEASURED, "value = 0.1", KEPT_MEASURES, "whole > 0"),
    changed("measured on a day without a pass", _MEASURED, "day = day - 3", KEPT_MEASURES),
    gone("day of measures that is gone", _DAY, KEPT_MEASURES),
    changed("standing that is not what its rows say", _STANDING, "progress = 0.9", STANDING_OF_PLAN),
    gone("standing that is gone", _STANDING, STANDING_OF_PLAN),
]  # fmt: skip

REFUSED_PLANS = [
    refused("plan that ends before it starts", _EDITION, "UPDATE plans_planedition SET ends_on = starts_on",
            "plan_days_in_order"),
    refused("issued without a number", _EDITION, "UPDATE plans_planedition SET number = NULL", "plan_issued_whole"),
    refused("weight above all", _OBJECTIVE, "UPDATE plans_planobjective SET weight = 101", "plan_weight_in_range"),
    refused("measure nobody knows", _INDICATOR, "UPDATE plans_planindicator SET measure = 'weather'",
            "plan_measure_known"),
    refused("target in the wrong unit", _INDICATOR, "UPDATE plans_planindicator SET target = 2.5, start = 0.5",
            "plan_target_in_its_unit"),
    refused("target on the wrong side", _INDICATOR, "UPDATE plans_planindicator SET start = target + 1",
            "plan_target_on_its_side"),
    refused("action of the plan with words of its own", _FOLLOWED,
            "UPDATE plans_adoptedaction SET text = 'x' WHERE action_id IS NOT NULL", "plan_action_of_the_plan_or_own"),
    refused("done before it was added", _FOLLOWED, "UPDATE plans_adoptedaction SET done_on = added_on - 1",
            "plan_action_done_after_added"),
    refused("target below nothing", _TARGET, "UPDATE plans_adoptedtarget SET target = -1",
            "plan_own_target_not_negative"),
    refused("news without words", _NEWS, "UPDATE plans_plannews SET text = ''", "plan_news_has_text"),
    refused("value to come", _VALUE, "UPDATE plans_statedvalue SET valued_on = said_on + 1", "plan_value_has_come"),
    refused("value without proof", _VALUE, "UPDATE plans_statedvalue SET proof = ''", "plan_value_has_proof"),
    refused("link to nothing", _LINK, "UPDATE plans_planlink SET case_id = NULL", "plan_link_of_one_thing"),
    refused("part above its whole", _MEASURED, "UPDATE plans_measuredvalue SET part = whole + 1",
            "plan_measured_part_of_whole"),
    refused("value of nothing", _MEASURED, "UPDATE plans_measuredvalue SET whole = 0, part = 0",
            "plan_measured_applies"),
    refused("standing of more than all", _STANDING, "UPDATE plans_adoptionprogress SET applying = actions + 1",
            "plan_standing_applying_of_all"),
]  # fmt: skip
