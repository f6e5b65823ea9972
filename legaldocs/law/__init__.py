"""What the law says on a day: dated values, periods, interest, fees, limitation, citations.

Every function is pure: figures, days and a :class:`~legaldocs.law.lawbook.LawBook` go in, a result
with its working comes out. Nothing here knows a case, a clock or a file of the user.
"""
