"""What a label looks like, and a reference to it."""

import re

LABEL = re.compile(r"(?<![\w-])(fig|tbl|sec)-[\w-]+")
REFERENCE = re.compile(r"(?<![\w@.\\])-?@\{?(?P<label>[A-Za-z]\w*(?:[:.-]\w+)*)")
