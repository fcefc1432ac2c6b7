//! Pictures and their place in a post.

use safe_http::Bytes;
use uuid::Uuid;
use wordpress::{Error, KnownMedia, MediaUpload};

use crate::proxy::{Fault, Proxy};
use crate::site::{Site, client_at, new_draft};

/// A PNG of one colour, not compressed: its size is known and its making is short.
pub fn picture(width: u32, height: u32) -> Bytes {
    let row = [vec![0], [0x80, 0x40, 0x20].repeat(width as usize)].concat();
    let pixels = row.repeat(height as usize);
    let mut zlib = vec![0x78, 0x01];
    let mut blocks = pixels.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).expect("a block fits");
        zlib.push(u8::from(blocks.peek().is_none()));
        zlib.extend(length.to_le_bytes());
        zlib.extend((!length).to_le_bytes());
        zlib.extend(block);
    }
    zlib.extend(adler32(&pixels).to_be_bytes());
    let [w, h] = [width.to_be_bytes(), height.to_be_bytes()];
    let header = [&w[..], &h[..], &[8, 2, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", zlib), (b"IEND", Vec::new())] {
        let named = [&kind[..], &data].concat();
        png.extend(u32::try_from(data.len()).expect("a chunk fits").to_be_bytes());
        png.extend(&named);
        png.extend(crc32(&named).to_be_bytes());
    }
    png.into()
}

fn adler32(data: &[u8]) -> u32 {
    let (a, b) = data.iter().fold((1, 0), |(a, b), &byte| {
        let a = (a + u32::from(byte)) % 65_521;
        (a, (a + b) % 65_521)
    });
    b << 16 | a
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & 0u32.wrapping_sub(crc & 1)))
    })
}

pub fn upload(name: &str, bytes: Bytes) -> MediaUpload {
    MediaUpload {
        key: Uuid::now_v7().to_string(),
        name: name.to_owned(),
        content_type: "image/png".to_owned(),
        bytes,
        alt_text: format!("{name}, seen from above"),
    }
}

#[tokio::test]
async fn an_article_with_two_pictures_is_published_and_verified() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let client = site.client(&site.author);
    // Larger than what PHP takes as a form upload.
    let large = picture(1_000, 800);
    assert!(large.len() > 2 * 1024 * 1024);
    let cover = client.upload_media(&upload("Jar", large)).await.expect("uploaded");
    let inner = client.upload_media(&upload("Beans & water", picture(40, 30))).await.expect("uploaded");
    assert_eq!(cover.alt_text, "Jar, seen from above");
    assert!(inner.source_url.contains("/beans-water-"));

    let mut draft = new_draft("Cold brew & beans");
    draft.featured_media = Some(cover.id);
    draft.content = format!(
        "<p>Grind.</p><figure><img src=\"{}\" alt=\"{}\"></figure><p>Wait.</p>",
        inner.source_url, inner.alt_text
    );
    draft.tags = vec![client.ensure_tag("Beans & water").await.expect("a tag")];
    let published = client.publish(&draft).await.expect("published");
    assert_eq!(published.differences, vec![]);
    let page =
        crate::site::http().send(safe_http::Request::get(&published.link).expect("a link")).await.expect("the page");
    assert_eq!(page.status, 200);
    assert!(page.text().contains(&inner.source_url));
    assert!(!page.text().contains("<p><!--"), "an empty paragraph");
}

#[tokio::test]
async fn an_upload_whose_answer_is_lost_is_one_file() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let proxy = Proxy::start(&site.url, |line, faults| {
        if line.starts_with("POST /wp-json/wp/v2/media ") && faults == 0 { Fault::LoseAnswer } else { Fault::None }
    })
    .await;
    let picture = upload("Lost answer", picture(400, 300));
    let through = client_at(&proxy.url, &site.admin);
    let first = through.upload_media(&picture).await.expect("found again");
    assert_eq!(proxy.faults(), 1);
    // The article may be called otherwise by the next attempt; the key in the file's name stays.
    let renamed = MediaUpload { name: "Under another name".to_owned(), ..picture.clone() };
    for again in [&picture, &renamed] {
        let second = site.client(&site.admin).upload_media(again).await;
        assert_eq!(second.expect("found").id, first.id);
    }
    assert!(!first.source_url.contains("-1.png"), "{}", first.source_url);

    let client = site.client(&site.admin);
    client.delete_media(first.id).await.expect("deleted");
    let again = client.delete_media(first.id).await;
    assert!(matches!(again, Err(Error::NotFound { .. })), "{again:?}");
}

#[tokio::test]
async fn a_picture_that_is_no_longer_shown_is_removed_and_one_that_is_shown_stays() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    // An author may not look for it among the pages that are not published.
    for user in [&site.admin, &site.author] {
        let client = site.client(user);
        let sent = upload("No longer shown", picture(40, 30));
        let media = client.upload_media(&sent).await.expect("uploaded");
        let known = KnownMedia { id: media.id, url: media.source_url.clone(), key: sent.key.clone() };
        assert_eq!(client.keep_media(&known, "Again").await.expect("asked").expect("ours").alt_text, "Again");
        let mut draft = new_draft("Shows a picture");
        draft.content = format!("<p>Look:</p><figure><img src=\"{}\" alt=\"\"></figure>", media.source_url);
        client.publish(&draft).await.expect("published");
        assert_eq!(client.remove_media(&known).await, Ok(false), "a post shows it");

        draft.content = "<p>Nothing to see.</p>".to_owned();
        client.publish(&draft).await.expect("published");
        let strange = KnownMedia { key: Uuid::now_v7().to_string(), url: String::new(), ..known.clone() };
        assert_eq!(client.remove_media(&strange).await, Ok(false), "another's");
        assert_eq!(client.remove_media(&known).await, Ok(true));
        assert_eq!(client.keep_media(&known, "").await, Ok(None));
        assert_eq!(client.remove_media(&known).await, Ok(false), "it is gone");
    }
}

#[tokio::test]
async fn an_svg_is_refused_for_good() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let mut svg = upload("Vector", Bytes::from_static(b"<svg/>"));
    svg.content_type = "image/svg+xml".to_owned();
    let refused = site.client(&site.admin).upload_media(&svg).await;
    assert!(matches!(&refused, Err(error @ Error::Refused { .. }) if !error.is_transient()), "{refused:?}");
}
