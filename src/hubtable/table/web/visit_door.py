"""What belongs to the visit around it: the small group, consent at the door, the printed card."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.rules.days import end_of
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import assigning
from hubtable.table.queries.describing import description_of
from hubtable.table.queries.wording import agencies_at, sitting, table_of
from hubtable.table.rules.languages import Language
from hubtable.table.rules.later_words import GatheringKind
from hubtable.table.rules.visit_card import TEXTS, card_language
from hubtable.table.web.acts import carry_out
from hubtable.table.web.intervening import acting_on, guarded_text, onward, person_of
from hubtable.table.web.visit_forms import ConsentForm, GatherForm
from hubtable.ui.pages import page
from hubtable.ui.saying import Undo, say
from hubtable.vault.actions import consenting
from hubtable.vault.web.guarding import guard_of


@page_for(sits_at_table)
@form_act
def gather(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Say when and where the small group meets before it goes."""
    on = acting_on(request, pk)
    form = GatherForm(request.POST or None)

    def act(sent: Sent) -> str:
        guarded_text(request, pk, form, "place")
        kind = GatheringKind(sent.values["kind"])
        set_for = sent.values["meets_at"] if kind is GatheringKind.AT else None
        assigning.gather(
            by=request.seat,
            at=request.at,
            of=pk,
            kind=kind,
            meets_at=set_for,
            place=sent.values["place"],
            interpreter=sent.values["interpreter"],
        )
        say(request, _("Saved. The assigned agencies see when and where."))
        return onward(request, pk)

    context = {
        "card": on.card,
        "back": reverse("table:visiting", args=[pk]),
        "guarded": ("place",),
        "guard": guard_of(request, pk),
        "title": _("The small group"),
        "someone": None,
    }
    return answer(request, Sheet("table/visit_entry.html", form, act, context))


@page_for(sits_at_table)
@form_act
def consent(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Keep what a person agreed to at the door."""
    on = acting_on(request, pk)
    someone = person_of(on, person)
    here = sitting(by=request.seat, at=request.at)
    agencies = {str(d): name for d, name in agencies_at(by=request.seat).items() if d in here}
    form = ConsentForm(
        request.POST or None,
        agencies=agencies,
        chosen=[str(one.delegation) for one in on.visit.acting],
        today=timezone.localdate(request.at),
    )

    def act(sent: Sent) -> str:
        agreed = consenting.Agreed(
            form=sent.values["form"],
            recipients=[UUID(one) for one in sent.values["recipients"]],
            giver=sent.values["giver"],
            until=end_of(sent.values["until"], request.seat.time_zone),
            language=sent.values["language"],
        )
        made = consenting.consent(
            by=request.seat, at=request.at, of=pk, person=person, agreed=agreed
        )
        back = Undo(reverse("table:visit_consent_end", args=[pk, made]), stamp(request))
        say(request, _("Consent kept."), undo=back)
        return onward(request, pk)

    context = {"card": on.card, "someone": someone, "back": reverse("table:visiting", args=[pk])}
    return answer(request, Sheet("table/visit_consent.html", form, act, context))


@page_for(sits_at_table)
@require_POST
@form_act
def end_consent(request: SeatRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """End a consent of the own agency now; sight that rests on it closes at once."""
    acting_on(request, pk)

    def act() -> str:
        consenting.withdraw_consent(by=request.seat, at=request.at, of=pk, consent=consent)
        say(request, _("The consent has ended. Sight that rested on it is closed."))
        return onward(request, pk)

    return carry_out(request, reverse("table:visiting", args=[pk]), act)


@page_for(sits_at_table)
@require_GET
def card(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show the first-visit card on paper, in the person's language; it carries no name."""
    on = acting_on(request, pk)
    described = description_of(of=pk, vocabulary=table_of(by=request.seat).vocabulary)
    spoken: Language | None = described.told.language if described else None
    wanted = request.GET.get("lang", "")
    chosen = next((one for one in PublicLanguage if one.value == wanted), card_language(spoken))
    asked = set(request.GET.getlist("who"))
    coming = [
        one
        for one in on.visit.acting
        if (str(one.delegation) in asked if "lang" in request.GET else not one.protected)
    ]
    context = {
        "card": on.card,
        "languages": list(PublicLanguage),
        "chosen": chosen,
        "text": TEXTS[chosen],
        "acting": on.visit.acting,
        "coming": coming,
        "missing": spoken if spoken and card_language(spoken) is PublicLanguage.ENGLISH else None,
    }
    return page(request, "table/visit_card.html", context)
