"""How an action stands: a pure answer for every order of days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.actions import NEWS_DAYS, ActionState, action_state

ON = date(2026, 6, 7)
days_before = st.integers(0, 400).map(lambda days: ON - timedelta(days=days))


def test_news_makes_progress_and_decays_after_sixty_days_to_no_news() -> None:
    opened = ON - timedelta(days=200)
    states = {days: action_state(opened, ON - timedelta(days=days), None, ON) for days in (0, NEWS_DAYS, NEWS_DAYS + 1)}
    assert states == {0: ActionState.IN_PROGRESS, 60: ActionState.IN_PROGRESS, 61: ActionState.NO_NEWS}


def test_without_news_it_is_open_for_sixty_days() -> None:
    days = (0, NEWS_DAYS, NEWS_DAYS + 1)
    states = [action_state(ON - timedelta(days=ago), None, None, ON) for ago in days]
    assert states == [ActionState.OPEN, ActionState.OPEN, ActionState.NO_NEWS]


@given(opened=days_before, told=st.none() | days_before, closed=days_before)
def test_what_is_done_is_done_whatever_was_told(opened: date, told: date | None, closed: date) -> None:
    assert action_state(opened, told, closed, ON) is ActionState.DONE
    assert action_state(opened, told, closed, closed - timedelta(days=1)) is not ActionState.DONE


@given(opened=days_before, told=st.none() | days_before, ahead=st.integers(0, 400))
def test_without_any_act_it_only_decays(opened: date, told: date | None, ahead: int) -> None:
    order = [ActionState.IN_PROGRESS, ActionState.OPEN, ActionState.NO_NEWS]
    if told is not None and told < opened:
        told = opened
    now, later = (action_state(opened, told, None, day) for day in (ON, ON + timedelta(days=ahead)))
    assert order.index(later) >= order.index(now)
