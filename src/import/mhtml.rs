//! Web pages saved with their parts in one file (MHTML), also damaged ones.

use std::collections::HashMap;
use std::sync::Arc;

use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders as _};

use super::{Draft, ImportError, Manner, decode, html};
use crate::story::visible;

/// Makes a story of such a file.
pub(super) fn understand(name: &str, bytes: &[u8], manner: Manner) -> Result<Draft, ImportError> {
    let none = || ImportError::NoPage { file: visible(name) };
    let message = MessageParser::default().parse(bytes).ok_or_else(none)?;
    let is_page = |part: &&MessagePart<'_>| {
        part.content_type().is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("html"))
    };
    let page = message.parts.iter().find(is_page).ok_or_else(none)?;
    let charset = page.content_type().and_then(|kind| kind.attribute("charset")).map(str::to_owned);
    let decoded = decode::decode(&body(bytes, page), charset.as_deref(), manner);
    let parts = parts(&message);
    let location = page.content_location();
    let find = |address: &str| parts.get(address).cloned();
    let mut draft = html::understand(name, &decoded.text, location, &find)?;
    draft.story.encoding = Some(decoded.encoding.to_owned());
    draft.notes.splice(0..0, decoded.note());
    draft.unsure = decoded.is_unsure(manner);
    if message.parts.iter().any(|part| part.is_encoding_problem) {
        draft.notes.push("some parts of the saved page are damaged; see that nothing is missing".to_owned());
    }
    Ok(draft)
}

/// The pictures in the file, by the addresses the page calls them with.
fn parts(message: &Message<'_>) -> HashMap<String, Arc<[u8]>> {
    let mut found = HashMap::new();
    for part in &message.parts {
        if part.content_type().is_none_or(|kind| kind.ctype() != "image") {
            continue;
        }
        let whole = !part.is_encoding_problem;
        let content: Arc<[u8]> = if whole { part.contents().into() } else { torn(part.contents()).into() };
        if let Some(location) = part.content_location() {
            found.insert(location.to_owned(), content.clone());
        }
        if let Some(id) = part.content_id() {
            found.insert(format!("cid:{id}"), content);
        }
    }
    found
}

/// The beginning of a part in base64 that was cut off, as far as it goes.
fn torn(content: &[u8]) -> Vec<u8> {
    let digits = content
        .iter()
        .copied()
        .filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    let mut digits: Vec<u8> = digits.collect();
    digits.truncate(digits.len() & !3);
    base64_decode(&digits).unwrap_or_else(|| content.to_vec())
}

/// A part's content. What cannot be decoded to its end is taken as far as it goes.
fn body(bytes: &[u8], part: &MessagePart<'_>) -> Vec<u8> {
    let raw = bytes.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize).unwrap_or_default();
    // The header tells even where the parser gave up for want of the part's end.
    let encoding = part.content_transfer_encoding().unwrap_or_default().to_ascii_lowercase();
    let decoded = match encoding.as_str() {
        "quoted-printable" => quoted_printable_decode(raw),
        "base64" => base64_decode(raw).or_else(|| Some(torn(raw))),
        _ => None,
    };
    decoded.unwrap_or_else(|| raw.to_vec())
}
