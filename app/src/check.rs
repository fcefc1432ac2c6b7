//! The invariants, asked of the database in SQL: what `igny8 check --deep` reports, in tests and in production.

use sqlx::PgPool;

/// A promise and the query that counts its breaches.
struct Invariant {
    promise: &'static str,
    query: &'static str,
}

const INVARIANTS: &[Invariant] = &[
    Invariant {
        promise: "a credit balance is the sum of its ledger",
        query: "
            SELECT count(*)
              FROM credit_balances b
              LEFT JOIN LATERAL (
                   SELECT coalesce(sum(amount) FILTER (WHERE pool = 'plan'), 0) AS plan,
                          coalesce(sum(amount) FILTER (WHERE pool = 'bonus'), 0) AS bonus
                     FROM credit_entries e
                    WHERE e.account_id = b.account_id
                   ) e ON true
             WHERE b.plan <> e.plan OR b.bonus <> e.bonus",
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
              JOIN jobs j ON j.account_id = r.account_id AND j.id = r.job_id
             WHERE r.state = 'reserved' AND j.state IN ('done', 'failed', 'cancelled')",
    },
    Invariant {
        promise: "a running job has a worker that lives",
        query: "
            SELECT count(*)
              FROM jobs
             WHERE state = 'running' AND heartbeat_at < now() - interval '60 seconds'
               AND heartbeat_at > now() - interval '1 day'",
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
        promise: "no stored article holds a script",
        query: "SELECT count(*) FROM contents WHERE body ~* '<(script|iframe|object|embed|style|form)[ >]' OR body ~* ' on[a-z]+ *='",
    },
    Invariant {
        promise: "an article in approval has somebody who approved it",
        query: "SELECT count(*) FROM contents WHERE status = 'approved' AND approved_at IS NULL",
    },
];

/// The promises that are broken, each with how often; none is the only good answer.
///
/// # Errors
/// When the database is away.
pub async fn breaches(pool: &PgPool) -> sqlx::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut tx = pool.begin_with("BEGIN; SET LOCAL ROLE igny8_system").await?;
    for invariant in INVARIANTS {
        let count: i64 = sqlx::query_scalar(invariant.query).fetch_one(&mut *tx).await?;
        if count > 0 {
            found.push(format!("{} ({count} breaches)", invariant.promise));
        }
    }
    Ok(found)
}
