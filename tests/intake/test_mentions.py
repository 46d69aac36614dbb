"""Which words of a sentence ask for a skill, and how strongly."""

from __future__ import annotations

import pytest

from interview.domain.skill import Phrase, Skill, SkillKind
from interview.intake.draft import draft_role
from interview.intake.lexicon import compile_lexicon
from interview.intake.words import stem, words_in
from tests.intake.gold import skills


def importance_in(text: str) -> dict[str, str]:
    return {skill.id: skill.importance.value for skill in draft_role(text, skills()).skills}


def asked(requirement: str) -> dict[str, str]:
    """What one requirement of an engineer asks for."""
    return importance_in(f"Software Engineer\n\nRequirements\n- {requirement}\n")


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("Experience with Kafka or RabbitMQ", {"messaging": "required"}),
        ("No Kubernetes experience needed", {}),
        ("Kubernetes is not required", {}),
        ("You won't need to know Terraform", {}),
        ("Terraform is a plus", {"iac": "preferred"}),
        ("Kafka is what we use, but definitely not required", {"messaging": "preferred"}),
        ("Java is required but Terraform is a plus", {"programming": "required", "iac": "preferred"}),
        ("Docker; Terraform is a plus", {"containers": "required", "iac": "preferred"}),
        ("Docker (Terraform preferred)", {"containers": "required", "iac": "preferred"}),
        ("Terraform (nice to have)", {"iac": "preferred"}),
        ("Docker, ideally with Terraform", {"containers": "required", "iac": "preferred"}),
        ("Python required, Terraform preferred", {"programming": "required", "iac": "preferred"}),
        ("A yearly training budget and health insurance", {}),
        ("Hands-on Go", {"programming": "required"}),
        ("Ready to go wherever customers are", {}),
        ("GitLab CI", {"ci-cd": "required"}),
        ("A/B testing", {"experimentation": "required"}),
        ("Bachelor's degree in Machine Learning", {}),
        ("Unit and integration tests", {"testing": "required"}),
        ("C++ and C#", {"programming": "required"}),
        (".NET", {"programming": "required"}),
        ("Strong verbal & written communication", {"verbal": "required", "written": "required"}),
        ("Skilled in data, infrastructure", {}),
        ("A data infrastructure that lasts", {"data-eng": "required"}),
        ("Hire, mentor and retain engineers", {"hiring": "required", "mentoring": "required", "people-management": "required"}),
        ("A high degree of organization, meeting deadlines", {"time": "required"}),
        ("Authorization to work in Norway", {}),
        ("This list is not inclusive", {}),
        ("Terraform, Kafka, Docker - all a big plus", {"iac": "preferred", "messaging": "preferred", "containers": "preferred"}),
        ("A member of high-performance teams", {}),
        ("A CS degree and/or solid Python", {"programming": "required"}),
    ],
)
def test_a_requirement_asks_for_what_it_says(requirement: str, expected: dict[str, str]) -> None:
    assert asked(requirement) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "We drive the whole industry forward with Kubernetes and machine learning.",
        "Growing a more inclusive community is our mission.",
    ],
)
def test_what_a_company_says_of_itself_asks_for_nothing(sentence: str) -> None:
    assert importance_in(f"Software Engineer\n\nAbout us\n{sentence}\n") == {}


@pytest.mark.parametrize("heading", ["Benefits", "Career path", "Keywords", "Our hiring process", "Equal opportunity"])
def test_parts_that_do_not_ask_are_silent(heading: str) -> None:
    assert importance_in(f"Software Engineer\n\n{heading}\n- Python, Kubernetes and leadership\n") == {}


def test_the_trades_of_colleagues_are_not_asked_of_the_candidate() -> None:
    duties = "Software Engineer\n\nResponsibilities\n- Work closely with DevOps, security and data engineering teams to ship\n"
    assert importance_in(duties) == {"collaboration": "required"}


def test_teams_that_one_leads_are_named_by_their_trades() -> None:
    text = "Engineering Manager\n\nResponsibilities\n- Lead four teams across frontend, data engineering and security\n"
    assert not {"frontend", "data-eng", "security"} & importance_in(text).keys()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Our teams have used React and Kafka.", set()),
        ("We help hospitals plan with Kubernetes.", set()),
        ("We need you to run Kubernetes.", {"containers"}),
        ("- Our systems encrypt and stream on Kafka.", set()),
    ],
)
def test_a_company_may_tell_of_itself_among_the_duties(sentence: str, expected: set[str]) -> None:
    assert importance_in(f"Software Engineer\n\nYour role\n\n{sentence}\n").keys() == expected


def test_a_duty_counts_as_required_unless_it_is_called_nice_to_have() -> None:
    text = "Software Engineer\n\nResponsibilities\n- Run our Kubernetes clusters\n\nNice to have\n- Kubernetes\n- Terraform\n"
    assert importance_in(text) == {"containers": "preferred", "iac": "preferred"}
    twice = text.replace("\n\nNice", "\n- Write Kubernetes operators\n\nNice")
    assert importance_in(twice) == {"containers": "required", "iac": "preferred"}


def test_a_preferred_skill_that_is_also_required_is_required() -> None:
    assert importance_in("Software Engineer\n\nRequirements\n- SQL\n\nNice to have\n- MongoDB\n") == {"databases": "required"}


def test_a_printed_apostrophe_reads_like_a_typed_one() -> None:
    for mark in "'’":
        text = f"Software Engineer\n\nThe role\nWith us you{mark}ll build dashboards in Tableau.\n"
        assert importance_in(text) == {"data-analysis": "required"}
        assert asked(f"You don{mark}t need Kubernetes") == {}


def test_a_company_that_is_hiring_asks_for_no_recruiter() -> None:
    assert importance_in("Software Engineer\n\nThe role\nWe're hiring talented engineers to run Kubernetes.\n") == {
        "containers": "required"
    }


def test_a_phrase_inside_the_name_of_a_tool_does_not_count() -> None:
    assert asked("Amazon Web Services") == {"cloud": "required"}


def test_options_of_several_words_are_read_whole() -> None:
    phrase = Phrase(text="customer-facing|external work")
    skill = Skill(id="outward", name="Outward", kind=SkillKind.SOFT, phrases=(phrase,))

    def found(sentence: str) -> bool:
        return bool(draft_role(f"Software Engineer\n\nRequirements\n- {sentence}\n", [skill]).skills)

    assert found("Likes customer-facing work")
    assert found("Likes external work")
    assert not found("Likes customer work")


def test_weak_phrases_alone_only_suggest() -> None:
    queues = Skill(id="queues", name="Queues", kind=SkillKind.HARD, phrases=(Phrase(text="waiting lines", strength="weak"),))
    once = "Software Engineer\n\nRequirements\n- Patience with very long waiting lines in our systems\n"
    twice = once + "- Some thoughts on how to shorten such waiting lines in a shop\n"
    assert [(draft.skills, draft.suggested) for draft in [draft_role(once, [queues])]] == [((), ())]
    draft = draft_role(twice, [queues])
    assert draft.skills == ()
    assert [skill.id for skill in draft.suggested] == ["queues"]


def test_alternatives_are_kept_together() -> None:
    draft = draft_role("Software Engineer\n\nRequirements\n- Kafka or RabbitMQ\n- Docker\n", skills())
    found = {skill.id: skill.alternatives for skill in draft.skills}
    assert found == {"messaging": ("Kafka", "RabbitMQ"), "containers": ()}


def test_gaps_and_alternatives_of_a_phrase() -> None:
    phrase = Phrase(text="solve|crack ... problems")
    skill = Skill(id="solving", name="Solving", kind=SkillKind.SOFT, phrases=(phrase,))
    lexicon = compile_lexicon([skill])
    assert sorted(lexicon.by_first) == ["crack", "solv"]

    def found(sentence: str) -> bool:
        return bool(draft_role(f"Software Engineer\n\nRequirements\n- {sentence}\n", [skill]).skills)

    assert found("Cracking hard and old problems")
    assert not found("Solving one two three four five problems")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("designs designing designed design", {"design"}),
        ("optimise optimize optimising", {"optimiz"}),
        ("libraries library", {"library"}),
        ("running run", {"run"}),
        ("modelling modeling model models", {"model"}),
        ("coding", {"coding"}),
        ("code codes", {"cod"}),
        ("behaviour behavior", {"behavior"}),
    ],
)
def test_word_forms_share_a_stem(words: str, expected: set[str]) -> None:
    assert {stem(word) for word in words.split()} == expected


def test_words_keep_the_signs_of_product_names() -> None:
    assert [word.shown for word in words_in("C++, C#, .NET, Node.js and CI/CD for language(s)")] == [
        "C++", "C#", ".NET", "Node.js", "and", "CI", "CD", "for", "language",
    ]  # fmt: skip
