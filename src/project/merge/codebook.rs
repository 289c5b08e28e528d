use super::list::list;
use super::{Merged, Notes, Sides, quoted};
use crate::claims::{Code, CodeBook, Colour, Field, FieldType, Kind};

/// Merges the code book: kind by kind, field by field, code by code.
#[must_use]
pub fn codebook(base: &CodeBook, ours: &CodeBook, theirs: &CodeBook) -> Merged<CodeBook> {
    let mut notes = Notes::default();
    let sides = Sides { base, ours, theirs }.map(|book| book.kinds.as_slice());
    let kinds = list(
        sides,
        |kind| kind.id.clone(),
        |id, three| {
            let about = format!("the kind {id}");
            entry(&mut notes, &about, three, |notes, base, ours, theirs| {
                kind(notes, &about, base, ours, theirs)
            })
        },
    );
    notes.with(CodeBook { kinds })
}

/// Merges an entry of a list; tells if it stays although one side deleted it.
fn entry<T: Clone + PartialEq>(
    notes: &mut Notes,
    about: &str,
    sides: Sides<Option<&T>>,
    both: impl FnOnce(&mut Notes, Option<&T>, &T, &T) -> T,
) -> Option<T> {
    let mut deleted = false;
    let merged = sides.record(
        |base, ours, theirs| both(notes, base, ours, theirs),
        |changed| {
            deleted = true;
            changed
        },
    );
    if deleted {
        notes.deleted(about);
    }
    merged
}

fn kind(notes: &mut Notes, about: &str, base: Option<&Kind>, ours: &Kind, theirs: &Kind) -> Kind {
    let nothing = Kind {
        id: ours.id.clone(),
        name: String::new(),
        letter: '\0',
        key: None,
        // Before every colour somebody might choose.
        colour: Colour([0, 0, 0]),
        definition: String::new(),
        fields: Vec::new(),
    };
    let sides = Sides { base: base.unwrap_or(&nothing), ours, theirs };
    let of = |part: &str| format!("the {part} of {about}");
    let letter = |letter: Option<char>| letter.map_or_else(|| quoted(""), |key| quoted(&key.to_string()));
    Kind {
        id: ours.id.clone(),
        name: notes.pick(&of("name"), sides.map(|kind| kind.name.as_str()), quoted).to_owned(),
        letter: notes.pick(&of("letter"), sides.map(|kind| kind.letter), |is| letter(Some(is))),
        key: notes.pick(&of("key"), sides.map(|kind| kind.key), letter),
        colour: notes
            .pick(&of("colour"), sides.map(|kind| kind.colour), |colour| quoted(&String::from(colour))),
        definition: notes
            .pick(&of("definition"), sides.map(|kind| kind.definition.as_str()), quoted)
            .to_owned(),
        fields: list(
            sides.map(|kind| kind.fields.as_slice()),
            |field| field.id.clone(),
            |id, three| {
                let about = format!("the field {id} of {about}");
                entry(notes, &about, three, |notes, base, ours, theirs| {
                    field(notes, &about, base, ours, theirs)
                })
            },
        ),
    }
}

fn field(notes: &mut Notes, about: &str, base: Option<&Field>, ours: &Field, theirs: &Field) -> Field {
    let nothing = Field {
        id: ours.id.clone(),
        name: String::new(),
        holds: FieldType::Choice(Vec::new()),
        required: false,
        help: String::new(),
    };
    let sides = Sides { base: base.unwrap_or(&nothing), ours, theirs };
    let of = |part: &str| format!("the {part} of {about}");
    Field {
        id: ours.id.clone(),
        name: notes.pick(&of("name"), sides.map(|field| field.name.as_str()), quoted).to_owned(),
        holds: holds(notes, about, sides.map(|field| &field.holds)),
        required: notes.pick(
            &of("\u{201c}required\u{201d}"),
            sides.map(|field| field.required),
            |required| if required { "yes" } else { "no" }.to_owned(),
        ),
        help: notes.pick(&of("help"), sides.map(|field| field.help.as_str()), quoted).to_owned(),
    }
}

/// Merges what a field holds: codes one by one where both sides have some.
fn holds(notes: &mut Notes, about: &str, sides: Sides<&FieldType>) -> FieldType {
    let (FieldType::Choice(ours), FieldType::Choice(theirs)) = (sides.ours, sides.theirs) else {
        return notes.pick(&format!("the type of {about}"), sides, type_name).clone();
    };
    let base = match sides.base {
        FieldType::Choice(codes) => codes.as_slice(),
        _ => &[],
    };
    FieldType::Choice(list(
        Sides { base, ours, theirs },
        |code| code.id.clone(),
        |id, three| {
            let about = format!("the code {id} of {about}");
            entry(notes, &about, three, |notes, base, ours, theirs| {
                let base = base.map_or("", |code| code.name.as_str());
                let names = Sides { base, ours: ours.name.as_str(), theirs: theirs.name.as_str() };
                let name = notes.pick(&format!("the name of {about}"), names, quoted).to_owned();
                Code { id: id.clone(), name }
            })
        },
    ))
}

fn type_name(holds: &FieldType) -> String {
    match holds {
        FieldType::Actor => "actor".to_owned(),
        FieldType::Choice(codes) => {
            let codes: Vec<&str> = codes.iter().map(|code| code.name.as_str()).collect();
            format!("choice of {}", codes.join(", "))
        }
        FieldType::Text => "text".to_owned(),
        FieldType::Passage => "passage".to_owned(),
        FieldType::Number => "number".to_owned(),
        FieldType::YesNo => "yes or no".to_owned(),
    }
}
