//! Identifiers: UUIDv7 newtypes, so that a keyword's id is never passed for a cluster's.

/// Declares id newtypes that serialise, parse, print, and (on the server) go to PostgreSQL as `uuid`.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        #[cfg(feature = "ssr")]
        impl $name {
            /// A new id; later ids sort after earlier ones.
            #[must_use]
            #[expect(clippy::new_without_default, reason = "a fresh id is no default")]
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids!(
    /// A tenant.
    AccountId,
    /// A person.
    UserId,
    SiteId,
    SectorId,
    IndustryId,
    IndustrySectorId,
    KeywordId,
    ClusterId,
    ClusterRunId,
    ImportId,
    IdeaId,
    TaskId,
    ContentId,
    ImageId,
    IntegrationId,
    BatchId,
    JobId,
    ReservationId,
    UndoId,
);
