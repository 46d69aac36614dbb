"""Loopwright: from a job description to a balanced interview loop and a fair, well-argued hiring recommendation."""

__version__ = "0.1.0"
