"""The principles: what Open Dialogue is, for someone who has never heard of it."""

import streamlit as st

from odmap import load
from odmap.directory import principles
from odmap.directory.organisation import SOURCE_PAGE
from odmap.markup import ecosystem as ecosystem_markup
from odmap.markup import page_frame
from odmap.web.ui import filters

frame = load().frame
named = principles.named(frame)

st.title("What is Open Dialogue?", anchor=False)
st.markdown(
    "A mental health crisis shakes more than one person. Open Dialogue starts there: the person in distress, family "
    "and friends, and a small team sit down together, soon and often at home, and talk. They meet again as often as it "
    "takes, with the same team.\n\n"
    "Nobody arrives with a ready-made explanation. Everyone in the room is heard, the quiet ones too, and the team "
    "thinks aloud, so that nothing about you is decided without you. Medication and hospital are not ruled out; they "
    "are talked over like everything else.\n\n"
    "It grew in the 1980s in Western Lapland, in the north of Finland, at Keropudas Hospital in Tornio. From 1984 on, "
    "the team there no longer decided on its own whether someone should come into hospital: they talked it over in a "
    "meeting with that person and the family."
)

st.header("Seven principles", anchor=False)
st.markdown(
    f"The names are those on [the Lived Experience Hub's list]({SOURCE_PAGE}), with which this directory began; the "
    "words are ours. Below each one you can see for which organisations that list names it. It describes only those on "
    "it, and briefly, so a small number says little about how people work."
)
if named:
    st.html(ecosystem_markup.principles(named, filters.current()))
else:
    st.warning("The text of the seven principles cannot be read at the moment. The rest of this page still holds.")

st.header("Other lists of principles", anchor=False)
st.markdown(
    "Papers on Open Dialogue also name seven principles, but not the same seven. **One is missing from that "
    "list:** *responsibility*, which means that whoever is contacted first makes sure that a first meeting happens. "
    "**One is not in the papers:** *avoiding hospital*, which is more a hope than a way of working."
)
if named:
    st.html(ecosystem_markup.principles_compared(named))
st.markdown(
    "A second list is closer to what happens in the room. Mary Olson, Jaakko Seikkula and Douglas Ziedonis described "
    "**twelve key elements** of dialogic practice in 2014. Here they are, briefly and in our words:"
)
st.markdown("\n".join(f"{number}. {element}" for number, element in enumerate(principles.TWELVE, start=1)))
st.markdown(
    "Olson, M., Seikkula, J. and Ziedonis, D. (2014): The key elements of dialogic practice in Open Dialogue, "
    "version 1.1. University of Massachusetts Medical School, Worcester. The survey that asked teams how closely they "
    "follow the seven: "
    "Pocobello and others (2023), [doi 10.3389/fpsyg.2023.1241936](https://doi.org/10.3389/fpsyg.2023.1241936)."
)

st.header("How it spreads", anchor=False)
st.markdown(
    "Some movements grow by copying a model. Clubhouse does: each new one follows the same plan, so you can recognise "
    "it. Open Dialogue grows differently, as a way of working that takes root in what is already there: in clinics, "
    "in schools for therapists, in crisis services outside hospital, in public health systems. That makes it quick to "
    "travel and hard to count: there is no sign on the door to look for, and two teams that use the name may do quite "
    "different things.\n\n"
    "Three things could hold it together: training shared by people from several countries, honest ways to check how "
    "far a team works as it says, and networks that cross borders. All three are on the map."
)
st.markdown(
    f"The comparison with Clubhouse comes from [the Lived Experience Hub's page]({SOURCE_PAGE}); the words are ours."
)

st.header("If you are in a crisis now", anchor=False)
st.html(page_frame.where_to_turn(filters.current()))

st.header("What this page is not", anchor=False)
st.markdown(
    "- **Not advice.** Nothing here can tell you what is right for you. Please do not stop or change any medication "
    "because of it.\n"
    "- **Not an endorsement.** We have not visited the organisations on the map.\n"
    "- **Not a promise.** Research on Open Dialogue continues; nothing here says that it cures.\n\n"
    "In its 2021 guidance on community mental health services, the World Health Organization compares services that "
    "put people's rights first (ISBN 978-92-4-002570-7)."
)
