//! Opening a transaction, so that whoever asked for it may go away in the middle.
//!
//! A browser that leaves drops its request, and the end of a job drops its heartbeat, wherever they are waiting. sqlx
//! 0.9.0 rolls a transaction back only once it has heard that it began (its issue 4393): dropped before that, it would
//! give the connection back with the transaction open and the account set, for the next one to work in.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures::future::BoxFuture;
use sqlx::{PgPool, Postgres, SqlSafeStr, Transaction};
use tokio::runtime::Handle;

type Begun = sqlx::Result<Transaction<'static, Postgres>>;

/// Opens a transaction with a statement that begins one, in one round trip. Dropped at any moment, it leaves nothing.
///
/// # Errors
/// When no connection is to be had within the pool's time, or the database is away.
pub(super) async fn open(pool: &PgPool, statement: impl SqlSafeStr) -> Begun {
    // dropped while it waits for this, it has told the server nothing
    let connection = pool.acquire().await?;
    Opening(Some(Transaction::begin(connection, Some(statement.into_sql_str())))).await
}

/// A beginning that is seen through even when nobody waits for it any more: what began is then dropped, which rolls it
/// back.
struct Opening(Option<BoxFuture<'static, Begun>>);

impl Future for Opening {
    type Output = Begun;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Begun> {
        let Some(rest) = self.0.as_mut() else { return Poll::Pending };
        let begun = ready!(rest.as_mut().poll(context));
        self.0 = None;
        Poll::Ready(begun)
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        // without a runtime the process is at its end, and its connections with it
        if let (Some(rest), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;
    use std::time::Duration;

    use sqlx::PgPool;

    use crate::access::{SystemTx, Tenant};
    use crate::accounts::AccountStatus;
    use crate::kit::id::AccountId;
    use crate::testing::{Person, World};

    /// Longer than anything here takes, shorter than anybody waits.
    const PATIENCE: Duration = Duration::from_secs(10);

    /// Lets a future go on so many times, each when it has something to do, and then drops it. `None` when it had not
    /// come to its end by then.
    async fn leave_after<T>(steps: usize, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        let mut left = steps;
        poll_fn(move |context| {
            left -= 1;
            match work.as_mut().poll(context) {
                Poll::Ready(done) => Poll::Ready(Some(done)),
                Poll::Pending if left == 0 => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            }
        })
        .await
    }

    /// A pool of one connection, so that whoever comes next gets the one that was left.
    async fn one_connection(world: &World) -> PgPool {
        let pool = world.state.pool();
        assert!(pool.options().get_acquire_timeout() < PATIENCE, "somebody would wait for a connection for ever");
        let options = (*pool.connect_options()).clone();
        pool.options().clone().max_connections(1).connect_with(options).await.expect("the test's database answers")
    }

    fn tenant_on(pool: &PgPool, person: &Person) -> Tenant {
        let clock = person.state.clock().clone();
        Tenant::of_system(person.account, AccountStatus::Active, None, pool.clone(), clock)
    }

    /// What the connection is and sees outside any transaction of ours: its role, and whether an account is set.
    async fn left_behind(pool: &PgPool) -> (String, bool) {
        let asked = sqlx::query_as("SELECT current_user::text, current_account() IS NOT NULL").fetch_one(pool);
        tokio::time::timeout(PATIENCE, asked).await.expect("in time").expect("the pool serves")
    }

    async fn account_seen(tenant: &Tenant) -> AccountId {
        let mut tx = tokio::time::timeout(PATIENCE, tenant.begin()).await.expect("in time").expect("begins");
        let seen = sqlx::query_scalar("SELECT current_account()").fetch_one(tx.conn()).await.expect("answers");
        AccountId(seen)
    }

    #[tokio::test]
    async fn a_beginning_that_is_left_at_any_point_leaves_nothing_behind() {
        let world = World::new().await;
        let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
        let pool = one_connection(&world).await;
        let (hers, his) = (tenant_on(&pool, &ada), tenant_on(&pool, &bob));
        let owner = left_behind(&pool).await;
        assert!(!owner.1);
        let mut left_half_way = 0;
        for steps in 1..=20 {
            let begun = leave_after(steps, hers.begin()).await;
            left_half_way += usize::from(begun.is_none());
            drop(begun);
            assert_eq!(left_behind(&pool).await, owner, "after {steps} steps of a tenant's transaction");

            drop(leave_after(steps, SystemTx::begin(&pool, world.state.clock())).await);
            assert_eq!(left_behind(&pool).await, owner, "after {steps} steps of the system's transaction");
            assert_eq!(account_seen(&his).await, bob.account, "after {steps} steps");
        }
        assert!(left_half_way > 0, "it was never left half-way: the test shows nothing");
        let open: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity
              WHERE datname = current_database() AND state LIKE 'idle in transaction%'",
        )
        .fetch_one(&pool)
        .await
        .expect("answers");
        assert_eq!(open, 0, "transactions were left open");
    }

    #[tokio::test]
    async fn what_was_not_committed_when_one_left_is_not_there() {
        let world = World::new().await;
        let ada = world.owner("ada").await;
        let pool = one_connection(&world).await;
        let tenant = tenant_on(&pool, &ada);
        for steps in 1..=20 {
            let writing = async {
                let mut tx = tenant.begin().await.expect("begins");
                sqlx::query("UPDATE accounts SET name = 'Half a change'").execute(tx.conn()).await.expect("is written");
            };
            leave_after(steps, writing).await;
        }
        let name: String = tokio::time::timeout(
            PATIENCE,
            sqlx::query_scalar("SELECT name FROM accounts WHERE id = $1").bind(ada.account).fetch_one(&pool),
        )
        .await
        .expect("in time")
        .expect("the pool serves");
        assert_eq!(name, "ada & co");
    }

    #[tokio::test]
    async fn nobody_waits_for_a_connection_that_is_held() {
        let world = World::new().await;
        let ada = world.owner("ada").await;
        let pool = one_connection(&world).await;
        let tenant = tenant_on(&pool, &ada);
        let held = tenant.begin().await.expect("begins");
        let refused = tokio::time::timeout(PATIENCE, tenant.begin()).await.expect("in time").expect_err("is held");
        assert_eq!(refused.kind, crate::kit::ErrorKind::Unavailable);
        drop(held);
        assert_eq!(account_seen(&tenant).await, ada.account);
    }
}
