//! Categories and tags, by name.

use serde::Deserialize;
use serde_json::json;

use crate::rest::{Refusal, parse, read};
use crate::{Client, Error, TermId, html};

#[derive(Debug, Deserialize)]
struct Term {
    id: TermId,
    name: String,
}

const CATEGORIES: &str = "/wp/v2/categories";
const TAGS: &str = "/wp/v2/tags";

impl Client {
    /// The category of this name, created when missing.
    ///
    /// # Errors
    /// `Forbidden` when it is missing and the user may not create any, as authors may not.
    pub async fn ensure_category(&self, name: &str) -> Result<TermId, Error> {
        self.ensure_term(CATEGORIES, name).await
    }

    /// The tag of this name, created when missing. Authors may.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn ensure_tag(&self, name: &str) -> Result<TermId, Error> {
        self.ensure_term(TAGS, name).await
    }

    async fn ensure_term(&self, route: &str, name: &str) -> Result<TermId, Error> {
        let name = name.trim();
        match self.find_term(route, name).await? {
            Some(id) => Ok(id),
            None => self.create_term(route, name).await,
        }
    }

    async fn find_term(&self, route: &str, name: &str) -> Result<Option<TermId>, Error> {
        // Names are stored with their ampersands escaped, and searched as they are stored.
        let stored = name.replace('&', "&amp;");
        let query = [("search", stored.as_str()), ("per_page", "100")];
        let found: Vec<Term> = self.get(route, &query).await?;
        let wanted = name.to_lowercase();
        let same = |term: &Term| html::decode_entities(&term.name).to_lowercase() == wanted;
        Ok(found.iter().find(|term| same(term)).map(|term| term.id))
    }

    /// A name that differs only by accents, or was created meanwhile, is answered with `term_exists`
    /// and the number of what exists.
    async fn create_term(&self, route: &str, name: &str) -> Result<TermId, Error> {
        let request = self.request(safe_http::Method::POST, route, &[]);
        let request = request.json(&json!({ "name": name }));
        let request = request.map_err(|error| Error::InvalidAnswer { cause: error.to_string() })?;
        let response = self.http.send(request).await?;
        if let Some(refusal) = parse::<Refusal>(&response)
            && refusal.code == "term_exists"
            && let Some(id) = refusal.data["term_id"].as_i64()
        {
            return Ok(TermId(id));
        }
        Ok(read::<Term>(&response)?.id)
    }
}
