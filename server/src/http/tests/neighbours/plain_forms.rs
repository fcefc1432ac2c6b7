//! The plain forms beside the server functions that name a row: uploads, and the table of keywords without our script.

use super::*;

/// A form that a browser sends by itself.
pub(super) struct PlainForm {
    pub(super) path: String,
    kind: &'static str,
    body: String,
}

impl PlainForm {
    pub(super) async fn send(&self, router: &Router, headers: &[(&str, &str)]) -> Answer {
        let mut sent = vec![("content-type", self.kind), OWN];
        sent.extend_from_slice(headers);
        ask(router, Method::POST, &self.path, &sent, &self.body).await
    }
}

/// Every plain form that names rows, on a site.
pub(super) fn plain_forms(site: Uuid, ids: &Ids) -> Vec<PlainForm> {
    let fields = |path: &str, body: String| PlainForm { path: path.to_owned(), kind: FORM.1, body };
    let file = |path: String, fields: &[(&str, Uuid)]| PlainForm {
        path,
        kind: "multipart/form-data; boundary=x",
        body: with_file(fields),
    };
    vec![
        file("/planner/import".to_owned(), &[("site", site), ("sector", ids.sector)]),
        fields("/planner/keywords/bulk", format!("site={site}&row=disable.{}", ids.keyword)),
        fields("/planner/keywords/bulk", format!("site={site}&ids={}&do=delete", ids.keyword)),
        file(format!("/images/{}/upload", ids.image), &[]),
    ]
}

/// Fields and a file behind them, as a browser writes them.
fn with_file(fields: &[(&str, Uuid)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    body.push_str("--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n");
    body.push_str("moka pot\r\n--x--\r\n");
    body
}

/// Status and code of what a plain form is answered; no code where it is not refused.
pub(super) fn outcome(answer: &Answer) -> (StatusCode, &str) {
    (answer.status, header(answer, "x-error-code"))
}

#[tokio::test]
async fn a_plain_form_of_nobody_is_refused_and_a_browser_finds_the_door_and_the_way_back() {
    let router = router().await;
    let nothing = Ids::of_nothing();
    for form in plain_forms(nothing.site, &nothing) {
        let program = form.send(&router, &[JSON]).await;
        assert_eq!(outcome(&program), (StatusCode::UNAUTHORIZED, "signed_out"), "{}: {}", form.path, program.body);
        let browser = form.send(&router, &[HTML, ("referer", "http://127.0.0.1:3000/planner/keywords")]).await;
        if form.kind == FORM.1 {
            // what it sent stays on the page until there is a session
            assert_eq!(outcome(&browser), (StatusCode::UNAUTHORIZED, "signed_out"), "{}", form.path);
            for part in ["href=\"/sign-in?next=%2Fplanner%2Fkeywords\"", "Send it again"] {
                assert!(browser.body.contains(part), "{}: no {part} in {}", form.path, browser.body);
            }
            continue;
        }
        let led = (browser.status, sign_in_says(&browser));
        assert_eq!(led, (StatusCode::SEE_OTHER, "next=/planner/keywords".to_owned()), "{}", form.path);
    }
}
