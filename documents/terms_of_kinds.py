"""How do letters call what only some kinds of request know: parcels, substances, markings?"""

TERMS_OF_KINDS: dict[str, tuple[str, str]] = {
    "type:notice": ("notice on a substance or a precursor", "物质或易制毒化学品通报"),
    "scheme:s10": ("postal item", "邮件号码（S10）"),
    "scheme:ups": ("UPS parcel", "UPS快件单号"),
    "scheme:fedex": ("FedEx parcel", "FedEx快件单号"),
    "scheme:dhl": ("DHL parcel", "DHL快件单号"),
    "scheme:usps": ("USPS parcel", "USPS邮件单号"),
    "scheme:mawb": ("master air waybill", "航空主运单"),
    "scheme:container": ("freight container", "集装箱"),
    "scheme:parcel": ("parcel of another operator", "其他运营商快件单号"),
    "scheme:cas": ("CAS number of a substance", "物质CAS登记号"),
    "tlp:red": ("TLP:RED", "TLP:RED（仅限指定收件人）"),
    "tlp:amber_strict": ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT（仅限收件机关）"),
    "tlp:amber": ("TLP:AMBER", "TLP:AMBER（仅限收件方）"),
    "tlp:green": ("TLP:GREEN", "TLP:GREEN（仅限双方主管人员）"),
    "tlp:clear": ("TLP:CLEAR", "TLP:CLEAR（不限）"),
}
