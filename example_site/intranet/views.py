from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth import views as auth_views
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.generic import DetailView, ListView, TemplateView
from wagtail.models import Locale, Page

from .forms import DirectoryForm, LogInForm


class LogIn(auth_views.LoginView):
    template_name = "intranet/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True


def favicon(request: HttpRequest) -> HttpResponse:
    """For pages that name no icon, such as those of the admin."""
    return redirect(static("intranet/logo.svg"))


class LogOut(auth_views.LogoutView):
    pass


class Directory(ListView):
    """Everybody who works here, by name, location and job."""

    template_name = "intranet/directory.html"
    context_object_name = "people"
    paginate_by = 24

    def get_queryset(self) -> QuerySet:
        self.form = DirectoryForm(self.request.GET or None)
        people = get_user_model().objects.filter(is_active=True).exclude(job_title="").select_related("photo")
        if not self.form.is_valid():
            return people
        for word in self.form.cleaned_data["q"].split():
            people = people.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
        if location := self.form.cleaned_data["location"]:
            people = people.filter(location=location)
        if job := self.form.cleaned_data["job"]:
            people = people.filter(job_title__icontains=job)
        return people

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, title=pgettext("intranet", "People"), **kwargs)


class Employee(DetailView):
    template_name = "intranet/employee.html"
    context_object_name = "person"

    def get_queryset(self) -> QuerySet:
        return get_user_model().objects.filter(is_active=True).select_related("photo")


class Search(TemplateView):
    """Pages in the language of the reader, and people."""

    template_name = "intranet/search.html"
    limit = 20

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:100]
        context = super().get_context_data(**kwargs)
        context.update(query=words, title=_("Search"), pages=[], people=[])
        if words:
            pages = Page.objects.live().filter(locale=Locale.get_active(), depth__gt=1)
            context["pages"] = pages.search(words)[: self.limit]
            context["people"] = find_people(words)[: self.limit]
        return context


def find_people(words: str) -> QuerySet:
    people = get_user_model().objects.filter(is_active=True)
    for word in words.split():
        people = people.filter(
            Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(job_title__icontains=word)
        )
    return people
