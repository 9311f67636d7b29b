"""The ways by which a message reaches somebody: interchangeable parts behind one enumeration, ``enums.Channel``.

- inbox: there the moment its row is written, so nothing has to be sent.
- email: letters.py makes a mail once per message and language and fills it in per person; email.py hands it to the
  mail server and says what became of it.

A chat of a team is no ``Channel``, because nobody in particular gets what is posted there: chat.py makes the post.
"""
