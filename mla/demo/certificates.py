"""What do the executing officers of the demo write into certificates? One fictional answer for each field."""

ANSWERS: dict[str, str] = {
    "documents": "Notice of the rights and duties of a victim, 3 pages",
    "recipient": "Beatrix Ollerenshaw",
    "place": "12 Specimen Lane, Sampletown",
    "manner": "personal",
    "server": "Gareth Pemberton-Liu",
    "server_post": "Special Agent",
    "custodian": "Marguerite Delacroix-Tan",
    "employer": "Example Widgets Bank (Testing) N.A.",
    "position": "Records Custodian, Legal Process Department",
    "records": "Account statements and opening form of account 000123456, 46 pages",
    "copies": "copy",
    "official": "Rowena Castellanos",
    "office": "Specimen County Recorder's Office",
    "articles": "Signature card of the account, one sheet, in a sealed bag",
    "chain": (
        "Gareth Pemberton-Liu; Special Agent; seized at the premises; 3 March 2026; Sampletown; sealed bag No. 0001\n"
        "Ottilie Brandt; Evidence Technician; Gareth Pemberton-Liu; 4 March 2026; Newark; unchanged, seal intact"
    ),
    "holder": "Example Widgets Bank (Testing) N.A., Sampletown branch",
    "officer_1": "Gareth Pemberton-Liu",
    "officer_1_post": "Federal Bureau of Investigation, Special Agent",
    "officer_2": "Imogen Farrow",
    "officer_2_post": "Federal Bureau of Investigation, Special Agent",
    "witness": "Bartholomew Finch",
    "particulars": "Male, born 9 April 1971, national of the United States, accountant",
    "address": "7 Specimen Lane, Sampletown",
    "phone": "+1 202 555 0143",
    "hours": "10:05–11:40",
    "told_rights": "yes",
    "transcript": (
        "Question: Since when have you known the accused?\nAnswer: Since the spring of 2023.\n"
        "Question: Who gave you the invoices?\nAnswer: He handed them to me himself."
    ),
    "confirmation": "signed",
}
"""By the name of the field; the days are those of the act."""
