//! A typed client of the WordPress REST API, signed in by an application password.
//!
//! WordPress accepts a request twice, drops what it does not know without a word and rewrites what
//! it does not like. So, above the plain operations, [`Client::publish`] looks for its own post
//! before it creates one, reads back what it sent and says what differs, and [`connect`] names the
//! cause when a site cannot be reached or signed in to. Plain WordPress from 6.0 on is enough.

mod client;
mod connect;
mod error;
mod html;
mod ids;
mod looks;
mod marker;
mod media;
mod post;
mod posts;
mod publish;
mod rest;
mod root;
mod secret;
mod status;
mod terms;

pub use client::{Client, Credentials};
pub use connect::{Capabilities, Connection, Permalinks, Problem, User, connect};
pub use error::Error;
pub use ids::{MediaId, PostId, TermId, UserId};
pub use looks::LooksLike;
pub use marker::{InvalidMarker, Marker};
pub use media::{KnownMedia, Media, MediaUpload};
pub use post::{Post, PostFields, PostKind};
pub use posts::{Page, PostQuery};
pub use publish::{Difference, Held, Known, PostDraft, Published, Reserved};
pub use root::{InvalidRoot, RestRoot};
pub use secret::Secret;
pub use status::PostStatus;
