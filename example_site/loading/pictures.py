from django.core.files.base import ContentFile

from example_site.media.models import IntranetImage
from example_site.pictures import draw, portrait

CREDIT = "Brinkhoven, getekend door de computer"


def picture(*, key: str, title: str, alt: str, motif: str, palette: str) -> IntranetImage:
    """The picture of a message or page, drawn the first time that it is asked for."""
    return _stored(f"{key}.jpg", title, alt) or _store(f"{key}.jpg", title, alt, draw(key, motif, palette))


def portrait_of(*, key: str, name: str, palette: str) -> IntranetImage:
    title = f"Portret van {name}"
    return _stored(f"portret-{key}.jpg", title, title) or _store(
        f"portret-{key}.jpg", title, title, portrait(key, palette)
    )


def _stored(file_name: str, title: str, alt: str) -> IntranetImage | None:
    return IntranetImage.objects.filter(title=title[:255], description=alt[:255], credit=CREDIT).first()


def _store(file_name: str, title: str, alt: str, data: bytes) -> IntranetImage:
    return IntranetImage.objects.create(
        title=title[:255],
        description=alt[:255],
        credit=CREDIT,
        file=ContentFile(data, name=file_name),
    )
