"""A small page of a table with a guarded field, behind the program's own middleware."""

from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path

from hubtable.config.urls import urlpatterns as real
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.vault.actions.guarding import clear_text
from hubtable.vault.web.guarding import guard_of, sent_reason

PAGE = """
{% extends "ui/base.html" %}
{% from "vault/parts/guarded.html" import guarded_field %}
{% block title %}Reason{% endblock %}
{% block width %}narrow{% endblock %}
{% block content %}
<h1>Look at the name</h1>
{% call ui.form(csrf_input, stamp, form=form, submit="Save") %}
{{ guarded_field("Reason", "reason", request.POST.get("reason", ""), of, guard, limit=300,
                 hint="Say in a few words why.") }}
{% endcall %}
{% endblock %}
"""
KEPT: list[str] = []


class Nothing(forms.Form):
    """The field is drawn by the macro."""


@page_for(sits_at_table)
@form_act
def reason(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Keep a reason that is clear."""
    form = Nothing(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            KEPT.append(
                clear_text(
                    by=request.seat,
                    at=request.at,
                    of=pk,
                    field="Reason",
                    text=request.POST["reason"],
                    confirm=sent_reason(request, "reason"),
                )
            )
            return HttpResponseRedirect("/table/")
        except Refused as refused:
            form.add_error(None, refused.sentence)
    context = {"form": form, "stamp": stamp(request), "of": pk, "guard": guard_of(request, pk)}
    template = engines["jinja2"].from_string(PAGE)
    status = 422 if form.is_bound else 200
    return HttpResponse(template.render(context, request), status=status)


urlpatterns = [path("try/<uuid:pk>/", reason), path("", include(real))]
handler404 = "hubtable.config.errors.not_found"
handler500 = "hubtable.config.errors.broken"
