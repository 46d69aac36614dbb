"""``python -m interview`` is the command line, for machines whose PATH lacks it."""

from interview.cli import main

main()
