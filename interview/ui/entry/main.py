"""What Streamlit runs for every click.

It lies in a folder of its own: a folder `pages` beside the script would be taken for Streamlit's old kind of pages, and the first
visit after a start that names one of them (`/kit?...`) would stay blank.
"""

from interview.ui.navigation import run

run()
