//! Several processes on one folder: one owns the server, the others attach.

mod support;

use private_postgres::Role;
use support::{Sandbox, ask, ask_patiently, postmaster, start, until};

#[tokio::test]
async fn a_second_process_attaches_and_takes_over_when_the_first_goes() {
    let sandbox = Sandbox::new("second");
    let options = sandbox.options("data");
    let owner = start(&options).await;
    let pid = postmaster(&options.data_dir);
    let visitor = start(&options).await;
    assert_eq!((owner.role(), visitor.role()), (Role::Owner, Role::Attached));
    assert_eq!(visitor.url("shop"), owner.url("shop"));
    visitor.stop().await.expect("nothing to stop");
    assert_eq!(postmaster(&options.data_dir), pid);
    assert_eq!(ask(&owner.url("shop"), "SELECT 'hello'").await.expect("an answer"), "hello");

    let heir = start(&options).await;
    owner.stop().await.expect("an orderly stop");
    assert_eq!(ask_patiently(&heir.url("shop"), "SELECT 'hello'").await, "hello");
    until("the heir owns the server", || heir.role() == Role::Owner).await;
    heir.stop().await.expect("an orderly stop");
    assert_eq!(postmaster(&options.data_dir), None);
}

#[tokio::test]
async fn two_first_starts_at_once_make_one_database() {
    let sandbox = Sandbox::new("once");
    let options = sandbox.options("data");
    let (one, other) = tokio::join!(start(&options), start(&options));
    assert_eq!(one.url("shop"), other.url("shop"));
    assert_ne!(one.role(), other.role());
    let (owner, visitor) = if one.role() == Role::Owner { (one, other) } else { (other, one) };
    visitor.stop().await.expect("nothing to stop");
    assert_eq!(ask(&owner.url("shop"), "SELECT 'hello'").await.expect("an answer"), "hello");
    owner.stop().await.expect("an orderly stop");
}
