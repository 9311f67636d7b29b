"""Writes, by who asks for them: ``planning`` (editors), ``personal`` (employees), and the engine in three parts,
``starting``, ``sending`` and ``settling``.
"""
