"""Fills IGNY8's tables with the rows, as the owner of the schema."""

import psycopg
import rows
from igny8 import EMAIL
from postgres import copy

CLUSTER = ("account_id", "id", "site_id", "sector_id", "name", "status", "created_at", "updated_at")
KEYWORD = (
    "account_id", "id", "site_id", "sector_id", "keyword", "normalised", "volume", "difficulty", "cpc_minor", "intent",
    "country", "cluster_id", "status", "disabled", "source", "created_at", "updated_at",
)  # fmt: skip


def account_of(cursor):
    """The account that signing up made."""
    cursor.execute(
        "SELECT m.account_id FROM memberships m JOIN users u ON u.id = m.user_id WHERE u.email = %s", [EMAIL]
    )
    return cursor.fetchone()[0]


def fill(url, keywords):
    """Fills in the tenant that signed up and the others; gives back the tenant."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        tenant = rows.tenant(account_of(cursor), 0, keywords)
        others = rows.others(keywords)
        for place, (other, _) in enumerate(others):
            cursor.execute(
                """INSERT INTO accounts (id, name, slug, status, plan_slug, created_at)
                   VALUES (%s, %s, %s, 'active', 'free', %s)""",
                [other.account, f"Other {place}", f"other-{place}", rows.FIRST_DAY],
            )
        for of in [tenant] + [other for other, _ in others]:
            add_site(cursor, of)
            at = rows.FIRST_DAY
            copy(cursor, "clusters", CLUSTER, (
                (of.account, c.id, of.site, c.sector, c.name, "mapped", at, at) for c in rows.clusters(of)
            ))  # fmt: skip
        copy(cursor, "keywords", KEYWORD, (
            (
                of.account, k.id, of.site, k.sector, k.keyword, k.keyword, k.volume, k.difficulty, k.cpc_minor,
                k.intent, k.country, k.cluster, k.status, k.disabled, "typed", k.created_at, k.created_at,
            )
            for of, k in rows.all_keywords(tenant, keywords, others)
        ))  # fmt: skip
    return tenant


def add_site(cursor, of):
    cursor.execute(
        """INSERT INTO sites (account_id, id, name, url, industry_id, created_at, updated_at)
           SELECT %s, %s, 'Coffee Lab', 'https://example.com', id, %s, %s
             FROM industries
            WHERE slug = 'food-and-drink'""",
        [of.account, of.site, rows.FIRST_DAY, rows.FIRST_DAY],
    )
    for sector, name in zip(of.sectors, rows.SECTORS, strict=True):
        cursor.execute(
            """INSERT INTO sectors (account_id, id, site_id, industry_sector_id, name)
               SELECT %s, %s, %s, s.id, s.name
                 FROM industry_sectors s JOIN industries i ON i.id = s.industry_id
                WHERE i.slug = 'food-and-drink' AND s.name = %s""",
            [of.account, sector, of.site, name],
        )


def place_before(url, tenant, page, size):
    """The cursor that leads to a page, counted from 1, of the list in its usual order."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT id FROM keywords WHERE account_id = %s AND site_id = %s ORDER BY id DESC OFFSET %s LIMIT 1",
            [tenant.account, tenant.site, (page - 1) * size - 1],
        ).fetchone()
    return f"a.{row[0].hex}"
