//! Every call that can name a tenant's row: the server functions, and the doors beside them.

use app::kit::id::{ClusterId, SiteId};
use app::planner::cluster::ClusterQuery;
use app::planner::idea::{IdeaPlace, IdeaQuery};
use app::planner::keyword_list::KeywordQuery;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgPool};
use url::form_urlencoded::Serializer;
use uuid::Uuid;

/// Later than everything that the tests make: an approval of all that is there.
pub(super) const MOMENT: &str = "2100-01-01T00:00:00Z";

/// One row of each kind. The same calls are made with a neighbour's rows and with ids that name nothing.
#[derive(Clone, Debug)]
pub(super) struct Ids {
    pub(super) site: Uuid,
    pub(super) sector: Uuid,
    pub(super) keyword: Uuid,
    pub(super) cluster: Uuid,
    pub(super) idea: Uuid,
    pub(super) task: Uuid,
    pub(super) content: Uuid,
    pub(super) image: Uuid,
    pub(super) batch: Uuid,
    pub(super) import: Uuid,
    pub(super) undo: Uuid,
}

impl Ids {
    pub(super) fn of_nothing() -> Self {
        let id = Uuid::now_v7;
        Self {
            site: id(),
            sector: id(),
            keyword: id(),
            cluster: id(),
            idea: id(),
            task: id(),
            content: id(),
            image: id(),
            batch: id(),
            import: id(),
            undo: id(),
        }
    }

    /// The first row of each kind that an account has.
    pub(super) async fn of(pool: &PgPool, account: Uuid) -> Self {
        let first = async |table: &str| -> Uuid {
            let query = format!("SELECT id FROM {table} WHERE account_id = $1 ORDER BY id LIMIT 1");
            let found = sqlx::query_scalar(AssertSqlSafe(query)).bind(account).fetch_optional(pool).await;
            found.expect("the query runs").unwrap_or_else(|| panic!("the neighbour has no row in {table}"))
        };
        Self {
            site: first("sites").await,
            sector: first("sectors").await,
            keyword: first("keywords").await,
            cluster: first("clusters").await,
            idea: first("ideas").await,
            task: first("tasks").await,
            content: first("contents").await,
            image: first("images").await,
            batch: first("job_batches").await,
            import: first("imports").await,
            undo: first("undo_records").await,
        }
    }
}

pub(super) enum Payload {
    Form(String),
    Json(Value),
}

pub(super) fn form(fields: &[(&str, &dyn ToString)]) -> Payload {
    let mut text = Serializer::new(String::new());
    for (name, value) in fields {
        text.append_pair(name, &value.to_string());
    }
    Payload::Form(text.finish())
}

/// A selection as bulk forms send it.
pub(super) fn chosen(id: Uuid) -> String {
    json!({ "ids": [id] }).to_string()
}

/// Every server function that needs a session, with arguments that name those rows.
#[rustfmt::skip]
pub(super) fn calls(ids: &Ids) -> Vec<(&'static str, Payload)> {
    let site = SiteId(ids.site);
    let keyword_query = KeywordQuery { site: Some(site), ..KeywordQuery::default() };
    let mut cluster_query = ClusterQuery::default();
    cluster_query.filter.site = Some(site);
    let mut idea_query = IdeaQuery::default();
    idea_query.filter.site = Some(site);
    let place = IdeaPlace::Cluster(ClusterId(ids.cluster));
    let keywords = json!({ "site": ids.site, "selection": { "ids": [ids.keyword] } });
    vec![
        ("billing/get_usage", form(&[("at", &"")])),
        ("dashboard/get", form(&[("site", &ids.site)])),
        ("images/add", form(&[("content", &ids.content), ("kind", &"in_article"), ("prompt", &"a cup")])),
        ("images/edit", form(&[("image", &ids.image), ("prompt", &"a cup")])),
        ("images/estimate", form(&[("selection", &chosen(ids.image))])),
        ("images/list", Payload::Json(json!({ "query": { "site": ids.site } }))),
        ("images/make", form(&[("selection", &chosen(ids.image))])),
        ("images/make_all", form(&[("content", &ids.content)])),
        ("images/of_article", form(&[("content", &ids.content)])),
        ("images/regenerate", form(&[("image", &ids.image)])),
        ("images/remove", form(&[("image", &ids.image)])),
        ("images/statuses", form(&[("site", &ids.site)])),
        ("integrations/connect", form(&[("site", &ids.site), ("address", &"http://127.0.0.1:1"), ("username", &"ada"), ("password", &"abcd EFGH ijkl MNOP qrst UVWX")])),
        ("integrations/disconnect", form(&[("site", &ids.site)])),
        ("integrations/get", form(&[("site", &ids.site)])),
        ("integrations/test", form(&[("site", &ids.site)])),
        ("jobs/cancel", form(&[("batch", &ids.batch)])),
        ("jobs/list", form(&[("at", &"")])),
        ("jobs/retry_failed", form(&[("batch", &ids.batch)])),
        ("planner/add_idea", form(&[("place", &place), ("title", &"An idea of mine"), ("primary_keyword", &"cup"), ("structure", &"guide"), ("target_words", &1_200)])),
        ("planner/add_keywords", form(&[("site", &ids.site), ("sector", &ids.sector), ("text", &"moka pot")])),
        ("planner/cluster_keywords", form(&[("site", &ids.site), ("sector", &ids.sector), ("selection", &chosen(ids.keyword)), ("granularity", &3), ("existing", &"keep")])),
        ("planner/continue_import", form(&[("id", &ids.import)])),
        ("planner/delete_clusters", form(&[("selection", &chosen(ids.cluster))])),
        ("planner/delete_ideas", form(&[("selection", &chosen(ids.idea))])),
        ("planner/delete_keywords", Payload::Json(keywords.clone())),
        ("planner/disable_keywords", Payload::Json(keywords.clone())),
        ("planner/edit_idea", form(&[("id", &ids.idea), ("form[title]", &"Mine now"), ("form[primary_keyword]", &"cup"), ("form[structure]", &"guide"), ("form[target_words]", &1_200)])),
        ("planner/enable_keywords", Payload::Json(keywords.clone())),
        ("planner/estimate_clustering", form(&[("site", &ids.site), ("selection", &chosen(ids.keyword))])),
        ("planner/estimate_ideas", form(&[("selection", &chosen(ids.cluster))])),
        ("planner/generate_ideas", form(&[("selection", &chosen(ids.cluster))])),
        ("planner/get_cluster", form(&[("id", &ids.cluster)])),
        ("planner/get_clustering_choices", form(&[("site", &ids.site)])),
        ("planner/get_idea", form(&[("id", &ids.idea)])),
        ("planner/get_import", form(&[("id", &ids.import)])),
        ("planner/get_import_home", form(&[("site", &ids.site)])),
        ("planner/get_keyword", form(&[("id", &ids.keyword)])),
        ("planner/list_clusters", Payload::Json(json!({ "query": cluster_query }))),
        ("planner/list_idea_places", form(&[("site", &ids.site)])),
        ("planner/list_ideas", Payload::Json(json!({ "query": idea_query }))),
        ("planner/list_keywords", Payload::Json(json!({ "query": keyword_query }))),
        ("planner/merge_clusters", form(&[("from", &ids.cluster), ("into", &Uuid::now_v7())])),
        ("planner/move_keywords", form(&[("ids[]", &ids.keyword), ("to", &ids.cluster)])),
        ("planner/rejected_rows", form(&[("id", &ids.import)])),
        ("planner/rename_cluster", form(&[("id", &ids.cluster), ("name", &"Mine now")])),
        ("planner/save_import", form(&[("id", &ids.import), ("form[sector]", &ids.sector), ("then", &"start")])),
        ("planner/send_ideas", form(&[("selection", &chosen(ids.idea))])),
        ("planner/set_cluster_lock", form(&[("id", &ids.cluster), ("locked", &true)])),
        ("planner/set_keyword_intent", Payload::Json(json!({ "site": ids.site, "selection": { "ids": [ids.keyword] }, "intent": "commercial" }))),
        ("planner/split_cluster", form(&[("id", &ids.cluster), ("ids[]", &ids.keyword), ("name", &"Mine now")])),
        ("planner/switch_clusters", form(&[("selection", &chosen(ids.cluster)), ("off", &true)])),
        ("planner/switch_ideas", form(&[("selection", &chosen(ids.idea)), ("off", &true)])),
        ("planner/update_keyword", form(&[("id", &ids.keyword), ("keyword", &"mine now")])),
        ("publishing/exchanges", form(&[("site", &ids.site)])),
        ("publishing/get", form(&[("content", &ids.content)])),
        ("publishing/publish", form(&[("content", &ids.content)])),
        ("search/find", form(&[("q", &"coffee"), ("site", &ids.site), ("shown", &"page")])),
        ("shell/get", form(&[("site", &ids.site)])),
        ("sites/create", form(&[("name", &""), ("url", &""), ("industry", &ids.site), ("sectors[0]", &ids.sector), ("platform", &"wordpress"), ("language", &"en")])),
        ("sites/delete", form(&[("id", &ids.site)])),
        ("sites/get", form(&[("id", &ids.site)])),
        ("sites/industries", form(&[])),
        ("sites/list", form(&[])),
        ("sites/set_active", form(&[("id", &ids.site), ("active", &false)])),
        ("sites/set_sectors", form(&[("id", &ids.site), ("industry", &ids.site), ("sectors[0]", &ids.sector)])),
        ("sites/update", form(&[("id", &ids.site), ("name", &"Mine now"), ("url", &"https://mine.example"), ("platform", &"wordpress"), ("language", &"en")])),
        ("undo/list", form(&[("at", &"")])),
        ("undo/describe", form(&[("undo", &ids.undo)])),
        ("undo/take_back", form(&[("undo", &ids.undo)])),
        ("writer/approve", form(&[("selection", &chosen(ids.content)), ("as_of", &MOMENT)])),
        ("writer/content_filters", form(&[("site", &ids.site)])),
        ("writer/delete_contents", form(&[("selection", &chosen(ids.content))])),
        ("writer/delete_tasks", form(&[("selection", &chosen(ids.task))])),
        ("writer/estimate_articles", form(&[("selection", &chosen(ids.task))])),
        ("writer/estimate_pictures", form(&[("selection", &chosen(ids.content))])),
        ("writer/get_content", form(&[("id", &ids.content), ("format", &"html")])),
        ("writer/get_task", form(&[("id", &ids.task)])),
        ("writer/list_contents", Payload::Json(json!({ "query": { "site": ids.site } }))),
        ("writer/list_revisions", form(&[("id", &ids.content)])),
        ("writer/list_tasks", Payload::Json(json!({ "query": { "site": ids.site } }))),
        ("writer/make_images", form(&[("selection", &chosen(ids.content))])),
        ("writer/preview_content", form(&[("id", &ids.content)])),
        ("writer/publish", form(&[("selection", &chosen(ids.content))])),
        ("writer/restore_revision", form(&[("id", &ids.content), ("version", &1)])),
        ("writer/save_content", form(&[("edit[id]", &ids.content), ("edit[version]", &1), ("edit[title]", &"Mine now"), ("edit[format]", &"html"), ("edit[body]", &"<p>Mine</p>")])),
        ("writer/send_back", form(&[("selection", &chosen(ids.content)), ("note", &"Mine")])),
        ("writer/send_to_review", form(&[("selection", &chosen(ids.content))])),
        ("writer/task_filters", form(&[("site", &ids.site)])),
        ("writer/write_again", form(&[("task", &ids.task)])),
        ("writer/write_articles", form(&[("selection", &chosen(ids.task))])),
    ]
}

/// Pages and doors beside the server functions that name a row.
pub(super) fn addresses(ids: &Ids) -> Vec<String> {
    vec![
        format!("/?site={}", ids.site),
        format!("/sites/{}", ids.site),
        format!("/sites/{}/settings", ids.site),
        format!("/sites/{}/sectors", ids.site),
        format!("/sites/{}/connection", ids.site),
        format!("/planner/import/{}", ids.import),
        format!("/planner/import/{}/rejected.csv", ids.import),
        format!("/planner/keywords?site={}", ids.site),
        format!("/planner/keywords.csv?site={}", ids.site),
        format!("/planner/keywords/{}", ids.keyword),
        format!("/planner/clusters/{}", ids.cluster),
        format!("/planner/ideas/{}", ids.idea),
        format!("/search?q=coffee&site={}", ids.site),
        format!("/writer/tasks/{}", ids.task),
        format!("/writer/content/{}", ids.content),
        format!("/writer/content/{}/preview", ids.content),
        format!("/writer/content/{}/revisions", ids.content),
    ]
}
