"""A council in session: who speaks in it on a day, and the envoys who speak after one another without a day."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Draft
from kg.extract.sentence import Sentence
from kg.text.fold import fold


def remember(context: Context, sentence: Sentence, statement: Draft) -> None:
    """What is said in a council on a day tells the day of what others say there after it."""
    if statement.verb is None or statement.when is None or not statement.when.is_day:
        return
    known = patterns.load()
    for match in known["link.in_council"].finditer(sentence.shadow, *sentence.lead(statement.verb)):
        body = sentence.tokens[match.start(1)]
        if body is not None and known["link.is_council"].search(context.scan.text, *body.name):
            context.council = statement


def convenes(context: Context, sentence: Sentence, happened: list[Draft]) -> None:
    """A council that meets or votes on a day tells the day of what is said in it after that."""
    known = patterns.load()
    for draft in happened:
        held = draft.kind in ("Gathering", "Act") and draft.status == "held" and draft.when is not None
        if not held or draft.when is None or not draft.when.is_day or context.is_to_come(draft.when):
            continue
        for match in known["link.in_session"].finditer(sentence.shadow):
            body = sentence.tokens[match.start(1)]
            if body is not None and known["link.is_council"].search(context.scan.text, *body.name):
                context.council = draft
                return


def _briefed(context: Context, statement: Draft, session: Draft) -> bool:
    """Whether it is told, since the session was, that the speaker has briefed the council."""
    token = statement.actors[0].token if len(statement.actors) == 1 else None
    if token is None or token.kind != "person" or token.end <= token.start:
        return False
    text, since = context.scan.text, session.stretches[0][0]
    names = [text[slice(*token.name)], text[slice(*token.name)].split("·")[-1]]
    for match in patterns.load()["link.briefed"].finditer(text, since, statement.stretches[0][0]):
        told = text[text.rfind("。", 0, match.start()) + 1 : match.end()]
        if any(name and name in told for name in names):
            return True
    return False


def day_of(context: Context, sentence: Sentence, statement: Draft) -> None:
    """Gives what an envoy says, or somebody at the same meeting, the day of the session told of right before."""
    session = context.council
    if session is None or statement.verb is None or statement.when is not None or statement.part_of is not None:
        return
    known, (start, verb) = patterns.load(), sentence.lead(statement.verb)
    introduced = [o for a in statement.actors if a.token is not None and not a.carried for o in a.token.offices]
    titles = known["link.envoy" if session.kind == "Statement" else "link.delegate"]
    envoy = any(titles.search(fold(office.title)) for office in introduced)
    envoy = envoy or known["link.envoys"].search(sentence.shadow, start, verb) is not None
    envoy = envoy or _briefed(context, statement, session)
    same = introduced and known["link.same_meeting"].search(context.scan.text, *sentence.stretch(start, verb + 1))
    if (envoy or same) and not any(t.kind == "date" for t in sentence.tokens_in(0, verb)):
        statement.when = session.when
        if session.kind == "Gathering":
            statement.part_of = session
        statement.prove_by(session.stretches)
