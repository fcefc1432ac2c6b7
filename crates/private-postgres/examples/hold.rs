//! Holds a private PostgreSQL in the folder given, until its standard input ends.
//!
//! `hold FOLDER [NAME=VALUE]...`, the latter being server settings. Prints one line when it is
//! ready: its role, and the URL of the database `shop`.

use std::error::Error;
use std::io;

use private_postgres::{Options, PrivatePostgres};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let mut options = Options::new(words.next().ok_or("hold FOLDER [NAME=VALUE]...")?, "shop");
    for word in words {
        let (name, value) = word.split_once('=').ok_or("a setting is NAME=VALUE")?;
        options = options.setting(name, value);
    }
    let postgres = PrivatePostgres::start(options).await?;
    println!("{:?} {}", postgres.role(), postgres.url("shop"));
    tokio::task::spawn_blocking(|| io::copy(&mut io::stdin(), &mut io::sink())).await??;
    postgres.stop().await?;
    Ok(())
}
