"""What a document says its issuers say: a joint statement, the paper of a summit, the statement of an embassy."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Carried, Draft
from kg.extract.sentence import Sentence

_SERIES = ("forum/", "track/")
_NEAR = 160  # characters between a meeting and what the joint statement of those who met says


class Papers:
    """The documents that a section has told of, and who speaks where one of them is said to say something."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pattern = patterns.load().table("speakers")
        self._paper: Carried | None = None  # whose paper was told to say something
        self._published: Draft | None = None  # the document last told of, with its issuers
        self._adopted: Draft | None = None  # the same of a gathering
        self.met: list[Draft] = []  # whose meetings the sentence tells of
        self._source: Carried | None = None  # whose message is the source of what is told

    def published(self, drafts: list[Draft], *, of_meeting: bool) -> None:
        """A sentence tells of these publications; ``of_meeting`` where it tells of a gathering, too."""
        self._published = drafts[-1] if drafts else self._published
        adopted = [d for d in drafts if of_meeting or any(key.startswith(_SERIES) for key in d.actor_keys())]
        self._adopted = adopted[-1] if adopted else self._adopted

    def cited(self, sentence: Sentence) -> None:
        """A sentence may name a paper or message as the source of what it tells: whose it is says what stands in it."""
        for source in sentence.matches("speakers.source_paper"):
            whose = source.span("of" if source["of"] else "by")
            actors = self._context.parties.actors(sentence.tokens_in(*whose))
            if actors and not any(map(self._context.is_media, actors)):
                self._source = Carried(as_speakers(actors, carried=False), sentence.stretch(*whose))
                if not source["news"]:
                    self._paper, self._published = self._source, None

    def tell(self, sentence: Sentence, start: int, clause: int, current: Draft | None) -> tuple[bool, Carried | None]:
        """Whether a document says what the verb of speech at ``start`` tells, or is that verb, and who speaks by it.

        ``current`` is the gathering of the sentence.
        """
        shadow, first = sentence.shadow, sentence.clauses[clause][0]
        if self._source is not None and self._pattern["message"].fullmatch(shadow, first, start):
            return True, Carried(as_speakers(self._source.actors, carried=True), self._source.stretch)
        after = patterns.load()["own_paper.joint"].search(shadow, 0, start) if self.met else None
        named = patterns.load()["own_paper.who"].search(shadow, first, start)
        if after and (after.start() >= first or named is None):
            return True, _issuers_of(self.met[-1])
        noun = self._pattern["paper"].match(shadow, first)
        if noun and noun.end() > start:
            return True, None  # the statement, and not to state
        if noun and noun["of_meeting"]:  # of the summit, and not what else was issued since
            adopted = self._adopted
            return True, None if adopted is None else _issuers_of(adopted)
        resolved = self._pattern["resolution"].search(noun[0]) if noun else None
        told = self._published.document_kind if self._published is not None else None
        article = self._pattern["article"]
        if noun and article.search(noun[0]) and self._paper is None and not article.search(told or ""):
            return False, None  # the article of a paper, and not what a gathering or both sides issued
        if resolved and (told is None or resolved[0] not in told):
            return True, None  # a resolution or agreement, and not what was issued since
        if noun:  # its issuers say it
            joint = self._pattern["joint"].search(noun[0]) is not None
            whose = self._of_both(sentence, joint=joint) or self.issuers(current, joint=joint)
            address = whose is not None and self._pattern["address"].search(noun[0]) is not None
            gathered = whose is not None and any(actor.key.startswith(_SERIES) for actor in whose.actors)
            return True, None if address and gathered else whose
        paper = self._pattern["paper_of"].match(shadow, first)
        if paper is None or paper.end() > start:
            return False, None
        actors = self._context.parties.actors(sentence.tokens_in(*paper.span(1)))
        whose = Carried(as_speakers(actors, carried=False), sentence.stretch(*paper.span(1)))
        self._paper = whose if actors else self.issuers()
        media = any(map(self._context.is_media, actors)) and not self._pattern["official"].search(paper[0])
        if actors and not media:
            self._published = None  # the paper told of last
        return True, self._paper

    def issued_before(self, sentence: Sentence, start: int, clause: int, current: Draft | None) -> Carried | None:
        """Who issued a statement in the clause before that of the verb at ``start``, which tells its words.

        The ``current`` gathering of the sentence did, where nobody in it acts.
        """
        first = sentence.clauses[clause][0]
        silent = (
            self._pattern["paper_silent"].fullmatch(sentence.shadow, *sentence.clauses[clause - 1]) if clause else None
        )
        if silent and self._pattern["only"].fullmatch(sentence.shadow, first, start):
            actors = self._context.parties.actors(sentence.tokens_in(*silent.span("of")))
            whose = Carried(as_speakers(actors, carried=False), sentence.stretch(*silent.span()))
            return whose if actors else self.issuers()
        if not clause or not self._pattern["also"].fullmatch(sentence.shadow, first, start):
            return None
        if not self._pattern["issued"].search(sentence.shadow, *sentence.clauses[clause - 1]):
            return None
        here = sentence.stretch(*sentence.clauses[clause - 1])
        issued = self._published
        several = issued is not None and len(issued.actors) > 1 and all(map(_is_person, issued.actors))
        if several and issued is not None and here[0] <= issued.stretches[0][0] < here[1]:
            self._paper = Carried(as_speakers(issued.actors, carried=False), issued.stretches[0])  # all of them
            return self._paper
        subject = self._context.subject(sentence, sentence.clauses[clause - 1][1], clause - 1)
        outside = subject is None or subject.stretch[0] < sentence.start
        if outside and current is not None and current.series is not None:
            subject = Carried([Actor(current.series, None, "speaker", carried=True)], current.stretches[0])
        if subject is None:
            return None
        self._paper = Carried(as_speakers(subject.actors, carried=False), subject.stretch)
        return self._paper

    def _of_both(self, sentence: Sentence, *, joint: bool) -> Carried | None:
        """The two who have just met, where a joint statement says something and no other document was told of."""
        met = self._context.told[-1] if self._context.told else None
        if not joint or met is None or met.kind != "Meeting" or met.status != "held" or len(met.actors) < 2:
            return None
        other = self._published is not None or self._paper is not None
        return None if other or sentence.start - met.stretches[0][1] > _NEAR else _issuers_of(met)

    def issuers(self, current: Draft | None = None, *, joint: bool = False) -> Carried | None:
        """Whose document is meant: of the one told of last, else the gathering told of last, also a ``current`` one.

        A ``joint`` document is that of all who met.
        """
        if current is not None and joint and len(current.actors) > 1:
            return _issuers_of(current)
        if self._published is not None:
            return _issuers_of(self._published)
        if self._paper is not None:
            return Carried(as_speakers(self._paper.actors, carried=True), self._paper.stretch)
        meeting = current or (self._context.told[-1] if self._context.told else None)
        if meeting is None or meeting.kind == "Meeting":
            return None
        key = meeting.voice()
        return Carried([Actor(key, None, "speaker", carried=True)], meeting.stretches[0]) if key else None


def _is_person(actor: Actor) -> bool:
    return actor.key.startswith("person/")


def _issuers_of(draft: Draft) -> Carried:
    return Carried(as_speakers(draft.actors, carried=True), draft.stretches[0])


def as_speakers(actors: list[Actor], *, carried: bool) -> list[Actor]:
    """The same actors as those who speak; ``carried`` marks all as standing outside of what they say."""
    return [Actor(a.key, a.token, "speaker", carried or a.carried) for a in actors]
