"""What does WeasyPrint leave to be done in a PDF? The PDF/UA claim, and the field of the seal in its structure.

Works on the objects before they are written, so that nothing is parsed again and the same page gives the same bytes.
"""

from typing import Any

import pydyf

from documents import structure

SEAL = "seal"
"""The id of the box that the seal's field covers, and the name of that field."""
_SCALE = 0.75  # PDF points to a CSS pixel
_PRINT, _LOCKED = 4, 128  # flags of an annotation
_SVG, _TITLE = "{http://www.w3.org/2000/svg}svg", "{http://www.w3.org/2000/svg}title"
_CLAIM = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1" />\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"\
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def claim_accessible(rdf: bytes) -> bytes:
    """The document's metadata with the claim of PDF/UA-1, inside the one RDF that PDF/A permits."""
    head, end, tail = rdf.rpartition(b"</rdf:RDF>")
    return head + _CLAIM + end + tail


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: margins become artifacts; the seal gets its field, where the page has a place for one."""
    structure.set_aside(pdf, _number)
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            if box.element is not None and box.element.get("id") == SEAL:
                drawing = next(one for one in box.descendants() if one.element_tag == _SVG)
                sheet = pdf.objects[_number(pdf.page_references[number])]
                figure = _figure(pdf, drawing.element.find(_TITLE).text)
                figure["A"]["BBox"] = pydyf.Array(_rectangle(drawing, page.height))  # it was in pixels from the top
                field = _field(pdf, sheet, _rectangle(box, page.height), box.element.get("title"))
                _add_to_structure(pdf, sheet, field, figure)
                return


def _rectangle(box: Any, page_height: float) -> list[float]:
    left, top = box.border_box_x(), box.border_box_y()
    right, bottom = left + box.border_width(), top + box.border_height()
    return [round(one * _SCALE, 3) for one in (left, page_height - bottom, right, page_height - top)]


def _figure(pdf: Any, title: str) -> Any:
    """The figure of that title in the structure."""
    figures = (one for one in pdf.objects if isinstance(one, dict) and one.get("S") == "/Figure")
    return next(one for one in figures if "Alt" in one and one["Alt"].string == title)


def _field(pdf: Any, page: Any, rectangle: list[float], title: str) -> Any:
    """A signature field without a value: the seal fills it in, and changes nothing else on the page."""
    look = pydyf.Stream([], {
        "Type": "/XObject", "Subtype": "/Form",
        "BBox": pydyf.Array([0, 0, rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]]),
        "Resources": pydyf.Dictionary(),
    })
    pdf.add_object(look)
    field = pydyf.Dictionary({
        "Type": "/Annot", "Subtype": "/Widget", "FT": "/Sig", "T": pydyf.String(SEAL), "TU": pydyf.String(title),
        "Rect": pydyf.Array(rectangle), "P": page.reference, "F": _PRINT + _LOCKED,
        "AP": pydyf.Dictionary({"N": look.reference}),
    })
    pdf.add_object(field)
    page.setdefault("Annots", pydyf.Array()).append(field.reference)
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([field.reference]), "SigFlags": 3})
    pdf.catalog["Extensions"] = pydyf.Dictionary({  # PAdES, as ETSI EN 319 142-1 asks it to be declared
        "ESIC": pydyf.Dictionary({"BaseVersion": "/1.7", "ExtensionLevel": 1}),
    })
    return field


def _add_to_structure(pdf: Any, page: Any, field: Any, figure: Any) -> None:
    """Beside the seal's figure, so that a screen reader meets the field where the seal stands."""
    parent = pdf.objects[_number(figure["P"])]
    target = pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": page.reference})
    pdf.add_object(target)
    form = pydyf.Dictionary({
        "Type": "/StructElem", "S": "/Form", "P": parent.reference, "Pg": page.reference,
        "K": pydyf.Array([target.reference]), "Alt": field["TU"],
    })
    pdf.add_object(form)
    parent["K"].append(form.reference)
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    numbers = pdf.objects[_number(root["ParentTree"])]["Nums"]
    key = max(numbers[::2]) + 1
    numbers.extend([key, form.reference])
    root["ParentTreeNextKey"] = key + 1
    field["StructParent"] = key


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
