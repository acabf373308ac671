"""What a label and a reference to it look like, and where in a text they stand."""

import re

KINDS = {"fig": "figure", "tbl": "table", "sec": "section"}
LABEL = re.compile(rf"(?<![\w-])({'|'.join(KINDS)})-[\w-]+")
REFERENCE = re.compile(r"(?<![\w@.\\])-?@\{?(?P<label>[A-Za-z]\w*(?:[:.-]\w+)*)")
