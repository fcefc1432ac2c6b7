"""The list of keywords as JSON, in pages by number and by cursor."""

from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.serializers import CharField, ModelSerializer

from .filters import KeywordQuery
from .models import Cluster, Keyword
from .scope import site_of


class ClusterSerializer(ModelSerializer):
    class Meta:
        model = Cluster
        fields = ["id", "name"]


class KeywordSerializer(ModelSerializer):
    cluster = ClusterSerializer()
    sector = CharField(source="sector.name")

    class Meta:
        model = Keyword
        fields = [
            "id",
            "keyword",
            "volume",
            "difficulty",
            "cpc_minor",
            "intent",
            "country",
            "cluster",
            "sector",
            "status",
            "disabled",
            "created_at",
        ]


class ByNumber(PageNumberPagination):
    page_size = 50


class NewestFirst(CursorPagination):
    ordering = "-id"
    page_size = 50


class KeywordPages(ListAPIView):
    """Pages by number, with how many keywords there are."""

    serializer_class = KeywordSerializer
    pagination_class = ByNumber

    def get_queryset(self):
        query = KeywordQuery(self.request.GET)
        return query.ordered(query.matching(site_of(self.request))).select_related("sector", "cluster")


class KeywordCursor(KeywordPages):
    """Pages from a place on, without a count."""

    pagination_class = NewestFirst
