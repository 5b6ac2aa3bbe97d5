//! What is wrong with a card template. None of it keeps a card from being keyed or a template from being drawn; only a
//! file from elsewhere is refused for it.

use super::terms::terms;
use super::{CardField, CardTemplate, Datatype, RectMm};
use std::collections::BTreeSet;

/// A side is not larger than this: a slip of a key must not make a card of a kilometre.
const LARGEST_MM: f64 = 2_000.0;
/// Nor smaller.
const SMALLEST_MM: f64 = 10.0;
/// A box drawn along the edge may be off by rounding.
const SLACK_MM: f64 = 0.01;

/// Something wrong with a card template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What part of it.
    pub part: TemplatePart,
    /// What is wrong.
    pub kind: FaultKind,
    /// What it is about, in the template's own words: the other box, the id; may be empty.
    pub about: String,
}

/// A part of a card template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    /// What it says of itself.
    Head,
    /// A box, by its place in printed order.
    Field(usize),
    /// Printed words that are no box, by their place.
    Printed(usize),
}

terms! {
    /// What is wrong with a card template. The words are under `template-fault-TERM`.
    FaultKind {
        /// It has no id.
        #[default] NoId = "no-id",
        /// Its id has other characters than small letters, digits and hyphens.
        BadId = "bad-id",
        /// It has no name.
        NoName = "no-name",
        /// A measure of the side is no size a card has.
        BadSize = "bad-size",
        /// There are boxes and no size of the side.
        NoSize = "no-size",
        /// It has no boxes yet.
        NoFields = "no-fields",
        /// A box has no id.
        NoFieldId = "no-field-id",
        /// The id of a box has other characters than small letters, digits and hyphens.
        BadFieldId = "bad-field-id",
        /// Two boxes have one id.
        TwiceFieldId = "twice-field-id",
        /// A box has no label.
        NoLabel = "no-label",
        /// A box says nothing of a property.
        NoProperty = "no-property",
        /// A list has no terms.
        NoTerms = "no-terms",
        /// The example is none of the terms.
        NoTermIsExample = "no-term-is-example",
        /// A table has no columns.
        NoColumns = "no-columns",
        /// There are widths of columns, and not one for each, or one that is none.
        BadWidths = "bad-widths",
        /// The numbers of a box are no place: negative, without extent, or no numbers.
        BadRect = "bad-rect",
        /// A box reaches beyond its side.
        Outside = "outside",
        /// A box lies on another one.
        Overlap = "overlap",
        /// A box has no place yet.
        NoRect = "no-rect",
    }
}

impl FaultKind {
    /// Whether a template can be used as it is, and somebody may still want to know.
    pub const fn is_advice(self) -> bool {
        matches!(self, Self::NoFields | Self::NoTermIsExample | Self::Overlap | Self::NoRect | Self::NoLabel)
    }

    /// Whether a template cannot even be kept: cards and claims name template and box by their ids.
    pub const fn blocks(self) -> bool {
        matches!(self, Self::NoId | Self::NoFieldId | Self::TwiceFieldId)
    }
}

impl CardTemplate {
    /// What is wrong with it, in printed order.
    pub fn faults(&self) -> Vec<Fault> {
        let mut found = Vec::new();
        let mut head = |kind| found.push(Fault { part: TemplatePart::Head, kind, about: String::new() });
        match self.id.trim() {
            "" => head(FaultKind::NoId),
            id if !is_plain_id(id) || id != self.id => head(FaultKind::BadId),
            _ => {}
        }
        if self.name.trim().is_empty() {
            head(FaultKind::NoName);
        }
        let size = self.width_mm.zip(self.height_mm);
        if self.width_mm.into_iter().chain(self.height_mm).any(|mm| !(SMALLEST_MM..=LARGEST_MM).contains(&mm)) {
            head(FaultKind::BadSize);
        } else if size.is_none() && (self.fields.iter().any(|field| field.rect.is_some()) || !self.printed.is_empty()) {
            head(FaultKind::NoSize);
        }
        if self.fields.is_empty() {
            head(FaultKind::NoFields);
        }
        let mut ids = BTreeSet::new();
        for (at, field) in self.fields.iter().enumerate() {
            let mut tell = |kind, about: &str| {
                found.push(Fault { part: TemplatePart::Field(at), kind, about: about.to_owned() });
            };
            if !field.id.is_empty() && !ids.insert(field.id.as_str()) {
                tell(FaultKind::TwiceFieldId, &field.id);
            }
            faults_of_words(field, &mut tell);
            match field.rect {
                Some(rect) => {
                    place(rect, size, &mut tell);
                    let before = self.fields.iter().take(at).filter(|other| other.side == field.side);
                    for other in before.filter(|other| other.rect.is_some_and(|other| other.overlaps(&rect))) {
                        tell(FaultKind::Overlap, other.name());
                    }
                }
                None if size.is_some() => tell(FaultKind::NoRect, ""),
                None => {}
            }
        }
        for (at, printed) in self.printed.iter().enumerate() {
            place(printed.rect, size, &mut |kind, about: &str| {
                found.push(Fault { part: TemplatePart::Printed(at), kind, about: about.to_owned() });
            });
        }
        found
    }
}

impl CardField {
    /// Its label, or its id while it has none.
    pub fn name(&self) -> &str {
        if self.label.trim().is_empty() { &self.id } else { &self.label }
    }
}

/// What does not depend on the other boxes, apart from the place.
fn faults_of_words(field: &CardField, tell: &mut impl FnMut(FaultKind, &str)) {
    if field.id.trim().is_empty() {
        tell(FaultKind::NoFieldId, "");
    } else if !is_plain_id(&field.id) {
        tell(FaultKind::BadFieldId, &field.id);
    }
    if field.label.trim().is_empty() {
        tell(FaultKind::NoLabel, "");
    }
    if field.property.trim().is_empty() {
        tell(FaultKind::NoProperty, "");
    }
    if field.datatype == Datatype::Enum && field.terms.is_empty() {
        tell(FaultKind::NoTerms, "");
    }
    if !field.terms.is_empty() && !field.example.is_empty() && !field.terms.contains(&field.example) {
        tell(FaultKind::NoTermIsExample, &field.example);
    }
    if field.datatype == Datatype::Rows && field.columns.is_empty() {
        tell(FaultKind::NoColumns, "");
    }
    let widths = &field.column_widths;
    let is_width = |width: &f64| width.is_finite() && *width > 0.0;
    if !widths.is_empty() && (widths.len() != field.columns.len() || !widths.iter().all(is_width)) {
        tell(FaultKind::BadWidths, "");
    }
}

fn place(rect: RectMm, size: Option<(f64, f64)>, tell: &mut impl FnMut(FaultKind, &str)) {
    let numbers: [f64; 4] = rect.into();
    // NaN fails each of them
    let is_place =
        numbers.iter().all(|number| number.is_finite() && *number >= 0.0) && rect.width > 0.0 && rect.height > 0.0;
    if !is_place {
        tell(FaultKind::BadRect, "");
    } else if let Some((width, height)) = size
        && (rect.left + rect.width > width + SLACK_MM || rect.top + rect.height > height + SLACK_MM)
    {
        tell(FaultKind::Outside, "");
    }
}

/// Whether an id has small letters, digits and hyphens only, so that it can name a file and stand in a command.
pub fn is_plain_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 80 && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_form() -> CardTemplate {
        let field = CardField {
            id: "name".into(),
            label: "Name".into(),
            property: "surname".into(),
            rect: Some([5.0, 5.0, 60.0, 10.0].into()),
            ..CardField::default()
        };
        let other = CardField {
            id: "stand".into(),
            label: "Stand".into(),
            property: "marital-status".into(),
            rect: Some([5.0, 15.0, 60.0, 10.0].into()),
            ..field.clone()
        };
        CardTemplate {
            id: "form".into(),
            name: "Form".into(),
            width_mm: Some(100.0),
            height_mm: Some(70.0),
            fields: vec![field, other],
            ..CardTemplate::default()
        }
    }

    #[test]
    fn each_fault_is_found_alone() {
        type Spoil = fn(&mut CardTemplate);
        assert_eq!(a_form().faults(), []);
        let cases: &[(FaultKind, Spoil)] = &[
            (FaultKind::NoId, |form| form.id.clear()),
            (FaultKind::BadId, |form| form.id = "Form 1".into()),
            (FaultKind::NoName, |form| form.name = " ".into()),
            (FaultKind::BadSize, |form| form.width_mm = Some(f64::NAN)),
            (FaultKind::BadSize, |form| form.width_mm = Some(1e9)),
            (FaultKind::NoSize, |form| form.width_mm = None),
            (FaultKind::NoFields, |form| form.fields.clear()),
            (FaultKind::NoFieldId, |form| form.fields[1].id.clear()),
            (FaultKind::BadFieldId, |form| form.fields[1].id = "a=b".into()),
            (FaultKind::TwiceFieldId, |form| form.fields[1].id = "name".into()),
            (FaultKind::NoLabel, |form| form.fields[1].label.clear()),
            (FaultKind::NoProperty, |form| form.fields[1].property.clear()),
            (FaultKind::NoTerms, |form| form.fields[1].datatype = Datatype::Enum),
            (FaultKind::NoColumns, |form| form.fields[1].datatype = Datatype::Rows),
            (FaultKind::BadWidths, |form| form.fields[1].column_widths = vec![1.0]),
            (FaultKind::BadRect, |form| form.fields[1].rect = Some([-1.0, 15.0, 9.0, 9.0].into())),
            (FaultKind::BadRect, |form| form.fields[1].rect = Some([f64::INFINITY, 15.0, 9.0, 9.0].into())),
            (FaultKind::Outside, |form| form.fields[1].rect = Some([5.0, 65.0, 60.0, 10.0].into())),
            (FaultKind::Overlap, |form| form.fields[1].rect = Some([5.0, 10.0, 60.0, 10.0].into())),
            (FaultKind::NoRect, |form| form.fields[1].rect = None),
        ];
        for (kind, spoil) in cases {
            let mut form = a_form();
            spoil(&mut form);
            let found: Vec<FaultKind> = form.faults().iter().map(|fault| fault.kind).collect();
            assert_eq!(found, [*kind]);
        }
    }
}
