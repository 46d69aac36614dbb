"""Accounts, as an administrator keeps them."""

from __future__ import annotations

import re

import pytest

from interview.bootstrap import App
from interview.domain.person import PersonRole
from interview.errors import Forbidden
from interview.services.context import Context
from interview.services.identity import actor_of, create_person, list_people, set_password_by_token, system_actor
from interview.ui import session
from interview.ui.components.times import TIMEZONES
from tests.factories import Cast
from tests.services.mail_server import mailing
from tests.ui.conftest import Visit
from tests.ui.tab import Tab


def press_key(tab: Tab, key: str) -> Tab:
    tab.app.button(key=key).click()
    return tab.run()


def link_in(tab: Tab) -> str:
    found = re.search(r"token=([\w-]+)", str(tab.app.code[0].value))
    assert found
    return found.group(1)


def test_a_new_person_gets_a_link_that_works_and_is_shown_until_it_is_sent(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.ada, "people")
    next(box for box in tab.app.text_input if box.label == "Name").set_value("Nia Noor")
    next(box for box in tab.app.text_input if box.label == "E-mail").set_value("nia@example.org")
    tab.press("Add person")
    assert [message.value for message in tab.app.success] == [
        "Send Nia Noor this link. It works once, for three days, and is not shown again."
    ]
    person = set_password_by_token(context, link_in(tab), "turnip lantern parade")
    assert (person.name, person.roles) == ("Nia Noor", (PersonRole.INTERVIEWER,))
    tab.press("I have sent it")
    assert "token=" not in tab.everything


def test_a_refused_person_is_said_in_a_sentence_and_not_added(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.ada, "people")
    before = list_people(context, cast.ada)
    next(box for box in tab.app.text_input if box.label == "Name").set_value("Somebody")
    next(box for box in tab.app.text_input if box.label == "E-mail").set_value("ines@example.org")
    tab.press("Add person")
    assert tab.errors == ["There is already an account for ines@example.org."]
    assert list_people(context, cast.ada) == before


def test_a_second_press_on_the_same_button_adds_nobody(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.ada, "people")
    before = next(button.key for button in tab.app.button if button.label == "Add person")
    next(box for box in tab.app.text_input if box.label == "Name").set_value("Nia Noor")
    next(box for box in tab.app.text_input if box.label == "E-mail").set_value("nia@example.org")
    tab.press("Add person")
    assert before not in [button.key for button in tab.app.button]


def test_roles_change_with_the_next_click_of_the_person(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.ada, "people")
    tab.app.pills(key=f"roles-{cast.ines.person_id}").set_value([PersonRole.INTERVIEWER, PersonRole.AUDITOR])
    press_key(tab, f"save-{cast.ines.person_id}")
    roles = {person.name: person.roles for person in list_people(context, cast.ada)}
    assert roles["Ines"] == (PersonRole.INTERVIEWER, PersonRole.AUDITOR)
    assert "audit" in visit(cast.ines).pages


def test_nobody_can_be_left_without_any_role(visit: Visit, cast: Cast) -> None:
    tab = visit(cast.ada, "people")
    tab.app.pills(key=f"roles-{cast.ines.person_id}").set_value([])
    press_key(tab, f"save-{cast.ines.person_id}")
    assert tab.errors == ["Choose at least one role; to take all of them away, deactivate the account."]


def test_a_lost_password_gets_a_new_link(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.ada, "people")
    press_key(tab, f"reset-{cast.ivan.person_id}")
    assert set_password_by_token(context, link_in(tab), "turnip lantern parade").name == "Ivan"


def test_a_link_goes_by_mail_where_mail_is_set_up_and_the_shown_one_ends(visit: Visit, context: Context, cast: Cast) -> None:
    assert "Send it by mail" not in press_key(visit(cast.ada, "people"), f"reset-{cast.ivan.person_id}").buttons
    session.install(App(mailing(context, "smtp://mail.example")))
    tab = press_key(visit(cast.ada, "people"), f"reset-{cast.ivan.person_id}")
    shown = link_in(tab)
    tab.press("Send it by mail")
    assert "token=" not in tab.everything
    with context.store.read() as unit:
        assert unit.mail.newest(1)[0].to_email == "ivan@example.org"
        assert unit.mail.newest(1)[0].subject == "Your account: set a password"
    with pytest.raises(Forbidden):
        set_password_by_token(context, shown, "turnip lantern parade")


def test_a_deactivated_person_is_out_at_once_and_stays_in_the_list(visit: Visit, cast: Cast) -> None:
    hers = visit(cast.ines)
    tab = visit(cast.ada, "people")
    press_key(tab, f"deactivate-{cast.ines.person_id}")
    assert hers.run().title == "You are signed out"
    assert "Interviewer · deactivated" in tab.everything


def test_an_administrator_who_is_alone_is_told_to_add_people(visit: Visit, context: Context) -> None:
    roles = (PersonRole.ADMINISTRATOR,)
    alone = create_person(context, system_actor(), email="ada@example.org", name="Ada", roles=roles, timezone="Europe/Berlin")
    tab = visit(actor_of(alone.person), "people")
    assert "Add the people who plan, interview and decide." in tab.everything
    assert next(box for box in tab.app.selectbox if box.label == "Time zone").value == "Europe/Berlin"
    assert "Europe/Berlin" in TIMEZONES
    assert not [button for button in tab.app.button if button.label == "Deactivate"]  # nobody closes their own account
