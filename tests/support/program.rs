//! The built program, run on folders of its own: nothing of this computer's settings is read or written.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder for catalogues and files, with settings of its own. It is erased at the end.
pub struct Desk {
    folder: tempfile::TempDir,
}

/// What the program answered.
#[derive(Debug)]
pub struct Answer {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Desk {
    /// An empty desk.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A desk with an empty catalogue `c.kartoteka` on it.
    pub fn with_catalogue() -> Self {
        let desk = Self::new();
        desk.good(&["new", "c.kartoteka"]);
        desk
    }

    /// A path on the desk.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, ready to be started on the desk.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kartoteka"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("KARTOTEKA_CONFIG", self.path("settings"))
            .env("TMPDIR", self.folder.path())
            .env_remove("RUST_LOG")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Answer {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        Answer {
            code: status.code().unwrap_or(-1),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }

    /// Runs it, expects exit code 0 and an answer on standard output only.
    pub fn good(&self, arguments: &[&str]) -> Answer {
        let answer = self.run(arguments);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{arguments:?}: {answer:?}");
        answer
    }

    /// Runs it, expects this exit code and one message that holds all of `words`, and no panic.
    pub fn fails(&self, code: i32, arguments: &[&str], words: &[&str]) -> Answer {
        let answer = self.run(arguments);
        assert_eq!(answer.code, code, "{arguments:?}: {answer:?}");
        assert!(!answer.err.contains("panicked"), "{arguments:?}: {answer:?}");
        for word in words {
            assert!(answer.err.contains(word), "{arguments:?}: no {word:?} in {:?}", answer.err);
        }
        answer
    }

    /// Runs it with `--json` and reads the answer.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let answer = self.good(&[arguments, &["--json"]].concat());
        serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", answer.out))
    }

    /// Writes a small picture on the desk.
    pub fn picture(&self, name: &str, grey: u8) {
        image::GrayImage::from_pixel(60, 40, image::Luma([grey])).save(self.path(name)).unwrap();
    }
}

/// The names of the fields of an object, sorted, or of the first object of an array.
pub fn names(value: &Value) -> Vec<String> {
    let object = value.as_array().map_or(value, |array| array.first().expect("an empty array has no names"));
    let mut names: Vec<String> = object.as_object().expect("an object").keys().cloned().collect();
    names.sort();
    names
}
