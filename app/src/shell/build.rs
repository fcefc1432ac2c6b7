//! Which build of the browser's part belongs to this server, and whether a page still has it.

/// The event by which the job feed tells which build is served.
pub const BUILD_EVENT: &str = "build";
/// Where the document says which build it was made for.
#[cfg(feature = "hydrate")]
const BUILD_ATTRIBUTE: &str = "data-build";

/// The build that lies beside this program: a digest over the hashes of its files, which cargo-leptos writes there.
/// `None` where there is none, as in tests.
#[cfg(feature = "ssr")]
pub fn browser_build() -> Option<&'static str> {
    use std::sync::LazyLock;

    use sha2::{Digest as _, Sha256};

    static BUILD: LazyLock<Option<String>> = LazyLock::new(|| {
        let program = std::env::current_exe().ok()?;
        let hashes = std::fs::read(program.with_file_name("hash.txt")).ok()?;
        Some(Sha256::digest(hashes).iter().take(8).map(|byte| format!("{byte:02x}")).collect())
    });
    BUILD.as_deref()
}

/// Whether the page was made for another build than the one served now.
#[cfg(feature = "hydrate")]
pub fn is_other_build(served: &str) -> bool {
    leptos::prelude::document()
        .document_element()
        .and_then(|root| root.get_attribute(BUILD_ATTRIBUTE))
        .is_some_and(|own| own != served)
}
