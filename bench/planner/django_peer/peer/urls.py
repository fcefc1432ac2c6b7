"""Where everything is."""

from django.contrib.auth.views import LoginView
from django.urls import path
from planner import api, views

urlpatterns = [
    path("accounts/login/", LoginView.as_view(), name="login"),
    path("planner/keywords", views.keywords, name="keywords"),
    path("api/keywords", api.KeywordPages.as_view(), name="api-keywords"),
    path("api/keywords/cursor", api.KeywordCursor.as_view(), name="api-keywords-cursor"),
]
