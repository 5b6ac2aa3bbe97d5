//! The columns of each list, and the words of a cell.

use super::ListKind;
use crate::catalogue::{ListRow, Sort};
use crate::i18n::{has, tr};
use crate::model::{CardTemplate, EntryKind};

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The reference code.
    Reference,
    /// Name or title, and the mark that sources disagree.
    Label,
    /// Template, event kind, role: what sort of its kind it is.
    SortOf,
    /// Prisoner numbers.
    Number,
    /// Born, happened, taken.
    Date,
    /// How many pictures.
    Pictures,
}

/// The columns of a list that have room in `width` points; the least needed ones go first. Without a list, those of
/// what was found.
pub fn columns(kind: Option<ListKind>, width: f32) -> Vec<Column> {
    let mut shown = all_columns(kind).to_vec();
    let mut needed: f32 = shown.iter().map(|column| column.width() + 12.0).sum();
    for column in [Column::Pictures, Column::SortOf, Column::Date, Column::Number] {
        if needed > width
            && let Some(at) = shown.iter().position(|other| *other == column)
        {
            shown.remove(at);
            needed -= column.width() + 12.0;
        }
    }
    shown
}

const fn all_columns(kind: Option<ListKind>) -> &'static [Column] {
    use Column::{Date, Label, Number, Pictures, Reference, SortOf};
    match kind {
        None => &[Reference, Label, Number, Date],
        Some(ListKind::Cards) => &[Reference, Label, Number, Date, SortOf, Pictures],
        Some(ListKind::People) => &[Reference, Label, Number, Date, Pictures],
        Some(ListKind::Places | ListKind::Units) => &[Reference, Label, SortOf],
        Some(ListKind::Events | ListKind::Pictures | ListKind::Sources) => &[Reference, Label, SortOf, Date],
    }
}

impl Column {
    /// Its heading in a list.
    pub fn heading(self, kind: Option<ListKind>) -> String {
        tr(match (self, kind) {
            (Self::Reference, _) => "column-reference",
            (Self::Label, Some(ListKind::Cards | ListKind::People) | None) => "column-name",
            (Self::Label, Some(ListKind::Pictures)) => "column-caption",
            (Self::Label, _) => "column-title",
            (Self::SortOf, Some(ListKind::Cards)) => "column-template",
            (Self::SortOf, Some(ListKind::Pictures)) => "column-role",
            (Self::SortOf, Some(ListKind::Units)) => "column-level",
            (Self::SortOf, _) => "column-sort",
            (Self::Number, _) => "column-number",
            (Self::Date, Some(ListKind::Cards | ListKind::People)) => "column-born",
            (Self::Date, _) => "column-date",
            (Self::Pictures, _) => "column-pictures",
        })
    }

    /// The order it stands for.
    pub const fn sort(self) -> Option<Sort> {
        match self {
            Self::Reference => Some(Sort::Reference),
            Self::Label => Some(Sort::Label),
            Self::Number => Some(Sort::Number),
            Self::Date => Some(Sort::Date),
            Self::SortOf | Self::Pictures => None,
        }
    }

    /// The width it begins with, in points; the label takes what is left.
    pub const fn width(self) -> f32 {
        match self {
            Self::Reference => 116.0,
            Self::Label => 148.0,
            Self::SortOf => 170.0,
            Self::Number => 92.0,
            Self::Date => 96.0,
            Self::Pictures => 66.0,
        }
    }

    /// The words of a cell.
    pub fn cell(self, row: &ListRow, templates: &[CardTemplate]) -> String {
        match self {
            Self::Reference => row.reference_code.clone(),
            Self::Label if row.label.is_empty() => tr("cell-nameless"),
            Self::Label => row.label.clone(),
            Self::SortOf => sort_of(row, templates),
            Self::Number => row.number.clone(),
            Self::Date => row.date.clone(),
            Self::Pictures if row.pictures == 0 => String::new(),
            Self::Pictures => row.pictures.to_string(),
        }
    }
}

/// What sort of its kind an entry is, in words.
fn sort_of(row: &ListRow, templates: &[CardTemplate]) -> String {
    let vocabulary = match row.kind {
        EntryKind::FileCard => {
            return templates
                .iter()
                .find(|template| template.id == row.sort_of)
                .map_or_else(|| row.sort_of.clone(), |template| template.label(crate::i18n::language()).to_owned());
        }
        EntryKind::Event => "event",
        EntryKind::Group => "group",
        EntryKind::Source => "source",
        EntryKind::Attachment => "role",
        EntryKind::HoldingUnit => "level",
        _ => return row.sort_of.clone(),
    };
    let key = format!("{vocabulary}-{}", row.sort_of);
    if has(&key) { tr(&key) } else { row.sort_of.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_list_keeps_reference_and_name() {
        let narrow = columns(Some(ListKind::Cards), 330.0);
        assert_eq!(narrow, [Column::Reference, Column::Label]);
        let wide = columns(Some(ListKind::Cards), 900.0);
        assert_eq!(wide.len(), 6);
        assert!(!columns(Some(ListKind::Cards), 620.0).contains(&Column::Pictures));
    }
}
