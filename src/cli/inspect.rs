use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::output::{Failure, stdout};
use crate::import::{Encoding, Imported, Manner, read_story_as};
use crate::story::{Picture, visible};

/// Shows what an import would make of a file, without making it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A text, a web page or a picture.
    file: PathBuf,
    /// Reads the text in this encoding, whatever it looks like: utf-8, gbk, windows-1252 …
    #[arg(long, value_name = "NAME", value_parser = super::encoding)]
    encoding: Option<Encoding>,
    /// Prints one JSON object for other programs.
    #[arg(long)]
    json: bool,
}

/// A story as an import understands it.
#[derive(Debug, Serialize)]
struct Inspected {
    headline: String,
    authors: Vec<String>,
    date: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    language: Option<String>,
    encoding: Option<String>,
    blocks: Vec<InspectedBlock>,
    pictures: Vec<InspectedPicture>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct InspectedBlock {
    role: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct InspectedPicture {
    /// Its address, else the name of its file; neither where only a caption is known.
    url: Option<String>,
    /// Whether its file would be kept with the story.
    kept: bool,
    caption: Option<String>,
    credit: Option<String>,
    alt: Option<String>,
    /// The block it stands at, counted from 0.
    block: Option<usize>,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let manner = Manner { encoding: arguments.encoding };
    let read = read_story_as(&arguments.file, &[], manner);
    let imported = read.map_err(|error| Failure::Data(error.to_string()))?;
    let inspected = Inspected::of(imported);
    let mut out = stdout();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &inspected).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        out.write_all(inspected.shown().as_bytes())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

impl Inspected {
    fn of(imported: Imported) -> Self {
        let Imported { story, text, notes, .. } = imported;
        let blocks = story.blocks.iter().map(|block| InspectedBlock {
            role: block.role.name(),
            text: text.slice(block.range).unwrap_or_default().to_owned(),
        });
        let picture = |picture: &Picture| InspectedPicture {
            url: picture.url.clone().or_else(|| picture.file.as_ref().map(|file| file.original.clone())),
            kept: picture.file.is_some(),
            caption: Some(picture.caption(&text).to_owned()).filter(|caption| !caption.is_empty()),
            credit: picture.credit.clone(),
            alt: picture.alt.clone(),
            block: story.block_at(picture.at),
        };
        Self {
            blocks: blocks.collect(),
            pictures: story.pictures.iter().map(picture).collect(),
            headline: story.headline,
            authors: story.authors,
            date: story.date.map(|date| date.to_string()),
            outlet: story.outlet,
            url: story.url,
            language: story.language,
            encoding: story.encoding,
            notes,
        }
    }

    /// For people: what is known line by line, then the blocks with their roles.
    fn shown(&self) -> String {
        let mut shown = String::new();
        let mut line = |name: &str, value: &str| {
            if !value.is_empty() {
                // Writing to a String cannot fail.
                let _ = writeln!(shown, "{name:10} {}", visible(value));
            }
        };
        line("headline", &self.headline);
        line("authors", &self.authors.join(", "));
        for (name, value) in [
            ("date", &self.date),
            ("outlet", &self.outlet),
            ("url", &self.url),
            ("language", &self.language),
            ("encoding", &self.encoding),
        ] {
            line(name, value.as_deref().unwrap_or_default());
        }
        line("", "");
        for block in &self.blocks {
            line(block.role, &block.text);
        }
        for picture in &self.pictures {
            let known = [&picture.url, &picture.caption, &picture.credit, &picture.alt];
            let known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
            line("picture", &known.join(" \u{b7} "));
        }
        for note in &self.notes {
            line("note", note);
        }
        shown
    }
}
