"""The part of the intranet that also exists in English."""

from .shapes import Knowledge, News

ENGLISH_NEWS = (
    News(
        key="smart-night-care",
        translation_of="slimme-nachtzorg-van-start",
        language="en",
        title="Smart night care starts at Het Anker",
        introduction="From Monday the night team no longer opens every door. Klaas Hakvoort tells how the team prepared.",
        body=(
            (
                "p",
                "For three months the night team practised with the new sensors: on paper, in an empty room, and in the last weeks with eight residents who agreed to it.",
            ),
            (
                "q",
                "The first night I still checked every door. After a week I trusted it. And Mr Kaptein sleeps through for the first time in years.",
                "Klaas Hakvoort, head of night care",
            ),
            ("p", "The sensor sees no picture and hears no sound. It only notices whether somebody is in bed or not."),
        ),
        author="marloes.brinkman@brinkhoven.example",
        location="Het Anker, Urk",
        days=1,
        picture="moon",
        palette="purple",
        alt="Drawing of houses by the water under a full moon.",
    ),
    News(
        key="telling-our-stories",
        translation_of="samen-vertellen",
        language="en",
        title="Telling our stories together: sixty colleagues join in",
        introduction="In September we started with twelve. Now sixty people share our stories, each in their own way.",
        body=(
            (
                "p",
                "You choose what you share, you change the words to how you would say it, and doing nothing is always fine. That is the deal, and it stays that way.",
            ),
            (
                "steps",
                "How to join",
                "Look under Share which subjects suit you.",
                "Join that group.",
                "Choose a message, make the text your own and share it where you like.",
            ),
        ),
        author="sanne.devries@brinkhoven.example",
        location="",
        days=6,
        picture="people",
        palette="teal",
        alt="Drawing of a group of people side by side.",
    ),
    News(
        key="new-bikes",
        translation_of="nieuwe-fietsen-wijk",
        language="en",
        title="Thirty new bikes for home care",
        introduction="Wijkzorg Vecht goes electric on two wheels. Twelve cars are leaving.",
        body=(
            (
                "p",
                "Marek Nowak took a test ride: ‘With a head wind along the Vecht I am as fast as by car. And I always find a place to park.’",
            ),
        ),
        author="thijs.oosterveld@brinkhoven.example",
        location="Wijkzorg Vecht, Dalfsen",
        days=64,
        picture="bike",
        palette="green",
        alt="Drawing of a bike on a dike.",
    ),
)

ENGLISH_KNOWLEDGE = (
    Knowledge(
        key="calling-in-sick",
        translation_of="ziek-melden",
        language="en",
        title="Calling in sick",
        introduction="Call before seven. A text message to a colleague does not count.",
        category="work",
        body=(
            (
                "steps",
                "How to do it",
                "Call the planner of your location, at night too.",
                "Say how long you think it will take. You need not say why you are ill.",
                "Your team coach calls you the same day to ask what you need.",
                "Report that you are better on the day itself, also when you are off.",
            ),
        ),
        contact="anouk.jansen@brinkhoven.example",
    ),
    Knowledge(
        key="sharing-on-your-own-channel",
        translation_of="sociale-media",
        language="en",
        title="Sharing on your own channel",
        introduction="You are editor-in-chief of your own channel. These agreements protect you and our residents.",
        category="communication",
        body=(
            ("p", "You may share, you never have to. Your manager does not see what you share or don't share."),
            (
                "steps",
                "",
                "Write in your own words.",
                "Say that you work at Brinkhoven.",
                "No names of residents, not even first names.",
                "An angry reply? Leave it and message Communication.",
                "In doubt? Don't, or just ask.",
            ),
        ),
        contact="thijs.oosterveld@brinkhoven.example",
    ),
)
