"""Changing a question: proposed by one person, judged by rules, approved by another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.bootstrap import App
from interview.content.catalogue import Catalogue, load_catalogue
from interview.domain.question import QuestionStatus
from interview.services.bank import question_text
from interview.services.context import Context
from interview.settings import shipped_content_dir
from interview.ui import session
from tests.factories import Cast
from tests.ui.conftest import Visit

QUESTION = "testing-shipping-fee"
LABEL = "The question as it stands in a file"


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    """The content that comes with the program."""
    return load_catalogue(shipped_content_dir())[0]


@pytest.fixture
def company(context: Context, shipped: Catalogue, visit: Visit) -> Context:
    """The pages on the shipped content."""
    context = replace(context, catalogue=replace(shipped))
    session.install(App(context))
    return context


def test_a_change_goes_from_its_author_over_a_reviewer_into_the_bank(visit: Visit, company: Context, cast: Cast) -> None:
    text = question_text(company.catalogue.questions[QUESTION])
    tab = visit(cast.ines, "bank-edit", question=QUESTION)
    assert tab.title == "Change a question"
    tab.enter(LABEL, text.replace("Deriving cases", "Finding cases")).enter("Why is it better so?", "Plainer.")
    tab.press("Check and propose")
    assert tab.errors == []
    assert "Approve" not in visit(cast.ines, "bank-reviews").buttons
    review = visit(cast.rita, "bank-reviews")
    assert "+why: Finding cases" in str(review.app.code[0].value)
    review.press("Approve")
    assert "Finding cases" in company.catalogue.questions[QUESTION].why
    assert "Nothing waits for review." in review.everything
    assert "your company's version 2" in visit(cast.ines, "bank").choose("Skill", "testing").everything


def test_mistakes_are_listed_with_their_line_and_the_text_stays(visit: Visit, company: Context, cast: Cast) -> None:
    text = question_text(company.catalogue.questions[QUESTION]).replace("minutes: 20", "minutes: 21")
    tab = visit(cast.ines, "bank-edit", question=QUESTION)
    tab.enter(LABEL, text).enter("Why is it better so?", "Longer.").press("Check and propose")
    assert tab.errors == ["1 thing to mend first"]
    assert "minutes is 21, but opening_minutes and the probes add up to 20" in tab.everything
    assert next(box.value for box in tab.app.text_area if box.label == LABEL) == text


def test_a_proposal_is_sent_back_with_a_word(visit: Visit, company: Context, cast: Cast) -> None:
    text = question_text(company.catalogue.questions[QUESTION])
    tab = visit(cast.ines, "bank-edit", question=QUESTION)
    tab.enter(LABEL, text.replace("Deriving", "Finding")).enter("Why is it better so?", "Plainer.").press("Check and propose")
    review = visit(cast.rita, "bank-reviews").press("Send back")
    assert review.errors == ["Say why, so that the author can do something about it."]
    review.fill("A word to the author", "Keep the old word.").press("Send back")
    assert "sent back" in review.everything


def test_a_leaked_question_is_taken_out_by_who_reviews(visit: Visit, company: Context, cast: Cast) -> None:
    first = company.catalogue.questions_for("testing")[0]
    tab = visit(cast.rita, "bank").choose("Skill", "testing")
    tab.fill("In a sentence", "On a forum.").press("Take it out")
    assert company.catalogue.questions[first.id].status is QuestionStatus.LEAKED
    assert "Take it out" not in visit(cast.ines, "bank").choose("Skill", "testing").buttons


def test_words_are_searched_in_all_skills(visit: Visit, company: Context, cast: Cast) -> None:
    tab = visit(cast.ines, "bank").fill("Search in prompts and probes (all skills)", "protobuf message")
    assert "1 question" in tab.everything
    assert "api-design" in tab.everything


def test_a_new_question_starts_from_another_one(visit: Visit, company: Context, cast: Cast) -> None:
    tab = visit(cast.ines, "bank-edit")
    assert tab.title == "A new question"
    tab.press("Check and propose")
    assert tab.errors == ["Say in a sentence why; whoever reviews the change reads it."]


def test_the_tour_leads_each_kind_of_user_to_real_pages(visit: Visit, company: Context, cast: Cast) -> None:
    assert company.catalogue.questions
    recruiter = visit(cast.rita, "tour")
    assert [recruiter.links[label] for label in ("Bring your tables", "The schedule board")] == ["imports", "schedule"]
    assert "When I interview" in visit(cast.ines, "tour").links
    assert "From a job description to a role" in visit(cast.hugo, "tour").links
