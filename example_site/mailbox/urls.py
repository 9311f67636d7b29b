from django.urls import path

from .views import LetterDetail, LetterHtml, LetterList

app_name = "mailbox"
urlpatterns = [
    path("", LetterList.as_view(), name="list"),
    path("<str:key>/", LetterDetail.as_view(), name="letter"),
    path("<str:key>/html/", LetterHtml.as_view(), name="html"),
]
