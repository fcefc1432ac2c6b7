//! That no page of a row is left out of what the stranger looks at: the route table is asked.

use leptos_axum::{AxumRouteListing, generate_route_list};

use super::*;

/// An address as the route table writes it: `/sites/{id}/settings`.
fn route_of(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    path.split('/').map(|part| if part.parse::<Uuid>().is_ok() { "{id}" } else { part }).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_page_that_names_a_row_is_tried_with_a_neighbours() {
    let tried: Vec<String> = addresses(&Ids::of_nothing()).iter().map(|address| route_of(address)).collect();
    let routes = generate_route_list(app::App);
    let of_rows: Vec<&str> = routes.iter().map(AxumRouteListing::path).filter(|path| path.contains('{')).collect();
    assert!(of_rows.contains(&"/sites/{id}/settings"), "the table is read: {of_rows:?}");
    for route in of_rows {
        assert!(tried.iter().any(|tried| tried == route), "{route} is not tried: add it to `addresses`");
    }
}
