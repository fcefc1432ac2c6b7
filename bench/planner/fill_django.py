"""Fills the Django peer's tables with the same rows."""

import psycopg
import rows
from django_server import NAME
from postgres import copy

CLUSTER = ("id", "sector_id", "name")
KEYWORD = (
    "id", "site_id", "sector_id", "cluster_id", "keyword", "volume", "difficulty", "cpc_minor", "intent", "country",
    "status", "disabled", "created_at",
)  # fmt: skip


def fill(url, tenant, keywords):
    """Fills in the tenant, under the ids it has elsewhere, and the others."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        others = rows.others(keywords)
        for of in [tenant] + [other for other, _ in others]:
            add_account(cursor, of)
            copy(cursor, "planner_cluster", CLUSTER, ((c.id, c.sector, c.name) for c in rows.clusters(of)))
        cursor.execute(
            """INSERT INTO planner_membership (user_id, account_id, role)
               SELECT id, %s, 'owner' FROM auth_user WHERE username = %s""",
            [tenant.account, NAME],
        )
        copy(cursor, "planner_keyword", KEYWORD, (
            (
                k.id, of.site, k.sector, k.cluster, k.keyword, k.volume, k.difficulty, k.cpc_minor, k.intent, k.country,
                k.status, k.disabled, k.created_at,
            )
            for of, k in rows.all_keywords(tenant, keywords, others)
        ))  # fmt: skip


def add_account(cursor, of):
    cursor.execute("INSERT INTO planner_account (id, name) VALUES (%s, 'Coffee Lab')", [of.account])
    cursor.execute("INSERT INTO planner_creditbalance (account_id, plan, bonus) VALUES (%s, 100, 0)", [of.account])
    cursor.execute(
        """INSERT INTO planner_site (id, account_id, name, url, status, created_at)
           VALUES (%s, %s, 'Coffee Lab', 'https://example.com', 'active', %s)""",
        [of.site, of.account, rows.FIRST_DAY],
    )
    for sector, name in zip(of.sectors, rows.SECTORS, strict=True):
        cursor.execute(
            "INSERT INTO planner_sector (id, site_id, name, active) VALUES (%s, %s, %s, true)", [sector, of.site, name]
        )
