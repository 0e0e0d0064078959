"""How do letters call what only some kinds of request know: notices on substances, markings?"""

TERMS_OF_KINDS: dict[str, tuple[str, str]] = {
    "type:notice": ("notice on a substance or a precursor", "物质或易制毒化学品通报"),
    "tlp:red": ("TLP:RED", "TLP:RED（仅限指定收件人）"),
    "tlp:amber_strict": ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT（仅限收件机关）"),
    "tlp:amber": ("TLP:AMBER", "TLP:AMBER（仅限收件方）"),
    "tlp:green": ("TLP:GREEN", "TLP:GREEN（仅限双方主管人员）"),
    "tlp:clear": ("TLP:CLEAR", "TLP:CLEAR（不限）"),
}
