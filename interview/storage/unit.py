"""The store, and the unit of work: one transaction that keeps all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from interview.domain.audit import AuditEvent
from interview.storage.audit import AuditTrail
from interview.storage.bank_edits import BankEdits
from interview.storage.calendars import Calendars
from interview.storage.calibration_sessions import CalibrationSessions
from interview.storage.candidates import Candidates
from interview.storage.debriefs import Debriefs
from interview.storage.demo import remove_demo
from interview.storage.engine import one_writer_at_a_time, open_engine
from interview.storage.hand_ons import HandOns
from interview.storage.identity import Identity
from interview.storage.imported import Imported
from interview.storage.integrations import Integrations
from interview.storage.interviews import Interviews
from interview.storage.jobs import Jobs
from interview.storage.loops import Loops
from interview.storage.mail import Mail
from interview.storage.past_ratings import PastRatings
from interview.storage.pool import Pool
from interview.storage.privacy import Privacy, scrub
from interview.storage.roles import Roles
from interview.storage.rules import RulesBook
from interview.storage.scorecards import Scorecards

Listener = Callable[[AuditEvent], None]
"""Told of every event once it is kept; it must neither fail nor take time."""


class Unit:
    """One transaction with a repository for each noun. Leaving it without a commit rolls back."""

    def __init__(self, connection: Connection, listeners: Iterable[Listener] = ()) -> None:
        self._connection = connection
        self._listeners = listeners
        self.identity = Identity(connection)
        self.roles = Roles(connection)
        self.loops = Loops(connection)
        self.candidates = Candidates(connection)
        self.interviews = Interviews(connection)
        self.hand_ons = HandOns(connection)
        self.scorecards = Scorecards(connection)
        self.debriefs = Debriefs(connection)
        self.rules = RulesBook(connection)
        self.privacy = Privacy(connection)
        self.integrations = Integrations(connection)
        self.pool = Pool(connection)
        self.bank_edits = BankEdits(connection)
        self.past_ratings = PastRatings(connection)
        self.calibration_sessions = CalibrationSessions(connection)
        self.mail = Mail(connection)
        self.imported = Imported(connection)
        self.calendars = Calendars(connection)
        self.jobs = Jobs(connection)
        self.audit = AuditTrail(connection)

    def remove_demo(self) -> int:
        """Delete the demo company; see :mod:`interview.storage.demo`."""
        return remove_demo(self._connection)

    def commit(self, event: AuditEvent) -> None:
        """Keep everything, together with the one audit event that says what happened."""
        self.audit.append(event)
        self._connection.commit()
        for listener in self._listeners:
            listener(event)

    def commit_bookkeeping(self) -> None:
        """Keep what is not an action of a person: counters of failed sign-ins, when a session was last seen."""
        self._connection.commit()


class Store:
    """The database. Opening a store neither creates nor migrates it; see ``migrate``."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.listeners: list[Listener] = []

    @classmethod
    def open(cls, url: str) -> Store:
        """The store at ``url``."""
        return cls(open_engine(url))

    @property
    def is_embedded(self) -> bool:
        """Whether the database is a file of ours (SQLite), and not a server that others share."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """A unit of work that may change things. Writers follow one another."""
        with self.engine.connect().execution_options(writes=True) as connection:
            one_writer_at_a_time(connection)
            yield Unit(connection, self.listeners)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database; it never waits for writers."""
        one_moment = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(**one_moment) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A unit of work that only looks, at one moment of the database, and keeps nothing."""
        with self.snapshot() as connection:
            yield Unit(connection)

    def scrub(self) -> None:
        """Make what was deleted unreadable in the files, too."""
        scrub(self.engine)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
