//! One typed structure for everything the operator decides, read from the environment and checked at start.

mod providers;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub use self::providers::{ImageProvider, TextProvider};
use self::providers::{image_provider, text_provider};

/// A key that is missing or wrong, by name.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{key} is “{value}”, which is not {wanted}")]
    Wrong { key: &'static str, value: String, wanted: &'static str },
    #[error("{key} must be set: {why}")]
    Missing { key: &'static str, why: &'static str },
    #[error("{path} cannot be used: {error}")]
    File { path: String, error: std::io::Error },
}

/// Every name of ours that means something: to the product, and the last to the scripts around it.
const NAMES: [&str; 19] = [
    "IGNY8_LISTEN",
    "IGNY8_PUBLIC_URL",
    "IGNY8_DATA_DIR",
    "IGNY8_SECRET_KEY",
    "IGNY8_ALLOW_PRIVATE_ADDRESSES",
    "IGNY8_WORKERS",
    "IGNY8_SITE_ROOT",
    "IGNY8_TEXT_PROVIDER",
    "IGNY8_TEXT_KEY",
    "IGNY8_TEXT_MODEL",
    "IGNY8_TEXT_BASE_URL",
    "IGNY8_IMAGE_PROVIDER",
    "IGNY8_IMAGE_KEY",
    "IGNY8_IMAGE_MODEL",
    "IGNY8_IMAGE_BASE_URL",
    "IGNY8_EMBEDDINGS",
    "IGNY8_EMBEDDING_MODEL",
    "IGNY8_LOG_FORMAT",
    "IGNY8_TOOLS",
];

/// Where the scripts put the model that clusters by meaning.
const USUAL_MODEL: &str = ".tools/models/minilm";

/// Everything in force.
#[derive(Clone)]
pub struct Config {
    pub listen: SocketAddr,
    pub public_url: String,
    pub data_dir: PathBuf,
    pub site_root: PathBuf,
    /// `None`: the private PostgreSQL.
    pub database_url: Option<String>,
    pub secret_key: [u8; 32],
    pub allow_private_addresses: bool,
    pub workers: usize,
    pub text: TextProvider,
    pub image: ImageProvider,
    /// Whether clustering may go by meaning.
    pub embeddings: bool,
    /// The folder of the model for that. `None`: words alone decide.
    pub embedding_model: Option<PathBuf>,
    pub log_json: bool,
    /// Where `cargo leptos watch` tells pages to load anew. `None`: it is not what started this process.
    pub reload_port: Option<u16>,
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("public_url", &self.public_url)
            .finish_non_exhaustive()
    }
}

impl Config {
    /// Reads the environment. Nothing is written but, on loopback, a secret key of our own in the data directory.
    ///
    /// # Errors
    /// The first key that is wrong, by name.
    pub fn load() -> Result<Self, ConfigError> {
        Self::from(&environment)
    }

    fn from(get: &dyn Fn(&'static str) -> Option<String>) -> Result<Self, ConfigError> {
        let listen: SocketAddr =
            parsed(get, "IGNY8_LISTEN", "127.0.0.1:3000", "an address and port such as 127.0.0.1:3000")?;
        let data_dir: PathBuf = get("IGNY8_DATA_DIR").unwrap_or_else(|| "./var".to_owned()).into();
        let public_url =
            get("IGNY8_PUBLIC_URL").unwrap_or_else(|| format!("http://{listen}")).trim_end_matches('/').to_owned();
        if !is_web_address(&public_url) {
            return Err(ConfigError::Wrong {
                key: "IGNY8_PUBLIC_URL",
                value: public_url,
                wanted: "an address that begins with https://",
            });
        }
        let secret_key = secret_key(get("IGNY8_SECRET_KEY"), &data_dir, listen.ip().is_loopback())?;
        if !listen.ip().is_loopback() && !keeps_cookies_private(&public_url) {
            return Err(ConfigError::Wrong {
                key: "IGNY8_PUBLIC_URL",
                value: public_url,
                wanted: "an address that begins with https://, which it must where others can listen in on sign-ins",
            });
        }
        let default_root = if PathBuf::from("target/site").is_dir() { "target/site" } else { "site" };
        Ok(Self {
            site_root: get("IGNY8_SITE_ROOT").unwrap_or_else(|| default_root.to_owned()).into(),
            database_url: get("DATABASE_URL"),
            allow_private_addresses: parsed(get, "IGNY8_ALLOW_PRIVATE_ADDRESSES", "false", "true or false")?,
            workers: workers(get)?,
            text: text_provider(get)?,
            image: image_provider(get)?,
            embeddings: embeddings(get)?,
            embedding_model: model_folder(get)?,
            log_json: log_json(get)?,
            reload_port: reload_port(get)?,
            listen,
            public_url,
            data_dir,
            secret_key,
        })
    }

    /// Nothing set but a key.
    #[cfg(test)]
    pub fn for_tests() -> Self {
        let get = |key: &'static str| match key {
            "IGNY8_SECRET_KEY" => Some("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".to_owned()),
            "IGNY8_DATA_DIR" => Some(std::env::temp_dir().join("igny8-http-tests").display().to_string()),
            _ => None,
        };
        Self::from(&get).expect("the defaults are right")
    }

    /// What `igny8 check` prints: every key with what is in force, secrets masked.
    #[must_use]
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let text = match &self.text {
            TextProvider::Sandbox => "sandbox (sample text)".to_owned(),
            TextProvider::OpenAi { base_url, model, key } => {
                format!("openai {model} at {base_url}, key {}", masked(key.as_deref()))
            }
            TextProvider::Anthropic { base_url, model, key } => {
                format!("anthropic {model} at {base_url}, key {}", masked(Some(key)))
            }
        };
        let image = match &self.image {
            ImageProvider::Sandbox => "sandbox (covers drawn here)".to_owned(),
            ImageProvider::OpenAi { base_url, model, key } => {
                format!("openai {model} at {base_url}, key {}", masked(Some(key)))
            }
        };
        let database = self.database_url.as_deref().map_or_else(
            || "private PostgreSQL in the data directory".to_owned(),
            |url| {
                url.parse::<url::Url>().map_or_else(
                    |_| "set".to_owned(),
                    |mut url| {
                        let _ = url.set_password(url.password().is_some().then_some("…"));
                        url.to_string()
                    },
                )
            },
        );
        let model = self
            .embedding_model
            .as_ref()
            .map_or_else(|| "none: clustering is lexical".to_owned(), |path| path.display().to_string());
        vec![
            ("IGNY8_LISTEN", self.listen.to_string()),
            ("IGNY8_PUBLIC_URL", self.public_url.clone()),
            ("IGNY8_DATA_DIR", self.data_dir.display().to_string()),
            ("IGNY8_SITE_ROOT", self.site_root.display().to_string()),
            ("DATABASE_URL", database),
            ("IGNY8_SECRET_KEY", "…".to_owned()),
            ("IGNY8_ALLOW_PRIVATE_ADDRESSES", self.allow_private_addresses.to_string()),
            ("IGNY8_WORKERS", self.workers.to_string()),
            ("IGNY8_TEXT_MODEL", text),
            ("IGNY8_IMAGE_MODEL", image),
            ("IGNY8_EMBEDDINGS", self.embeddings.to_string()),
            ("IGNY8_EMBEDDING_MODEL", model),
            ("IGNY8_LOG_FORMAT", if self.log_json { "json" } else { "text" }.to_owned()),
        ]
    }
}

/// The folder of the model that clusters by meaning, for commands that need no more of the configuration. `None`: words
/// alone decide.
///
/// # Errors
/// The key that is wrong, by name.
pub fn embedding_model() -> Result<Option<PathBuf>, ConfigError> {
    model_folder(&environment)
}

/// What is set under names that look like ours and mean nothing: a typing error, most likely.
#[must_use]
pub fn unknown_names() -> Vec<String> {
    unknown_among(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))
}

fn unknown_among(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut unknown: Vec<String> =
        names.filter(|name| name.starts_with("IGNY8_") && !NAMES.contains(&name.as_str())).collect();
    unknown.sort();
    unknown
}

/// What is set in the environment; what is set to nothing is not.
fn environment(key: &'static str) -> Option<String> {
    std::env::var(key).ok().filter(|value| !value.trim().is_empty())
}

fn is_web_address(address: &str) -> bool {
    (address.starts_with("http://") || address.starts_with("https://")) && address.parse::<url::Url>().is_ok()
}

/// Whether cookies sent there cannot be read on the way: by https, or because there is no way.
fn keeps_cookies_private(public_url: &str) -> bool {
    public_url.parse::<url::Url>().is_ok_and(|url| {
        url.scheme() == "https"
            || match url.host() {
                Some(url::Host::Domain(name)) => name == "localhost",
                Some(url::Host::Ipv4(address)) => address.is_loopback(),
                Some(url::Host::Ipv6(address)) => address.is_loopback(),
                None => false,
            }
    })
}

fn masked(key: Option<&str>) -> &'static str {
    if key.is_some() { "…" } else { "none" }
}

fn parsed<T: std::str::FromStr>(
    get: &dyn Fn(&'static str) -> Option<String>,
    key: &'static str,
    default: &str,
    wanted: &'static str,
) -> Result<T, ConfigError> {
    let value = get(key).unwrap_or_else(|| default.to_owned());
    value.trim().parse().map_err(|_| ConfigError::Wrong { key, value, wanted })
}

/// Jobs at once. With none the worker would end as soon as it began; each takes two of the database's connections.
fn workers(get: &dyn Fn(&'static str) -> Option<String>) -> Result<usize, ConfigError> {
    const WANTED: &str = "a number of jobs at once, from 1 to 64";
    let workers: usize = parsed(get, "IGNY8_WORKERS", "8", WANTED)?;
    if (1..=64).contains(&workers) {
        return Ok(workers);
    }
    Err(ConfigError::Wrong { key: "IGNY8_WORKERS", value: workers.to_string(), wanted: WANTED })
}

fn embeddings(get: &dyn Fn(&'static str) -> Option<String>) -> Result<bool, ConfigError> {
    parsed(get, "IGNY8_EMBEDDINGS", "true", "true or false")
}

/// The model's folder: none when meaning is switched off, else the one named, else the usual one if it is there.
fn model_folder(get: &dyn Fn(&'static str) -> Option<String>) -> Result<Option<PathBuf>, ConfigError> {
    let holds_a_model = |folder: &Path| folder.join("model.onnx").is_file();
    if !embeddings(get)? {
        return Ok(None);
    }
    let Some(value) = get("IGNY8_EMBEDDING_MODEL") else {
        let usual = PathBuf::from(USUAL_MODEL);
        return Ok(holds_a_model(&usual).then_some(usual));
    };
    let folder = PathBuf::from(&value);
    if holds_a_model(&folder) {
        return Ok(Some(folder));
    }
    Err(ConfigError::Wrong {
        key: "IGNY8_EMBEDDING_MODEL",
        value,
        wanted: "a folder with model.onnx in it; to cluster by words alone, set IGNY8_EMBEDDINGS=false",
    })
}

fn log_json(get: &dyn Fn(&'static str) -> Option<String>) -> Result<bool, ConfigError> {
    match get("IGNY8_LOG_FORMAT").as_deref() {
        None | Some("text") => Ok(false),
        Some("json") => Ok(true),
        Some(other) => {
            Err(ConfigError::Wrong { key: "IGNY8_LOG_FORMAT", value: other.to_owned(), wanted: "text or json" })
        }
    }
}

fn reload_port(get: &dyn Fn(&'static str) -> Option<String>) -> Result<Option<u16>, ConfigError> {
    if get("LEPTOS_WATCH").is_none() {
        return Ok(None);
    }
    parsed(get, "LEPTOS_RELOAD_PORT", "3001", "a port").map(Some)
}

/// The key that seals stored secrets: given, or on loopback made once and kept in the data directory.
fn secret_key(given: Option<String>, data_dir: &Path, loopback: bool) -> Result<[u8; 32], ConfigError> {
    let wrong = |value: &str| ConfigError::Wrong {
        key: "IGNY8_SECRET_KEY",
        value: if value.is_empty() { String::new() } else { "…".to_owned() },
        wanted: "32 random bytes in base64 (make one with: openssl rand -base64 32)",
    };
    let read = |text: &str| {
        STANDARD.decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| wrong(text))
    };
    if let Some(text) = given {
        return read(&text);
    }
    if !loopback {
        return Err(ConfigError::Missing {
            key: "IGNY8_SECRET_KEY",
            why: "it seals stored passwords, and this address is reachable from outside",
        });
    }
    let path = data_dir.join("secret.key");
    let failed = |error| ConfigError::File { path: path.display().to_string(), error };
    match std::fs::read_to_string(&path) {
        Ok(text) => read(&text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            std::fs::create_dir_all(data_dir).map_err(failed)?;
            let key: [u8; 32] = rand::random();
            write_private(&path, STANDARD.encode(key).as_bytes()).map_err(failed)?;
            // read back: another process may have been first
            read(&std::fs::read_to_string(&path).map_err(failed)?)
        }
        Err(error) => Err(failed(error)),
    }
}

/// Writes a file that its owner alone may read, whole or not at all, and never over an existing one: of two processes
/// that start together one is first, and one killed halfway leaves no half of a key.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let part = path.with_extension(format!("part-{}", std::process::id()));
    let _ = std::fs::remove_file(&part);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&part, path);
    std::fs::remove_file(&part)?;
    match linked {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    }
}

#[cfg(test)]
mod tests;
