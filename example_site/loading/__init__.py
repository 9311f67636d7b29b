"""Fills the intranet with the content of `example_site.content`.

Every step looks up what it would make and makes only what is missing. So a second run changes nothing, and what
somebody changed in the demo stays as it is.
"""
