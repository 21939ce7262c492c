"""Addresses of this domain."""

from django.urls import path

from hubtable.home.web import today

app_name = "home"
urlpatterns = [path("", today.today, name="today")]
