use super::*;

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

fn load(pairs: &[(&'static str, &str)]) -> Result<Config, ConfigError> {
    let owned: Vec<(&'static str, String)> = pairs.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
    Config::from(&move |key| owned.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone()))
}

#[test]
fn nothing_set_but_the_key_is_the_sandbox_on_loopback() {
    let config = load(&[("IGNY8_SECRET_KEY", KEY)]).expect("loads");
    assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.public_url, "http://127.0.0.1:3000");
    assert!(matches!(config.text, TextProvider::Sandbox));
}

#[test]
fn a_wrong_key_is_named() {
    for (key, value) in [
        ("IGNY8_LISTEN", "everywhere"),
        ("IGNY8_WORKERS", "many"),
        ("IGNY8_WORKERS", "0"),
        ("IGNY8_PUBLIC_URL", "example.com"),
        ("IGNY8_TEXT_PROVIDER", "oracle"),
        ("IGNY8_ALLOW_PRIVATE_ADDRESSES", "perhaps"),
        ("IGNY8_EMBEDDINGS", "perhaps"),
        ("IGNY8_EMBEDDING_MODEL", "no/such/folder"),
        ("IGNY8_LOG_FORMAT", "yaml"),
    ] {
        let error = load(&[("IGNY8_SECRET_KEY", KEY), (key, value)]).expect_err("refused").to_string();
        assert!(error.contains(key) && error.contains(value), "{error}");
    }
}

#[test]
fn each_provider_is_found_at_its_own_address() {
    let config = load(&[("IGNY8_SECRET_KEY", KEY), ("IGNY8_TEXT_PROVIDER", "anthropic"), ("IGNY8_TEXT_KEY", "sk-x")]);
    let TextProvider::Anthropic { base_url, .. } = config.expect("loads").text else { panic!("anthropic") };
    assert_eq!(base_url, "https://api.anthropic.com/v1", "the adapter adds `/messages` to it");
}

#[test]
fn openai_itself_asks_for_a_key_and_other_servers_may_not() {
    let openai = [("IGNY8_SECRET_KEY", KEY), ("IGNY8_TEXT_PROVIDER", "openai")];
    let at = |pairs: &[(&'static str, &'static str)]| load(&[&openai[..], pairs].concat());
    let usual = ("IGNY8_TEXT_BASE_URL", "https://api.openai.com/v1/");
    let keyless: [&[(&'static str, &'static str)]; 2] = [&[], &[usual]];
    for pairs in keyless {
        let error = at(pairs).expect_err("refused").to_string();
        assert!(error.contains("IGNY8_TEXT_KEY") && error.contains("IGNY8_TEXT_BASE_URL"), "{error}");
    }
    assert!(at(&[usual, ("IGNY8_TEXT_KEY", "sk-x")]).is_ok());
    assert!(at(&[("IGNY8_TEXT_BASE_URL", "http://127.0.0.1:11434/v1")]).is_ok());
}

#[test]
fn a_providers_address_is_one_of_the_web() {
    for (provider, name, key, address) in [
        ("IGNY8_TEXT_PROVIDER", "openai", "IGNY8_TEXT_KEY", "IGNY8_TEXT_BASE_URL"),
        ("IGNY8_TEXT_PROVIDER", "anthropic", "IGNY8_TEXT_KEY", "IGNY8_TEXT_BASE_URL"),
        ("IGNY8_IMAGE_PROVIDER", "openai", "IGNY8_IMAGE_KEY", "IGNY8_IMAGE_BASE_URL"),
    ] {
        for wrong in ["127.0.0.1:11434/v1", "localhost:11434", "ftp://models.example", "https://"] {
            let pairs = [("IGNY8_SECRET_KEY", KEY), (provider, name), (key, "sk-x"), (address, wrong)];
            let error = load(&pairs).expect_err("refused").to_string();
            assert!(error.contains(address) && error.contains(wrong), "{error}");
        }
    }
}

#[test]
fn names_that_mean_nothing_are_found_and_those_that_are_read_are_known() {
    let set = ["IGNY8_WORKERS", "IGNY8_WORKER", "IGNY8_TOOLS", "IGNY8_LOGFORMAT", "IGNY8", "PATH", "OTHER_IGNY8_KEY"];
    assert_eq!(unknown_among(set.into_iter().map(ToOwned::to_owned)), ["IGNY8_LOGFORMAT", "IGNY8_WORKER"]);

    let asked = std::cell::RefCell::new(Vec::new());
    let get = |name: &'static str| {
        asked.borrow_mut().push(name.to_owned());
        match name {
            "IGNY8_SECRET_KEY" => Some(KEY.to_owned()),
            "IGNY8_TEXT_PROVIDER" | "IGNY8_IMAGE_PROVIDER" => Some("openai".to_owned()),
            "IGNY8_TEXT_KEY" | "IGNY8_IMAGE_KEY" => Some("sk-x".to_owned()),
            _ => None,
        }
    };
    Config::from(&get).expect("loads");
    assert_eq!(unknown_among(asked.into_inner().into_iter()), Vec::<String>::new());
}

#[test]
fn clustering_goes_by_meaning_unless_that_is_switched_off() {
    let folder = std::env::temp_dir().join(format!("igny8-model-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("our folder");
    std::fs::write(folder.join("model.onnx"), "").expect("our file");
    let name = folder.display().to_string();
    let named = [("IGNY8_SECRET_KEY", KEY), ("IGNY8_EMBEDDING_MODEL", name.as_str())];
    let switched_off = [named[0], named[1], ("IGNY8_EMBEDDINGS", "false")];
    assert_eq!(load(&named).expect("loads").embedding_model.as_ref(), Some(&folder));
    let off = load(&switched_off).expect("loads");
    assert_eq!(off.embedding_model, None);
    assert!(off.lines().contains(&("IGNY8_EMBEDDINGS", "false".to_owned())), "{:?}", off.lines());
    std::fs::remove_dir_all(&folder).expect("our folder");
}

#[test]
fn pages_are_told_to_load_anew_by_cargo_leptos_watch_alone() {
    let port = ("LEPTOS_RELOAD_PORT", "3002");
    let of = |keys: &[(&'static str, &str)]| load(keys).expect("loads").reload_port;
    assert_eq!(of(&[("IGNY8_SECRET_KEY", KEY), port]), None);
    assert_eq!(of(&[("IGNY8_SECRET_KEY", KEY), port, ("LEPTOS_WATCH", "true")]), Some(3002));
}

#[test]
fn a_key_is_made_once_and_kept_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = std::env::temp_dir().join(format!("igny8-key-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let first = secret_key(None, &folder, true).expect("is made");
    assert_eq!(secret_key(None, &folder, true).expect("is read"), first);
    write_private(&folder.join("secret.key"), b"another").expect("leaves the first");
    assert_eq!(secret_key(None, &folder, true).expect("is read"), first);
    let mode = std::fs::metadata(folder.join("secret.key")).expect("is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 1, "nothing else is left");
    std::fs::remove_dir_all(&folder).expect("our folder");
}

#[test]
fn a_secret_is_never_repeated_and_needed_beyond_loopback() {
    let error = load(&[("IGNY8_SECRET_KEY", "hunter2")]).expect_err("too short").to_string();
    assert!(error.contains("IGNY8_SECRET_KEY") && !error.contains("hunter2"), "{error}");
    let error = load(&[("IGNY8_LISTEN", "0.0.0.0:3000")]).expect_err("needed").to_string();
    assert!(error.contains("IGNY8_SECRET_KEY"), "{error}");
}

#[test]
fn beyond_loopback_people_come_by_https() {
    let reached_by =
        |url: &str| load(&[("IGNY8_SECRET_KEY", KEY), ("IGNY8_LISTEN", "0.0.0.0:3000"), ("IGNY8_PUBLIC_URL", url)]);
    assert!(reached_by("https://igny8.example").is_ok());
    assert!(reached_by("http://localhost:3000").is_ok());
    let error = reached_by("http://igny8.example").expect_err("refused").to_string();
    assert!(error.contains("IGNY8_PUBLIC_URL") && error.contains("https://"), "{error}");
    let error = load(&[("IGNY8_SECRET_KEY", KEY), ("IGNY8_LISTEN", "0.0.0.0:3000")]).expect_err("refused");
    assert!(error.to_string().contains("IGNY8_PUBLIC_URL"), "{error}");
}
