//! The invariants, asked of the database in SQL: what `igny8 check --deep` reports, in tests and in production.

use sqlx::PgPool;

use crate::kit::clock::Clock;

/// A promise and the query that counts its breaches. `app.now` is the moment it is asked.
struct Invariant {
    promise: &'static str,
    query: &'static str,
}

const INVARIANTS: &[Invariant] = &[
    Invariant {
        promise: "every account has a credit balance, and it is the sum of its ledger",
        query: "
            SELECT count(*)
              FROM accounts a
              LEFT JOIN credit_balances b ON b.account_id = a.id
              LEFT JOIN LATERAL (
                   SELECT coalesce(sum(amount) FILTER (WHERE pool = 'plan'), 0) AS plan,
                          coalesce(sum(amount) FILTER (WHERE pool = 'bonus'), 0) AS bonus
                     FROM credit_entries e
                    WHERE e.account_id = a.id
                   ) e ON true
             WHERE b.plan IS DISTINCT FROM e.plan OR b.bonus IS DISTINCT FROM e.bonus",
    },
    Invariant {
        promise: "every ledger entry's balance follows from the one before",
        query: "
            SELECT count(*)
              FROM (
                   SELECT balance_after,
                          sum(amount) OVER (PARTITION BY account_id, pool ORDER BY sequence) AS expected
                     FROM credit_entries
                   ) e
             WHERE balance_after <> expected",
    },
    Invariant {
        promise: "what was reserved was settled or given back, to the credit",
        query: "
            SELECT count(*)
              FROM credit_reservations r
              LEFT JOIN LATERAL (
                   SELECT coalesce(sum(amount), 0) AS net
                     FROM credit_entries e
                    WHERE e.account_id = r.account_id AND e.reservation_id = r.id
                   ) e ON true
             WHERE e.net <> CASE r.state WHEN 'reserved' THEN -(r.plan + r.bonus) WHEN 'settled' THEN -r.charged ELSE 0 END",
    },
    Invariant {
        promise: "no reservation outlives its job",
        query: "
            SELECT count(*)
              FROM credit_reservations r
              LEFT JOIN jobs j ON j.account_id = r.account_id AND j.id = r.job_id
             WHERE r.state = 'reserved' AND r.job_id IS NOT NULL
               AND (j.id IS NULL OR j.state IN ('done', 'failed', 'cancelled'))",
    },
    Invariant {
        // a job that is put off holds them meanwhile, and jobs::again ends that in time
        promise: "no credits are held for longer than a day",
        query: "
            SELECT count(*)
              FROM credit_reservations r
             WHERE r.state = 'reserved' AND r.plan + r.bonus > 0
               AND NOT EXISTS (
                   SELECT 1
                     FROM credit_entries e
                    WHERE e.account_id = r.account_id AND e.reservation_id = r.id AND e.kind = 'reserve'
                      AND e.at > current_setting('app.now')::timestamptz - interval '1 day')",
    },
    Invariant {
        promise: "a running job has a worker that lives",
        query: "
            SELECT count(*)
              FROM jobs
             WHERE state = 'running' AND heartbeat_at < current_setting('app.now')::timestamptz - interval '60 seconds'",
    },
    Invariant {
        promise: "a task is in progress exactly while a job writes it",
        query: "
            SELECT count(*)
              FROM tasks t
             WHERE t.status = 'in_progress' AND t.deleted_at IS NULL
               AND NOT EXISTS (
                   SELECT 1
                     FROM jobs j
                    WHERE j.account_id = t.account_id AND j.kind = 'write_article' AND j.target_id = t.id
                      AND j.state IN ('queued', 'running'))",
    },
    Invariant {
        promise: "a completed task has its article",
        query: "
            SELECT count(*)
              FROM tasks t
             WHERE t.status = 'completed'
               AND NOT EXISTS (SELECT 1 FROM contents c WHERE c.account_id = t.account_id AND c.task_id = t.id)",
    },
    Invariant {
        promise: "what is published has the site's confirmation",
        query: "
            SELECT count(*)
              FROM contents c
             WHERE c.site_status = 'published'
               AND NOT EXISTS (
                   SELECT 1
                     FROM publications p
                    WHERE p.account_id = c.account_id AND p.content_id = c.id
                      AND p.remote_id IS NOT NULL AND p.verified_at IS NOT NULL)",
    },
    Invariant {
        promise: "a post of a site belongs to one article",
        query: "
            SELECT count(*)
              FROM (
                   SELECT
                     FROM publications
                    WHERE remote_id IS NOT NULL AND NOT replaced
                    GROUP BY remote_root, remote_id
                   HAVING count(*) > 1
                   ) shared",
    },
    Invariant {
        promise: "no stored article holds a script",
        query: "
            SELECT count(*)
              FROM (
                   SELECT body FROM contents
                   UNION ALL
                   SELECT body FROM content_revisions
                   UNION ALL
                   SELECT html FROM task_sections
                   ) stored (body)
             WHERE body ~* '<(script|iframe|object|embed|style|form)[ >]'
                -- a handler among a tag's attributes; what stands in their quotes, or in the text, is prose
                OR body ~* '<[a-z][a-z0-9]*([\\s/]+[^\\s=\">/]+(\\s*=\\s*(\"[^\"]*\"|[^\\s\">]+))?)*[\\s/]+on[a-z]+\\s*='",
    },
    Invariant {
        promise: "an article in approval has somebody who approved it",
        query: "SELECT count(*) FROM contents WHERE status = 'approved' AND approved_at IS NULL",
    },
    Invariant {
        promise: "every account has its owner",
        query: "
            SELECT count(*)
              FROM accounts a
             WHERE NOT EXISTS (SELECT 1 FROM memberships m WHERE m.account_id = a.id AND m.role = 'owner')",
    },
    Invariant {
        // every other parent is named by a foreign key that carries the account
        promise: "every event's site is one of its account",
        query: "
            SELECT count(*)
              FROM audit_events e
             WHERE site_id IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM sites s WHERE s.account_id = e.account_id AND s.id = e.site_id)",
    },
    Invariant {
        // kit::seal: a byte of format, 24 of nonce, 16 of tag, and at least one of the secret
        promise: "every stored secret is sealed",
        query: "
            SELECT count(*)
              FROM integrations
             WHERE CASE WHEN octet_length(secret) < 42 THEN true ELSE get_byte(secret, 0) <> 1 END",
    },
    Invariant {
        promise: "no key of a provider and no credentials stand in what is kept of exchanges",
        query: "
            SELECT count(*)
              FROM (
                   SELECT error FROM jobs
                   UNION ALL
                   SELECT raw_answer FROM ai_calls
                   UNION ALL
                   SELECT message FROM sync_events
                   UNION ALL
                   SELECT error FROM publications
                   ) kept (said)
             WHERE said ~ '\\msk-[A-Za-z0-9_-]{20,}' OR said ~* 'authorization: *(basic|bearer) '",
    },
];

/// The promises that are broken, each with how often; none is the only good answer.
///
/// # Errors
/// When the database is away.
pub async fn breaches(pool: &PgPool, clock: &Clock) -> sqlx::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut tx = pool.begin_with("BEGIN; SET LOCAL ROLE igny8_system").await?;
    // a large account's ledger takes longer than any page may
    sqlx::query("SELECT set_config('statement_timeout', '0', true), set_config('app.now', $1, true)")
        .bind(clock.now().to_rfc3339())
        .execute(&mut *tx)
        .await?;
    for invariant in INVARIANTS {
        let count: i64 = sqlx::query_scalar(invariant.query).fetch_one(&mut *tx).await?;
        if count > 0 {
            found.push(format!("{} ({count} breaches)", invariant.promise));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use crate::images::testing::draft;
    use crate::testing::World;

    /// Each breaks one promise behind the program's back, as the owner can, and the check must say so.
    #[tokio::test]
    async fn a_broken_promise_is_found() {
        let world = World::new().await;
        let ada = world.owner("ada").await;
        let site = ada.site().await;
        for (broken, promise) in [
            (
                "INSERT INTO credit_reservations (account_id, id, key, operation, job_id, plan, bonus, state, created_at)
                 SELECT id, gen_random_uuid(), 'lost', 'content', gen_random_uuid(), 5, 0, 'reserved', created_at FROM accounts",
                "no reservation outlives its job",
            ),
            (
                "INSERT INTO job_batches (account_id, id, kind, title, created_at)
                 SELECT id, id, 'generate_ideas', 'x', created_at FROM accounts;
                 INSERT INTO jobs (account_id, id, batch_id, kind, payload, state, run_after, created_at, heartbeat_at)
                 SELECT id, id, id, 'generate_ideas', '{}', 'running', created_at, created_at,
                        created_at - interval '2 days' FROM accounts",
                "a running job has a worker that lives",
            ),
            (
                "INSERT INTO audit_events (account_id, id, action, site_id, at)
                 SELECT id, id, 'site.added', gen_random_uuid(), created_at FROM accounts",
                "every event's site is one of its account",
            ),
            (
                "INSERT INTO integrations (account_id, id, site_id, kind, address, username, secret, created_at, updated_at)
                 SELECT account_id, id, id, 'wordpress', 'https://x.example', 'ada', 'abcd EFGH ijkl MNOP qrst UVWX abcd EFGH'::bytea,
                        created_at, created_at FROM sites",
                "every stored secret is sealed",
            ),
            ("UPDATE memberships SET role = 'admin'", "every account has its owner"),
        ] {
            sqlx::raw_sql(broken).execute(world.state.pool()).await.expect("is broken");
            let found = world.breaches().await;
            assert!(found.iter().any(|breach| breach.starts_with(promise)), "{promise}: {found:?}");
        }
        assert!(world.breaches().await.len() >= 5, "{site:?}");
    }

    #[tokio::test]
    async fn a_handler_in_a_tag_is_a_script_and_the_word_in_prose_is_none() {
        let world = World::new().await;
        let ada = world.owner("ada").await;
        let content = draft(&ada, ada.site().await, "Cold brew", "<p>a</p>").await;
        for (body, is_script) in [
            (r#"<p id="a">Brewing goes on overnight = fine.</p>"#, false),
            (r#"<p>Is 3 < 4 on paper = yes?</p>"#, false),
            (r#"<img src="/media/a.webp" alt="Turn it on once = ready">"#, false),
            (r#"<a href="https://x.example/?a=1" title="on sale = now">b</a>"#, false),
            (r#"<img src="/media/a.webp" onerror="x()">"#, true),
            (r#"<p ONCLICK = x()>a</p>"#, true),
            (r#"<img/onload=x()>"#, true),
            (r#"<p title='a b' onfocus=x()>a</p>"#, true),
            (r#"<p>a</p><script >x()</script>"#, true),
        ] {
            sqlx::query("UPDATE contents SET body = $2 WHERE id = $1")
                .bind(content)
                .bind(body)
                .execute(world.state.pool())
                .await
                .expect("is written");
            let found = world.breaches().await;
            let told = found.iter().any(|breach| breach.starts_with("no stored article holds a script"));
            assert_eq!(told, is_script, "{body}: {found:?}");
        }
    }
}
