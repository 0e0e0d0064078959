"""What does a letter print of the request itself? The case, the items, the persons and the files."""

from collections.abc import Callable

from documents.contents import Contents, Material
from documents.models import Attachment
from documents.terms import Pair, day, either, term
from mla import demands, kinds, tongues
from mla.kind import Labelled, told
from mla.milestones import persons_named
from mla.models import AssistanceItem, Event, Person
from mla.vocabulary import HOME


def case(m: Material) -> Contents:
    """The proceeding: who conducts it, what it is about."""
    request = m.request
    return {
        "authority": _text(m, "investigating_authority"), "functions": _text(m, "investigating_functions"),
        "stage": term("stage", request.proceeding_stage) if request.proceeding_stage else None,
        "subject_matter": _text(m, "subject_matter"), "facts": _text(m, "facts"), "purpose": _text(m, "purpose"),
        "nexus": _text(m, "nexus"),
    }


def facts_spared(m: Material) -> bool:
    """Whether no facts are told, as the instrument asks for none."""
    return not m.request.facts.strip() and demands.spares_facts(m.request, {one.type for one in m.items})


def limits(m: Material) -> Contents:
    """How and by when it is to be executed."""
    request = m.request
    return {
        "procedure": _text(m, "special_procedure"), "time_limit": day(request.time_limit_on),
        "time_limit_reason": _text(m, "time_limit_reason"), "urgency_reason": _text(m, "urgency_reason"),
        "is_confidential": request.confidentiality not in ("", "none"),
        "confidentiality_reason": _text(m, "confidentiality_reason"),
    }


def order(m: Material) -> Contents:
    """What an executing authority is told of the request: who asks for which proceeding, and what happened."""
    request = m.request
    return {
        "requesting": {"en": request.counterpart.formal_en, "zh": request.counterpart.formal_zh},
        "authority": _text(m, "investigating_authority"), "subject_matter": _text(m, "subject_matter"),
        "facts": _text(m, "facts"), "purpose": _text(m, "purpose"),
    }


def is_formal(m: Material) -> bool:
    """Whether the request rests on offences: one between police may not."""
    pages = kinds.get(m.request.kind).outgoing
    return any(rows.relation == "offences" for page in pages for rows in page.rows)


def articles(m: Material) -> Pair:
    """The verified articles the request rests on."""
    return m.citation("scope")


def offences(m: Material) -> list[Contents]:
    """What the law punishes."""
    return [
        {
            "name": _text(m, f"offence:{one.pk}:name", one.name), "provision": one.provision,
            "text": _text(m, f"offence:{one.pk}:text", one.text),
            "penalty": _text(m, f"offence:{one.pk}:max_penalty", one.max_penalty),
            "from": day(one.committed_from), "to": day(one.committed_to), "place": one.place,
        }
        for one in m.request.offences.all()
    ]


def item(one: AssistanceItem) -> Contents:
    """What every list of items begins with."""
    return {"seq": one.seq, "type": term("type", one.type)}


def items_asked(m: Material) -> list[Contents]:
    """The items as they were asked for."""
    kind = kinds.get(m.request.kind)
    return [
        item(one) | {
            "article": m.citation(one.type), "description": _text(m, f"item:{one.seq}:description", one.description),
            "purpose": _text(m, f"item:{one.seq}:purpose", one.purpose), "hearing": day(one.hearing_on),
            "details": answers(m, kind.labelled_details(one)),
        }
        for one in m.items
    ]


def items_ordered(m: Material) -> list[Contents]:
    """The items that were granted, as they were asked for."""
    granted = {one.seq for one in m.items if one.is_granted}
    return [one for one in items_asked(m) if one["seq"] in granted]


def persons(m: Material) -> list[Contents]:
    """The persons concerned."""
    return [_person(m, one) for one in m.request.persons.order_by("pk")]


def _person(m: Material, one: Person) -> Contents:
    return {
        "role": term("person", one.role), "surname": one.surname.upper(), "given_names": one.given_names,
        "native_name": one.native_name, "aliases": one.aliases, "sex": term("sex", one.sex) if one.sex else None,
        "born": day(one.born_on), "birth_place": one.birth_place, "nationality": one.nationality,
        "document": one.document, "address": one.address, "language": one.language,
        "details": answers(m, kinds.get(m.request.kind).labelled_row(one)),
    }


def organisations(m: Material) -> list[Contents]:
    """The organisations concerned."""
    names = ("name", "native_name", "registration", "seat", "representative")
    return [{name: getattr(one, name) for name in names} for one in m.request.organisations.order_by("pk")]


def identifiers(m: Material) -> list[Contents]:
    """The identifiers, with their items."""
    kind = kinds.get(m.request.kind)
    return [
        {
            "item": m.seq(one.item_id),
            "scheme": term("scheme", one.scheme), "value": one.value, "provider": one.provider, "seen_at": one.seen_at,
            "port": one.port, "details": answers(m, kind.labelled_row(one)),
        }
        for one in m.request.identifiers.order_by("pk")
    ]


def particulars(m: Material) -> list[Contents]:
    """What only this kind of request asks."""
    return answers(m, kinds.get(m.request.kind).particulars(m.request))


def said(m: Material) -> list[Contents]:
    """What was said with the act, where it is one of the kind's own."""
    return said_in(m, m.event)


def said_before(m: Material, *only: str) -> list[Contents]:
    """The kind's own acts before this one, or only those of some words: which, whose, when, and what was said; where
    the act concerns a person, those about that person alone."""
    words = only or [act.word for act in kinds.get(m.request.kind).acts]
    earlier = list(m.request.events.filter(verb__in=words, seq__lt=m.event.seq).order_by("seq"))
    if person := m.facts.get("person"):
        named = ((one, persons_named(one.details)) for one in earlier)
        earlier = [one for one, persons in named if not persons or person in persons]
    return [
        {"act": done(one), "is_ours": one.party == HOME, "on": m.day(one.happened_at), "said": said_in(m, one)}
        for one in earlier
    ]


def concerned(m: Material) -> Contents | None:
    """The person whom the act concerns."""
    named = next((one for one in m.request.persons.all() if one.pk == m.facts.get("person")), None)
    return _person(m, named) if named else None


def said_in(m: Material, event: Event) -> list[Contents]:
    """What was said with an act of the kind's own; empty for the common ones."""
    act = kinds.get(m.request.kind).act(event.verb)
    return answers(m, told(act, m.request, event.details), "") if act else []


def done(event: Event) -> Pair:
    """What the record calls an act of a kind."""
    own = kinds.words()[event.verb]
    return tongues.said(lambda: own.done)


def answers(m: Material, lines: list[Labelled], language: str | None = None) -> list[Contents]:
    """Labels and answers. What is no term but a text is said with its translation, or stands in its own language alone:
    that of the request, unless another is named; empty where the text itself tells."""
    known = m.request.language if language is None else language
    return [
        {"label": label, "value": m.worded(words["en"], known) if words["en"] == words["zh"] else words}
        for label, words in lines
    ]


def files(*purposes: str) -> Callable[[Material], list[Contents]]:
    """The files of these purposes."""
    return lambda m: [_file(m, one) for one in m.attachments if one.purpose in purposes]


def _file(m: Material, one: Attachment) -> Contents:
    return {
        "title": either(one.title), "filename": one.filename, "size": one.size,
        "sha256": one.sha256, "is_original": one.is_original, "item": m.seq(one.item_id),
    }


def _text(m: Material, key: str, own: str | None = None) -> Pair:
    """A free text of the request with its translation; one that is not translated as it stands."""
    return m.texts.get(key) or either(own if own is not None else getattr(m.request, key), "", m.request.language)
