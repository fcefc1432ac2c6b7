"""What the frame around every page shows: sites, credits, and what waits where."""

from .models import Content, CreditBalance, Idea, Job, Keyword, Task
from .scope import membership_of, site_of, sites_of


def frame(request):
    if not request.user.is_authenticated:
        return {}
    membership = membership_of(request)
    site = site_of(request)
    alive = {"site": site, "deleted_at": None}
    running = Job.objects.filter(account=membership.account_id, state__in=["queued", "running"])
    return {
        "membership": membership,
        "sites": sites_of(request),
        "site": site,
        "balance": CreditBalance.objects.get(account=membership.account_id),
        "waiting": {
            "keywords": Keyword.objects.filter(**alive, cluster=None, disabled=False).count(),
            "ideas": Idea.objects.filter(**alive, status="new", disabled=False).count(),
            "tasks": Task.objects.filter(**alive, status__in=["queued", "failed"]).count(),
            "review": Content.objects.filter(**alive, status="review").count(),
            "approved": Content.objects.filter(
                **alive, status="approved", site_status__in=["not_published", "failed", "changed"]
            ).count(),
            "jobs": running.values("batch").distinct().count(),
        },
    }
