//! Pages asked for by many readers at once, some of whom leave before they are answered.

use std::future::poll_fn;
use std::panic::{set_hook, take_hook};
use std::pin::pin;
use std::sync::Mutex;
use std::task::Poll;
use std::time::Duration;

use futures::{StreamExt as _, stream};
use tokio::runtime::Builder;

use super::*;

/// Requests in all; every sixth reader leaves.
const ASKED: usize = 240;
const AT_ONCE: usize = 16;
/// For the demo account and all its pages, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(300);
/// The threads that pages are made on, by name.
const READERS: &str = "readers-of-pages";

/// What panicked on the readers' threads. Other tests panic on threads of their own.
fn listen_for_panics() -> Arc<Mutex<Vec<String>>> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (before, noted) = (take_hook(), Arc::clone(&heard));
    set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some(READERS)
            && let Ok(mut noted) = noted.lock()
        {
            noted.push(panic.to_string());
        }
        before(panic);
    }));
    heard
}

/// Lets a request go on so many times, each when it has something to do, and then drops it, as a browser that leaves
/// does. `None` when it was not answered by then.
async fn leave_after<T>(steps: usize, request: impl Future<Output = T>) -> Option<T> {
    let mut request = pin!(request);
    let mut left = steps;
    poll_fn(move |context| {
        left -= 1;
        match request.as_mut().poll(context) {
            Poll::Ready(answer) => Poll::Ready(Some(answer)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// The account's pages: its lists, and one page of each thing in them.
async fn pages(pool: &PgPool) -> Vec<String> {
    let lists = [
        "/",
        "/sites",
        "/planner/import",
        "/planner/keywords",
        "/planner/clusters",
        "/planner/ideas",
        "/writer/tasks",
        "/writer/content",
        "/writer/images",
        "/writer/review",
        "/writer/approved",
        "/usage",
        "/jobs",
        "/changes",
    ];
    let things: Vec<String> = sqlx::query_scalar(
        "(SELECT '/sites/' || id FROM sites LIMIT 1) UNION ALL
         (SELECT '/sites/' || id || '/settings' FROM sites LIMIT 1) UNION ALL
         (SELECT '/planner/import/' || id FROM imports LIMIT 1) UNION ALL
         (SELECT '/planner/keywords/' || id FROM keywords LIMIT 1) UNION ALL
         (SELECT '/planner/clusters/' || id FROM clusters LIMIT 1) UNION ALL
         (SELECT '/planner/ideas/' || id FROM ideas LIMIT 1) UNION ALL
         (SELECT '/writer/tasks/' || id FROM tasks LIMIT 1) UNION ALL
         (SELECT '/writer/content/' || id FROM contents LIMIT 1) UNION ALL
         (SELECT '/writer/content/' || id || '/preview' FROM contents LIMIT 1) UNION ALL
         (SELECT '/writer/content/' || id || '/revisions' FROM contents LIMIT 1)",
    )
    .fetch_all(pool)
    .await
    .expect("the demo account has one of each");
    assert_eq!(things.len(), 10, "{things:?}");
    lists.into_iter().map(ToOwned::to_owned).chain(things).collect()
}

/// Has the pages read by sixteen at a time, and answers how many were answered.
async fn read_all() -> usize {
    let (pool, router, cookie) = demo("readers").await;
    let pages = pages(&pool).await;

    let requests = stream::iter(0..ASKED).map(|n| {
        let (router, cookie, path) = (router.clone(), cookie.clone(), pages[n % pages.len()].clone());
        let leaves = n % 6 == 5;
        tokio::spawn(async move {
            let headers = [HTML, ("cookie", cookie.as_str())];
            let asked = ask(&router, Method::GET, &path, &headers, "");
            // from the first wait for the session on, to the middle of the page
            let answer = if leaves { leave_after(1 + n / 6, asked).await } else { Some(asked.await) };
            (path, leaves, answer)
        })
    });
    let mut requests = requests.buffer_unordered(AT_ONCE);
    let mut answered = 0;
    while let Some(request) = requests.next().await {
        let (path, leaves, answer) = request.expect("no request panics");
        match answer {
            Some(answer) => {
                assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
                answered += usize::from(!leaves);
            }
            None => assert!(leaves, "{path} was not answered"),
        }
    }

    // each connection came back, and none in a transaction of one who left
    let mut held = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        let mut connection = pool.acquire().await.expect("every connection is given back");
        let is_set: bool = sqlx::query_scalar("SELECT current_account() IS NOT NULL")
            .fetch_one(&mut *connection)
            .await
            .expect("answers");
        assert!(!is_set, "a connection was left within an account");
        held.push(connection);
    }
    answered
}

#[test]
fn many_readers_at_once_are_all_answered_also_while_others_leave() {
    let panics = listen_for_panics();
    let runtime =
        Builder::new_multi_thread().worker_threads(4).thread_name(READERS).enable_all().build().expect("a runtime");
    let answered = runtime.block_on(async { tokio::time::timeout(PATIENCE, read_all()).await });
    runtime.shutdown_background();
    assert_eq!(answered.expect("the pages are made in time"), ASKED - ASKED / 6);
    assert_eq!(*panics.lock().expect("is not held"), Vec::<String>::new());
}
