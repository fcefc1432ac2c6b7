"""Who asks and about which site; found once a request."""

from django.http import Http404

from .models import Membership, Site


def membership_of(request):
    if not hasattr(request, "_membership"):
        request._membership = Membership.objects.select_related("account").get(user=request.user)
    return request._membership


def sites_of(request):
    if not hasattr(request, "_sites"):
        account = membership_of(request).account_id
        sites = Site.objects.filter(account=account, deleted_at=None, status="active").order_by("created_at", "id")
        request._sites = list(sites)
    return request._sites


def site_of(request):
    """The site the address names, else the first."""
    wanted = request.GET.get("site")
    for site in sites_of(request):
        if wanted is None or str(site.id) == wanted:
            return site
    raise Http404
