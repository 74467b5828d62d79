"""A report in the layout of the archive's, small enough to know every sentence of it."""

POINT = "- Castillo will face a hostile Congress that may try to remove him"
PERU = f"""28 July 2021

Full Report: Peru

{POINT}
- Mining companies will pay more

Pedro Castillo was sworn in as president on 28 July. He is likely to face a hostile Congress, in \
which his party holds 37 of 130 seats. However, the opposition is unlikely to find the 87 votes \
(two thirds) that a removal takes.

Congress received a Mining Royalties Law in July that raises the levy on copper. The new law will \
probably be watered down before it passes. Meanwhile, the sol may weaken further, because \
investors expect higher spending.

Protests are expected in Lima in August. This would hurt tourism in the old town. Relations with \
Chile will remain good, as both governments want more trade.

Ask for a free trial of the Specimen Risk Letter
"""
