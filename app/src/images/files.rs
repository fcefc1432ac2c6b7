//! Where pictures lie: an object store with keys, for now a folder.

use std::path::PathBuf;

use uuid::Uuid;

use crate::kit::{AppError, AppResult, ErrorKind};

/// Files by key. A key is made here and is never a path somebody typed.
#[derive(Clone, Debug)]
pub struct FileStore {
    root: PathBuf,
}

impl FileStore {
    #[must_use]
    pub const fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Stores bytes under a new key with this extension. The file is whole or not there.
    ///
    /// # Errors
    /// 503 when the disk refuses.
    pub async fn put(&self, extension: &str, bytes: &[u8]) -> AppResult<String> {
        let id = Uuid::now_v7().simple().to_string();
        // the last digits are random, so folders fill evenly
        let key = format!("{}/{id}.{extension}", &id[id.len() - 2..]);
        let path = self.root.join(&key);
        let write = async {
            if let Some(folder) = path.parent() {
                tokio::fs::create_dir_all(folder).await?;
            }
            let part = path.with_extension("part");
            tokio::fs::write(&part, bytes).await?;
            tokio::fs::rename(&part, &path).await
        };
        write.await.map_err(|error| unavailable(&error))?;
        Ok(key)
    }

    /// Reads a file; `None` when there is none under the key.
    ///
    /// # Errors
    /// 503 when the disk refuses.
    pub async fn get(&self, key: &str) -> AppResult<Option<Vec<u8>>> {
        let Some(path) = self.path(key) else { return Ok(None) };
        match tokio::fs::read(path).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    /// Removes a file; removing what is gone is no error.
    ///
    /// # Errors
    /// 503 when the disk refuses.
    pub async fn remove(&self, key: &str) -> AppResult<()> {
        let Some(path) = self.path(key) else { return Ok(()) };
        match tokio::fs::remove_file(path).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(unavailable(&error)),
            _ => Ok(()),
        }
    }

    /// The path of a key of our own making: `xx/<32 hex digits>.<extension>`.
    fn path(&self, key: &str) -> Option<PathBuf> {
        let (folder, name) = key.split_once('/')?;
        let (id, extension) = name.split_once('.')?;
        let ours = folder.len() == 2
            && id.len() == 32
            && folder.bytes().chain(id.bytes()).all(|b| b.is_ascii_hexdigit())
            && !extension.is_empty()
            && extension.bytes().all(|b| b.is_ascii_alphanumeric());
        ours.then(|| self.root.join(key))
    }
}

fn unavailable(error: &std::io::Error) -> AppError {
    tracing::error!(%error, "file store");
    AppError::new(
        ErrorKind::Unavailable,
        "files_unavailable",
        "Files cannot be stored right now. Nothing was lost; try again in a moment.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_of_our_own_making_lead_to_a_path() {
        let store = FileStore::new(PathBuf::from("/files"));
        assert!(store.path("ab/0123456789abcdef0123456789abcdef.webp").is_some());
        for key in [
            "../../etc/passwd",
            "ab/../0123456789abcdef0123456789abcdef.webp",
            "ab/x.webp",
            "/etc/passwd",
            "",
            "ab/0123456789abcdef0123456789abcdef./x",
        ] {
            assert!(store.path(key).is_none(), "{key}");
        }
    }
}
