"""Other systems' shapes. The two samples are those of Greenhouse's public documentation (Apache-2.0), field for field."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from interview.domain.scorecard import Rating, ScorecardContent, Vote
from interview.errors import Invalid
from interview.exports.ats import greenhouse
from interview.exports.ats.sanitise import plain_text
from interview.exports.ats.unified import RECOMMENDATIONS
from interview.exports.candidate_loop import gather_loop
from interview.exports.catalogue import make_document
from interview.services.context import Context
from tests.exports import scenes
from tests.factories import SKILLS, World, submit

sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

SCORECARD: dict[str, Any] = {
    "id": 123,
    "updated_at": "2016-08-22T19:52:38.384Z",
    "created_at": "2016-08-22T19:52:38.384Z",
    "interview": "Application Review",
    "interview_step": {"id": 432, "name": "Application Review"},
    "candidate_id": 1234,
    "application_id": 3456,
    "interviewed_at": "2016-08-18T16:00:00.000Z",
    "submitted_by": {"id": 4080, "first_name": "Kate", "last_name": "Austen", "name": "Kate Austen", "employee_id": "12345"},
    "interviewer": {
        "id": 821,
        "first_name": "Robert",
        "last_name": "Robertson",
        "name": "Robert Robertson",
        "employee_id": "100377",
    },
    "submitted_at": "2014-03-26T21:59:51Z",
    "overall_recommendation": "yes",
    "attributes": [
        {"name": "Communication", "type": "Skills", "note": "What a great communicator!", "rating": "yes"},
        {"name": "Adaptable", "type": "Skills", "note": None, "rating": "yes"},
        {"name": "Relationship Manager", "type": "Skills", "note": None, "rating": "mixed"},
        {"name": "Project Management", "type": "Qualifications", "note": None, "rating": "mixed"},
        {"name": "Problem Solver", "type": "Qualifications", "note": None, "rating": "no"},
        {"name": "Analytical", "type": "Skills", "note": None, "rating": "definitely_not"},
    ],
    "ratings": {
        "definitely_not": ["Analytical"],
        "no": ["Problem Solver"],
        "mixed": ["Relationship Manager", "Project Management"],
        "yes": ["Communication", "Adaptable"],
        "strong_yes": [],
    },
    "questions": [
        {"id": None, "question": "Key Take-Aways", "answer": "Seems like a decent candidate."},
        {"id": None, "question": "Private Notes", "answer": "Seems like a decent candidate."},
        {"id": 1234567, "question": "Does the candidate have experience designing APIs?", "answer": "Yes"},
        {"id": 1234568, "question": "Which team would you suggest for this candidate?", "answer": "Alpha Team"},
        {"id": 1234569, "question": "Where would the candidate be willing to work?", "answer": "London, Dubai, San Diego"},
    ],
}


def test_the_documented_samples_come_out_as_they_went_in() -> None:
    later = {**SCORECARD, "added_next_year": {"x": [1, None]}}
    for sample in (SCORECARD, later):
        assert json.loads(greenhouse.write(greenhouse.read_scorecards(json.dumps([sample])))) == [sample]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "no JSON"),
        ("[3]", "not what Greenhouse sends"),
        (json.dumps({**SCORECARD, "overall_recommendation": "maybe"}), "overall_recommendation"),
        (json.dumps({**SCORECARD, "attributes": [{"name": "A"}]}), "attributes.0.type"),
    ],
)
def test_what_does_not_fit_is_named(text: str, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        greenhouse.read_scorecards(text)


def test_a_sample_becomes_a_scorecard_of_ours() -> None:
    [card] = greenhouse.read_scorecards(json.dumps(SCORECARD))
    ours = greenhouse.from_greenhouse(card, {"communication": "communication", "analytical": "analysis"})
    assert ours.interviewer == "Robert Robertson"
    assert ours.submitted_at == datetime(2014, 3, 26, 21, 59, 51, tzinfo=UTC)
    assert ours.content.vote is Vote.YES
    assert [(rating.skill_id, rating.level) for rating in ours.content.ratings] == [("communication", 4), ("analysis", 1)]
    assert ours.content.vote_reason == "Seems like a decent candidate."
    assert ours.unmatched == ("Adaptable", "Relationship Manager", "Project Management", "Problem Solver")


def test_no_decision_is_not_assessed_and_no_vote() -> None:
    body = {**SCORECARD, "overall_recommendation": "no_decision", "submitted_at": None, "interviewer": None}
    body["attributes"] = [{"name": "Coding", "type": "Skills", "note": "Never came up", "rating": "no_decision"}]
    [card] = greenhouse.read_scorecards(json.dumps(body))
    ours = greenhouse.from_greenhouse(card, {"coding": "coding"})
    [rating] = ours.content.ratings
    assert (rating.level, rating.not_assessed, rating.evidence) == (None, True, "Never came up")
    assert (ours.content.vote, ours.submitted_at, ours.interviewer) == (None, None, "")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, ""),
        ("plain, with 3 > 2? no: 3 is", "plain, with 3 > 2? no: 3 is"),
        ("<p>One</p><p>Two &amp; <b>three</b></p>", "One\nTwo & three"),
        ('<ul><li>a</li><li><a href="javascript:x">b</a></li></ul>', "- a\n- b"),
        ("<p>ok<script>alert(1)</script><style>p{}</style></p>", "ok"),
        ("<svg><script>1</script></svg>after<br>that", "after\nthat"),
        ("a < b & c", "a < b & c"),
    ],
)
def test_answers_with_html_become_text(answer: str | None, expected: str) -> None:
    assert plain_text(answer) == expected


@sqlite
def test_our_scorecards_go_out_and_come_back_whole(context: Context, world: World) -> None:
    scenes.rate(context, world, "Drew it unasked,\nthen <b>named</b> what breaks & why.")
    loop = gather_loop(context, world.cast.hugo, world.candidate_id)
    ids = {name.lower(): key for key, name in SKILLS.items()}
    out = greenhouse.write(greenhouse.to_greenhouse(loop, private_notes=True)).decode()
    back = [greenhouse.from_greenhouse(card, ids) for card in greenhouse.read_scorecards(out)]
    assert [one.content for one in back] == [
        scenes.written(*skills, level=level, vote=vote, text="Drew it unasked,\nthen <b>named</b> what breaks & why.")
        for skills, level, vote in ((("design", "coding"), 2, Vote.NO), (("design", "listening"), 5, Vote.STRONG_YES))
    ]


@sqlite
def test_private_notes_stay_at_home(context: Context, world: World) -> None:
    card = ScorecardContent(
        ratings=(
            Rating(skill_id="design", not_assessed=True),
            Rating(skill_id="coding", level=3, evidence="Wrote a loop that ends."),
        ),
        notes="PRIVATE",
        vote=Vote.STRONG_NO,
        vote_reason="Below the bar.",
    )
    submit(context, world.cast.ines, world.workshop, card)
    for form in ("greenhouse", "merge", "unified", "lever"):
        assert b"PRIVATE" not in make_document(context, world.cast.hugo, "scorecards", world.candidate_id, form).data
    [shape] = json.loads(make_document(context, world.cast.hugo, "scorecards", world.candidate_id, "greenhouse").data)
    assert set(shape) == set(SCORECARD)
    assert shape["overall_recommendation"] == "definitely_not"
    assert [attribute["rating"] for attribute in shape["attributes"]] == ["no_decision", "mixed"]
    assert shape["ratings"] == {"definitely_not": [], "no": [], "mixed": ["Coding"], "yes": [], "strong_yes": []}


@sqlite
def test_merge_unified_and_lever_use_their_words(context: Context, world: World) -> None:
    scenes.rate(context, world)
    hugo, candidate = world.cast.hugo, world.candidate_id
    merge = json.loads(make_document(context, hugo, "scorecards", candidate, "merge").data)
    assert [card["overall_recommendation"] for card in merge] == ["NO", "STRONG_YES"]
    unified = json.loads(make_document(context, hugo, "scorecards", candidate, "unified").data)
    assert [card["recommendation"] for card in unified] == ["NO", "STRONG_YES"]
    rows = scenes.csv_rows(make_document(context, hugo, "scorecards", candidate, "lever").data)
    assert [(row["Interviewer"], row["Overall"], row["Field"], row["Score"]) for row in rows][:2] == [
        ("Ines", "2 - No Hire", "Designing", "2"),
        ("Ines", "2 - No Hire", "Coding", "2"),
    ]
    assert set(RECOMMENDATIONS) == set(Vote)
