"""Messages in English: six translations and two of their own, for colleagues who use English."""

from .shapes import Message

ENGLISH = (
    Message(
        key="en-rooster-samen",
        translation_of="rooster-samen",
        language="en",
        title="Making the rota together",
        kind="story",
        text=(
            "The rota used to hang on the wall, and that was that. Now we make it together at De Linde: first everyone says "
            "what really is not possible, then we puzzle for half an hour. We swap one shift a month instead of one a week."
        ),
        networks={
            "linkedin": (
                "Our rota no longer comes from above. First everyone says what really is not possible, then we puzzle "
                "together for half an hour. We went from swapping a shift every week to once a month."
            ),
            "x": "First say what is impossible, then puzzle together. We swap one shift a month instead of one a week.",
        },
        pillars=("work",),
        key_message=0,
        picture="calendar",
        alt="Drawing of a month calendar with shifts filled in with colours.",
        link="https://www.brinkhoven.example/en/stories/rota",
        hashtags="#care #selfrostering",
        prompt="What can you do on a day off because your rota works?",
        author="thijs.oosterveld@brinkhoven.example",
        days=71,
    ),
    Message(
        key="en-eerste-honderd-dagen",
        translation_of="eerste-honderd-dagen",
        language="en",
        title="Sem's first hundred days",
        kind="story",
        text=(
            "Sem used to be a welder. Now he is training as a care worker at De Linde. For his first hundred days he had the "
            "same colleague beside him. ‘I dared to ask everything, even twice.’"
        ),
        networks={
            "linkedin": "What makes a switch to care work? For Sem it was one thing: the same colleague beside him for the first hundred days.",
            "instagram": "‘I dared to ask everything, even twice.’ Sem (27) went from welding to care.",
        },
        pillars=("work", "craft"),
        key_message=1,
        picture="road",
        alt="Drawing of a winding road over a dike towards a rising sun.",
        link="https://www.brinkhoven.example/en/stories/sem",
        hashtags="#care #career",
        prompt="Who helped you in your first weeks, and how?",
        author="thijs.oosterveld@brinkhoven.example",
        days=55,
    ),
    Message(
        key="en-valpreventie",
        translation_of="valpreventie",
        language="en",
        title="A third fewer falls, with a small lamp",
        kind="article",
        text=(
            "We put small lamps with a sensor under the beds on two wards of Oosterhof. In four months we counted a third "
            "fewer falls at night. All lamps together cost less than one evening shift."
        ),
        networks={
            "linkedin": (
                "A third fewer falls at night, with a lamp under the bed. We counted for four months on two wards. Not "
                "science, but an honest count. The article also says what did not work."
            ),
            "bluesky": "A lamp under the bed, a third fewer falls at night. Counted for four months on two wards, failures included.",
        },
        pillars=("craft", "future"),
        key_message=2,
        picture="moon",
        alt="Drawing of a house at night with two lit windows under a full moon.",
        link="https://www.brinkhoven.example/en/craft/lamp",
        hashtags="#fallprevention #eldercare",
        prompt="Which small change made a big difference for you?",
        author="sanne.devries@brinkhoven.example",
        days=75,
    ),
    Message(
        key="en-hond-mee",
        translation_of="hond-mee",
        language="en",
        title="Yes, the dog can come",
        kind="article",
        text=(
            "We hear it at almost every tour: can the dog come? Yes. Four dogs, two cats and a canary live at De Linde now. We "
            "only agree beforehand who goes for a walk on a bad day."
        ),
        networks={
            "facebook": "Can the dog come when you move to De Linde? Yes. There are four already. And two cats and a canary.",
            "threads": "Can the dog come along to a care home? With us, yes. We only agree who walks it on a bad day.",
        },
        pillars=("care",),
        key_message=0,
        picture="garden",
        alt="Drawing of a garden with tall flowers on both sides of a path.",
        link="https://www.brinkhoven.example/en/living/pets",
        hashtags="#pets #care",
        prompt="Which animal does everyone know at your location?",
        author="thijs.oosterveld@brinkhoven.example",
        days=7,
    ),
    Message(
        key="en-minder-eten-weg",
        translation_of="minder-eten-weg",
        language="en",
        title="Half as much food in the bin",
        kind="article",
        text=(
            "For a month our cooks weighed what came back. Then bowls went on the table instead of plates on a trolley. Now "
            "half as much food is thrown away, and residents eat more than before."
        ),
        networks={
            "linkedin": "Bowls on the table instead of plates on a trolley: half the food waste, and residents eat more. Our cooks weighed it for a month.",
            "x": "Bowls on the table instead of plates on a trolley: half the food waste, and residents eat more.",
        },
        pillars=("future", "care"),
        key_message=1,
        picture="pot",
        alt="Drawing of a steaming pan and a full bowl on a worktop.",
        link="https://www.brinkhoven.example/en/smart/food",
        hashtags="#foodwaste #care",
        prompt="What do you never throw away at home any more?",
        author="marloes.brinkman@brinkhoven.example",
        days=11,
    ),
    Message(
        key="en-een-uur-per-maand",
        translation_of="een-uur-per-maand",
        language="en",
        title="One hour a month is volunteering too",
        kind="article",
        text=(
            "Not everyone can come every week. So we made a list of one-hour jobs: feeding the birds, a game of rummikub, "
            "walking somebody to the hairdresser. Pick one and tell us when."
        ),
        networks={
            "facebook": "Want to volunteer but short of time? We have a list of one-hour jobs. Feeding the birds, for instance."
        },
        pillars=("neighbourhood",),
        key_message=0,
        picture="bench",
        alt="Drawing of a park bench with two birds on its back.",
        link="https://www.brinkhoven.example/en/volunteers/one-hour",
        hashtags="#volunteering",
        prompt="What could you do in one hour?",
        author="hendrika.deboer@brinkhoven.example",
        state="draft",
    ),
    Message(
        key="en-dutch-on-the-job",
        language="en",
        title="Learning Dutch on the ward",
        kind="story",
        text=(
            "Priya came from Kerala as a nurse. The hardest word was not a medical one, it was ‘gezellig’. Twice a week she "
            "practises with a resident who used to teach Dutch. Both say they are the lucky one."
        ),
        networks={
            "linkedin": (
                "The hardest word for Priya, a nurse from Kerala, was not a medical one. It was ‘gezellig’. Twice a week she "
                "practises Dutch with a resident who was a teacher. Both say they are the lucky one."
            ),
            "facebook": "Twice a week Priya practises Dutch with a resident who used to be a teacher. Both say they are the lucky one.",
            "whatsapp": "This is a lovely story about learning Dutch at work. Maybe something for your cousin?",
        },
        pillars=("craft", "work"),
        key_message=0,
        picture="books",
        alt="Drawing of a pile of books with reading glasses on top.",
        link="https://www.brinkhoven.example/en/stories/priya",
        hashtags="#nursing #dutch",
        prompt="Which Dutch word did you have to learn twice?",
        author="marloes.brinkman@brinkhoven.example",
        days=36,
    ),
    Message(
        key="en-open-evening",
        language="en",
        title="Open evening for international nurses",
        kind="event",
        text=(
            "Did you train as a nurse abroad and do you live near Zwolle? Come to our open evening. We explain how to have "
            "your diploma recognised, and three colleagues tell how it went for them."
        ),
        networks={
            "linkedin": "Trained as a nurse abroad and living near Zwolle? At our open evening we explain how to have your diploma recognised.",
            "facebook": "Do you know a nurse who trained abroad? Bring them to our open evening in Zwolle.",
        },
        pillars=("work",),
        key_message=1,
        picture="door",
        alt="Drawing of a house with its front door open and light inside.",
        link="https://www.brinkhoven.example/en/events/open-evening",
        hashtags="#nursing #Zwolle",
        prompt="What did you want to know before you came here?",
        author="fatima.elamrani@brinkhoven.example",
        state="expired",
        days=60,
        expires_in=-25,
    ),
)
