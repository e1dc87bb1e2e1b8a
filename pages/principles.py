"""The principles: what Open Dialogue is, for someone who has never heard of it."""

import streamlit as st

from odmap import load
from odmap.directory import principles
from odmap.directory.organisation import SOURCE_PAGE
from odmap.markup import ecosystem as ecosystem_markup
from odmap.web.ui import filters

frame = load().frame
named = principles.named(frame)

st.title("What Open Dialogue is", anchor=False)
st.markdown(
    "A crisis of the mind shakes more than one person. Open Dialogue begins there: the person in distress, family and "
    "friends, and a small team sit down together, soon, often at home, and talk. They meet again, as often as it "
    "takes, "
    "with the same team.\n\n"
    "Nobody arrives with a finished explanation. Everyone in the room is heard, the quiet ones too, and the team "
    "thinks aloud, so that nothing about you is decided without you. Medicine and hospital are not ruled out; they are "
    "talked over like everything else.\n\n"
    "It grew in the 1980s in Western Lapland, in the north of Finland, at the hospital of Keropudas in Tornio. From "
    "1984 on, the team there no longer decided on its own whether someone should come into hospital: it was talked "
    "over in a meeting with that person and the family."
)

st.header("Seven principles", anchor=False)
st.markdown(
    f"The names are those of [the page this directory began with]({SOURCE_PAGE}); the words are ours. Below each "
    "stands who names it: only organisations whose own description does. Most descriptions are short, so a small "
    "number says little about how people work."
)
if named:
    st.html(ecosystem_markup.principles(named, filters.current()))
else:
    st.warning("The words of the seven principles cannot be read at the moment. The rest of this page stands.")

st.header("Other lists of principles", anchor=False)
st.markdown(
    "Papers on Open Dialogue name seven principles, too, but not the same seven. **One is missing on the source "
    "page:** "
    "*responsibility*, that whoever is asked first sees to it that a first meeting happens. **One is there that "
    "the papers "
    "do not count:** *avoiding hospital* is rather what one hopes for than a way of working."
)
if named:
    st.html(ecosystem_markup.differences(named))
st.markdown(
    "A second list is closer to what happens in the room. Mary Olson, Jaakko Seikkula and Douglas Ziedonis described "
    "**twelve key elements** of dialogic practice in 2014. In our few words:"
)
st.markdown("\n".join(f"{number}. {element}" for number, element in enumerate(principles.TWELVE, start=1)))
st.markdown(
    "Olson, M., Seikkula, J. and Ziedonis, D. (2014): The key elements of dialogic practice in Open Dialogue, "
    "version 1.1. "
    "University of Massachusetts Medical School, Worcester. The survey of teams asked how far they follow the seven: "
    "Pocobello and others (2023), [doi 10.3389/fpsyg.2023.1241936](https://doi.org/10.3389/fpsyg.2023.1241936)."
)

st.header("How it spreads", anchor=False)
st.markdown(
    "Some movements grow by copying a house. The Clubhouse model does: a new one is built after the same plan, "
    "and can be "
    "recognised by it. Open Dialogue grows differently, as a way of working that settles inside what is already "
    "there: in "
    "clinics, in schools for therapists, in crisis services outside hospital, in public health systems. That "
    "makes it quick "
    "to travel and hard to count: there is no door plate to look for, and two teams that use the name may do quite "
    "different things.\n\n"
    "Three things could hold it together: training that people from several countries share, honest ways to look at "
    "how far a team works as it says, and networks that cross borders. All three are on the map."
)
st.markdown(f"The comparison with Clubhouse is that of [the source page]({SOURCE_PAGE}), told in our words.")

st.header("If you are in a crisis now", anchor=False)
st.markdown(
    "Please do not search here first. Call your local emergency number, go to the nearest emergency department, or to "
    "someone you trust and say how things are. Most countries also have crisis lines that answer at night; your "
    "doctor, a "
    "pharmacy or a friend can help you find the one near you."
)

st.header("What this page is not", anchor=False)
st.markdown(
    "- **Not advice.** Nothing here can tell what is right for you. Please do not stop or change a medicine "
    "because of it.\n"
    "- **Not an endorsement.** We have not visited the organisations on the map.\n"
    "- **Not a promise.** Studies of Open Dialogue go on; nothing here says that it cures.\n\n"
    "The World Health Organization compares services that put people's rights first in its 2021 guidance on "
    "community mental "
    "health services (ISBN 978-92-4-002570-7)."
)
