//! What lies on the clipboard. egui brings its text, or the pixels of a picture where there is no text;
//! the page that the text was copied from is asked for here.

use std::sync::Arc;

/// What was copied, in every form that it is offered in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    /// Plain words.
    pub text: Option<String>,
    /// The source of a web page, or of a piece of one.
    pub html: Option<String>,
    /// A picture.
    pub picture: Option<Pixels>,
}

/// The pixels of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// Red, green, blue and alpha, row by row.
    pub rgba: Vec<u8>,
}

impl From<&egui::ColorImage> for Pixels {
    fn from(image: &egui::ColorImage) -> Self {
        let [width, height] = image.size;
        let rgba = image.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
        Self { width, height, rgba }
    }
}

/// A clipboard.
#[derive(Clone, Debug)]
pub enum Clipboard {
    /// The system's.
    System,
    /// One that always holds the same: for windows nobody sits at.
    Holding(Arc<Clip>),
}

impl Default for Clipboard {
    fn default() -> Self {
        Self::Holding(Arc::default())
    }
}

impl Clipboard {
    /// What it holds besides what is `known` of it already. Waits for the program that was copied from,
    /// so it is asked on a thread.
    ///
    /// # Errors
    /// If the system gives no access, and nothing is known.
    pub fn read(&self, known: Clip) -> Result<Clip, String> {
        let found = match self {
            Self::System => read_system(&known),
            Self::Holding(clip) => Ok(Clip::clone(clip)),
        };
        match found {
            Ok(found) => Ok(Clip {
                text: known.text.or(found.text),
                html: known.html.or(found.html),
                picture: known.picture.or(found.picture),
            }),
            Err(_) if known != Clip::default() => Ok(known),
            Err(error) => Err(error),
        }
    }
}

fn read_system(known: &Clip) -> Result<Clip, String> {
    let mut clipboard = arboard::Clipboard::new().map_err(|error| error.to_string())?;
    let text = if known.text.is_none() { offered(clipboard.get_text())? } else { None };
    let html = offered(clipboard.get().html())?;
    let words = text.as_ref().or(known.text.as_ref()).is_some_and(|text| !text.trim().is_empty());
    // Pixels are many; they are asked for only where there is nothing better.
    let picture = if words || known.picture.is_some() { None } else { offered(clipboard.get_image())? };
    let picture = picture.map(|image| Pixels {
        width: image.width,
        height: image.height,
        rgba: image.bytes.into_owned(),
    });
    Ok(Clip { text, html, picture })
}

/// That something is not offered in a form is no error.
fn offered<T>(got: Result<T, arboard::Error>) -> Result<Option<T>, String> {
    match got {
        Ok(got) => Ok(Some(got)),
        Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_with_the_key_counts_before_what_is_asked_for_later() {
        let held = Clip { text: Some("later".into()), html: Some("<p>page</p>".into()), picture: None };
        let known = Clip { text: Some("first".into()), ..Clip::default() };
        let read = Clipboard::Holding(Arc::new(held)).read(known).unwrap();
        assert_eq!((read.text.as_deref(), read.html.as_deref()), (Some("first"), Some("<p>page</p>")));
    }

    #[test]
    fn pixels_are_given_as_they_are_kept_in_files() {
        let image = egui::ColorImage::from_rgba_unmultiplied([1, 1], &[200, 100, 50, 255]);
        assert_eq!(Pixels::from(&image), Pixels { width: 1, height: 1, rgba: vec![200, 100, 50, 255] });
    }
}
