"""Accounts, and what they plan and write: the tables that the keywords page and its frame read."""

from django.conf import settings
from django.db import models
from django.db.models import Q

ALIVE = Q(deleted_at__isnull=True)


class Intent(models.TextChoices):
    INFORMATIONAL = "informational", "Informational"
    COMMERCIAL = "commercial", "Commercial"
    TRANSACTIONAL = "transactional", "Transactional"
    NAVIGATIONAL = "navigational", "Navigational"


class Status(models.TextChoices):
    NEW = "new", "New"
    MAPPED = "mapped", "In a cluster"


class Account(models.Model):
    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=120)


class Membership(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)
    account = models.ForeignKey(Account, models.CASCADE)
    role = models.CharField(max_length=20)


class CreditBalance(models.Model):
    account = models.OneToOneField(Account, models.PROTECT, primary_key=True)
    plan = models.BigIntegerField(default=0)
    bonus = models.BigIntegerField(default=0)

    @property
    def available(self):
        return self.plan + self.bonus


class Site(models.Model):
    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT)
    name = models.CharField(max_length=120)
    url = models.CharField(max_length=2000)
    status = models.CharField(max_length=20, default="active")
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True)


class Sector(models.Model):
    id = models.UUIDField(primary_key=True)
    site = models.ForeignKey(Site, models.PROTECT)
    name = models.CharField(max_length=120)
    active = models.BooleanField(default=True)


class Cluster(models.Model):
    id = models.UUIDField(primary_key=True)
    sector = models.ForeignKey(Sector, models.PROTECT)
    name = models.CharField(max_length=200)
    deleted_at = models.DateTimeField(null=True)


class Keyword(models.Model):
    id = models.UUIDField(primary_key=True)
    site = models.ForeignKey(Site, models.PROTECT)
    sector = models.ForeignKey(Sector, models.PROTECT)
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True)
    keyword = models.CharField(max_length=200)
    volume = models.BigIntegerField(null=True)
    difficulty = models.SmallIntegerField(null=True)
    cpc_minor = models.BigIntegerField(null=True)
    intent = models.CharField(max_length=20, choices=Intent, null=True)
    country = models.CharField(max_length=2, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.NEW)
    disabled = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # ids count up in time, so this is the order of adding as well
            models.Index("site", "id", condition=ALIVE, name="keywords_by_added"),
            models.Index("site", "volume", "id", condition=ALIVE, name="keywords_by_volume"),
            models.Index("site", "difficulty", "id", condition=ALIVE, name="keywords_by_difficulty"),
            models.Index("site", "cpc_minor", "id", condition=ALIVE, name="keywords_by_cpc"),
            models.Index("site", "keyword", "id", condition=ALIVE, name="keywords_by_text"),
        ]

    @property
    def state(self):
        return "off" if self.disabled else self.status


class Idea(models.Model):
    site = models.ForeignKey(Site, models.PROTECT)
    status = models.CharField(max_length=20)
    disabled = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True)


class Task(models.Model):
    site = models.ForeignKey(Site, models.PROTECT)
    status = models.CharField(max_length=20)
    deleted_at = models.DateTimeField(null=True)


class Content(models.Model):
    site = models.ForeignKey(Site, models.PROTECT)
    status = models.CharField(max_length=20)
    site_status = models.CharField(max_length=20)
    deleted_at = models.DateTimeField(null=True)


class Job(models.Model):
    account = models.ForeignKey(Account, models.PROTECT)
    batch = models.UUIDField()
    state = models.CharField(max_length=20)
