"""Calendar files in, busy spans out: repeats, zones, whole days, and everything that is no meeting of this person's."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from interview.errors import Invalid
from interview.services.busy_times import read_busy

BETWEEN = (datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 4, 13, tzinfo=UTC))
BERLIN = """BEGIN:VTIMEZONE
TZID:Somewhere
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


def a_calendar(*entries: str, before: str = "") -> bytes:
    """A file with these events, each a few lines."""
    events = "".join(f"BEGIN:VEVENT\nUID:{n}\nDTSTAMP:20260101T000000Z\n{entry}\nEND:VEVENT\n" for n, entry in enumerate(entries))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{before}{events}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def busy(data: bytes, timezone: str = "UTC") -> list[str]:
    """What Ines is busy with, in UTC."""
    return [
        f"{start:%m-%d %H:%M} {end:%m-%d %H:%M}"
        for start, end in read_busy(data, BETWEEN, timezone=timezone, email="ines@example.org")
    ]


def test_meetings_that_touch_are_one_stretch_and_titles_are_nowhere() -> None:
    data = a_calendar(
        "DTSTART:20260303T100000Z\nDTEND:20260303T110000Z\nSUMMARY:Dentist",
        "DTSTART:20260303T110000Z\nDURATION:PT30M",
        "DTSTART:20260305T100000Z\nDTEND:20260305T110000Z",
        "DTSTART:20260101T100000Z\nDTEND:20260101T110000Z",  # long ago
    )
    assert busy(data) == ["03-03 10:00 03-03 11:30", "03-05 10:00 03-05 11:00"]


def test_a_weekly_meeting_keeps_its_wall_time_over_the_change_to_summer() -> None:
    """Berlin: UTC+1 until 29 March 2026, UTC+2 from then on; one week is left out, another one moved."""
    rule = "DTSTART;TZID=Somewhere:20260302T090000\nDTEND;TZID=Somewhere:20260302T100000\nRRULE:FREQ=WEEKLY;COUNT=6"
    moved = "RECURRENCE-ID;TZID=Somewhere:20260316T090000\nDTSTART;TZID=Somewhere:20260317T150000\nDURATION:PT1H"
    series = f"BEGIN:VEVENT\nUID:weekly\nDTSTAMP:20260101T000000Z\n{rule}\nEXDATE;TZID=Somewhere:20260309T090000\nEND:VEVENT\n"
    series += f"BEGIN:VEVENT\nUID:weekly\nDTSTAMP:20260102T000000Z\n{moved}\nEND:VEVENT\n"
    assert busy(a_calendar(before=BERLIN + series)) == [
        "03-02 08:00 03-02 09:00",
        "03-17 14:00 03-17 15:00",
        "03-23 08:00 03-23 09:00",
        "03-30 07:00 03-30 08:00",
        "04-06 07:00 04-06 08:00",
    ]


def test_whole_days_and_times_without_a_zone_are_the_persons_own() -> None:
    data = a_calendar("DTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260312", "DTSTART:20260315T090000\nDTEND:20260315T100000")
    assert busy(data, "America/New_York") == ["03-10 04:00 03-12 04:00", "03-15 13:00 03-15 14:00"]


def test_what_does_not_keep_anybody_busy_is_left_out() -> None:
    when = "DTSTART:20260303T100000Z\nDTEND:20260303T110000Z\n"
    assert (
        busy(
            a_calendar(
                when + "TRANSP:TRANSPARENT",
                when + "STATUS:CANCELLED",
                when + "ATTENDEE;PARTSTAT=DECLINED:mailto:INES@example.org",
                "DTSTART:20260303T100000Z",  # no length
            )
        )
        == []
    )
    ours = when + "X:1"
    assert busy(a_calendar(ours).replace(b"UID:0", b"UID:interview-1.interviewer@loopwright")) == []
    assert busy(a_calendar(when + "ATTENDEE;PARTSTAT=DECLINED:mailto:otto@example.org")) == ["03-03 10:00 03-03 11:00"]


def test_free_busy_entries_count_by_their_kind() -> None:
    entry = (
        "BEGIN:VFREEBUSY\nUID:f\nDTSTAMP:20260101T000000Z\n"
        "FREEBUSY:20260303T100000Z/20260303T110000Z,20260303T120000Z/PT1H\n"
        "FREEBUSY;FBTYPE=FREE:20260304T100000Z/20260304T110000Z\n"
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260305T100000Z/20260305T110000Z\nEND:VFREEBUSY\n"
    )
    assert busy(a_calendar(before=entry)) == ["03-03 10:00 03-03 11:00", "03-03 12:00 03-03 13:00", "03-05 10:00 03-05 11:00"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no calendar file"),
        (b"\x00\xff\xfe", "no calendar file"),
        (b"%PDF-1.7 nonsense", "no calendar file"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "no calendar file"),
        (b"x" * 4_000_001, "larger than 4 MB"),
        (a_calendar("DTSTART:20260303T100000Z\nDTEND:20260303T100001Z\nRRULE:FREQ=SECONDLY"), "more than once a day"),
        (a_calendar("DTSTART:20260303T100000Z\nDTEND:20260303T100001Z\nRRULE:FREQ=DAILY;BYMINUTE=1,2,3"), "more than once a day"),
        (a_calendar(*["DTSTART:20260303T100000Z"] * 10_001), "more than 10000 entries"),
        (a_calendar("DTSTART:20260303T100000Z\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY"), "by several rules"),
        (a_calendar("DTSTART:20260303T100000Z", before=BERLIN.replace("YEARLY;BYMONTH=3", "DAILY;BYMONTH=3")), "its clocks"),
    ],
)
def test_what_can_not_be_read_is_told(data: bytes, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        busy(data)


def test_hundreds_of_daily_meetings_are_read_in_time_or_refused() -> None:
    began = time.process_time()
    with pytest.raises(Invalid, match="more than 5000 meetings"):
        busy(a_calendar(*["DTSTART:20200101T100000Z\nDTEND:20200101T110000Z\nRRULE:FREQ=DAILY"] * 200))
    assert time.process_time() - began < 60


@pytest.mark.parametrize("rule", ["FREQ=DAILY;COUNT=900000", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"])
def test_rules_that_take_seconds_each_are_given_up_in_time(rule: str) -> None:
    began = time.process_time()
    with pytest.raises(Invalid, match="takes too long"):
        busy(a_calendar(*[f"DTSTART:00010101T100000Z\nDTEND:00010101T103000Z\nRRULE:{rule}"] * 30))
    assert time.process_time() - began < 60
