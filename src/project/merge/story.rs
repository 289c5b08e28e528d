use super::list::list;
use super::text::{self, Texts};
use super::{Keep, Merged, Notes, Sides, quoted, quoted_if};
use crate::story::{BytePos, Caption, Picture, Story};

/// Merges a story's metadata, attribute by attribute; its pictures and blocks too.
///
/// Of two texts that replaced one, that with the greater hash is kept, and with it its blocks, its
/// headline, its source and the places of its pictures; the other lies beside it still, and what was
/// marked in it waits for review.
#[must_use]
pub fn story(base: &Story, ours: &Story, theirs: &Story) -> Merged<Story> {
    keeping(Keep::Greater, Sides { base, ours, theirs })
}

/// As [`story`], where it is said what is kept.
pub(super) fn keeping(keep: Keep, sides: Sides<&Story>) -> Merged<Story> {
    let mut notes = Notes::from(keep);
    let of = |part: &str| format!("the {part} of the story");
    let Texts { text, rivals, only } = text::texts(&mut notes, &of("text"), sides);
    let mut words = |part: &str, get: fn(&Story) -> Option<&String>| {
        // Where it was read from goes with the text.
        let leads = rivals.filter(|_| matches!(part, "source" | "encoding"));
        notes.pick_with(leads, &of(part), sides.map(get), quoted_if).cloned()
    };
    let outlet = words("outlet", |story| story.outlet.as_ref());
    let language = words("language", |story| story.language.as_ref());
    let url = words("address", |story| story.url.as_ref());
    let source = words("source", |story| story.source.as_ref());
    let encoding = words("encoding", |story| story.encoding.as_ref());
    let headline =
        notes.pick_with(rivals, &of("headline"), sides.map(|story| story.headline.as_str()), quoted);
    let authors = notes.pick(&of("authors"), sides.map(|story| story.authors.as_slice()), |authors| {
        quoted(&authors.join(", "))
    });
    let date = notes.pick(&of("date"), sides.map(|story| story.date), |date| {
        date.map_or_else(|| quoted(""), |date| date.to_string())
    });
    let blocks = text::division(&mut notes, &of("division into blocks"), sides, only);
    let carried = text::carried(&mut notes, sides, only);
    let pictures = list(
        carried.each_ref().map(|pictures| &**pictures),
        |picture| picture.id.clone(),
        |id, three| {
            let about = format!("the picture {}", id.0);
            notes
                .record(&about, three, |notes, base, ours, theirs| picture(notes, &about, base, ours, theirs))
        },
    );
    let merged = Story {
        headline: headline.to_owned(),
        outlet,
        authors: authors.to_vec(),
        date,
        language,
        url,
        source,
        encoding,
        text: text.clone(),
        pictures,
        blocks,
    };
    notes.with(merged)
}

fn picture(
    notes: &mut Notes,
    about: &str,
    base: Option<&Picture>,
    ours: &Picture,
    theirs: &Picture,
) -> Picture {
    let nothing = Picture {
        id: ours.id.clone(),
        at: BytePos::default(),
        file: None,
        caption: None,
        credit: None,
        alt: None,
        url: None,
    };
    let sides = Sides { base: base.unwrap_or(&nothing), ours, theirs };
    let of = |part: &str| format!("the {part} of {about}");
    Picture {
        id: ours.id.clone(),
        at: notes.pick(&of("place"), sides.map(|picture| picture.at), text::place_words),
        file: notes
            .pick(&of("file"), sides.map(|picture| picture.file.as_ref()), |file| {
                file.map_or_else(|| quoted(""), |file| format!("{} ({})", file.name, file.original))
            })
            .cloned(),
        caption: notes
            .pick(&of("caption"), sides.map(|picture| picture.caption.as_ref()), caption_words)
            .cloned(),
        credit: notes.pick(&of("credit"), sides.map(|picture| picture.credit.as_ref()), quoted_if).cloned(),
        alt: notes.pick(&of("alt text"), sides.map(|picture| picture.alt.as_ref()), quoted_if).cloned(),
        url: notes.pick(&of("address"), sides.map(|picture| picture.url.as_ref()), quoted_if).cloned(),
    }
}

pub(super) fn caption_words(caption: Option<&Caption>) -> String {
    match caption {
        None => quoted(""),
        Some(Caption::InText(range)) => format!("the text at bytes {} to {}", range.start.0, range.end.0),
        Some(Caption::Apart(words)) => quoted(words),
    }
}
