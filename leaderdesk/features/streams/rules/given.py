"""The templates that come with the program: what is said and prepared, cue by cue."""

from __future__ import annotations

from leaderdesk.core.i18n import N_
from leaderdesk.features.streams.rules import Audience, CueKind, Shows, StreamKind
from leaderdesk.features.streams.rules.templates import GivenCue, Template

_SCALES = N_("Kitchen scales")
_PLATE = N_("White plate, small knife")
_REPORT = N_("Inspection report, printed")

_MEETING = Template(
    "meeting",
    N_("Neighbours meet"),
    N_("The first evening: get to know each other, nothing is sold but the trial pack"),
    StreamKind.MEETING,
    Audience.ALL,
    (
        GivenCue(
            CueKind.OPENING,
            5,
            (
                N_("Good evening everybody, I live in this estate too, tonight we just chat"),
                N_("Nothing is sold tonight, nobody needs to rush, make yourself some tea"),
                N_("Type your building number on the screen, let me see who is here"),
            ),
            (N_("Phone stand, charged phone"), N_("A glass of warm water")),
        ),
        GivenCue(
            CueKind.MEET,
            10,
            (
                N_("Who I am, which building, how many people we are at the table"),
                N_("Why I started: I could not find milk powder and strawberries I trusted"),
                N_("What I will not do: nothing I would not give my own child"),
            ),
        ),
        GivenCue(
            CueKind.NEWCOMERS,
            10,
            (
                N_("Read the names of those who just came in, one by one, say hello"),
                N_("Ask: what does your family like best, who is allergic to what"),
            ),
        ),
        GivenCue(
            CueKind.STORY,
            10,
            (
                N_("How I choose a farm: I go there, I eat there, I look at the papers"),
                N_("Once it went wrong: what happened, and how I put it right"),
            ),
            (N_("Three pictures from the farm"),),
        ),
        GivenCue(
            CueKind.TASTING,
            10,
            (
                N_("Open the trial pack here and now, show what is in it"),
                N_("The only thing tonight: the trial pack for 9.9, one per household"),
                N_("Taste it at home first; if it is not good, tell me, money back"),
            ),
            (N_("One trial pack"), _PLATE),
            title=N_("The 9.9 trial pack"),
        ),
        GivenCue(
            CueKind.QUESTIONS,
            10,
            (
                N_("What happens if something is bad: take a picture, I pay it back the same day"),
                N_("Where and when to pick up, what if I cannot come"),
                N_("What I do not know I write down and answer in the group tomorrow"),
            ),
        ),
        GivenCue(
            CueKind.POLL,
            3,
            (N_("What shall we open first next week? Type A or B"),),
        ),
        GivenCue(
            CueKind.NEXT,
            2,
            (N_("See you on Wednesday evening, I cook with what we open"), N_("Thank you for coming, sleep well")),
        ),
    ),
)

_KITCHEN = Template(
    "kitchen",
    N_("Wednesday kitchen"),
    N_("Cook one dish with this round's goods, from washing to tasting"),
    StreamKind.THEMED,
    Audience.ALL,
    (
        GivenCue(
            CueKind.OPENING,
            3,
            (N_("Good evening, it is kitchen night, has everybody eaten"), N_("Tonight's dish and what it needs")),
            (N_("Wiped stove, apron on"),),
        ),
        GivenCue(
            CueKind.UNBOXING,
            8,
            (
                N_("Open the box in front of everybody, show the smallest one, hide nothing"),
                N_("Weigh it: is the net weight right"),
                N_("If one is bad, say so, and how to report it"),
            ),
            (N_("Box, not opened yet"), _SCALES),
        ),
        GivenCue(
            CueKind.COOKING,
            20,
            (
                N_("Wash and cut: how it looks inside"),
                N_("Heat, salt, minutes: say every number slowly once more"),
                N_("What a child can help with, what you can leave out"),
            ),
            (N_("Pan, oil, salt, chopsticks"), N_("Everything washed and in small bowls")),
        ),
        GivenCue(
            CueKind.TASTING,
            6,
            (N_("Taste it, say the truth, sour is sour"), N_("Who at home liked it and who did not")),
            (_PLATE,),
        ),
        GivenCue(
            CueKind.QUESTIONS,
            8,
            (N_("Ingredients, how many days it keeps, may children eat it"), N_("Look it up, do not guess")),
        ),
        GivenCue(
            CueKind.DISHES,
            5,
            (N_("What neighbours cooked last week, only those who said yes"), N_("Whose looks better than mine")),
        ),
        GivenCue(
            CueKind.ORDERS,
            5,
            (N_("How to order: add your line to the list in the group"), N_("Cut-off and pickup, said twice")),
        ),
        GivenCue(CueKind.THANKS, 3, (N_("Thank those who brought a neighbour, the gift waits at pickup"),)),
        GivenCue(CueKind.NEXT, 2, (N_("What we cook next Wednesday, have the salt ready"),)),
    ),
)

_FRIDAY = Template(
    "friday",
    N_("Friday tasting night"),
    N_("What came in fresh this week: open, taste, ask, vote"),
    StreamKind.THEMED,
    Audience.OFFICE,
    (
        GivenCue(
            CueKind.OPENING,
            3,
            (
                N_("The week is over, put your feet up, let us eat something"),
                N_("What came in today, in one sentence each"),
            ),
            (N_("Everything on the table, lamp on"),),
        ),
        GivenCue(
            CueKind.UNBOXING,
            10,
            (
                N_("Open the box in front of everybody, show the smallest one, hide nothing"),
                N_("When it was picked, how far it came, how it was kept cold"),
                N_("Weigh it: is the net weight right"),
            ),
            (N_("Box, not opened yet"), _SCALES, _REPORT),
        ),
        GivenCue(
            CueKind.TASTING,
            12,
            (
                N_("Taste one after the other, from mild to strong"),
                N_("Let somebody at home taste too, no script"),
                N_("Who should not buy it: say it aloud"),
            ),
            (_PLATE, N_("A glass of water for in between")),
        ),
        GivenCue(
            CueKind.TOUR,
            10,
            (N_("Call the farm, let them show the field as it is now"), N_("Ask what was difficult this week")),
            (N_("Tell the farm the time, try the call"),),
        ),
        GivenCue(CueKind.QUESTIONS, 10, (N_("Ingredients, how many days it keeps, may children eat it"),)),
        GivenCue(CueKind.POLL, 3, (N_("What shall we open next week? Type A or B"),)),
        GivenCue(
            CueKind.ORDERS,
            5,
            (N_("How to order: add your line to the list in the group"), N_("Cut-off and pickup, said twice")),
        ),
        GivenCue(CueKind.THANKS, 4, (N_("Thank those who brought a neighbour, the gift waits at pickup"),)),
        GivenCue(CueKind.NEXT, 3, (N_("Next Friday, same time; have a good weekend"),)),
    ),
)

_BABY = Template(
    "baby",
    N_("Baby food evening"),
    N_("For mothers: what is in it, from which month on, how to cook it"),
    StreamKind.THEMED,
    Audience.MOTHERS,
    (
        GivenCue(
            CueKind.OPENING,
            3,
            (
                N_("Is the little one asleep? Turn the sound down, I speak softly"),
                N_("Tonight only what I gave my own child"),
            ),
        ),
        GivenCue(
            CueKind.MEET,
            5,
            (N_("Type how many months your baby is, I sort the answers by that"),),
        ),
        GivenCue(
            CueKind.UNBOXING,
            8,
            (
                N_("Read the list of ingredients from the pack, word by word"),
                N_("Salt, sugar, additives: how much, or none"),
                N_("Inspection report: which items, which date"),
            ),
            (_REPORT, N_("Pack, not opened yet")),
        ),
        GivenCue(
            CueKind.COOKING,
            12,
            (
                N_("From which month on, how fine, how much the first time"),
                N_("One new food at a time, watch for three days"),
                N_("I am no doctor: when in doubt, ask yours"),
            ),
            (N_("Steamer, blender, small bowl, soft spoon"),),
        ),
        GivenCue(
            CueKind.QUESTIONS,
            12,
            (
                N_("Allergens: read them from the facts, do not guess"),
                N_("What I do not know I write down and answer in the group tomorrow"),
            ),
        ),
        GivenCue(CueKind.DISHES, 3, (N_("What other babies ate last week, only those whose mothers said yes"),)),
        GivenCue(
            CueKind.ORDERS,
            4,
            (N_("Buy little the first time, see whether the baby likes it"), N_("Cut-off and pickup, said twice")),
        ),
        GivenCue(CueKind.NEXT, 3, (N_("What we talk about next time; good night, you did well today"),)),
    ),
)

_MAKER = Template(
    "maker",
    N_("A maker's special"),
    N_("A neighbour who bakes or makes something: her story, her hands, her product"),
    StreamKind.MAKER,
    Audience.ALL,
    (
        GivenCue(
            CueKind.OPENING,
            3,
            (N_("Tonight is not my evening, I only hold the phone"), N_("Who she is, and from which building")),
        ),
        GivenCue(
            CueKind.STORY,
            8,
            (
                N_("How did you come to it? Who taught you?"),
                N_("What went wrong the first time?"),
                N_("When do you do it, with work and child?"),
            ),
            (N_("Ask her beforehand what she does not want to talk about"),),
        ),
        GivenCue(
            CueKind.TOUR,
            8,
            (
                N_("Show the kitchen: where things lie, how it is cleaned"),
                N_("Health certificate and ingredients in the picture"),
            ),
            (N_("Health certificate"), N_("Table cleared")),
            title=N_("A look into her kitchen"),
            shows=Shows.MEDIA,
        ),
        GivenCue(
            CueKind.COOKING,
            12,
            (N_("Make one from beginning to end, no cut"), N_("What is the trick nobody tells")),
            (N_("Ingredients weighed, one finished piece as a reserve"),),
        ),
        GivenCue(CueKind.TASTING, 5, (N_("Taste it, say the truth, sour is sour"),), (_PLATE,)),
        GivenCue(CueKind.QUESTIONS, 5, (N_("How many can you make a week, how long does it keep"),)),
        GivenCue(CueKind.ORDERS, 2, (N_("How many there are tonight; when they are gone they are gone, no rush"),)),
        GivenCue(CueKind.NEXT, 2, (N_("Who else can do something? Tell me after the stream"),)),
    ),
)

_PREVIEW = Template(
    "preview",
    N_("Activity preview"),
    N_("What we do together on the weekend: what, where, for whom, how to sign up"),
    StreamKind.PREVIEW,
    Audience.ALL,
    (
        GivenCue(CueKind.OPENING, 2, (N_("Short tonight: twenty minutes about the weekend"),)),
        GivenCue(
            CueKind.STORY,
            5,
            (N_("What we do, where, from when to when"), N_("Pictures of the last time, only those who said yes")),
            (N_("Pictures of the place and of the last time"),),
            title=N_("What awaits us"),
        ),
        GivenCue(
            CueKind.QUESTIONS,
            5,
            (N_("For which age, what to bring, what if it rains"), N_("What it costs, and what that pays for")),
        ),
        GivenCue(
            CueKind.ORDERS,
            5,
            (
                N_("How to sign up: add your line in the group, grown-ups and children"),
                N_("How many seats there are, who waits comes next time first"),
            ),
            title=N_("Sign up"),
        ),
        GivenCue(CueKind.NEXT, 3, (N_("See you there; who cannot come sees the pictures in the group"),)),
    ),
)

TEMPLATES = (_MEETING, _KITCHEN, _FRIDAY, _BABY, _MAKER, _PREVIEW)
"""The templates that come with the program, in the order in which they are offered."""
