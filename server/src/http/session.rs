//! Gives each request a place to remember its session in, so that a page with five resources asks the database once.

use app::access::RequestSession;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

pub async fn remember_session(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(RequestSession::default());
    next.run(request).await
}
