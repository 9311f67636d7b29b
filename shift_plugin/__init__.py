"""Employee advocacy after the Social Shift method, as a Wagtail plugin."""

__version__ = "0.1.0"
