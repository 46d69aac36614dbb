"""The committee packet: nobody's name or address, and only after somebody looked."""

from __future__ import annotations

import json
import re

import pytest

from interview.domain.scorecard import Vote
from interview.errors import Conflict, Invalid
from interview.exports.candidate_loop import gather_loop
from interview.exports.committee import make_packet
from interview.exports.redaction import redact
from interview.services.context import Context
from interview.services.debriefs import record_vote
from tests.exports import scenes
from tests.factories import World

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

TOLD = (
    "Cleo (Cleo Marsh's own words, CLEO insists) met Ivan; mail cleo.marsh@example.net or +49 (0)30 1234-5678, see "
    "https://github.com/cleo and linkedin.com/in/cleo. She led Globex before, handled 10000000 requests on 2026-01-05."
)


def test_names_and_contact_data_are_gone_from_every_text(context: Context, world: World) -> None:
    scenes.decide(context, world, TOLD)
    redacted = redact(gather_loop(context, world.cast.hugo, world.candidate_id))
    text = redacted.loop.model_dump_json()
    for name in ("cleo", "marsh", "ines", "ivan", "hugo", "example.net", "1234-5678", "github.com", "linkedin"):
        assert not re.search(rf"(?<![a-z]){re.escape(name)}", text, re.IGNORECASE), name
    assert "10000000 requests on 2026-01-05" in text
    assert "(the candidate's own words" in text
    assert redacted.replaced["the candidate"] >= 3
    assert "Globex" in redacted.look_at


def test_ratings_and_totals_stay_as_they_were(context: Context, world: World) -> None:
    scenes.rate(context, world, TOLD)
    loop = gather_loop(context, world.cast.hugo, world.candidate_id)
    clean = redact(loop).loop
    assert [(skill.name, skill.n, skill.estimate) for skill in clean.skills] == [
        (skill.name, skill.n, skill.estimate) for skill in loop.skills
    ]
    assert clean.versions == loop.versions
    assert {given.interviewer for skill in clean.skills for given in skill.ratings} <= {f"Interviewer {c}" for c in "ABCDE"}


def test_a_packet_is_handed_out_only_to_who_reviewed_this_very_text(context: Context, world: World) -> None:
    scenes.rate(context, world, TOLD)
    hugo = world.cast.hugo
    with pytest.raises(Conflict, match="Look through this packet first"):
        make_packet(context, hugo, world.candidate_id, "pdf")
    review = make_packet(context, hugo, world.candidate_id, "review")
    page = review.data.decode()
    assert review.content_hash in page
    assert "Globex" in page
    assert "Cleo" not in page
    packet = make_packet(context, hugo, world.candidate_id, "json", reviewed=review.content_hash)
    assert json.loads(packet.data)["content"]["candidate"] == "The candidate"
    assert "Cleo" not in packet.data.decode()
    assert "Cleo" not in packet.name
    record_vote(context, world.cast.ines, world.candidate_id, Vote.YES, "Convinced.")
    with pytest.raises(Conflict):
        make_packet(context, hugo, world.candidate_id, "pdf", reviewed=review.content_hash)
    with pytest.raises(Invalid, match="choose one of"):
        make_packet(context, hugo, world.candidate_id, "exe")


def test_a_packet_without_anything_to_replace_says_so(context: Context, world: World) -> None:
    page = make_packet(context, world.cast.hugo, world.candidate_id, "review").data.decode()
    assert "None found." in page
