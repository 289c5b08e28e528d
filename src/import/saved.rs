//! Which folder of files belongs to which saved page, by their names.

use std::path::Path;

use super::format::extension;
use super::walk::name_of;

/// How browsers, in the languages they speak, end the name of the folder beside a saved page.
const FILES: [&str; 22] = [
    "_files",
    ".files",
    "_file",
    "-dateien",
    "_archivos",
    "_arquivos",
    "_bestanden",
    "_bylos",
    "_datoteke",
    "_dosyalar",
    "_elemei",
    "_failid",
    "_fails",
    "_fajlovi",
    "_ficheiros",
    "_fichiers",
    "-filer",
    "_fitxers",
    "_fitxategiak",
    "_pliki",
    "_soubory",
    "_tiedostot",
];

/// The stem of the page whose files a folder of this name holds.
pub(super) fn page_of(name: &str) -> Option<&str> {
    let lower = name.to_ascii_lowercase();
    let ending = FILES.iter().find(|ending| lower.ends_with(*ending))?;
    name.get(..name.len() - ending.len())
}

/// Whether a file is called a web page.
pub(super) fn is_page(path: &Path) -> bool {
    matches!(extension(&name_of(path)).as_str(), "html" | "htm" | "xhtml")
}
