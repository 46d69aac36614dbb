"""A small, faultless content folder, for tests that break one thing in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

LEVELS = (2, 3, 4, 5)
KINDS = {"discussion": "technical", "situational": "technical", "behavioural": "behavioural", "design": "technical"}
"""Kinds of question in turn, each with a format that fits."""
PROMPTS = (
    "How do workers share a backlog?",
    "What makes consumers fall behind?",
    "Tell me about duplicate payments.",
    "Walk me through poison letters.",
    "How is order kept across partitions?",
    "Describe backpressure near a slow printer.",
    "Explain retention for replayed events.",
    "Imagine a broker losing power overnight.",
)
BEHAVIOURS = {
    1: ("Names letters that wait.", "Draws a pile of parcels.", "Asks where old mail goes."),
    2: ("Counts messages before each reader.", "Restarts a stuck worker by hand.", "Explains what an acknowledgement does."),
    3: ("Writes readers that may repeat safely.", "Picks a key so that order holds.", "Shows lag on one dashboard."),
    4: ("Plans topics for twelve teams.", "Moves brokers without losing events.", "Limits producers when disks fill."),
    5: (
        "Settles retention rules with legal staff.",
        "Designs replay over several regions.",
        "Teaches reviewers to spot hidden coupling.",
    ),
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A faultless content folder with one skill, one bank of eight questions and one role."""
    kinds = list(KINDS)
    questions = [
        {
            "id": f"queues-{number}",
            "kind": kinds[number % 4],
            "prompt": prompt,
            "why": "Mirrors the daily work.",
            "levels": [LEVELS[number % 4]],
            "minutes": 10,
            "opening_minutes": 4,
            "probes": [{"ask": ask, "minutes": 2} for ask in ("What broke?", "Who saw it?", "What would you change?")],
            "bands": [
                {"level": level, "look_for": [f"Names cause {level}."], "red_flags": [f"Blames luck {level}."]}
                for level in LEVELS
            ],
            "follow_up": "Take it one step further.",
            "formats": [KINDS[kinds[number % 4]]],
            "author": "A tester",
        }
        for number, prompt in enumerate(PROMPTS)
    ]
    files = {
        "skills/queues.yaml": {"id": "queues", "name": "Queues", "kind": "hard"},
        "rubrics/queues.yaml": {
            "skill_id": "queues",
            "definition": "Work that waits.",
            "anchors": [
                {"level": level, "behaviours": [f"{text[:-1]}, part {level}." for text in texts], "evidence": "A name."}
                for level, texts in BEHAVIOURS.items()
            ],
            "rating_errors": ["Halo from a fluent talker."],
        },
        "question_banks/queues.yaml": {"skill_id": "queues", "questions": questions},
        "roles/runner.yaml": {"id": "runner", "title": "Runner", "skills": [{"skill_id": "queues", "weight": 5, "bar": 3}]},
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return tmp_path
