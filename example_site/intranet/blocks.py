from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("picture"))
    alt = blocks.CharBlock(label=_("alternative text"), max_length=300)
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "intranet/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quote"))
    person = blocks.CharBlock(label=_("who"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "intranet/blocks/quote.html"


class TipBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"))
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "link", "document-link", "ul"])

    class Meta:
        icon = "info-circle"
        label = _("Good to know")
        template = "intranet/blocks/tip.html"


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False)
    steps = blocks.ListBlock(blocks.TextBlock(label=_("step")), label=_("steps"))

    class Meta:
        icon = "list-ol"
        label = _("Step by step")
        template = "intranet/blocks/steps.html"


class ShortcutsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"))
    links = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(label=_("text"))),
                ("page", blocks.PageChooserBlock(label=_("page"))),
            ]
        ),
        label=_("links"),
    )

    class Meta:
        icon = "link"
        label = _("Shortcuts")
        template = "intranet/blocks/shortcuts.html"


class TextBlocks(blocks.StreamBlock):
    """What an ordinary page is made of."""

    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", form_classname="title", template="intranet/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(
        label=_("Text"), features=["bold", "italic", "link", "document-link", "ul", "ol", "h3"]
    )
    picture = PictureBlock()
    quote = QuoteBlock()
    tip = TipBlock()
    steps = StepsBlock()


class HomeBlocks(TextBlocks):
    shortcuts = ShortcutsBlock()
