"""Files of stories, for who may see the story; to anybody else they aren't there."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views import View

from shift_plugin.base.permissions import ReaderRequiredMixin
from shift_plugin.base.views import serve_file
from shift_plugin.stories.models import StoryFile
from shift_plugin.stories.permissions import may_see


class _FileView(ReaderRequiredMixin, View):
    def visible(self, key: str) -> StoryFile:
        file = StoryFile.objects.select_related("story__sender").filter(key=key).first()
        if file is None or not may_see(self.request.user, file.story):
            raise Http404
        return file


class StoryFileView(_FileView):
    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        file = self.visible(key)
        return serve_file(
            request, file.file, content_type=file.content_type, name=_name(file, file.extension), etag=file.key
        )


class StoryPreviewView(_FileView):
    """The small one of a photo; a video has none."""

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        file = self.visible(key)
        if not file.preview:
            raise Http404
        return serve_file(
            request, file.preview, content_type="image/jpeg", name=_name(file, "jpg"), etag=f"{file.key}-preview"
        )


def _name(file: StoryFile, extension: str) -> str:
    """As the device called it, with the extension of what it is now."""
    stem = file.name.rpartition(".")[0] or file.name or str(file.get_kind_display())
    return f"{stem}.{extension}"
