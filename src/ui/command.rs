//! The one table of commands: menus, shortcuts, tooltips and the keyboard help all come from it.

use super::page::FieldCommand;
use crate::i18n::tr;
use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

/// What a person can ask for by menu or key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Make a catalogue.
    NewCatalogue,
    /// Open a catalogue.
    OpenCatalogue,
    /// Make the sample catalogue.
    MakeSample,
    /// Close the catalogue.
    CloseCatalogue,
    /// Write a report.
    Report,
    /// Check everything.
    Check,
    /// How the stored files are.
    Health,
    /// End the program.
    Quit,
    /// Take back the last act.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Add a card.
    NewCard,
    /// Add a person, a place, an event, a group, a source or a unit.
    NewEntry,
    /// Attach pictures to the shown entry.
    AttachPictures,
    /// Take in a folder of scans.
    TakeIn,
    /// Write a provenance note on the shown entry.
    AddNote,
    /// Change the author's name.
    Author,
    /// Go to the search box.
    Find,
    /// Keep the search that is shown.
    SaveSearch,
    /// How to search.
    SearchGuide,
    /// Go to the list.
    FocusList,
    /// Show all cards.
    ShowCards,
    /// Show all people.
    ShowPeople,
    /// Show all places.
    ShowPlaces,
    /// Show all events and groups.
    ShowEvents,
    /// Show all sources.
    ShowSources,
    /// Show all pictures.
    ShowPictures,
    /// Every picture, small, in rows.
    Gallery,
    /// The pictures of what the list shows, small, in rows.
    GalleryOfList,
    /// Where sources disagree.
    Disagreements,
    /// Show the whole history.
    History,
    /// Who may see what, and until when not.
    Access,
    /// Words of the papers that need a gloss.
    Glossary,
    /// Light theme.
    Light,
    /// Dark theme.
    Dark,
    /// The theme of the desktop.
    System,
    /// Larger type.
    Larger,
    /// Smaller type.
    Smaller,
    /// Type in its usual size.
    UsualSize,
    /// The desk: the card alone, its scan beside its form.
    Desk,
    /// Scan beside the form, or above it.
    DeskTurn,
    /// This card is done; the next of the queue.
    SaveAndNext,
    /// The card after this one.
    NextCard,
    /// The card before this one.
    PreviousCard,
    /// The other side of the card.
    OtherSide,
    /// Where the card lies on its scan.
    Align,
    /// Look at the pictures of the shown entry.
    Look,
    /// The whole screen.
    FullScreen,
    /// Something done to the field that has the keyboard.
    Field(FieldCommand),
    /// Card templates.
    Templates,
    /// How fast cards are keyed in this session.
    Pace,
    /// Every command by its name.
    Palette,
    /// Keyboard help.
    Keys,
    /// About the program.
    About,
}

impl Command {
    /// Whether it changes the page or needs it, so that it means nothing while a screen covers the page.
    pub fn is_of_page(self) -> bool {
        matches!(
            self,
            Self::Field(_)
                | Self::SaveAndNext
                | Self::NextCard
                | Self::PreviousCard
                | Self::OtherSide
                | Self::Align
                | Self::Look
                | Self::AttachPictures
                | Self::AddNote
        )
    }

    /// Whether it shows something else, so that a screen is left for it.
    pub fn shows_elsewhere(self) -> bool {
        matches!(
            self,
            Self::Desk
                | Self::NewCard
                | Self::NewEntry
                | Self::TakeIn
                | Self::Find
                | Self::SaveSearch
                | Self::FocusList
                | Self::ShowCards
                | Self::ShowPeople
                | Self::ShowPlaces
                | Self::ShowEvents
                | Self::ShowSources
                | Self::ShowPictures
                | Self::Gallery
                | Self::GalleryOfList
                | Self::Disagreements
                | Self::History
                | Self::Access
                | Self::Glossary
                | Self::Health
                | Self::Templates
        )
    }
}

/// The menus of the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Catalogues and reports.
    File,
    /// Changing the catalogue.
    Edit,
    /// Keying a card.
    Keying,
    /// Weighing what sources say.
    Judging,
    /// What is seen.
    View,
    /// Help.
    Help,
}

impl Menu {
    /// Every menu, in the order of the bar, with the key of its words.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::File, "menu-file"),
        (Self::Edit, "menu-edit"),
        (Self::Keying, "menu-keying"),
        (Self::Judging, "menu-judging"),
        (Self::View, "menu-view"),
        (Self::Help, "menu-help"),
    ];
}

/// When a command can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Always.
    Nothing,
    /// While a catalogue is open.
    Catalogue,
    /// While a catalogue is open that can be changed.
    Writable,
    /// While an entry is shown in a catalogue that can be changed.
    Entry,
    /// While an entry with pictures is shown.
    Pictures,
    /// While a card is shown.
    Card,
    /// While a card is shown in a catalogue that can be changed.
    Keying,
    /// While a field of a card has the keyboard, in a catalogue that can be changed.
    Field,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The command.
    pub command: Command,
    /// The key of its words is `command-NAME`, that of its tooltip `command-NAME-hint`.
    pub name: &'static str,
    /// The menu it stands in.
    pub menu: Menu,
    /// Commands of one group stand together, between thin lines.
    pub group: u8,
    /// Its key.
    pub shortcut: Option<KeyboardShortcut>,
    /// When it can be used.
    pub needs: Needs,
}

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn line(
    command: Command,
    name: &'static str,
    place: (Menu, u8),
    key: Option<(Modifiers, Key)>,
    needs: Needs,
) -> Line {
    let shortcut = match key {
        Some((modifiers, key)) => Some(KeyboardShortcut::new(modifiers, key)),
        None => None,
    };
    Line { command, name, menu: place.0, group: place.1, shortcut, needs }
}

const fn field(command: FieldCommand, name: &'static str, group: u8, key: (Modifiers, Key)) -> Line {
    line(Command::Field(command), name, (Menu::Keying, group), Some(key), Needs::Field)
}

use Menu::{Edit, File, Help, Judging, Keying, View};
use Needs::{Card, Catalogue, Entry, Nothing, Writable};

/// Every command, in the order of the menus.
pub const TABLE: &[Line] = &[
    line(Command::NewCatalogue, "new-catalogue", (File, 0), Some((CTRL_SHIFT, Key::N)), Nothing),
    line(Command::OpenCatalogue, "open-catalogue", (File, 0), Some((Modifiers::COMMAND, Key::O)), Nothing),
    line(Command::MakeSample, "make-sample", (File, 0), None, Nothing),
    line(Command::Report, "report", (File, 1), Some((Modifiers::COMMAND, Key::P)), Catalogue),
    line(Command::Check, "check", (File, 1), None, Catalogue),
    line(Command::Health, "health", (File, 1), Some((CTRL_SHIFT, Key::H)), Catalogue),
    line(Command::CloseCatalogue, "close-catalogue", (File, 2), Some((Modifiers::COMMAND, Key::W)), Catalogue),
    line(Command::Quit, "quit", (File, 2), Some((Modifiers::COMMAND, Key::Q)), Nothing),
    line(Command::Undo, "undo", (Edit, 0), Some((Modifiers::COMMAND, Key::Z)), Writable),
    line(Command::Redo, "redo", (Edit, 0), Some((CTRL_SHIFT, Key::Z)), Writable),
    line(Command::NewCard, "new-card", (Edit, 1), Some((Modifiers::COMMAND, Key::N)), Writable),
    line(Command::NewEntry, "new-entry", (Edit, 1), Some((Modifiers::COMMAND, Key::E)), Writable),
    line(Command::AttachPictures, "attach", (Edit, 1), Some((Modifiers::COMMAND, Key::I)), Entry),
    line(Command::TakeIn, "take-in", (Edit, 1), Some((CTRL_SHIFT, Key::I)), Writable),
    line(Command::AddNote, "add-note", (Edit, 1), Some((Modifiers::COMMAND, Key::M)), Entry),
    line(Command::Author, "author", (Edit, 2), None, Nothing),
    line(Command::Desk, "desk", (Keying, 0), Some((Modifiers::NONE, Key::F2)), Card),
    line(Command::DeskTurn, "desk-turn", (Keying, 0), None, Card),
    line(Command::SaveAndNext, "save-and-next", (Keying, 1), Some((Modifiers::COMMAND, Key::Enter)), Needs::Keying),
    line(Command::NextCard, "next-card", (Keying, 1), Some((Modifiers::COMMAND, Key::PageDown)), Card),
    line(Command::PreviousCard, "previous-card", (Keying, 1), Some((Modifiers::COMMAND, Key::PageUp)), Card),
    line(Command::OtherSide, "other-side", (Keying, 2), Some((Modifiers::COMMAND, Key::B)), Card),
    line(Command::Align, "align", (Keying, 2), Some((CTRL_SHIFT, Key::A)), Needs::Keying),
    field(FieldCommand::Ditto, "ditto", 3, (Modifiers::COMMAND, Key::D)),
    field(FieldCommand::OtherLetter, "other-letter", 3, (Modifiers::NONE, Key::F3)),
    field(FieldCommand::KeepReading, "keep-reading", 3, (Modifiers::COMMAND, Key::G)),
    field(FieldCommand::Certainty, "certainty", 3, (Modifiers::NONE, Key::F4)),
    field(FieldCommand::SecondValue, "second-value", 3, (Modifiers::COMMAND, Key::J)),
    field(FieldCommand::Remark, "remark", 3, (Modifiers::COMMAND, Key::R)),
    field(FieldCommand::Blank, "blank", 4, (Modifiers::NONE, Key::F5)),
    field(FieldCommand::Illegible, "illegible", 4, (Modifiers::NONE, Key::F6)),
    field(FieldCommand::Unknown, "unknown", 4, (Modifiers::NONE, Key::F7)),
    field(FieldCommand::Silent, "silent", 4, (Modifiers::NONE, Key::F8)),
    field(FieldCommand::Withheld, "withheld", 4, (Modifiers::NONE, Key::F9)),
    line(Command::Templates, "templates", (Keying, 5), Some((Modifiers::COMMAND, Key::T)), Catalogue),
    line(Command::Pace, "pace", (Keying, 5), None, Catalogue),
    line(Command::Disagreements, "disagreements", (Judging, 0), Some((CTRL_SHIFT, Key::D)), Catalogue),
    line(Command::History, "history", (Judging, 0), Some((Modifiers::COMMAND, Key::H)), Catalogue),
    line(Command::Access, "access", (Judging, 1), Some((CTRL_SHIFT, Key::L)), Catalogue),
    line(Command::Glossary, "glossary", (Judging, 1), Some((CTRL_SHIFT, Key::W)), Catalogue),
    line(Command::Find, "find", (View, 0), Some((Modifiers::COMMAND, Key::F)), Catalogue),
    line(Command::SaveSearch, "save-search", (View, 0), Some((CTRL_SHIFT, Key::S)), Writable),
    line(Command::FocusList, "focus-list", (View, 0), Some((Modifiers::COMMAND, Key::L)), Catalogue),
    line(Command::ShowCards, "show-cards", (View, 1), Some((Modifiers::COMMAND, Key::Num1)), Catalogue),
    line(Command::ShowPeople, "show-people", (View, 1), Some((Modifiers::COMMAND, Key::Num2)), Catalogue),
    line(Command::ShowPlaces, "show-places", (View, 1), Some((Modifiers::COMMAND, Key::Num3)), Catalogue),
    line(Command::ShowEvents, "show-events", (View, 1), Some((Modifiers::COMMAND, Key::Num4)), Catalogue),
    line(Command::ShowSources, "show-sources", (View, 1), Some((Modifiers::COMMAND, Key::Num5)), Catalogue),
    line(Command::ShowPictures, "show-pictures", (View, 1), Some((Modifiers::COMMAND, Key::Num6)), Catalogue),
    line(Command::Gallery, "gallery", (View, 1), Some((Modifiers::COMMAND, Key::Num7)), Catalogue),
    line(Command::GalleryOfList, "gallery-of-list", (View, 1), Some((CTRL_SHIFT, Key::G)), Catalogue),
    line(Command::Light, "light", (View, 3), None, Nothing),
    line(Command::Dark, "dark", (View, 3), None, Nothing),
    line(Command::System, "system", (View, 3), None, Nothing),
    line(Command::Look, "look", (View, 2), Some((Modifiers::NONE, Key::F12)), Needs::Pictures),
    line(Command::Larger, "larger", (View, 4), Some((Modifiers::COMMAND, Key::Plus)), Nothing),
    line(Command::Smaller, "smaller", (View, 4), Some((Modifiers::COMMAND, Key::Minus)), Nothing),
    line(Command::UsualSize, "usual-size", (View, 4), Some((Modifiers::COMMAND, Key::Num0)), Nothing),
    line(Command::FullScreen, "full-screen", (View, 4), Some((Modifiers::NONE, Key::F11)), Nothing),
    line(Command::Palette, "palette", (Help, 0), Some((Modifiers::COMMAND, Key::K)), Nothing),
    line(Command::Keys, "keys", (Help, 0), Some((Modifiers::NONE, Key::F1)), Nothing),
    line(Command::SearchGuide, "search-guide", (Help, 0), Some((Modifiers::SHIFT, Key::F1)), Nothing),
    line(Command::About, "about", (Help, 0), None, Nothing),
];

impl Line {
    /// Its words.
    pub fn label(&self) -> String {
        tr(&format!("command-{}", self.name))
    }

    /// What it does, in a sentence.
    pub fn hint(&self) -> String {
        tr(&format!("command-{}-hint", self.name))
    }

    /// Its key, as printed.
    pub fn shortcut_text(&self, ctx: &Context) -> String {
        self.shortcut.map(|shortcut| ctx.format_shortcut(&shortcut)).unwrap_or_default()
    }
}

/// The line of a command.
pub fn line_of(command: Command) -> Option<&'static Line> {
    TABLE.iter().find(|line| line.command == command)
}

/// The commands whose keys were pressed in this frame. Inside a text field undo and redo are the field's own.
pub fn pressed(ctx: &Context) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    // the longer combination first: Ctrl+Shift+Z also contains Ctrl+Z
    let (with_shift, without): (Vec<&Line>, Vec<&Line>) =
        TABLE.iter().partition(|line| line.shortcut.is_some_and(|shortcut| shortcut.modifiers.shift));
    ctx.input_mut(|input| {
        with_shift
            .into_iter()
            .chain(without)
            .filter(|line| !(typing && matches!(line.command, Command::Undo | Command::Redo)))
            .filter(|line| line.shortcut.is_some_and(|shortcut| input.consume_shortcut(&shortcut)))
            .map(|line| line.command)
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_once_with_words_and_its_own_key() {
        for (at, line) in TABLE.iter().enumerate() {
            for key in [format!("command-{}", line.name), format!("command-{}-hint", line.name)] {
                assert!(crate::i18n::has(&key), "no words for {key}");
            }
            for other in &TABLE[at + 1..] {
                assert_ne!(line.command, other.command);
                assert!(line.shortcut.is_none() || line.shortcut != other.shortcut, "{} {}", line.name, other.name);
            }
        }
    }
}
