"""What odmap says to someone in danger or in a crisis: pages and files take the words from here.

They are general on purpose. Numbers to call differ from place to place and change, so a map of the world names none.
"""

TITLE = "If you need help now"
"""The name of the page that says what to do, and of every link to it."""

NO_EMERGENCY_SERVICE = "This map is not an emergency service."
NOT_ADVICE = "Nothing here is medical advice."
IN_A_CRISIS = "In a crisis, call your local emergency number, or go to someone you trust."
