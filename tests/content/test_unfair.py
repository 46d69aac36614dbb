"""Subjects that law advises against are found, with a reason, and technical words that look alike are let through."""

from __future__ import annotations

import pytest

from interview.content.unfair import SUBJECTS, unfair_subjects

UNFAIR = {
    "age": [
        "How old are you?",
        "What is your age?",
        "In which year did you graduate?",
        "When did you finish school?",
        "When do you plan to stop, and will you retire soon?",
        "How would you feel about a manager younger than you, a younger manager than yourself?",
        "Do you feel too old for night duty?",
        "What is your\ndate of birth?",
    ],
    "family and pregnancy": [
        "What are your plans for children?",
        "Tell me about your family.",
        "Do you have any kids?",
        "Are you married or single?",
        "What does your husband do?",
        "What does your partner do for a living?",
        "How will you arrange childcare?",
        "Are you pregnant?",
        "Who looks after the little ones when you travel?",
        "Do you plan to take parental leave?",
        "What is your wife’s work?",
    ],
    "health and disability": [
        "How many sick days did you take last year?",
        "How is your health?",
        "Do you have a disability?",
        "Which medications do you need?",
        "Have you ever been treated for depression?",
        "What runs in your family, any genetic condition?",
        "Do you smoke?",
        "How tall are you?",
        "Have you ever claimed workers’ compensation?",
    ],
    "origin and citizenship": [
        "Where are you from originally?",
        "Where did you grow up?",
        "What is your native language?",
        "What kind of name is that?",
        "Are you a native speaker?",
        "What is your country of origin?",
        "Tell me about your heritage.",
        "Where is your accent from?",
    ],
    "religion and belief": [
        "Which church do you go to?",
        "What is your faith?",
        "Do you keep the Sabbath?",
        "Whom did you vote for?",
        "What are your political opinions?",
        "Are you a member of a union?",
        "Which religious holidays would you need?",
    ],
    "sex and orientation": [
        "What are your pronouns?",
        "Are you gay?",
        "Should I write Miss or Mrs?",
        "How do you feel about working for a woman?",
        "As a woman, how would you lead this team?",
    ],
    "criminal and financial record": [
        "Have you ever been arrested?",
        "What is your credit score?",
        "Have you ever gone bankrupt?",
        "Do you own your home?",
    ],
    "pay history": [
        "What is your current salary?",
        "How much did you make in that job?",
        "What do you earn?",
        "What did your last employer pay?",
        "Tell me about your salary history.",
    ],
    "military record": [
        "What type of discharge did you get?",
        "Were you honorably discharged?",
        "How long is your reserve duty?",
    ],
    "private life and accounts": [
        "Which clubs do you belong to?",
        "What is your Facebook account?",
        "What do you do on Sundays?",
        "Where do you live?",
    ],
}


@pytest.mark.parametrize(("subject", "text"), [(subject, text) for subject, texts in UNFAIR.items() for text in texts])
def test_an_unfair_subject_is_found_with_a_reason(subject: str, text: str) -> None:
    found = {one.name: one.reason for one in unfair_subjects(text)}
    assert subject in found
    assert found[subject]


def test_every_subject_on_the_list_is_tried_above() -> None:
    assert sorted(UNFAIR) == sorted(subject.name for subject in SUBJECTS)


@pytest.mark.parametrize(
    "text",
    [
        "How do you retire an old API version?",
        "When do you retire a feature flag that nobody uses?",
        "What happens to a child process when its parent dies?",
        "How would you check the health of a service?",
        "Tell me about your health checks and what they call.",
        "How do you keep the age of messages in a queue low?",
        "How do you build a union of two large tables?",
        "What makes a partner team trust a shared contract?",
        "How do you test against your partner's sandbox?",
        "How do you store the date on which an order was placed?",
        "How do you validate a date field for births in a hospital form?",
        "Tell me about a race condition that you found.",
        "How did your race condition show itself?",
        "How does the browser treat a request from another origin?",
        "What do you set as your origin server behind the cache?",
        "How would you animate an element from zero height to its own?",
        "How do you choose the weight of each shard?",
        "How do you delete a node that has children?",
        "What is a family of column stores good for?",
        "How do you pick a native client over the web?",
        "How would you mask credit card numbers in logs?",
        "How do you find the parent of a commit after a rebase?",
        "What does a generation mean to a garbage collector?",
        "How do you model marriage of two customer records after a merge?",
        "How much does the function cost, and who pays?",
        "What do you drink from: a queue or a stream?",
        "How do you make the service fit for public use?",
        "Tell me how you discharge a duty to report a breach.",
        "How do you handle accounts of users who left?",
        "Where do you keep secrets, and where does the key live?",
        "How do you make a page work for people with impaired sight?",
        "How would you split pay for on-call work fairly?",
        "Which language do you reach for first, and why?",
    ],
)
def test_technical_words_that_only_look_unfair_pass(text: str) -> None:
    assert unfair_subjects(text) == ()


def test_one_text_may_touch_several_subjects() -> None:
    names = [subject.name for subject in unfair_subjects("How old are you, where are you from, and are you married?")]
    assert names == ["age", "family and pregnancy", "origin and citizenship"]
