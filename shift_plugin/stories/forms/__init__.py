from shift_plugin.stories.forms.story import StoryForm, alt_name

__all__ = ["StoryForm", "alt_name"]
