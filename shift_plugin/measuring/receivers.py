"""Reactions to announcements from capabilities below."""
