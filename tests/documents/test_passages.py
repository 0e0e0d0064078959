"""What an officer types into a letter ends as harmless text or as a flaw with its rule."""

import pytest

from documents import pages, passages, placeholders, trials
from documents.models import Letter, Passages
from mla.exceptions import NotPossible

KNOWN = {"our_ref": "US-CN-2026-0001", "their_ref": "", "subject": "**bold** <b>{our_ref}</b>"}
HARMLESS = [
    "<img src='file:///etc/passwd'>", "<svg onload=alert(1)>", "[link](file:///etc/passwd)", "![image](http://192.0.2.1/x.png)",
    "<style>body{background:url(http://192.0.2.1/x)}</style>".replace("{", "(").replace("}", ")"),
    "<a rel=attachment href=file:///etc/hostname>x</a>", "&lt;script&gt;", "`code` # heading > quote", "url(file:///etc/passwd)",
    "<!-- comment -->", "http://192.0.2.1/", "a \\ b", "<b>bold</b>",
]


def text_of(blocks):
    return "\n".join("".join(run["text"] for run in block["runs"]) for block in blocks)


@pytest.mark.parametrize("typed", HARMLESS)
def test_what_looks_like_markup_is_printed_as_it_was_typed(typed):
    blocks, flaws = passages.parsed(typed, KNOWN)

    assert (text_of(blocks), flaws) == (typed, [])
    assert not [tag for tag in ("<img", "<svg", "<a", "<style", "<b>", "<!--") if tag in passages.markup(blocks)]


@pytest.mark.parametrize(("typed", "rule"), [
    ("{{ request }}", "there is no placeholder { request }"), ("{% load x %}", "there is no placeholder {% load x %}"),
    ("{request.title}", "there is no placeholder {request.title}"), ("{nothing}", "there is no placeholder {nothing}"),
    ("{their_ref}", "{their_ref} has no value in this letter"), ("{our_ref", "the brace { belongs to no placeholder"),
    ("{*our_ref*}", "the brace { belongs to no placeholder"), ("\u202egpj", "character U+202E cannot be printed"),
    ("a \U0001f600", "character U+1F600 cannot be printed"), ("\u0627\u0644", "character U+0627 cannot be printed"),
    ("\0", "character U+0000 cannot be printed"), ("- a\n  - b", "a list within a list is not possible"),
    ("x" * 4001, "the text has 4001 characters; the limit is 4000"),
    ("**“重点”**后", "the asterisks of an emphasis do not match; place them inside quotation marks"),
])
def test_a_flaw_names_its_rule(typed, rule):
    assert rule in passages.parsed(typed, KNOWN)[1]


def test_a_million_characters_are_refused_unread():
    assert passages.parsed("*[" * 500_000, KNOWN) == ([], ["the text has 1000000 characters; the limit is 4000"])


def test_paragraphs_lists_and_emphasis():
    html = passages.markup(passages.parsed("One **two**\nThree\n\n- a\n- b\n\n3. c\n4. d\n\n第一行\n第二行", {})[0])

    assert html == (
        "<p>One <b>two</b></p><p>Three</p><ul><li>a</li><li>b</li></ul>"
        '<ol><li value="3">c</li><li value="4">d</li></ol><p>第一行</p><p>第二行</p>'
    )


def test_the_value_of_a_placeholder_is_not_read_again():
    blocks, flaws = passages.parsed("{subject}", KNOWN)

    assert (text_of(blocks), flaws) == ("**bold** <b>{our_ref}</b>", [])
    assert passages.markup(blocks) == "<p>**bold** &lt;b&gt;{our_ref}&lt;/b&gt;</p>"


def test_values_that_may_change_become_placeholders_again():
    assert placeholders.loosened("Our reference is US-CN-2026-0001.", {
        "our_ref": "US-CN-2026-0001", "their_ref": "7", "date": "", "reply_by": "",
    }) == "Our reference is {our_ref}."


@pytest.mark.django_db
class TestIssuing:
    """Passages that were saved are printed by the act, once."""

    WORDS = {"en": "Dear **colleague**, see {our_ref}.", "zh": "**尊敬的**同事，见{our_ref}。"}

    @staticmethod
    def saved(request, word, code, texts, by):
        return Passages.objects.create(
            request=request, word=word, code=code, texts=texts, edited_by=by, edited_at=request.created_at
        )

    @pytest.fixture
    def running(self, a_request):
        return a_request(in_state="execution")

    @staticmethod
    def name_of(code):
        return passages.names(f"letters/{code}.html")[0]

    def test_written_passages_stand_in_the_letter_and_are_used_up(self, running, walker):
        self.saved(running, "remind", "L24", {self.name_of("L24"): self.WORDS}, walker.cast["lin"])
        walker.act(running, "remind")
        walker.act(running, "remind")
        first, second = running.letters.filter(code="L24").order_by("pk")
        html = pages.page(first.template, first.snapshot)

        assert f"Dear <b>colleague</b>, see {running.own_reference}.</p>" in html
        assert f"<b>尊敬的</b>同事，见{running.own_reference}。</p>" in html
        assert "colleague" not in pages.page(second.template, second.snapshot)
        assert not Passages.objects.exists()

    def test_a_flaw_refuses_the_act_and_names_letter_passage_and_rule(self, running, walker):
        name = self.name_of("L24")
        self.saved(running, "remind", "L24", {name: {"en": "Dear {friend}", "zh": "致"}}, walker.cast["lin"])
        with pytest.raises(NotPossible) as refused:
            walker.act(running, "remind")

        assert refused.value.reasons == [f"L24, passage “{name}”: there is no placeholder {{friend}}."]
        assert not running.letters.filter(code="L24").exists()
        assert Passages.objects.count() == 1

    def test_a_text_in_one_language_alone_is_refused(self, running, walker):
        name = self.name_of("L24")
        self.saved(running, "remind", "L24", {name: {"en": "Dear colleague", "zh": " "}}, walker.cast["lin"])
        with pytest.raises(NotPossible, match="the text in the other language of the letter is missing"):
            walker.act(running, "remind")

    def test_passages_of_another_act_or_name_are_not_printed(self, running, walker):
        self.saved(running, "ask", "L24", {self.name_of("L24"): self.WORDS}, walker.cast["lin"])
        self.saved(running, "remind", "L24", {"nowhere": self.WORDS}, walker.cast["lin"])
        walker.act(running, "remind")

        assert "passages" not in Letter.objects.get(code="L24").snapshot

    def test_a_trial_collects_what_an_act_would_refuse(self, running, walker):
        self.saved(running, "remind", "L24", {self.name_of("L24"): self.WORDS}, walker.cast["lin"])
        with trials.trial({"L24": {self.name_of("L24"): {"en": "{", "zh": "}"}}}) as tried:
            walker.act(running, "remind")

        assert [one.rpartition(": ")[2] for one in tried.flaws] == [
            "the brace { belongs to no placeholder.", "the brace } belongs to no placeholder.",
        ]


@pytest.mark.django_db
def test_passages_cost_one_query_an_act(a_request, walker, django_assert_num_queries):
    request = a_request(in_state="execution")
    with django_assert_num_queries(1):
        for code in ("L01", "L02", "L24"):
            assert passages.written(request, "remind", code, {"languages": ["en"]}) == {}


