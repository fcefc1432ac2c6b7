//! What is started for a site that is switched off: nothing, whichever way somebody asks.

use std::convert::Infallible;

use bytes::Bytes;
use futures::stream;

use super::clustering::tests::garden::{self, COFFEE, cluster, keywords};
use super::clustering::{self, Request};
use super::{ideas, import};
use crate::kit::ErrorKind;
use crate::kit::selection::Selection;
use crate::planner::cluster::{Existing, Granularity};
use crate::planner::idea::{IdeaForm, IdeaPlace};
use crate::sites::service::sites;
use crate::testing::World;

#[tokio::test]
async fn a_site_that_is_switched_off_starts_nothing_until_it_is_on_again() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, COFFEE).await;
    let (brew, _) = cluster(&ada, site, "Nitro", &["nitro cold brew"]).await;
    let form = IdeaForm {
        title: "Nitro at home".into(),
        primary_keyword: "nitro cold brew".into(),
        structure: "guide".into(),
        target_words: "900".into(),
        ..IdeaForm::default()
    };
    let idea = ideas::add(&ada.tenant, &IdeaPlace::Cluster(brew).to_string(), &form).await.expect("adds");
    let upload = import::Upload { site: Some(site.site), sector: None, file_name: "list.txt".to_owned() };
    let file = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"aeropress recipe\nhand grinder\n"))]);
    let upload = import::receive(&ada.state, &ada.tenant, &upload, file).await.expect("is received");
    let model = world.state.text_model.name();
    let request = Request {
        site: Some(site.site),
        sector: None,
        keywords: None,
        granularity: Granularity::Balanced,
        existing: Existing::Keep,
    };

    sites::set_active(&ada.tenant, site.site, false).await.expect("is switched off");
    let refusals = [
        clustering::start(&ada.tenant, request.clone()).await.map(drop),
        // also where nobody names it
        clustering::start(&ada.tenant, Request { site: None, ..request.clone() }).await.map(drop),
        ideas::generate(&ada.tenant, model, &Selection::Ids(vec![brew.0])).await.map(drop),
        ideas::send_to_writer(&ada.tenant, &Selection::Ids(vec![idea.0])).await.map(drop),
        import::start(&ada.state, &ada.tenant, upload, None).await.map(drop),
        import::add_keywords(&ada.tenant, Some(site.site), None, "", "moka pot").await.map(drop),
    ];
    for (at, refused) in refusals.into_iter().enumerate() {
        let error = refused.expect_err("it is off");
        assert_eq!((error.kind, error.code.as_str()), (ErrorKind::Conflict, "site_off"), "{at}");
        assert!(error.message.contains("Home Brew Lab") && error.message.contains("Switch it on"), "{}", error.message);
    }
    assert_eq!(garden::count(&world, "SELECT count(*) FROM jobs").await, 0);
    assert_eq!(garden::count(&world, "SELECT count(*) FROM tasks").await, 0);

    sites::set_active(&ada.tenant, site.site, true).await.expect("is switched on");
    clustering::start(&ada.tenant, request).await.expect("starts");
    import::start(&ada.state, &ada.tenant, upload, None).await.expect("starts");
}
