//! THE COMMAND LINE: one file a command, straight on `catalogue`, for scripts and for machines without a display.
//!
//! Answers go to standard output, messages to standard error.
//!
//! Invariant: a field of `--json` output, once shipped, keeps its name. So whatever is printed as JSON has a struct of
//! its own in this layer, and `tests/cli.rs` pins the names.

mod access;
mod add;
mod alike;
mod answers;
mod attach;
mod check;
mod claim;
mod conclude;
mod conflicts;
mod exit;
mod find;
mod r#gen;
mod glossary;
mod history;
mod identity;
mod import;
mod life;
mod list;
mod neighbours;
mod new;
mod note;
mod page;
mod redo;
mod relink;
mod report;
mod sample;
mod session;
mod show;
mod take_in;
mod tally;
mod template;
mod thumbnail;
mod undo;
mod window;
mod withdraw;
mod words;

pub use exit::Outcome;

use clap::{Parser, Subcommand};
use session::{Session, SoFar};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Catalogue prisoner file cards, offline, in one folder a catalogue.
///
/// Without a command the window opens. Every command takes the folder of the catalogue first.
#[derive(Debug, Parser)]
#[command(name = "kartoteka", version, max_term_width = 100, after_help = EXIT_CODES)]
struct CommandLine {
    /// The catalogue to open in the window
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Write acts under this name instead of the one in the settings or the system's user
    #[arg(long, global = true, value_name = "NAME")]
    author: Option<String>,
    /// Answer in JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

const EXIT_CODES: &str = "\
Try it: kartoteka sample sample.kartoteka && kartoteka find sample.kartoteka Pogozhev

A folder that is called like a command is opened with ./ before its name.
Exit code: 0 good, 1 the work found problems, 2 wrong usage, 3 could not.
RUST_LOG=debug tells more; KARTOTEKA_CONFIG names another folder for the settings.";

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Sample(sample::Args),
    List(list::Args),
    Show(show::Args),
    Add(add::Args),
    Attach(attach::Args),
    Claim(claim::Args),
    TakeIn(take_in::Args),
    Note(note::Args),
    Find(find::Args),
    Neighbours(neighbours::Args),
    Life(life::Args),
    Alike(alike::Args),
    Tally(tally::Args),
    Gen(r#gen::Args),
    Glossary(glossary::Args),
    History(history::Args),
    Identity(identity::Args),
    Import(import::Args),
    Undo(undo::Args),
    Redo(redo::Args),
    Report(report::Args),
    Template(template::Args),
    Thumbnail(thumbnail::Args),
    Access(access::Args),
    Check(check::Args),
    Conflicts(conflicts::Args),
    Conclude(conclude::Args),
    Withdraw(withdraw::Args),
    Relink(relink::Args),
}

/// Runs what the command line asks for. `open_window` opens the window on a catalogue, or without one, and says what
/// is missing when it cannot.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    open_window: impl FnOnce(Option<&Path>) -> Result<(), String>,
) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let line = match CommandLine::try_parse_from(&arguments) {
        Ok(line) => line,
        Err(wish) => {
            return match mistyped(&arguments) {
                Some(word) => exit::code(
                    Err(exit::Usage(format!(
                        "there is no command {word:?}; the commands are: {}",
                        commands().join(", ")
                    ))
                    .into()),
                    SoFar::default(),
                ),
                None => exit::of_usage(&wish),
            };
        }
    };
    let mut session = Session::new(line.json, line.author);
    let done = match (line.folder, line.command) {
        (folder, None) => window::run(folder.as_deref(), open_window),
        (None, Some(command)) => command.run(&mut session),
        (Some(folder), Some(_)) => Err(exit::Usage(format!(
            "{} stands before the command: name the command first, then the folder",
            folder.display()
        ))
        .into()),
    };
    let done = done.and_then(|outcome| session.finish().map(|()| outcome));
    exit::code(done, session.so_far())
}

fn commands() -> Vec<String> {
    use clap::CommandFactory;
    CommandLine::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// Refuses a file where a folder is meant.
fn assert_no_file(folder: &Path) -> Result<(), exit::Usage> {
    if folder.is_file() {
        return Err(exit::Usage(format!("{} is a file; a catalogue is a folder", folder.display())));
    }
    Ok(())
}

/// The first word, when more follow and it is neither a command, an option nor a folder: clap would take it for the
/// folder and blame the next.
fn mistyped(arguments: &[OsString]) -> Option<String> {
    let [_, first, _, ..] = arguments else { return None };
    let word = first.to_str()?;
    let is_known =
        word.starts_with('-') || commands().iter().any(|command| command == word) || Path::new(word).exists();
    (!is_known && word != "help").then(|| word.to_owned())
}

impl Command {
    fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        match self {
            Self::New(args) => args.run(session),
            Self::Sample(args) => args.run(session),
            Self::List(args) => args.run(session),
            Self::Show(args) => args.run(session),
            Self::Add(args) => args.run(session),
            Self::Attach(args) => args.run(session),
            Self::Claim(args) => args.run(session),
            Self::TakeIn(args) => args.run(session),
            Self::Note(args) => args.run(session),
            Self::Find(args) => args.run(session),
            Self::Neighbours(args) => args.run(session),
            Self::Life(args) => args.run(session),
            Self::Alike(args) => args.run(session),
            Self::Tally(args) => args.run(session),
            Self::Gen(args) => args.run(session),
            Self::Glossary(args) => args.run(session),
            Self::History(args) => args.run(session),
            Self::Identity(args) => args.run(session),
            Self::Import(args) => args.run(session),
            Self::Undo(args) => args.run(session),
            Self::Redo(args) => args.run(session),
            Self::Report(args) => args.run(session),
            Self::Template(args) => args.run(session),
            Self::Thumbnail(args) => args.run(session),
            Self::Access(args) => args.run(session),
            Self::Check(args) => args.run(session),
            Self::Conflicts(args) => args.run(session),
            Self::Conclude(args) => args.run(session),
            Self::Withdraw(args) => args.run(session),
            Self::Relink(args) => args.run(session),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn every_command_has_a_help_with_an_example() {
        for command in CommandLine::command().get_subcommands() {
            let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let opening = format!("kartoteka {} ", command.get_name());
            assert!(example.contains(&opening), "{}: {example:?}", command.get_name());
            assert!(command.get_about().is_some(), "{}", command.get_name());
        }
    }
}
