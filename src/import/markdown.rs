//! Markdown, with what stands in its front matter.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::compose::{Composer, Shown};
use super::html::{Base, Place};
use super::script::Tally;
use super::{Draft, ImportError, Manner, Medium, Origin, clean, credits, dates, decode, plain};
use crate::story::{Role, Story, StoryText, visible};

/// Makes a story of a Markdown file.
pub(super) fn understand(name: &str, bytes: &[u8], manner: Manner) -> Result<Draft, ImportError> {
    let file = || visible(name);
    if bytes.len() as u64 > super::LARGEST_TEXT {
        return Err(ImportError::TooLarge { file: file(), limit: super::LARGEST_TEXT });
    }
    let decoded = decode::decode(bytes, None, manner);
    if plain::is_binary(&decoded.text) {
        return Err(ImportError::Binary { file: file() });
    }
    let source = decoded.text.replace("\r\n", "\n");
    let (front, body) = front_matter(&source);
    let mut reader = Reader { headline: front.title.clone(), ..Reader::default() };
    if let Some(title) = &front.title {
        reader.composer.add(Role::Headline, title);
    }
    for event in Parser::new_ext(body, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.close(Role::Paragraph);
    let Reader { composer, headline, media, mut notes, .. } = reader;
    notes.splice(0..0, decoded.note());
    let composed = composer.finish();
    if composed.blocks.is_empty() && composed.pictures.is_empty() {
        return Err(ImportError::Empty { file: file() });
    }
    let headline = headline.unwrap_or_else(|| {
        notes.push("no headline was found; the file\u{2019}s name stands for it".to_owned());
        visible(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
    });
    let text = StoryText::from_decoded(&composed.text);
    let language =
        front.language.or_else(|| Tally::of(text.as_str()).language(text.as_str()).map(str::to_owned));
    let story = Story {
        authors: front.authors,
        date: front.date.as_deref().and_then(dates::day),
        outlet: front.outlet,
        url: front.url,
        encoding: Some(decoded.encoding.to_owned()),
        language,
        pictures: composed.pictures,
        ..Story::new(&headline, &text, composed.blocks)
    };
    Ok(Draft { story, text, notes, media, unsure: decoded.is_unsure(manner) })
}

/// What is said before the text, between two lines of three dashes.
#[derive(Debug, Default)]
struct Front {
    title: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

/// Reads the front matter as far as it is lines of `key: value` and lists of names.
fn front_matter(source: &str) -> (Front, &str) {
    let mut front = Front::default();
    let Some(inner) = source.strip_prefix("---\n") else { return (front, source) };
    let Some(end) = inner
        .find("\n---\n")
        .map(|at| (at, at + 5))
        .or_else(|| inner.strip_suffix("\n---").map(|head| (head.len(), inner.len())))
    else {
        return (front, source);
    };
    let mut list = false;
    for line in inner[..end.0].lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if list {
                front.authors.push(bare(item));
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let key = key.trim().to_ascii_lowercase();
        let value = value.trim();
        list = matches!(key.as_str(), "author" | "authors") && value.is_empty();
        if value.is_empty() {
            continue;
        }
        let words = Some(bare(value));
        match key.as_str() {
            "title" | "headline" => front.title = words,
            "author" | "authors" | "by" => {
                let names = value.trim_matches(['[', ']']).split(',').map(bare);
                front.authors = names.filter(|name| !name.is_empty()).collect();
            }
            "date" | "published" => front.date = words,
            "outlet" | "publisher" | "site" | "publication" => front.outlet = words,
            "url" | "source" | "link" => front.url = words.filter(|url| url.starts_with("http")),
            "lang" | "language" => front.language = words,
            _ => {}
        }
    }
    (front, &inner[end.1..])
}

fn bare(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).to_owned()
}

/// Puts the text together as it is parsed.
#[derive(Default)]
struct Reader {
    composer: Composer,
    headline: Option<String>,
    media: Vec<Medium>,
    notes: Vec<String>,
    words: String,
    /// The picture being read: its address and the words before it.
    picture: Option<(String, String)>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.picture = Some((dest_url.into_string(), std::mem::take(&mut self.words)));
            }
            Event::End(TagEnd::Image) => self.show(),
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::Item | Tag::CodeBlock(_)) => {
                self.close(Role::Paragraph)
            }
            Event::End(TagEnd::Heading(level)) => {
                let first = level == HeadingLevel::H1 && self.headline.is_none();
                if first {
                    self.headline = Some(self.words.trim().to_owned()).filter(|words| !words.is_empty());
                }
                self.close(if first { Role::Headline } else { Role::Subhead });
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::TableRow | TagEnd::TableHead,
            ) => {
                self.close(Role::Paragraph);
            }
            Event::End(TagEnd::TableCell) => self.words.push('\t'),
            Event::Text(words) | Event::Code(words) => self.words.push_str(&words),
            Event::Html(words) | Event::InlineHtml(words) => self.words.push_str(&clean::clean(&words).text),
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            _ => {}
        }
    }

    fn close(&mut self, role: Role) {
        let words = std::mem::take(&mut self.words);
        self.composer.add(role, &words);
    }

    /// Shows the picture whose caption was just read.
    fn show(&mut self) {
        let Some((address, before)) = self.picture.take() else { return };
        let caption = std::mem::replace(&mut self.words, before);
        self.close(Role::Paragraph);
        let (words, credit) = credits::split(&caption);
        let mut shown = Shown {
            caption: Some(words.to_owned()).filter(|words| !words.is_empty()),
            credit: credit.map(|credit| credits::name(credit).to_owned()),
            ..Shown::default()
        };
        let index = self.composer.pictures.len();
        match Base::default().place(&address) {
            Place::Web(url) => shown.url = Some(url),
            Place::Beside(path) => {
                self.media.push(Medium { picture: index, from: Origin::Beside(vec![path]) })
            }
            Place::Data(data) => match super::picture::from_data(data, super::LARGEST_PICTURE as usize) {
                Ok(file) => self.media.push(Medium { picture: index, from: Origin::Embedded(file) }),
                Err(reason) => self.notes.push(format!("a picture inside the text was left out: {reason}")),
            },
            Place::Unknown(_) | Place::Refused => self.notes.push(format!(
                "a picture\u{2019}s address leads out of the text\u{2019}s folder and was left out: {}",
                visible(&address)
            )),
        }
        self.composer.show(shown);
    }
}
