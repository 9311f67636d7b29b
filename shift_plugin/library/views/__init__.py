"""What employees see (messages) and, in the admin, the way from a page to a message (pages) and amounts (amounts)."""

from shift_plugin.library.views.messages import MessageView, PictureView, VideoView, cards, library_context

__all__ = ["MessageView", "PictureView", "VideoView", "cards", "library_context"]
