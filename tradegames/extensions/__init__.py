"""What becomes of the tariff game when one of its assumptions is dropped.

`repeated`: it is played again and again. `negotiation`: talks cost time. `forms`: governments that
weigh profits, countries of unequal size, and a country that opens alone. `bertrand`: firms set
prices. `linked`: rising marginal cost ties the two markets together. `survival`: which results
outlive which change, as a table.

Examples
--------
>>> import tradegames as tg
>>> game = tg.TariffGame(alpha=10, gamma=0, c1=1, c2=1)
>>> round(tg.extensions.repeated.promise(tg.extensions.forms.plain(game)).critical[0], 3)
0.3
"""

from . import bertrand, forms, linked, negotiation, repeated, survival

__all__ = ["bertrand", "forms", "linked", "negotiation", "repeated", "survival"]
