//! Publishing, on a real database: against a site that breaks down when told to, and against a real WordPress where
//! the environment names one.

mod kept;
mod overtaken;
mod real_wordpress;
mod troubles;

use super::publish::enqueue;
use super::viewing::publication;
use crate::images::ImageKind;
use crate::images::image::ImageTexts;
use crate::images::service::{editing, listing};
use crate::images::testing::{BODY, approve, draft, word_of};
use crate::integrations::connection::Tested;
use crate::integrations::fake_wordpress::{FakeWordpress, PASSWORD, USER};
use crate::integrations::service::connections::{ConnectForm, connect};
use crate::kit::id::{ContentId, ImageId};
use crate::publishing::publication::PublicationView;
use crate::testing::{Person, TestSite, World};

/// A person with a connected site.
struct Publisher {
    world: World,
    wordpress: FakeWordpress,
    ada: Person,
    site: TestSite,
}

impl Publisher {
    async fn new() -> Self {
        let (world, wordpress) = (World::new().await, FakeWordpress::start().await);
        let ada = world.owner("ada").await;
        let site = ada.site().await;
        let form = ConnectForm {
            address: wordpress.address.clone(),
            username: USER.to_owned(),
            password: PASSWORD.to_owned(),
        };
        assert_eq!(connect(&ada.tenant, &ada.state, site.site, &form).await.expect("connects"), Tested::Works);
        Self { world, wordpress, ada, site }
    }

    async fn approved(&self, title: &str) -> ContentId {
        let content = draft(&self.ada, self.site, title, BODY).await;
        approve(&self.ada, content).await;
        content
    }

    async fn publish(&self, content: ContentId) -> PublicationView {
        enqueue(&self.ada.tenant, vec![content]).await.expect("queued");
        self.world.run_jobs().await;
        self.view(content).await
    }

    async fn view(&self, content: ContentId) -> PublicationView {
        publication(&self.ada.tenant, content).await.expect("a view")
    }

    /// Of an article, the featured one first.
    async fn pictures(&self, content: ContentId) -> Vec<ImageId> {
        let article = listing::of_article(&self.ada.tenant, &self.ada.state, content).await.expect("pictures");
        article.images.iter().map(|image| image.id).collect()
    }

    async fn site_status(&self, content: ContentId) -> String {
        word_of(&self.ada, content, "site_status").await
    }
}

fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(400, 300).write_to(&mut bytes, image::ImageFormat::Png).expect("a file");
    bytes.into_inner()
}

/// A featured picture, and one under the second heading.
async fn illustrate(p: &Publisher, content: ContentId) {
    for (kind, alt, under) in
        [(ImageKind::Featured, "A jar", ""), (ImageKind::InArticle, "A clock", "Wait twelve hours")]
    {
        let texts = ImageTexts {
            prompt: alt.to_owned(),
            alt: alt.to_owned(),
            after_heading: under.to_owned(),
            ..ImageTexts::default()
        };
        let id = editing::add(&p.ada.tenant, content, kind, &texts).await.expect("added");
        editing::replace_file(&p.ada.tenant, &p.ada.state, id, png()).await.expect("uploaded");
    }
    approve(&p.ada, content).await;
}
