//! The client against a real WordPress:
//!
//! ```sh
//! export $(scripts/wordpress start /tmp/trial-site 8091)
//! cargo test -p wordpress --test real_wordpress
//! scripts/wordpress stop /tmp/trial-site
//! ```
//!
//! Without those variables each test says that it was skipped, and passes.

mod connecting;
mod known;
mod pictures;
mod proxy;
mod publishing;
mod roles;
mod site;
